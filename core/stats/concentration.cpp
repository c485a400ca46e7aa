#include "core/stats/concentration.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/stats/sorting.h"

namespace zhike::stats {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// "At least this share" must hold for 0.8 × total although 0.8 is not a binary fraction.
constexpr double share_slack = 1e-12;

// Walks groups of equal positive values from the best down. `reached(above)` says, before each group, how much of
// the whole lies above it (0..1); the group joins the first class whose limit is still higher.
template <class Reached>
std::vector<double> cuts_by(const std::vector<double>& ascending, std::span<const double> limits, Reached reached) {
  std::vector<double> cuts(limits.size(), std::numeric_limits<double>::infinity());
  std::size_t cut = 0;
  double lowest = std::numeric_limits<double>::infinity();
  double sum_above = 0;
  for (std::size_t end = ascending.size(); end > 0 && ascending[end - 1] > 0;) {
    const double value = ascending[end - 1];
    const double above = reached(sum_above, ascending.size() - end);
    while (cut < limits.size() && above >= limits[cut] - share_slack) cuts[cut++] = lowest;
    if (cut == limits.size()) return cuts;
    lowest = value;
    while (end > 0 && ascending[end - 1] == value) {
      sum_above += value;
      --end;
    }
  }
  while (cut < limits.size()) cuts[cut++] = lowest;
  return cuts;
}

}  // namespace

Concentration::Concentration(std::span<const double> totals) : ascending_(sorted_finite(totals)) {
  for (double& value : ascending_) {
    if (value < 0) {
      ++negative_n_;
      negative_sum_ += value;
      value = 0;
    } else {
      total_ += value;
    }
  }
}

double Concentration::top_share(double share) const {
  if (!(total_ > 0)) return nan;
  const double wanted = std::clamp(share, 0.0, 1.0) * static_cast<double>(ascending_.size());
  // 0.07 × 100 is 7.000000000000001: no sliver of an eighth customer.
  const double whole = std::floor(wanted * (1 + share_slack));
  const auto count = std::min(static_cast<std::size_t>(whole), ascending_.size());
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += ascending_[ascending_.size() - 1 - i];
  const double part = wanted - whole;
  if (part > 0 && count < ascending_.size()) sum += part * ascending_[ascending_.size() - 1 - count];
  return std::min(1.0, sum / total_);
}

std::int64_t Concentration::customers_for(double value_share) const {
  if (!(total_ > 0)) return 0;
  const double wanted = std::min(value_share, 1.0) * total_ * (1 - share_slack);
  double sum = 0;
  std::int64_t count = 0;
  for (auto it = ascending_.rbegin(); it != ascending_.rend() && sum < wanted; ++it, ++count) sum += *it;
  return count;
}

double Concentration::gini() const {
  if (!(total_ > 0)) return nan;
  const double n = static_cast<double>(ascending_.size());
  double weighted = 0;
  double rank = 0;
  for (const double value : ascending_) weighted += ++rank * value;
  return std::max(0.0, 2 * weighted / (n * total_) - (n + 1) / n);
}

std::vector<LorenzPoint> Concentration::lorenz(std::size_t max_points) const {
  std::vector<LorenzPoint> points;
  if (!(total_ > 0)) return points;
  const std::size_t n = ascending_.size();
  const std::size_t steps = std::min(n, std::max<std::size_t>(max_points, 2) - 1);
  points.reserve(steps + 1);
  points.push_back({0, 0});
  double sum = 0;
  std::size_t taken = 0;
  for (std::size_t step = 1; step <= steps; ++step) {
    const auto until = static_cast<std::size_t>(static_cast<std::uint64_t>(n) * step / steps);
    for (; taken < until; ++taken) sum += ascending_[taken];
    points.push_back({static_cast<double>(taken) / static_cast<double>(n), std::min(1.0, sum / total_)});
  }
  points.back() = {1, 1};
  return points;
}

std::vector<double> Concentration::value_cuts(std::span<const double> cumulative_shares) const {
  const double total = total_;
  return cuts_by(ascending_, cumulative_shares, [total](double sum_above, std::size_t) { return sum_above / total; });
}

std::vector<double> Concentration::headcount_cuts(std::span<const double> cumulative_shares) const {
  const auto n = static_cast<double>(ascending_.size());
  return cuts_by(ascending_, cumulative_shares,
                 [n](double, std::size_t count_above) { return static_cast<double>(count_above) / n; });
}

std::size_t tier_of(double value, std::span<const double> cuts) {
  std::size_t tier = 0;
  while (tier < cuts.size() && !(value >= cuts[tier])) ++tier;
  return tier;
}

}  // namespace zhike::stats
