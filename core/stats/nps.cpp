#include "core/stats/nps.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace zhike::stats {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// Score and its variance on the −1..1 scale.
struct Moments {
  double score = 0;
  double error_squared = 0;
};

double plain_score(const NpsCounts& counts) {
  return 100 * static_cast<double>(counts.promoters - counts.detractors) / static_cast<double>(counts.n());
}

Moments adjusted(const NpsCounts& counts) {
  const double n = static_cast<double>(counts.n()) + 3;
  const double promoters = (static_cast<double>(counts.promoters) + 0.75) / n;
  const double detractors = (static_cast<double>(counts.detractors) + 0.75) / n;
  const double score = promoters - detractors;
  return {score, (promoters + detractors - score * score) / n};
}

bool is_level(double level) { return level > 0 && level < 1; }

}  // namespace

NpsCounts nps_counts(const Tally& answers) {
  NpsCounts result;
  for (std::size_t i = 0; i < answers.counts.size(); ++i) {
    const std::int64_t value = answers.first_value + static_cast<std::int64_t>(i);
    if (value < 0 || value > 10) continue;
    std::int64_t& group = value <= 6 ? result.detractors : value <= 8 ? result.passives : result.promoters;
    group += answers.counts[i];
  }
  return result;
}

Interval nps(const NpsCounts& counts, double level) {
  if (counts.n() <= 0 || !is_level(level)) return no_interval(level);
  const Moments moments = adjusted(counts);
  const double half = two_sided_z(level) * std::sqrt(moments.error_squared);
  // With every answer alike the adjusted centre is pulled inward; the interval still has to hold the score.
  const double value = plain_score(counts);
  const double low = std::clamp(100 * (moments.score - half), -100.0, value);
  const double high = std::clamp(100 * (moments.score + half), value, 100.0);
  return {value, low, high, counts.n(), level};
}

Change nps_change(const NpsCounts& first, const NpsCounts& second, double level) {
  if (first.n() <= 0 || second.n() <= 0 || !is_level(level)) return {no_interval(level), nan, nan};
  const Moments a = adjusted(first);
  const Moments b = adjusted(second);
  const double centre = a.score - b.score;
  const double error = std::sqrt(a.error_squared + b.error_squared);
  const double half = two_sided_z(level) * error;
  const double z = centre / error;  // the added answers keep error above 0
  const double low = std::max(-200.0, 100 * (centre - half));
  const double high = std::min(200.0, 100 * (centre + half));
  return {{plain_score(first) - plain_score(second), low, high, first.n() + second.n(), level}, z, two_sided_p(z)};
}

double nps_detectable_change(const NpsCounts& counts, std::int64_t next_n, double level, double power) {
  if (counts.n() <= 0 || next_n <= 0 || !is_level(level) || !(power >= 0.5 && power < 1)) return nan;
  const double n = static_cast<double>(counts.n());
  const double variance = adjusted(counts).error_squared * (n + 3);  // of one answer
  const double error = std::sqrt(variance * (1 / n + 1 / static_cast<double>(next_n)));
  return 100 * (two_sided_z(level) + normal_quantile(power)) * error;
}

}  // namespace zhike::stats
