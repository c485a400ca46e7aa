// Axis ticks, spacing of labels, widths of words.
#include "core/chart/ticks.h"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "core/chart/text.h"

using namespace zhike::chart;

TEST_CASE("ticks are multiples of 1, 2 or 5 around the data") {
  CHECK(nice_axis(0, 100).ticks == std::vector<double>{0, 20, 40, 60, 80, 100});
  CHECK(nice_axis(3, 97).ticks == std::vector<double>{0, 20, 40, 60, 80, 100});
  CHECK(nice_axis(-34, 58).ticks == std::vector<double>{-40, -20, 0, 20, 40, 60});
  CHECK(nice_axis(0, 3, {.least_step = 1}).ticks == std::vector<double>{0, 1, 2, 3});
  CHECK(nice_axis(0, 1, {.least_step = 1}).ticks == std::vector<double>{0, 1});
  CHECK(nice_axis(0, 0).ticks.front() == 0);
  const Axis share = nice_axis(0.52, 1.04, {.limit_low = 0, .limit_high = 1});
  CHECK(share.high == 1);
  CHECK(share.low <= 0.52);
}

TEST_CASE("axes hold their data, keep their limits and have few even ticks") {
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    std::mt19937_64 random(seed);
    const auto share = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
    const double scale = std::pow(10, 16 * share() - 8);
    const double low = (share() - 0.5) * scale;
    const double high = random() % 10 == 0 ? low : low + share() * scale;
    const AxisRule rule{{}, {}, 0, static_cast<std::size_t>(3 + random() % 9)};
    const Axis axis = nice_axis(low, high, rule);
    INFO("seed " << seed << " low " << low << " high " << high);
    CHECK((axis.low <= low + 1e-6 * scale && axis.high >= high - 1e-6 * scale));
    CHECK(axis.high > axis.low);
    CHECK((axis.ticks.size() >= 2 && axis.ticks.size() <= rule.most_ticks));
    const double step = axis.ticks[1] - axis.ticks[0];
    for (std::size_t i = 1; i < axis.ticks.size(); ++i) {
      CHECK(std::abs(axis.ticks[i] - axis.ticks[i - 1] - step) < 1e-6 * step);
    }
    const double digit = step / std::pow(10, std::floor(std::log10(step * (1 + 1e-9))));
    CHECK((std::abs(digit - 1) < 1e-6 || std::abs(digit - 2) < 1e-6 || std::abs(digit - 5) < 1e-6));
  }
}

TEST_CASE("impossible ranges still make an axis") {
  const double infinity = std::numeric_limits<double>::infinity();
  for (const auto& [low, high] : std::vector<std::pair<double, double>>{
           {infinity, -infinity}, {-1e308, 1e308}, {5, -5}, {1e17, 1e17}, {std::nan(""), 3}}) {
    const Axis axis = nice_axis(low, high);
    CHECK(axis.high > axis.low);
    CHECK(axis.ticks.size() >= 2);
  }
  CHECK(nice_axis(-9, -5, {.limit_low = 0, .limit_high = 1}).low == 0);
}

TEST_CASE("labels are thinned evenly until none touch") {
  std::vector<LabelWish> wishes;
  for (int i = 0; i < 24; ++i) wishes.push_back({20.0F + 20.0F * static_cast<float>(i), 30});
  const auto placed = spaced_labels(wishes, 0, 500, 5);
  REQUIRE(placed.size() == 12);
  for (std::size_t i = 0; i < placed.size(); ++i) CHECK(placed[i].index == 2 * i);
  CHECK(spaced_labels(wishes, 0, 2000, 5).size() == 12);
  wishes.assign(3, {50, 10});
  CHECK(spaced_labels(wishes, 0, 100, 1).size() == 1);
  wishes.assign(1, {1, 40});
  CHECK(spaced_labels(wishes, 0, 100, 1).at(0).centre == 20);
  CHECK(spaced_labels(wishes, 0, 30, 1).empty());
}

TEST_CASE("estimated widths: one em for Chinese, about half for Latin, none for marks") {
  CHECK(estimated_width("客户", 10) == 20);
  CHECK(std::abs(estimated_width("abcd", 10) - 22) < 0.001F);
  CHECK(std::abs(estimated_width("e\u0301", 10) - 5.5F) < 0.001F);
  CHECK(std::abs(estimated_width("\xFF\xE5", 10) - 11) < 0.001F);
}

TEST_CASE("words too long end in an ellipsis, between letters") {
  const Measure measure = estimated_width;
  CHECK(fitted("客户满意度", 50, 10, measure) == "客户满意度");
  CHECK(fitted("客户满意度", 49, 10, measure) == "客户满…");
  CHECK(fitted("客户", 11, 10, measure) == "…");
  CHECK(fitted("客户", 9, 10, measure).empty());
}

TEST_CASE("plain numbers drop trailing zeros") {
  CHECK(plain_number(12.5) == "12.5");
  CHECK(plain_number(-0.001) == "0");
  CHECK(plain_number(100) == "100");
  CHECK(plain_number(1.0 / 3) == "0.33");
}
