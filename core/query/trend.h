// Trend: a figure period by period, with intervals and which changes are more than chance. Used by insights and
// reports. Never invents a value for a period without data.
#pragma once

#include <string>
#include <vector>

#include "core/query/scores.h"

namespace zhike::query {

enum class TrendOf : std::uint8_t { nps, csat, ces, purchases, complaints };
std::string_view trend_of_key(TrendOf what);

struct TrendParams {
  TrendOf of = TrendOf::nps;
  Step step = Step::month;
  Handle survey = 0, wave = 0, customer = 0;  // 0: any; survey and wave only for scores
  std::string tier{}, owner{};                // empty: any
  Period period{};
  bool operator==(const TrendParams&) const = default;
};

struct TrendRow {
  std::int64_t index = 0;  // step_index()
  std::string label;       // "2026-11"
  base::Day first_day = base::no_day;
  std::int64_t n = 0;  // answers, purchases or complaints
  // Scores: the figure with its interval (units as in scores.h); NaN where withheld or without answers. Purchases:
  // value is the amount in the book's currency. Complaints: value is n. Those two have no interval: low and high are
  // NaN.
  stats::Interval figure;
  bool is_withheld = false;
  std::int64_t amount = 0;  // purchases: units of 10^-4
  // Against the last earlier period that had data; n 0 when there is none (or either is withheld).
  stats::Change change;
  bool is_significant = false;  // scores only: p below 0.05
};

struct Trend {
  TrendOf of = TrendOf::nps;
  Step step = Step::month;
  std::string currency;        // purchases
  std::string_view method;     // of the intervals, as in Score
  std::vector<TrendRow> rows;  // every period from the first to the last with data, gaps included
};

Trend compute_trend(const store::Document& document, Cache& cache, const TrendParams& params, base::Day today);

}  // namespace zhike::query
