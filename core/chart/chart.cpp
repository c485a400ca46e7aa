#include "core/chart/chart.h"

#include <algorithm>
#include <array>

namespace zhike::chart {

const char* role_key(Role role) {
  static constexpr std::array keys{
      "axis",  "grid",  "text",  "muted_text", "series1", "series2", "series3", "series4", "series5", "series6",
      "band1", "band2", "band3", "band4",      "band5",   "band6",   "accent",  "good",    "warn",    "bad",
  };
  static_assert(keys.size() == static_cast<std::size_t>(Role::bad) + 1);
  return keys[static_cast<std::size_t>(role)];
}

const HitRegion* hit_at(const Chart& chart, Point at) {
  const auto found = std::find_if(chart.hits.rbegin(), chart.hits.rend(),
                                  [at](const HitRegion& region) { return region.area.contains(at); });
  return found == chart.hits.rend() ? nullptr : &*found;
}

}  // namespace zhike::chart
