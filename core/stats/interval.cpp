#include "core/stats/interval.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace zhike::stats {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

bool is_level(double level) { return level > 0 && level < 1; }

Share clamped(Share share) {
  const std::int64_t n = std::max<std::int64_t>(share.n, 0);
  return {std::clamp<std::int64_t>(share.successes, 0, n), n};
}

double normal_density(double z) {
  return std::exp(-0.5 * z * z) * 0.5 * std::numbers::inv_sqrtpi * std::numbers::sqrt2;
}

// ln Γ(x + 1/2) − ln Γ(x); the plain difference loses digits when x is large, the series does not
// (Abramowitz & Stegun 6.1.47 with a = 1/2, b = 0).
double log_gamma_half_step(double x) {
  if (x < 50) return std::lgamma(x + 0.5) - std::lgamma(x);
  const double r = 1 / x;
  const double series = r * (-1.0 / 8 + r * (1.0 / 128 + r * (5.0 / 1024 + r * (-21.0 / 32768 - r * 399.0 / 262144))));
  return 0.5 * std::log(x) + std::log1p(series);
}

// Continued fraction of the incomplete beta function by Lentz's method (Abramowitz & Stegun 26.5.8).
double beta_fraction(double x, double a, double b) {
  constexpr double tiny = 1e-300;
  const auto guarded = [](double v) { return std::abs(v) < tiny ? tiny : v; };
  double c = 1;
  double d = 1 / guarded(1 - (a + b) * x / (a + 1));
  double result = d;
  for (int m = 1; m <= 10000; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guarded(1 + even * d);
    c = guarded(1 + even / c);
    result *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guarded(1 + odd * d);
    c = guarded(1 + odd / c);
    const double step = d * c;
    result *= step;
    if (std::abs(step - 1) < 1e-16) break;
  }
  return result;
}

// P(T > t) for t >= 0: half of I_x(df/2, 1/2) with x = df / (df + t²).
double student_upper_tail(double t, double df) {
  if (std::isinf(t)) return 0;
  const double a = df / 2;
  const double b = 0.5;
  const double square = t * t;
  const double x = df / (df + square);
  const double y = square / (df + square);  // 1 − x without cancellation
  const double log_beta = 0.5 * std::log(std::numbers::pi) - log_gamma_half_step(a);
  const double front = std::exp(-a * std::log1p(square / df) + b * std::log(y) - log_beta);
  if (x < (a + 1) / (a + b + 2)) return 0.5 * front * beta_fraction(x, a, b) / a;
  return 0.5 * (1 - front * beta_fraction(y, b, a) / b);
}

double student_density(double t, double df) {
  const double log_scale = log_gamma_half_step(df / 2) - 0.5 * std::log(df * std::numbers::pi);
  return std::exp(log_scale - (df + 1) / 2 * std::log1p(t * t / df));
}

// Mean and interval from n, the mean and the sum of squared deviations.
Interval student_interval(std::int64_t n, double mean, double squares, double level) {
  if (n == 0 || !is_level(level)) return no_interval(level);
  if (n == 1) return {mean, -infinity, infinity, 1, level};
  const double count = static_cast<double>(n);
  const double error = std::sqrt(squares / (count - 1) / count);
  const double half = error > 0 ? student_quantile((1 + level) / 2, count - 1) * error : 0;
  return {mean, mean - half, mean + half, n, level};
}

}  // namespace

Interval no_interval(double level) { return {nan, nan, nan, 0, level}; }

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

double normal_quantile(double p) {
  if (!(p >= 0 && p <= 1)) return nan;
  if (p == 0) return -infinity;
  if (p == 1) return infinity;
  if (p > 0.5) return -normal_quantile(1 - p);
  // First guess: Abramowitz & Stegun 26.2.22 (error < 0.003); then Halley's steps on the cdf.
  const double t = std::sqrt(-2 * std::log(p));
  double z = -(t - (2.30753 + 0.27061 * t) / (1 + t * (0.99229 + 0.04481 * t)));
  for (int i = 0; i < 3; ++i) {
    const double step = (normal_cdf(z) - p) / normal_density(z);
    z -= step / (1 + 0.5 * z * step);
  }
  return z;
}

