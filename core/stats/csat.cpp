#include "core/stats/csat.h"

namespace zhike::stats {

Share satisfied_share(const Tally& answers) {
  const std::size_t points = answers.counts.size();
  const auto top = static_cast<std::size_t>(top_boxes(static_cast<int>(points)));
  Share share;
  for (std::size_t i = 0; i < points; ++i) {
    share.n += answers.counts[i];
    if (i + top >= points) share.successes += answers.counts[i];
  }
  return share;
}

Interval csat(const Tally& answers, double level) { return wilson(satisfied_share(answers), level); }

}  // namespace zhike::stats
