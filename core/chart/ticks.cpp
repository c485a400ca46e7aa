#include "core/chart/ticks.h"

#include <algorithm>
#include <cmath>

namespace zhike::chart {
namespace {

double nice_step(double rough) {
  const double power = std::pow(10, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (rough <= factor * power * (1 + 1e-9)) return factor * power;
  }
  return 10 * power;
}

// Labels of every `step`-th wish, or nothing when two come too close.
std::vector<PlacedLabel> placed(std::span<const LabelWish> wishes, std::size_t step, float low, float high, float gap) {
  std::vector<PlacedLabel> result;
  float free_from = low;
  for (std::size_t i = 0; i < wishes.size(); i += step) {
    const float half = wishes[i].width / 2;
    if (wishes[i].width > high - low) continue;
    const float centre = std::clamp(wishes[i].centre, low + half, high - half);
    if (centre - half < free_from) return {};
    result.push_back({i, centre});
    free_from = centre + half + gap;
  }
  return result;
}

}  // namespace

Axis nice_axis(double low, double high, const AxisRule& rule) {
  constexpr double largest = 1e300;  // a range has to stay a number
  low = std::isfinite(low) ? std::clamp(low, -largest, largest) : 0;
  high = std::isfinite(high) ? std::clamp(high, -largest, largest) : 0;
  if (low > high) std::swap(low, high);
  if (rule.limit_low) low = std::max(low, *rule.limit_low);
  if (rule.limit_high) high = std::min(high, *rule.limit_high);
  if (!(high - low > std::abs(high) * 1e-12)) {
    const double widening = low == 0 ? 1 : std::abs(low) * 0.5;
    const bool is_at_top = rule.limit_high && high + widening > *rule.limit_high;
    low = is_at_top ? *rule.limit_high - widening : low;
    high = low + widening;
  }
  const std::size_t most = std::max<std::size_t>(rule.most_ticks, 3);
  double step = nice_step(std::max((high - low) / static_cast<double>(most - 1), rule.least_step));
  // Rounding both ends outward can add a tick; take the next step until there are few enough.
  while (std::ceil(high / step - 1e-9) - std::floor(low / step + 1e-9) > static_cast<double>(most - 1)) {
    step = nice_step(step * 1.5);
  }
  Axis axis;
  const double first = std::floor(low / step + 1e-9);
  const double last = std::ceil(high / step - 1e-9);
  axis.low = rule.limit_low ? std::max(first * step, *rule.limit_low) : first * step;
  axis.high = rule.limit_high ? std::min(last * step, *rule.limit_high) : last * step;
  const double slack = step * 1e-9;
  for (double i = 0; i <= last - first && i < 100; ++i) {
    const double tick = (first + i) * step;
    if (tick >= axis.low - slack && tick <= axis.high + slack)
      axis.ticks.push_back(std::clamp(tick, axis.low, axis.high));
  }
  return axis;
}

std::vector<PlacedLabel> spaced_labels(std::span<const LabelWish> wishes, float low, float high, float gap) {
  for (std::size_t power = 1; power <= wishes.size(); power *= 10) {
    for (const std::size_t step : {power, 2 * power, 5 * power}) {
      if (auto result = placed(wishes, step, low, high, gap); !result.empty()) return result;
    }
  }
  return {};
}

}  // namespace zhike::chart
