// Customer Effort Score 2.0: "the company made it easy for me", 1 (strongly disagree) to 7 (strongly agree).
// Used by score queries. High is good (the older 1–5 "how much effort" scale runs the other way).
// Must never be fed another scale: build the tally with first 1 and last 7.
#pragma once

#include "core/stats/interval.h"
#include "core/stats/tally.h"

namespace zhike::stats {

struct Ces {
  Interval mean;        // 1..7, Student's interval cut at the ends of the scale
  Interval easy_share;  // share of answers 5, 6 and 7, in 0..1, Wilson's interval
};

// Both figures; with no answer both are no_interval(). Scale points outside 1..7 are left out.
Ces ces(const Tally& answers, double level = default_level);

}  // namespace zhike::stats
