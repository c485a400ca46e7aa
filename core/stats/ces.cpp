#include "core/stats/ces.h"

#include <algorithm>
#include <array>

namespace zhike::stats {

Ces ces(const Tally& answers, double level) {
  std::array<std::int64_t, 7> counts{};
  Share easy;
  for (std::size_t i = 0; i < answers.counts.size(); ++i) {
    const std::int64_t value = answers.first_value + static_cast<std::int64_t>(i);
    if (value < 1 || value > 7) continue;
    counts[static_cast<std::size_t>(value - 1)] += answers.counts[i];
    easy.n += answers.counts[i];
    if (value >= 5) easy.successes += answers.counts[i];
  }
  Interval mean = mean_t(counts, 1, level);
  if (mean.n > 0) {
    mean.low = std::max(mean.low, 1.0);
    mean.high = std::min(mean.high, 7.0);
  }
  return {mean, wilson(easy, level)};
}

}  // namespace zhike::stats
