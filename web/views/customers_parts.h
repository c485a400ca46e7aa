// The inside of the customers room: list rules, table, bulk edit. For customers*.cpp alone.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "web/views/customers.h"

namespace zhike::views::customers {

// --- customers_lists.cpp: saved lists ---
void read_own_lists(const ViewInput& input, CustomersState& state);
// The button with all lists: picks one, asks for a name to save under, deletes.
void lists_menu(const ViewInput& input, CustomersState& state, Requests& requests);
void save_list_dialog(const ViewInput& input, CustomersState& state, Requests& requests);
// What changes whenever the list asked for changes: nothing stays selected that is not seen.
void ask(CustomersState& state, query::CustomersParams params);

// --- customers_filters.cpp ---
// Search, filters and lists; changes what is asked.
void filters(const ViewInput& input, CustomersState& state, Requests& requests);
// True when anything narrows the list.
bool has_filters(const query::CustomersParams& params);
// The same without search and filters; the order stays.
query::CustomersParams without_filters(const query::CustomersParams& params);

// --- customers_table.cpp ---
void table(const ViewInput& input, CustomersState& state, std::span<const store::Handle> handles, Requests& requests);
// The customers as a CSV file with headings in the current language.
std::string write_csv(const ViewInput& input, std::span<const store::Handle> handles);

// --- customers_bulk.cpp ---
std::vector<store::Handle> selection(const CustomersState& state, std::span<const store::Handle> handles);
// The bar above the table while something is selected.
void bulk_bar(const ViewInput& input, CustomersState& state, std::span<const store::Handle> handles,
              Requests& requests);
void bulk_dialog(const ViewInput& input, CustomersState& state, std::span<const store::Handle> handles,
                 Requests& requests);
void export_csv(const ViewInput& input, std::span<const store::Handle> handles, Requests& requests);

}  // namespace zhike::views::customers
