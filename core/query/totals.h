// Totals: what each customer bought in a period, as arrays along the rows of the customer table. The base of tiers,
// concentration, RFM and lists. One pass over the purchase columns; never converts currencies: purchases in another
// currency than the book's are left out and counted.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/query/period.h"

namespace zhike::query {

enum class Range : std::uint8_t { year, all };

struct TotalsParams {
  Range range = Range::year;
  Period asked{};  // when a bound is set it is used instead of `range`
  bool operator==(const TotalsParams&) const = default;
};

struct Totals {
  Period period;  // the days that counted; for Range::all from the first to the last purchase counted
  PeriodWhy why = PeriodWhy::today;
  std::string currency;

  // By row of the customer table; deleted customers hold zeros. Money in units of 10^-4 (base::Decimal).
  std::vector<std::int64_t> value;
  std::vector<std::int64_t> margin;            // amount − cost over the purchases whose cost is known
  std::vector<std::int32_t> purchases;         // how many
  std::vector<std::int32_t> with_cost;         // how many of them have a cost
  std::vector<base::Day> first_day, last_day;  // no_day without purchases

  std::int64_t total_value = 0;
  std::int64_t total_margin = 0;
  std::int64_t purchase_count = 0;
  std::int64_t with_cost_count = 0;
  std::int64_t buyer_count = 0;             // customers with at least one purchase
  std::int64_t positive_count = 0;          // customers whose value is above zero
  std::int64_t other_currency_count = 0;    // purchases left out: another currency
  std::int64_t without_customer_count = 0;  // purchases left out: customer deleted or unknown
  std::int64_t undated_count = 0;           // purchases left out: no date, or a date after today
};

// O(purchases). Never fails; an empty book gives empty arrays.
Totals compute_totals(const store::Document& document, Cache& cache, const TotalsParams& params, base::Day today);

}  // namespace zhike::query
