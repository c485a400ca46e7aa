#include "core/stats/rfm.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include <catch2/catch_test_macros.hpp>

using namespace zhike::stats;

namespace {

using Scores = std::vector<std::uint8_t>;

// The definition itself: count who is below and who is equal, for everybody.
Scores slow_scores(const std::vector<double>& values, Better better) {
  Scores scores;
  for (const double mine : values) {
    double below = 0;
    double equal = 0;
    for (const double other : values) {
      below += (better == Better::higher ? other < mine : other > mine) ? 1 : 0;
      equal += other == mine ? 1 : 0;
    }
    const double rank = below + (equal + 1) / 2;
    const double n = static_cast<double>(values.size());
    scores.push_back(static_cast<std::uint8_t>(1 + std::floor(5 * (2 * rank - 1) / (2 * n) + 1e-9)));
  }
  return scores;
}

}  // namespace

TEST_CASE("ten different values fall two by two into quintiles") {
  const std::vector<double> values{10, 20, 30, 40, 50, 60, 70, 80, 90, 100};
  CHECK(quintile_scores(values, Better::higher) == Scores{1, 1, 2, 2, 3, 3, 4, 4, 5, 5});
  CHECK(quintile_scores(values, Better::lower) == Scores{5, 5, 4, 4, 3, 3, 2, 2, 1, 1});
}

TEST_CASE("equal values share a score, and all equal means the middle") {
  CHECK(quintile_scores(std::vector<double>(7, 4.0), Better::higher) == Scores(7, 3));
  // Half bought once: ranks 1..5 average 3 of 10, so they are all 2.
  const std::vector<double> frequency{1, 1, 1, 1, 1, 2, 3, 4, 5, 6};
  CHECK(quintile_scores(frequency, Better::higher) == Scores{2, 2, 2, 2, 2, 3, 4, 4, 5, 5});
  CHECK(quintile_scores(std::vector<double>{}, Better::higher).empty());
  CHECK(quintile_scores(std::vector<double>{8}, Better::lower) == Scores{3});
}

TEST_CASE("a value that is not a number scores 0 and moves nobody") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(quintile_scores(std::vector<double>{1, nan, 2, 3, 4, 5}, Better::higher) == Scores{1, 0, 2, 3, 4, 5});
}

TEST_CASE("scores agree with the slow definition, whatever the order") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    std::vector<double> values(1 + random() % 300);
    const std::uint64_t kinds = 1 + random() % 40;
    for (double& value : values) value = static_cast<double>(random() % kinds) - 5;
    for (const Better better : {Better::higher, Better::lower}) {
      CHECK(quintile_scores(values, better) == slow_scores(values, better));
    }
  }
}

TEST_CASE("scores of many values agree too, where sorting goes by bits") {
  const std::uint64_t seed = 99;
  INFO("seed " << seed);
  std::mt19937_64 random(seed);
  std::vector<double> values(5000);
  for (double& value : values) value = static_cast<double>(random() % 3000) / 7;
  CHECK(quintile_scores(values, Better::lower) == slow_scores(values, Better::lower));
}

TEST_CASE("RFM cells hold everybody with three scores once") {
  const std::vector<double> recency{1, 5, 10, 50, 100};
  const std::vector<double> frequency{9, 7, 5, 3, 1};
  const std::vector<double> monetary{900, 800, 10, 20, std::numeric_limits<double>::infinity()};
  const Rfm result = rfm(recency, frequency, monetary);
  CHECK(result.scores[0] == RfmScore{5, 5, 5});
  CHECK(result.scores[3] == RfmScore{2, 2, 2});
  CHECK(result.scores[4] == RfmScore{1, 1, 0});
  CHECK(result.cells[rfm_cell({5, 5, 5})] == 1);
  CHECK(result.cells[124] == 1);
  CHECK(std::accumulate(result.cells.begin(), result.cells.end(), std::int64_t{0}) == 4);
}
