// Customers: the room with the list of all customers: search, filters, saved lists, bulk edit, export, and the way to
// each card. Used by the app view. Must never filter or sort by itself: core/query/customers.h does.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/views/editors.h"
#include "web/views/route.h"
#include "web/views/view.h"

namespace zhike::views {

// A list given by another room: the customers behind a number.
struct CustomersPreset {
  std::string title;  // already in the reader's language
  std::vector<store::Handle> handles;
  std::uint64_t revision = 0;  // of the document whose deleted records were last taken out
  bool is_set() const { return !title.empty(); }
};

// A list by its rule, kept as a `setting` record "list.<name>".
struct SavedList {
  std::string name;
  query::CustomersParams params;
};
std::string write_list_rule(const query::CustomersParams& params);  // JSON; stored: member names do not change
// Members that cannot be read are left out.
query::CustomersParams read_list_rule(std::string_view json);

struct BulkEditState {
  bool is_open = false;
  std::string owner, status, tags;  // empty: left as they are
  base::Error error;
  Pending pending;
};

struct SaveListState {
  bool is_open = false;
  std::string name;
  base::Error error;
  Pending pending;
};

struct CustomersState {
  query::CustomersParams params{.sort = "value", .is_descending = true};  // what is asked of the list now
  query::CustomersParams listed = params;                                 // what it shows: some frames behind
  CustomersPreset preset;
  std::string list;  // the own list picked last, or the catalogue key of a built-in one; "" none
  ui::TableState table;
  bool is_filters_open = false;
  std::optional<query::CustomersParams> remembered;  // what this device keeps for the next visit
  BulkEditState bulk;
  SaveListState save_list;
  Editors editors;

  // The user's own lists, read from the settings when their table changed.
  std::vector<SavedList> own_lists;
  std::uint64_t lists_revision = UINT64_MAX;
};

// Takes the query of an address ("customers?tier=A&no_contact_days=60&sort=value&desc=1"): it replaces filters,
// search and preset; without a query nothing changes.
void apply_customers_route(CustomersState& state, const Route& route);

void customers_view(const ViewInput& input, CustomersState& state, Requests& requests);

}  // namespace zhike::views
