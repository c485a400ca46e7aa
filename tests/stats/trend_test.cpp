// Trends, time to resolve and histograms.
#include "core/stats/trend.h"

#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "core/stats/histogram.h"
#include "core/stats/kaplan_meier.h"
#include "tests/stats/near.h"

using namespace zhike::stats;
using zhike::tests::near;

TEST_CASE("a trend has a point for every period, gaps included, and compares with the last answered one") {
  const std::vector<SharePeriod> periods{{14, {30, 60}}, {10, {20, 80}}, {14, {10, 20}}, {12, {2, 3}}};
  const auto trend = share_trend(periods);
  REQUIRE(trend.size() == 5);
  CHECK(trend[0].period == 10);
  CHECK(trend[0].figure.value == 0.25);
  CHECK(trend[0].from_last.difference.n == 0);
  CHECK(trend[1].figure.n == 0);
  CHECK(std::isnan(trend[1].figure.value));
  CHECK(trend[2].is_withheld);
  CHECK(trend[4].figure.n == 80);
  CHECK(trend[4].figure.value == 0.5);
  CHECK_FALSE(trend[4].is_withheld);
  CHECK(near(trend[4].from_last.difference.value, 0.5 - 2.0 / 3, 1e-12));
  CHECK(share_trend({}).empty());
}

TEST_CASE("an NPS trend uses NPS intervals") {
  const std::vector<NpsPeriod> periods{{1, {35, 35, 30}}, {2, {20, 30, 50}}};
  const auto trend = nps_trend(periods);
  REQUIRE(trend.size() == 2);
  CHECK(near(trend[1].from_last.p, 0.0020606685119866903, 1e-12));
  CHECK(near(trend[0].figure.value, -5, 1e-12));
}

TEST_CASE("Holm's adjustment by hand") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto adjusted = holm_adjusted(std::vector<double>{0.01, 0.04, nan, 0.03, 0.005});
  CHECK(near(adjusted[0], 0.03, 1e-12));
  CHECK(near(adjusted[1], 0.06, 1e-12));
  CHECK(std::isnan(adjusted[2]));
  CHECK(near(adjusted[3], 0.06, 1e-12));
  CHECK(near(adjusted[4], 0.02, 1e-12));
}

TEST_CASE("least-squares slope by hand") {
  const std::vector<double> x{1, 2, 3, 4, 5};
  const std::vector<double> y{2, 4, 5, 4, 5};
  const Slope slope = linear_slope(x, y);
  CHECK(near(slope.per_step.value, 0.6, 1e-12));
  CHECK(near(slope.intercept, 2.2, 1e-12));
  CHECK(near(slope.per_step.high - 0.6, 3.1824463052837091 * std::sqrt(0.08), 1e-9));
  CHECK(near(slope.p, 0.1240, 5e-5));
  CHECK(linear_slope(std::vector<double>{1, 1, 1}, x).per_step.n == 0);
  CHECK(linear_slope(x, std::vector<double>{1, 2, 3, 4, 5}).p < 1e-12);
}

TEST_CASE("Kaplan-Meier gives the published curve of the 6-MP patients") {
  // Freireich et al. 1963, as in Kalbfleisch & Prentice and most textbooks; open = censored.
  const std::vector<std::int64_t> closed{6, 6, 6, 7, 10, 13, 16, 22, 23};
  const std::vector<std::int64_t> open{6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35};
  std::vector<Duration> durations;
  for (const std::int64_t t : open) durations.push_back({t, Outcome::open});
  for (const std::int64_t t : closed) durations.push_back({t, Outcome::closed});
  durations.push_back({-1, Outcome::closed});
  const Survival survival = kaplan_meier(durations);
  CHECK(survival.n == 21);
  CHECK(survival.closed == 9);
  const std::vector<double> shares{0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482};
  const std::vector<double> errors{0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346};
  REQUIRE(survival.steps.size() == shares.size());
  for (std::size_t i = 0; i < shares.size(); ++i) {
    CHECK(near(survival.steps[i].open_share, shares[i], 6e-5));
    CHECK(near(survival.steps[i].standard_error, errors[i], 6e-5));
  }
  CHECK(quantile_time(survival).value == 23);
  // log(−log) interval of the last step, and the interval of the median (SAS, R "log-log"): 13 to no upper end.
  CHECK(near(survival.steps.back().low, 0.188, 5e-4));
  CHECK(near(survival.steps.back().high, 0.680, 5e-4));
  CHECK(quantile_time(survival).low == 13);
  CHECK(std::isinf(quantile_time(survival).high));
  CHECK(open_share_at(survival, 5) == 1);
  CHECK(near(open_share_at(survival, 12), 0.7529, 6e-5));
}

TEST_CASE("without open cases Kaplan-Meier is the plain share") {
  std::vector<Duration> durations;
  for (std::int64_t t = 1; t <= 10; ++t) durations.push_back({t, Outcome::closed});
  const Survival survival = kaplan_meier(durations);
  CHECK(quantile_time(survival).value == 5);
  CHECK(near(open_share_at(survival, 3), 0.7, 1e-12));
  CHECK(survival.steps.back().open_share == 0);
  CHECK(survival.steps.back().high == 0);
  CHECK(quantile_time(kaplan_meier({})).n == 0);
  CHECK(std::isinf(quantile_time(kaplan_meier(std::vector<Duration>{{5, Outcome::open}})).value));
}

TEST_CASE("histogram bins are round, equal and hold every value once") {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    std::vector<double> values(1 + random() % 3000);
    for (double& value : values) value = std::exp(8 * static_cast<double>(random() >> 11) * 0x1p-53) - 20;
    const Histogram h = histogram(values);
    REQUIRE(h.edges.size() == h.counts.size() + 1);
    CHECK(h.counts.size() <= 60);
    CHECK(std::accumulate(h.counts.begin(), h.counts.end(), std::int64_t{0}) ==
          static_cast<std::int64_t>(values.size()));
    for (std::size_t i = 0; i < h.counts.size(); ++i) {
      std::int64_t slow = 0;
      const bool is_last = i + 1 == h.counts.size();
      for (const double v : values) {
        slow += v >= h.edges[i] && (v < h.edges[i + 1] || (is_last && v == h.edges[i + 1])) ? 1 : 0;
      }
      CHECK(h.counts[i] == slow);
    }
  }
}

TEST_CASE("histogram width is Freedman and Diaconis' rounded up to 1, 2 or 5") {
  std::vector<double> values;
  for (int i = 0; i <= 1000; ++i) values.push_back(i);
  // IQR 500, n 1001: 2 · 500 / 10.0033 = 99.97, so 100.
  const Histogram h = histogram(values);
  REQUIRE(h.counts.size() == 10);
  CHECK(h.edges[1] - h.edges[0] == 100);
  CHECK(h.counts.front() == 100);
  CHECK(h.counts.back() == 101);
  CHECK(histogram(std::vector<double>(9, 3.5)).counts == std::vector<std::int64_t>{9});
  CHECK(histogram(std::vector<double>(9, 1e300)).counts.size() == 1);
  CHECK(histogram(std::vector<double>{}).edges.empty());
  const std::vector<double> edges{0, 10, 20};
  CHECK(histogram(values, edges).counts == std::vector<std::int64_t>{10, 11});
}
