#include "core/stats/sorting.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <utility>

namespace zhike::stats {
namespace {

constexpr int digit_bits = 11;
constexpr int digits = 6;  // 6 × 11 >= 64
constexpr std::size_t buckets = std::size_t{1} << digit_bits;
constexpr std::size_t radix_from = 4096;  // below this the histograms cost more than they save

// Order-preserving map of doubles to unsigned numbers: flip all bits of negatives, the sign bit of the rest.
std::uint64_t key_of(double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  return (bits >> 63) != 0 ? ~bits : bits | (std::uint64_t{1} << 63);
}

double value_of(std::uint64_t key) {
  return std::bit_cast<double>((key >> 63) != 0 ? key & ~(std::uint64_t{1} << 63) : ~key);
}

std::size_t digit_of(std::uint64_t key, int digit) { return (key >> (digit * digit_bits)) & (buckets - 1); }

void radix_sort(std::vector<double>& values) {
  std::vector<std::uint64_t> from(values.size());
  std::vector<std::uint64_t> to(values.size());
  std::vector<std::array<std::uint32_t, buckets>> counts(digits);
  for (auto& row : counts) row.fill(0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    from[i] = key_of(values[i]);
    for (int d = 0; d < digits; ++d) ++counts[static_cast<std::size_t>(d)][digit_of(from[i], d)];
  }
  for (int d = 0; d < digits; ++d) {
    auto& row = counts[static_cast<std::size_t>(d)];
    if (row[digit_of(from[0], d)] == values.size()) continue;  // all alike here: common for whole numbers
    std::uint32_t start = 0;
    for (std::uint32_t& count : row) start += std::exchange(count, start);
    for (const std::uint64_t key : from) to[row[digit_of(key, d)]++] = key;
    from.swap(to);
  }
  std::transform(from.begin(), from.end(), values.begin(), value_of);
}

}  // namespace

std::vector<double> sorted_finite(std::span<const double> values) {
  std::vector<double> result;
  result.reserve(values.size());
  for (const double value : values) {
    if (std::isfinite(value)) result.push_back(value + 0.0);  // −0 + 0 is +0
  }
  const bool is_countable = result.size() <= UINT32_MAX;
  if (result.size() >= radix_from && is_countable)
    radix_sort(result);
  else
    std::sort(result.begin(), result.end());
  return result;
}

}  // namespace zhike::stats
