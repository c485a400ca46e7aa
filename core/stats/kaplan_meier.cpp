#include "core/stats/kaplan_meier.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "core/base/sort.h"

namespace zhike::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// Sums of S may miss 0.5 by a rounding error; a step that lands on it has to count.
constexpr double slack = 1e-12;

void set_interval(SurvivalStep& step, double greenwood, double z) {
  const double s = step.open_share;
  step.standard_error = s > 0 ? s * std::sqrt(greenwood) : 0;
  if (!(s > 0)) {
    step.low = 0;
    step.high = 0;
    return;
  }
  const double spread = std::exp(z * std::sqrt(greenwood) / std::abs(std::log(s)));
  step.low = std::pow(s, spread);
  step.high = std::pow(s, 1 / spread);
}

template <class Figure>
double first_time(const Survival& survival, double share, Figure figure) {
  for (const SurvivalStep& step : survival.steps) {
    if (figure(step) <= share + slack) return static_cast<double>(step.time);
  }
  return infinity;
}

}  // namespace

Survival kaplan_meier(std::span<const Duration> durations, double level) {
  std::vector<Duration> sorted;
  sorted.reserve(durations.size());
  std::ranges::copy_if(durations, std::back_inserter(sorted), [](const Duration& d) { return d.time >= 0; });
  base::sort(sorted, {}, &Duration::time);
  Survival result;
  result.n = static_cast<std::int64_t>(sorted.size());
  result.level = level;
  const double z = two_sided_z(level);
  double open_share = 1;
  double greenwood = 0;
  for (std::size_t begin = 0; begin < sorted.size();) {
    SurvivalStep step;
    step.time = sorted[begin].time;
    step.at_risk = static_cast<std::int64_t>(sorted.size() - begin);  // open at this very time: still at risk
    for (; begin < sorted.size() && sorted[begin].time == step.time; ++begin) {
      if (sorted[begin].outcome == Outcome::closed) ++step.closed;
    }
    if (step.closed == 0) continue;
    const double at_risk = static_cast<double>(step.at_risk);
    const double left = at_risk - static_cast<double>(step.closed);
    open_share *= left / at_risk;
    greenwood += static_cast<double>(step.closed) / (at_risk * left);
    step.open_share = open_share;
    set_interval(step, greenwood, z);
    result.closed += step.closed;
    result.steps.push_back(step);
  }
  return result;
}

double open_share_at(const Survival& survival, std::int64_t time) {
  const auto next = std::ranges::upper_bound(survival.steps, time, {}, &SurvivalStep::time);
  return next == survival.steps.begin() ? 1 : std::prev(next)->open_share;
}

Interval quantile_time(const Survival& survival, double open_share) {
  if (survival.n == 0) return no_interval(survival.level);
  return {first_time(survival, open_share, [](const SurvivalStep& s) { return s.open_share; }),
          first_time(survival, open_share, [](const SurvivalStep& s) { return s.low; }),
          first_time(survival, open_share, [](const SurvivalStep& s) { return s.high; }), survival.n, survival.level};
}

}  // namespace zhike::stats
