#include "core/stats/histogram.h"

#include <algorithm>
#include <cmath>

#include "core/stats/sorting.h"

namespace zhike::stats {
namespace {

// Quantile by linear interpolation between order statistics (Hyndman & Fan 1996, type 7).
double quantile(const std::vector<double>& ascending, double p) {
  const double position = p * static_cast<double>(ascending.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, ascending.size() - 1);
  return ascending[below] + (position - static_cast<double>(below)) * (ascending[above] - ascending[below]);
}

double round_width(double width) {
  const double power = std::pow(10, std::floor(std::log10(width)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (width <= factor * power * (1 + 1e-9)) return factor * power;
  }
  return 10 * power;
}

void count(Histogram& result, const std::vector<double>& ascending) {
  result.counts.assign(result.edges.size() - 1, 0);
  auto from = std::ranges::lower_bound(ascending, result.edges.front());
  for (std::size_t bin = 0; bin < result.counts.size(); ++bin) {
    const bool is_last = bin + 1 == result.counts.size();
    const double edge = result.edges[bin + 1];
    const auto until =
        is_last ? std::upper_bound(from, ascending.end(), edge) : std::lower_bound(from, ascending.end(), edge);
    result.counts[bin] = until - from;
    from = until;
  }
}

}  // namespace

Histogram histogram(std::span<const double> values, std::size_t max_bins) {
  const std::vector<double> ascending = sorted_finite(values);
  Histogram result;
  if (ascending.empty()) return result;
  const double low = ascending.front();
  const double high = ascending.back();
  const double range = high - low;
  double width = 1;
  if (range > 0 && std::isfinite(range)) {
    const double n = static_cast<double>(ascending.size());
    const double spread = quantile(ascending, 0.75) - quantile(ascending, 0.25);
    width = spread > 0 ? 2 * spread / std::cbrt(n) : range / std::sqrt(n);
    // Rounding the two outer edges outward adds up to two bins.
    const double most = static_cast<double>(std::max<std::size_t>(max_bins, 3) - 2);
    width = round_width(std::max(width, range / most));
  }
  // Numbers too large for the width to matter (or a range beyond any number) leave one bin.
  const double first = std::floor(low / width);
  const double bins = std::ceil(high / width) - first;
  if (!(bins >= 1 && bins <= 1000 && first + 1 > first)) {
    result.edges = range > 0 ? std::vector{low, high} : std::vector{low, low + width};
  } else {
    for (double i = 0; i <= bins; ++i) result.edges.push_back((first + i) * width);
  }
  count(result, ascending);
  return result;
}

Histogram histogram(std::span<const double> values, std::span<const double> edges) {
  Histogram result;
  if (edges.size() < 2) return result;
  result.edges.assign(edges.begin(), edges.end());
  count(result, sorted_finite(values));
  return result;
}

}  // namespace zhike::stats
