// Customer satisfaction as the share of people in the top boxes of the scale, with Wilson's interval.
// Used by score queries; the mean beside it comes from mean_t().
// Must never compare scales of different length without saying so: the top-box rule differs.
#pragma once

#include "core/stats/interval.h"
#include "core/stats/tally.h"

namespace zhike::stats {

// How many of the highest points count as satisfied: 1 up to 3 points, 2 for 4 to 7, 3 from 8 on. 0 when points < 2.
constexpr int top_boxes(int scale_points) {
  if (scale_points < 2) return 0;
  if (scale_points <= 3) return 1;
  return scale_points <= 7 ? 2 : 3;
}

// Satisfied answers and all answers on the scale.
Share satisfied_share(const Tally& answers);

// Share satisfied, 0..1, with Wilson's interval; the scale is the tally's, its points the number of counts.
Interval csat(const Tally& answers, double level = default_level);

}  // namespace zhike::stats
