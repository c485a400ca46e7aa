// Concentration: how much of the value the best customers bring: the 80/20 rule measured. Used by insights and reports.
#pragma once

#include <vector>

#include "core/query/totals.h"
#include "core/stats/concentration.h"

namespace zhike::query {

struct ConcentrationParams {
  double share = 0.2;  // of customers, 0..1
  TotalsParams totals{.range = Range::all, .asked = {}};
  bool operator==(const ConcentrationParams&) const = default;
};

struct Concentration {
  Period period;
  PeriodWhy why = PeriodWhy::all;
  std::string currency;
  std::int64_t n = 0;      // customers with a purchase in the period
  std::int64_t total = 0;  // their value, units of 10^-4
  double share = 0.2;
  double top_share = 0;         // what the best `share` of them bring, 0..1; NaN when n is 0
  std::int64_t n_for_80 = 0;    // least number of customers that bring 80 %
  double gini = 0;              // NaN when n is 0
  std::int64_t refunded_n = 0;  // customers whose value is zero or less although they bought
  std::vector<stats::LorenzPoint> lorenz;
  std::vector<Handle> top;  // the best `share` of customers, best first; equal values are not split
};

Concentration compute_concentration(const store::Document& document, Cache& cache, const ConcentrationParams& params,
                                    base::Day today);

}  // namespace zhike::query
