// NPS, CSAT and CES against figures worked out by hand from the published formulas.
#include <array>
#include <cmath>
#include <random>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "core/stats/ces.h"
#include "core/stats/csat.h"
#include "core/stats/nps.h"
#include "tests/stats/near.h"

using namespace zhike::stats;
using zhike::tests::near;

TEST_CASE("a tally keeps answers off the scale apart") {
  const std::vector<int> answers{0, 10, 10, 11, -1, 5, 99};
  const Tally t = tally(std::span<const int>(answers), 0, 10);
  CHECK(t.n == 4);
  CHECK(t.outside == 3);
  CHECK(t.counts[10] == 2);
}

TEST_CASE("NPS groups are 0-6, 7-8 and 9-10") {
  std::vector<int> answers;
  for (int score = 0; score <= 10; ++score) answers.insert(answers.end(), static_cast<std::size_t>(score + 1), score);
  const NpsCounts counts = nps_counts(tally(std::span<const int>(answers), 0, 10));
  CHECK(counts == NpsCounts{28, 17, 21});
}

TEST_CASE("NPS interval is Rocks' adjusted Wald around the plain score") {
  // 10 / 30 / 60: with 3/4, 3/2, 3/4 added p = 60.75/103, d = 10.75/103.
  const Interval i = nps({10, 30, 60});
  CHECK(i.value == 50);
  CHECK(near(i.low, 35.46659193866747, 1e-9));
  CHECK(near(i.high, 61.62078670210922, 1e-9));
  const Interval even = nps({3, 4, 3});
  CHECK(even.value == 0);
  CHECK(near(even.high, 41.28909562424209, 1e-9));
  CHECK(near(even.low, -even.high, 1e-12));
  const Interval best = nps({0, 0, 10});
  CHECK(best.value == 100);
  CHECK(best.high == 100);
  CHECK(near(best.low, 47.5035515447902, 1e-9));
  CHECK(nps({0, 0, 0}).n == 0);
}

TEST_CASE("NPS interval mirrors and covers about as often as it says") {
  const std::uint64_t seed = 20161104;
  INFO("seed " << seed);
  std::mt19937_64 random(seed);
  const NpsCounts counts{7, 12, 23};
  const NpsCounts mirrored{23, 12, 7};
  CHECK(near(nps(counts).low, -nps(mirrored).high, 1e-12));
  // Of 4,000 samples of 60 from a population at (0.25, 0.35, 0.40), NPS 15: 95 % ± 1.5 % cover it.
  int covered = 0;
  for (int round = 0; round < 4000; ++round) {
    NpsCounts sample;
    for (int i = 0; i < 60; ++i) {
      const double u = static_cast<double>(random() >> 11) * 0x1p-53;
      ++(u < 0.25 ? sample.detractors : u < 0.60 ? sample.passives : sample.promoters);
    }
    const Interval i = nps(sample);
    covered += i.low <= 15 && i.high >= 15 ? 1 : 0;
  }
  CHECK(covered > 4000 * 0.935);
  CHECK(covered < 4000 * 0.965);
}

TEST_CASE("change of NPS between two waves") {
  const Change change = nps_change({20, 30, 50}, {35, 35, 30});
  CHECK(near(change.difference.value, 35, 1e-12));
  CHECK(near(change.difference.low, 12.366420402078312, 1e-9));
  CHECK(near(change.difference.high, 55.59474464646538, 1e-9));
  CHECK(near(change.z, 3.081346274019015, 1e-9));
  CHECK(near(change.p, 0.0020606685119866903, 1e-12));
  CHECK(nps_change({5, 5, 5}, {5, 5, 5}).p == 1);
  CHECK(std::isnan(nps_change({5, 5, 5}, {0, 0, 0}).p));
  CHECK(near(nps_detectable_change({20, 30, 50}, 200), 26.784263694167485, 1e-9));
  CHECK(nps_detectable_change({20, 30, 50}, 2000) < nps_detectable_change({20, 30, 50}, 200));
}

TEST_CASE("satisfied are the top box of 3 points, two of 4 to 7, three of 10") {
  CHECK(top_boxes(3) == 1);
  CHECK(top_boxes(4) == 2);
  CHECK(top_boxes(5) == 2);
  CHECK(top_boxes(7) == 2);
  CHECK(top_boxes(10) == 3);
  const Tally five{1, {5, 10, 15, 40, 30}, 100, 0};
  CHECK(csat(five).value == 0.7);
  CHECK(csat(five).n == 100);
  CHECK(near(csat(five).low, 0.604151, 1e-5));
  const Tally ten{1, {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 10, 0};
  CHECK(csat(ten).value == 0.3);
  const Tally three{1, {1, 1, 2}, 4, 0};
  CHECK(csat(three).value == 0.5);
  CHECK(csat(Tally{}).n == 0);
}

TEST_CASE("CES is the mean of 1-7 and the share of 5, 6 and 7") {
  const std::vector<int> answers{7, 6, 5, 4, 1, 7, 7, 5, 9};
  const Ces score = ces(tally(std::span<const int>(answers), 1, 7));
  CHECK(near(score.mean.value, 42.0 / 8, 1e-12));
  CHECK(score.easy_share.value == 0.75);
  CHECK(score.easy_share.n == 8);
  // Sum of squares 250, squared deviations 29.5; t with 7 degrees of freedom 2.364624; the top is cut at 7.
  CHECK(near(score.mean.low, 5.25 - 2.364624251592784 * std::sqrt(29.5 / 7 / 8), 1e-9));
  CHECK(score.mean.high <= 7);
  CHECK(ces(Tally{}).mean.n == 0);
}
