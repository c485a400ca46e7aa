// Scores period by period: fill the gaps, add intervals, say which changes are more than chance, fit a straight line.
// Used by the trend query and line charts. A period is any whole number that grows by one (months since year 0, …).
// Must never invent a value for a period without answers, and makes no claim about seasons.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/stats/interval.h"
#include "core/stats/nps.h"

namespace zhike::stats {

struct SharePeriod {
  std::int64_t period = 0;
  Share share;
};

struct NpsPeriod {
  std::int64_t period = 0;
  NpsCounts counts;
};

struct TrendPoint {
  std::int64_t period = 0;
  Interval figure;          // n 0 and NaN when nobody answered
  Change from_last;         // against the last earlier period that had answers; n 0 when there is none
  bool is_withheld = true;  // fewer than withheld_below answers: show the gap, not the figure
};

// One point for every period from the first to the last given, in order; equal periods are added together.
// Shares in 0..1 with Wilson's interval, changes by newcombe().
std::vector<TrendPoint> share_trend(std::span<const SharePeriod> periods, double level = default_level);

// The same for NPS, in points.
std::vector<TrendPoint> nps_trend(std::span<const NpsPeriod> periods, double level = default_level);

// p values of a family of tests, adjusted by Holm 1979 (Scand. J. Stat. 6:65) in the order given; each in 0..1.
// NaN stays NaN and does not count as a test.
std::vector<double> holm_adjusted(std::span<const double> p_values);

struct Slope {
  Interval per_step;     // change of y for one unit of x, Student's interval; n = points used
  double intercept = 0;  // y at x = 0
  double p = 1;          // two-sided, slope against 0
};

// Least-squares line through the points where both x and y are finite. With fewer than 3 of them, or all x equal,
// no_interval(), NaN and p 1.
Slope linear_slope(std::span<const double> x, std::span<const double> y, double level = default_level);

}  // namespace zhike::stats
