#include "core/stats/interval.h"

#include <cmath>
#include <limits>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "tests/stats/near.h"

using namespace zhike::stats;
using zhike::tests::near;

TEST_CASE("normal quantile agrees with tables and inverts the distribution") {
  CHECK(near(normal_quantile(0.975), 1.959963984540054, 1e-13));
  CHECK(near(normal_quantile(0.995), 2.5758293035489004, 1e-13));
  CHECK(near(normal_quantile(0.95), 1.6448536269514722, 1e-13));
  CHECK(near(normal_quantile(1e-10), -6.361340902404056, 1e-11));
  CHECK(near(normal_quantile(0.5), 0, 1e-15));
  CHECK(std::isinf(normal_quantile(0)));
  CHECK(std::isnan(normal_quantile(1.5)));
  for (double p = 1e-12; p < 1; p += 0.003) CHECK(near(normal_cdf(normal_quantile(p)) / p, 1, 1e-12));
}

TEST_CASE("Student quantile agrees with tables") {
  CHECK(near(student_quantile(0.975, 1), 12.706204736174705, 1e-11));
  CHECK(near(student_quantile(0.975, 2), 4.302652729749462, 1e-11));
  CHECK(near(student_quantile(0.995, 4), 4.604094871349993, 1e-11));
  CHECK(near(student_quantile(0.95, 5), 2.015048373333023, 1e-11));
  CHECK(near(student_quantile(0.975, 9), 2.262157162798205, 1e-11));
  CHECK(near(student_quantile(0.025, 30), -2.042272456301238, 1e-11));
  CHECK(near(student_quantile(0.975, 120), 1.979930405, 1e-9));
  CHECK(near(student_quantile(0.975, 1e9), 1.959963987, 1e-8));
  CHECK(student_quantile(0.5, 7) == 0);
  CHECK(std::isnan(student_quantile(0.9, 0)));
  for (const double df : {1.0, 2.5, 10.0, 99.0, 101.0, 5000.0}) {
    for (const double p : {1e-6, 0.01, 0.3, 0.6, 0.999}) {
      CHECK(near(student_cdf(student_quantile(p, df), df) / p, 1, 1e-9));
    }
  }
}

TEST_CASE("Student distribution with one degree of freedom is Cauchy's") {
  for (double t = -20; t <= 20; t += 0.37) CHECK(near(student_cdf(t, 1), 0.5 + std::atan(t) / std::acos(-1.0), 1e-13));
}

TEST_CASE("Wilson interval gives Newcombe's published figures") {
  struct Example {
    Share share;
    double low, high;
  };
  // Newcombe 1998 (Stat. Med. 17:857), table I, method 3; the first is the textbook 8 of 10.
  const std::vector<Example> examples{
      {{8, 10}, 0.4902, 0.9433}, {{81, 263}, 0.2553, 0.3662}, {{15, 148}, 0.0624, 0.1605},
      {{0, 20}, 0.0, 0.1611},    {{1, 29}, 0.0061, 0.1718},
  };
  for (const Example& example : examples) {
    const Interval i = wilson(example.share);
    CHECK(near(i.low, example.low, 5e-5));
    CHECK(near(i.high, example.high, 5e-5));
    CHECK(i.n == example.share.n);
  }
}

TEST_CASE("Wilson interval stays within 0..1, holds its value and mirrors") {
  for (std::int64_t n = 1; n <= 40; ++n) {
    for (std::int64_t k = 0; k <= n; ++k) {
      const Interval i = wilson({k, n});
      const Interval mirrored = wilson({n - k, n});
      CHECK((i.low >= 0 && i.low <= i.value && i.value <= i.high && i.high <= 1));
      CHECK(near(i.low, 1 - mirrored.high, 1e-12));
      CHECK(wilson({k, n}, 0.99).high >= i.high);
    }
  }
  CHECK(std::isnan(wilson({0, 0}).value));
  CHECK(wilson({0, 0}).n == 0);
  CHECK(wilson({7, 5}).value == 1);
}

TEST_CASE("Newcombe difference gives the published figures of method 10") {
  struct Example {
    Share first, second;
    double low, high;
  };
  // Newcombe 1998 (Stat. Med. 17:873), table II.
  const std::vector<Example> examples{
      {{56, 70}, {48, 80}, 0.0524, 0.3339}, {{9, 10}, {3, 10}, 0.1705, 0.8090},  {{6, 7}, {2, 7}, 0.0582, 0.8062},
      {{5, 56}, {0, 29}, -0.0381, 0.1926},  {{0, 10}, {0, 20}, -0.1611, 0.2775}, {{10, 10}, {0, 10}, 0.6075, 1.0},
  };
  for (const Example& example : examples) {
    const Change change = newcombe(example.first, example.second);
    CHECK(near(change.difference.low, example.low, 5e-5));
    CHECK(near(change.difference.high, example.high, 5e-5));
    const Change back = newcombe(example.second, example.first);
    CHECK(near(back.difference.low, -change.difference.high, 1e-12));
    CHECK(near(back.p, change.p, 1e-12));
  }
  // Pooled test by hand: 56/70 and 48/80 pool to 104/150.
  const double error = std::sqrt(104.0 / 150 * (46.0 / 150) * (1 / 70.0 + 1 / 80.0));
  CHECK(near(newcombe({56, 70}, {48, 80}).z, 0.2 / error, 1e-12));
  CHECK(near(newcombe({56, 70}, {48, 80}).p, 0.00804508136819659, 1e-12));
  CHECK(newcombe({0, 10}, {0, 20}).p == 1);
  CHECK(newcombe({1, 2}, {0, 0}).difference.n == 0);
}

TEST_CASE("mean with Student's interval, from values and from counts") {
  const std::vector<double> values{1, 2, 3, 4, 5};
  const Interval i = mean_t(values);
  CHECK(near(i.value, 3, 1e-14));
  CHECK(near(i.high - i.value, 2.7764451051977987 * std::sqrt(2.5 / 5), 1e-10));
  CHECK(near(i.low + i.high, 6, 1e-12));
  const std::vector<std::int64_t> counts{3, 0, 5, 2, 1, 0, 4};
  const std::vector<double> same{1, 1, 1, 3, 3, 3, 3, 3, 4, 4, 5, 7, 7, 7, 7};
  const Interval from_counts = mean_t(counts, 1, 0.9);
  const Interval from_values = mean_t(same, 0.9);
  CHECK(near(from_counts.value, from_values.value, 1e-12));
  CHECK(near(from_counts.low, from_values.low, 1e-12));
  CHECK(from_counts.n == 15);
  CHECK(std::isinf(mean_t(std::vector<double>{4}).high));
  CHECK(mean_t(std::vector<double>{4, 4, 4}).low == 4);
  CHECK(mean_t(std::vector<double>{}).n == 0);
}

TEST_CASE("figures of fewer than five respondents are withheld") {
  CHECK(is_withheld(4));
  CHECK_FALSE(is_withheld(5));
}
