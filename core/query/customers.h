// Customers: the list of customers, filtered, searched and sorted. Used by the customers room, pickers and the command
// line. 100,000 customers in a few milliseconds: search texts, sort orders and per-customer facts come from the cache.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/query/period.h"

namespace zhike::query {

struct CustomersParams {
  std::string
      search{};  // every word must occur in a searchable field (folded); three digits and more also match phones
  std::string tier{}, owner{}, status{}, tag{}, industry{}, city{}, kind{};  // empty: any; equal, not folded
  std::int32_t no_contact_days = 0;                      // > 0: last real contact at least so long ago, or never
  std::int32_t nps_below = 0;                            // > 0: latest NPS answer below this
  std::optional<std::int64_t> value_min{}, value_max{};  // yearly value, units of 10^-4, inclusive
  bool has_open_promise = false, has_open_complaint = false;
  std::string sort = "name";  // a field key of customer, or a column of customer_sorts
  bool is_descending = false;

  bool operator==(const CustomersParams&) const = default;
};

// Sort columns beyond the fields.
inline constexpr std::string_view customer_sorts[]{"value",           "tier",    "last_contact", "open_promises",
                                                   "open_complaints", "last_nps"};
// True for a field key of customer or one of customer_sorts.
bool is_customer_sort(std::string_view sort);

struct Customers {
  std::vector<Handle> handles;  // in order; empty values last whichever the direction
  std::int64_t total = 0;       // handles.size()
  std::int64_t all = 0;         // visible customers before any filter
};

Customers compute_customers(const store::Document& document, Cache& cache, const CustomersParams& params,
                            base::Day today);

}  // namespace zhike::query
