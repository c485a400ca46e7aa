// How long until it is done, when some cases are still open: the curve of Kaplan & Meier.
// Used for time to resolve complaints. The plain mean of closed cases is too low; open ones must be counted.
// Must never be given negative times: they are left out.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/stats/interval.h"

namespace zhike::stats {

enum class Outcome : std::uint8_t { open, closed };

struct Duration {
  std::int64_t time = 0;  // any unit; for an open case, its age now
  Outcome outcome = Outcome::open;
};

// State just after a time at which something was closed.
struct SurvivalStep {
  std::int64_t time = 0;
  std::int64_t at_risk = 0;  // cases not closed and not lost from sight just before
  std::int64_t closed = 0;
  double open_share = 1;      // 0..1
  double standard_error = 0;  // Greenwood 1926
  double low = 0;             // log(−log) interval (Kalbfleisch & Prentice 1980), 0..1
  double high = 1;
};

struct Survival {
  std::vector<SurvivalStep> steps;  // ascending by time
  std::int64_t n = 0;
  std::int64_t closed = 0;
  double level = default_level;
};

// The curve; O(n log n). When the last case at risk is closed, open_share is 0 and so are error, low and high.
Survival kaplan_meier(std::span<const Duration> durations, double level = default_level);

// Share still open just after `time`, 0..1 (1 before the first step).
double open_share_at(const Survival& survival, std::int64_t time);

// First time at which open_share is `share` or less; value, low and high are +infinity where that is not reached,
// NaN without cases. The median time to resolve is quantile_time(s, 0.5).
Interval quantile_time(const Survival& survival, double open_share = 0.5);

}  // namespace zhike::stats
