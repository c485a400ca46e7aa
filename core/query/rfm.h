// RFM: recency, frequency and money as scores 1–5 for every customer who bought. Used by insights and lists.
#pragma once

#include <array>
#include <vector>

#include "core/query/totals.h"
#include "core/stats/rfm.h"

namespace zhike::query {

struct RfmParams {
  TotalsParams totals{.range = Range::all, .asked = {}};
  bool operator==(const RfmParams&) const = default;
};

struct RfmRow {
  Handle customer = 0;
  stats::RfmScore score;
  std::int32_t recency_days = 0;  // from the last purchase to the period's last day (today, or the newest purchase)
  std::int32_t purchases = 0;
  std::int64_t value = 0;  // units of 10^-4
};

struct Rfm {
  Period period;
  PeriodWhy why = PeriodWhy::all;
  base::Day reference = base::no_day;     // the day recency is counted to
  std::vector<RfmRow> rows;               // one a buyer, in table order
  std::array<std::int64_t, 125> cells{};  // stats::rfm_cell(score)
};

Rfm compute_rfm(const store::Document& document, Cache& cache, const RfmParams& params, base::Day today);
// The customers of one cell, highest value first.
std::vector<Handle> customers_in_cell(const Rfm& rfm, stats::RfmScore score);

}  // namespace zhike::query
