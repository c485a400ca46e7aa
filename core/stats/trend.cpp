#include "core/stats/trend.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/base/sort.h"

namespace zhike::stats {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

void add(Share& to, const Share& from) {
  to.successes += from.successes;
  to.n += from.n;
}

void add(NpsCounts& to, const NpsCounts& from) {
  to.detractors += from.detractors;
  to.passives += from.passives;
  to.promoters += from.promoters;
}

std::int64_t base_of(const Share& share) { return share.n; }
std::int64_t base_of(const NpsCounts& counts) { return counts.n(); }
Interval figure_of(const Share& share, double level) { return wilson(share, level); }
Interval figure_of(const NpsCounts& counts, double level) { return nps(counts, level); }
Change change_of(const Share& now, const Share& then, double level) { return newcombe(now, then, level); }
Change change_of(const NpsCounts& now, const NpsCounts& then, double level) { return nps_change(now, then, level); }

template <class Counts>
struct Bucket {
  std::int64_t period = 0;
  Counts counts;
};

template <class Counts>
std::vector<TrendPoint> trend_of(std::vector<Bucket<Counts>> buckets, double level) {
  std::vector<TrendPoint> points;
  if (buckets.empty()) return points;
  base::sort(buckets, {}, &Bucket<Counts>::period);
  Counts last;
  auto bucket = buckets.begin();
  for (std::int64_t period = buckets.front().period; period <= buckets.back().period; ++period) {
    Counts here;
    for (; bucket != buckets.end() && bucket->period == period; ++bucket) add(here, bucket->counts);
    TrendPoint point{period, figure_of(here, level), {no_interval(level), nan, nan}, is_withheld(base_of(here))};
    if (base_of(here) > 0) {
      if (base_of(last) > 0) point.from_last = change_of(here, last, level);
      last = here;
    }
    points.push_back(point);
  }
  return points;
}

}  // namespace

std::vector<TrendPoint> share_trend(std::span<const SharePeriod> periods, double level) {
  std::vector<Bucket<Share>> buckets;
  for (const SharePeriod& period : periods) buckets.push_back({period.period, period.share});
  return trend_of(std::move(buckets), level);
}

std::vector<TrendPoint> nps_trend(std::span<const NpsPeriod> periods, double level) {
  std::vector<Bucket<NpsCounts>> buckets;
  for (const NpsPeriod& period : periods) buckets.push_back({period.period, period.counts});
  return trend_of(std::move(buckets), level);
}

std::vector<double> holm_adjusted(std::span<const double> p_values) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p_values.size(); ++i) {
    if (!std::isnan(p_values[i])) order.push_back(i);
  }
  base::sort(order, {}, [&](std::size_t i) { return p_values[i]; });
  std::vector<double> adjusted(p_values.size(), nan);
  double highest = 0;
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    const auto left = static_cast<double>(order.size() - rank);
    highest = std::max(highest, std::min(1.0, left * p_values[order[rank]]));
    adjusted[order[rank]] = highest;
  }
  return adjusted;
}

Slope linear_slope(std::span<const double> x, std::span<const double> y, double level) {
  double n = 0;
  double mean_x = 0;
  double mean_y = 0;
  double xx = 0;
  double xy = 0;
  double yy = 0;
  for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
    if (!std::isfinite(x[i]) || !std::isfinite(y[i])) continue;
    n += 1;
    const double dx = x[i] - mean_x;
    const double dy = y[i] - mean_y;
    mean_x += dx / n;
    mean_y += dy / n;
    xx += dx * (x[i] - mean_x);
    xy += dx * (y[i] - mean_y);
    yy += dy * (y[i] - mean_y);
  }
  if (n < 3 || !(xx > 0)) return {no_interval(level), nan, 1};
  const double slope = xy / xx;
  const double residual = std::max(0.0, yy - slope * xy);
  const double error = std::sqrt(residual / (n - 2) / xx);
  const double half = error > 0 ? student_quantile((1 + level) / 2, n - 2) * error : 0;
  Slope result{{slope, slope - half, slope + half, static_cast<std::int64_t>(n), level}, mean_y - slope * mean_x, 1};
  if (error > 0)
    result.p = 2 * student_cdf(-std::abs(slope / error), n - 2);
  else
    result.p = slope == 0 ? 1 : 0;
  return result;
}

}  // namespace zhike::stats
