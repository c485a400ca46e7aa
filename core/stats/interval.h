// Intervals and tests for shares and means: the one place where "plus or minus" comes from.
// Used by every query that shows a figure taken from people who answered.
// Must never know what is being counted, round a result, or use plain Wald for a share.
#pragma once

#include <cstdint>
#include <span>

namespace zhike::stats {

// Fewer respondents than this: the figure is withheld, so that nobody can be recognised.
inline constexpr std::int64_t withheld_below = 5;
inline constexpr double default_level = 0.95;

// A figure with its two-sided interval. With nothing to count, n is 0 and the three figures are NaN.
struct Interval {
  double value = 0;
  double low = 0;
  double high = 0;
  std::int64_t n = 0;            // respondents; for a difference, of both samples together
  double level = default_level;  // confidence, 0 < level < 1
};

// A difference with its two-sided test. z and p are NaN when a sample is empty;
// with no variation at all z is 0 or ±infinity and p 1 or 0.
struct Change {
  Interval difference;  // first minus second
  double z = 0;
  double p = 1;  // two-sided
};

// A yes/no count. 0 <= successes <= n is expected; successes are clamped into it.
struct Share {
  std::int64_t successes = 0;
  std::int64_t n = 0;
};

// True when too few people answered for the figure to be shown.
constexpr bool is_withheld(std::int64_t n) { return n < withheld_below; }

// The Interval of nothing: n 0, figures NaN.
Interval no_interval(double level);

// P(Z <= z) of the standard normal distribution, 0..1; keeps its relative precision in the lower tail.
double normal_cdf(double z);

// z with P(Z <= z) = p. ±infinity at p = 0 and 1, NaN outside. Relative error below 1e-13.
double normal_quantile(double p);

// z of a two-sided interval: 1.959964 for 0.95. NaN unless 0 < level < 1.
double two_sided_z(double level);

// Two-sided p value of z, 0..1.
double two_sided_p(double z);

// P(T <= t) of Student's t with `df` > 0 degrees of freedom, by the incomplete beta function
// (Abramowitz & Stegun 26.7.1, 26.5.8). NaN when df <= 0.
double student_cdf(double t, double df);

// t with P(T <= t) = p. ±infinity at 0 and 1, NaN outside or when df <= 0.
double student_quantile(double p, double df);

// Share successes/n with the score interval of Wilson 1927 (J. Am. Stat. Assoc. 22:209). In 0..1.
Interval wilson(Share share, double level = default_level);

// Difference first − second of two independent shares, in −1..1, by the hybrid score interval of
// Newcombe 1998 (Stat. Med. 17:873, method 10). z and p are those of the pooled two-sample test.
Change newcombe(Share first, Share second, double level = default_level);

// Mean with Student's interval. One observation: low and high are ±infinity. Values must be finite.
Interval mean_t(std::span<const double> values, double level = default_level);

// The same from counts: counts[i] answers had the value first_value + i. Negative counts count as 0.
Interval mean_t(std::span<const std::int64_t> counts, std::int64_t first_value, double level);

}  // namespace zhike::stats
