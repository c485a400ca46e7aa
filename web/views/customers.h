// Customers: the room with the list of all customers: search, filters, saved lists, bulk edit, export, and the way to
// each card. Used by the app view. Must never filter or sort by itself: core/query/customers.h does.
#pragma once

#include <cstdint>
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
  bool is_set() const { return !title.empty(); }
};

// A list by its rule, kept as a `setting` record "list.<name>".
struct SavedList {
  std::string name;  // the user's word, or a catalogue key when it is built in
  bool is_built_in = false;
  query::CustomersParams params;
};
std::string write_list_rule(const query::CustomersParams& params);  // JSON; stored: keys do not change
// Members that cannot be read are left out.
query::CustomersParams read_list_rule(std::string_view json);

struct BulkEditState {
  bool is_open = false;
  std::string owner, status, tags;
  bool sets_owner = false, sets_status = false, sets_tags = false;
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
  query::CustomersParams params;  // what is asked of the list now
  CustomersPreset preset;
  std::string list;  // the saved list picked last; "" none
  ui::TableState table;
  bool is_filters_open = false;
  BulkEditState bulk;
  SaveListState save_list;
  Editors editors;

  // The user's own lists, read from the settings when their table changed.
  std::vector<SavedList> own_lists;
  std::uint64_t lists_revision = UINT64_MAX;
};

// Takes the query of an address ("customers?tier=A&no_contact_days=60&sort=value&desc=1"): it replaces filters and
// search; without a query nothing changes.
void apply_customers_route(CustomersState& state, const Route& route);

void customers_view(const ViewInput& input, CustomersState& state, Requests& requests);

}  // namespace zhike::views
