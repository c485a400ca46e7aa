// Spend: how customers spread over what they buy in a year, as bins. Used by insights. Never hides the customers beyond
// the last bin: they are counted.
#pragma once

#include <vector>

#include "core/query/totals.h"
#include "core/stats/histogram.h"

namespace zhike::query {

struct Spend {
  Period period;
  PeriodWhy why = PeriodWhy::today;
  std::string currency;
  stats::Histogram bins;    // of yearly value in the currency's unit, customers above zero
  std::int64_t n = 0;       // customers whose value is above zero
  std::int64_t beyond = 0;  // … of them above the last edge
  double median = 0;        // NaN when n is 0
};

// Bins reach to the value below which 95 of 100 customers lie, so that a few large ones do not flatten the picture.
// O(customers log customers).
Spend compute_spend(const store::Document& document, Cache& cache, base::Day today);
// Customers with a value from `low` to `high`, highest first; the last bin holds its upper edge.
std::vector<Handle> customers_spending(const store::Document& document, Cache& cache, base::Day today,
                                       const Spend& spend, std::size_t bin);

}  // namespace zhike::query
