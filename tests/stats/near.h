// Comparison of computed figures with reference figures. Used by the tests of core/stats.
#pragma once

#include <cmath>

namespace zhike::tests {

inline bool near(double a, double b, double tolerance) { return std::abs(a - b) <= tolerance; }

}  // namespace zhike::tests
