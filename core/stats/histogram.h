// Numbers sorted into bins of equal width with round edges. Used by histogram charts.
// Must never make so many bins that a bar is thinner than can be seen: at most `max_bins`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace zhike::stats {

struct Histogram {
  std::vector<double> edges;         // ascending, counts.size() + 1 of them; empty when there is no value
  std::vector<std::int64_t> counts;  // edges[i] <= value < edges[i + 1]; the last bin includes its upper edge
};

// Bin width 2 IQR / n^(1/3) (Freedman & Diaconis 1981), or range / √n when the IQR is 0, widened to the next
// 1, 2 or 5 × 10^k; edges are multiples of it. All values equal: one bin. Values that are not finite are left out.
Histogram histogram(std::span<const double> values, std::size_t max_bins = 60);

// Counts for edges given (ascending, at least two); values outside or not finite are left out.
Histogram histogram(std::span<const double> values, std::span<const double> edges);

}  // namespace zhike::stats
