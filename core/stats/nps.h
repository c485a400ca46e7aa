// Net Promoter Score with an interval, the change between two waves, and the smallest change worth hoping to see.
// Used by score queries and trend charts. Works on counts, so its cost does not depend on the number of answers.
// Must never be used for a scale other than 0–10, and claims nothing about growth.
#pragma once

#include "core/stats/interval.h"
#include "core/stats/tally.h"

namespace zhike::stats {

// Answers to "how likely are you to recommend us", 0–10. Any counts >= 0 are valid.
struct NpsCounts {
  std::int64_t detractors = 0;  // 0–6
  std::int64_t passives = 0;    // 7–8
  std::int64_t promoters = 0;   // 9–10

  bool operator==(const NpsCounts&) const = default;
  constexpr std::int64_t n() const { return detractors + passives + promoters; }
};

// Counts by group. Scale points outside 0..10 are left out.
NpsCounts nps_counts(const Tally& answers);

// Score in points, −100..100. `value` is the plain score; low and high are the adjusted Wald interval
// (Rocks 2016, Am. Stat. 70:365: add 3/4, 3/2, 3/4 answers, then Wald), cut at ±100.
Interval nps(const NpsCounts& counts, double level = default_level);

// Change first − second in points of two independent waves, −200..200. `value` is the plain difference;
// interval, z and p come from the adjusted scores, so p < 1 − level exactly when the interval leaves out 0.
Change nps_change(const NpsCounts& first, const NpsCounts& second, double level = default_level);

// Smallest true change in points that a second wave of `next_n` answers, spread as in `counts`, would show as
// significant at `level` with probability `power` (0.5 <= power < 1). NaN when either wave is empty.
double nps_detectable_change(const NpsCounts& counts, std::int64_t next_n, double level = default_level,
                             double power = 0.8);

}  // namespace zhike::stats
