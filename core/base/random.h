// A small seeded generator (SplitMix64, Steele et al. 2014) for made-up data and tests: the same seed gives the same
// numbers on every machine. Never for ids or secrets.
#pragma once

#include <cmath>
#include <cstdint>

namespace zhike::base {

class SeededRandom {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15ull;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
  }
  // 0 … count − 1; count ≥ 1.
  std::uint32_t below(std::uint32_t count) { return static_cast<std::uint32_t>((next() >> 32) * count >> 32); }
  int between(int low, int high) { return low + static_cast<int>(below(static_cast<std::uint32_t>(high - low + 1))); }
  bool chance(double share) { return unit() < share; }
  double unit() { return static_cast<double>(next() >> 11) * 0x1p-53; }  // 0 ≤ x < 1
  // About normal with mean 0 and deviation 1: the sum of twelve uniform numbers, exact on every machine.
  double bell() {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += unit();
    return sum;
  }

 private:
  std::uint64_t state_;
};

}  // namespace zhike::base
