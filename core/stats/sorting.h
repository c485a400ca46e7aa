// Sorting of plain numbers faster than a comparison sort. Used inside core/stats only.
// Must never see NaN, and keeps nothing but the values (no row numbers): ranks come from values.
#pragma once

#include <span>
#include <vector>

namespace zhike::stats {

// The finite values of `values`, ascending; NaN and infinities are left out. −0 becomes 0.
// Radix sort on the bits from a few thousand values on: time grows linearly with their number.
std::vector<double> sorted_finite(std::span<const double> values);

}  // namespace zhike::stats
