// Answers on a whole-number scale, counted: the small table that NPS, CSAT and CES start from.
// Used by queries that read answer columns; one pass, then everything works on the counts.
// Must never guess: an answer outside the scale is counted apart, not moved onto the scale.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace zhike::stats {

struct Tally {
  std::int64_t first_value = 0;      // the value counts[0] stands for
  std::vector<std::int64_t> counts;  // one per scale point, in order
  std::int64_t n = 0;                // answers on the scale
  std::int64_t outside = 0;          // answers off the scale, not in n
};

// Whole-number answers counted on the scale first..last; an empty scale (last < first) counts all as outside.
template <class Integer>
Tally tally(std::span<const Integer> answers, int first, int last) {
  static_assert(std::numeric_limits<Integer>::is_integer, "answers are whole numbers");
  Tally result;
  result.first_value = first;
  result.counts.assign(last < first ? 0 : static_cast<std::size_t>(last - first) + 1, 0);
  for (const Integer answer : answers) {
    const auto value = static_cast<std::int64_t>(answer);
    if (value < first || value > last) {
      ++result.outside;
    } else {
      ++result.counts[static_cast<std::size_t>(value - first)];
      ++result.n;
    }
  }
  return result;
}

}  // namespace zhike::stats