double two_sided_z(double level) { return is_level(level) ? -normal_quantile((1 - level) / 2) : nan; }

double two_sided_p(double z) { return std::erfc(std::abs(z) / std::numbers::sqrt2); }

double student_cdf(double t, double df) {
  if (!(df > 0) || std::isnan(t)) return nan;
  if (t == 0) return 0.5;
  return t > 0 ? 1 - student_upper_tail(t, df) : student_upper_tail(-t, df);
}

double student_quantile(double p, double df) {
  if (!(p >= 0 && p <= 1) || !(df > 0)) return nan;
  if (p == 0) return -infinity;
  if (p == 1) return infinity;
  if (p == 0.5) return 0;
  const double tail = std::min(p, 1 - p);
  double low = 0;  // bracket of the positive quantile
  double high = 1;
  while (student_upper_tail(high, df) > tail && high < 1e300) {
    low = high;
    high *= 2;
  }
  double t = (low + high) / 2;
  for (int i = 0; i < 200 && high - low > 1e-15 * high; ++i) {
    const double miss = student_upper_tail(t, df) - tail;
    (miss > 0 ? low : high) = t;
    const double newton = t + miss / student_density(t, df);
    const bool is_inside = newton > low && newton < high;
    const double next = is_inside ? newton : (low + high) / 2;
    if (std::abs(next - t) <= 1e-15 * t) break;
    t = next;
  }
  return p < 0.5 ? -t : t;
}

Interval wilson(Share share, double level) {
  const Share s = clamped(share);
  if (s.n == 0 || !is_level(level)) return no_interval(level);
  const double n = static_cast<double>(s.n);
  const double p = static_cast<double>(s.successes) / n;
  const double z = two_sided_z(level);
  const double shrink = 1 + z * z / n;
  const double centre = (p + z * z / (2 * n)) / shrink;
  const double half = z / shrink * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  // The formula gives exactly 0 and 1 at the ends; rounding must not put the value outside.
  const double low = s.successes == 0 ? 0 : std::max(0.0, centre - half);
  const double high = s.successes == s.n ? 1 : std::min(1.0, centre + half);
  return {p, low, high, s.n, level};
}

Change newcombe(Share first, Share second, double level) {
  const Share a = clamped(first);
  const Share b = clamped(second);
  if (a.n == 0 || b.n == 0 || !is_level(level)) return {no_interval(level), nan, nan};
  const Interval i = wilson(a, level);
  const Interval j = wilson(b, level);
  const double difference = i.value - j.value;
  const double below = std::hypot(i.value - i.low, j.high - j.value);
  const double above = std::hypot(i.high - i.value, j.value - j.low);
  Change change{{difference, difference - below, difference + above, a.n + b.n, level}, 0, 1};
  const double n1 = static_cast<double>(a.n);
  const double n2 = static_cast<double>(b.n);
  const double pooled = static_cast<double>(a.successes + b.successes) / (n1 + n2);
  const double error = std::sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2));
  change.z = error > 0 ? difference / error : 0;  // no variation means two equal shares
  change.p = two_sided_p(change.z);
  return change;
}

Interval mean_t(std::span<const double> values, double level) {
  double mean = 0;
  double squares = 0;
  double seen = 0;
  for (const double value : values) {  // Welford 1962: stable in one pass
    seen += 1;
    const double delta = value - mean;
    mean += delta / seen;
    squares += delta * (value - mean);
  }
  return student_interval(static_cast<std::int64_t>(values.size()), mean, squares, level);
}

Interval mean_t(std::span<const std::int64_t> counts, std::int64_t first_value, double level) {
  std::int64_t n = 0;
  double sum = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const std::int64_t count = std::max<std::int64_t>(counts[i], 0);
    n += count;
    sum += static_cast<double>(count) * static_cast<double>(i);
  }
  if (n == 0) return no_interval(level);
  const double mean = sum / static_cast<double>(n);
  double squares = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double gap = static_cast<double>(i) - mean;
    squares += static_cast<double>(std::max<std::int64_t>(counts[i], 0)) * gap * gap;
  }
  return student_interval(n, mean + static_cast<double>(first_value), squares, level);
}

}  // namespace zhike::stats
