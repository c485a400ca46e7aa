// Each builder on small data whose picture is known.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "core/chart/bar.h"
#include "core/chart/histogram.h"
#include "core/chart/line.h"
#include "core/chart/lorenz.h"
#include "core/chart/quadrant.h"

using namespace zhike::chart;

namespace {

std::vector<Primitive> those(const Chart& chart, Shape shape, Role role) {
  std::vector<Primitive> found;
  std::ranges::copy_if(chart.primitives, std::back_inserter(found),
                       [&](const Primitive& p) { return p.shape == shape && p.role == role; });
  return found;
}

bool has_text(const Chart& chart, const std::string& words) {
  return std::ranges::any_of(chart.primitives,
                             [&](const Primitive& p) { return p.shape == Shape::text && p.text == words; });
}

Frame frame_with(const std::string& empty_text) {
  Frame frame;
  frame.empty_text = empty_text;
  return frame;
}

}  // namespace

TEST_CASE("without data a chart is the caller's sentence alone, and keeps its headings") {
  const Frame frame = frame_with("还没有数据");
  LineSpec nothing_measured;
  nothing_measured.periods = {"1", "2"};
  nothing_measured.series = {{"NPS", {{}, {}}}};
  for (const Chart& chart :
       {line_chart({}, frame), line_chart(nothing_measured, frame), bar_chart({}, frame), stacked_bar_chart({}, frame),
        lorenz_chart({}, frame), quadrant_chart({}, frame), histogram_chart({}, frame)}) {
    REQUIRE(chart.primitives.size() == 1);
    CHECK(chart.primitives[0].text == "还没有数据");
    CHECK(chart.primitives[0].anchor == Anchor::middle);
    CHECK(chart.primitives[0].points[0] == Point{320, 160});
    CHECK(chart.hits.empty());
    CHECK(!chart.table.headings.empty());
  }
}

TEST_CASE("a missing value breaks the line and the band, and is an empty cell") {
  LineSpec spec;
  spec.periods = {"Jan", "Feb", "Mar", "Apr", "May"};
  const double no = LinePoint::missing;
  spec.series = {{"NPS", {{10, 5, 15, 40}, {20, 15, 25, 41}, {no, no, no, 0}, {30, 20, 40, 9}, {40, 30, 50, 50}}}};
  spec.low_heading = "from";
  spec.high_heading = "to";
  spec.n_heading = "n";
  const Chart chart = line_chart(spec, frame_with(""));
  const auto lines = those(chart, Shape::line, Role::series1);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].points.size() == 2);
  CHECK(those(chart, Shape::band, Role::band1).size() == 2);
  CHECK(those(chart, Shape::circle, Role::series1).size() == 4);
  CHECK(lines[0].points[0].y > lines[0].points[1].y);  // 20 stands higher than 10
  CHECK(chart.table.headings == std::vector<std::string>{"", "NPS", "from", "to", "n"});
  CHECK(chart.table.rows[2] == std::vector<std::string>{"Mar", "", "", "", "0"});
  CHECK(chart.table.rows[3] == std::vector<std::string>{"Apr", "30", "20", "40", "9"});
  const HitRegion* hit = hit_at(chart, lines[1].points[0]);
  REQUIRE(hit != nullptr);
  CHECK(hit->datum == 3);
}

TEST_CASE("values stand at their places along the axis") {
  LineSpec spec;
  spec.periods = {"a", "b", "c"};
  spec.series = {{"s", {{0}, {50}, {100}}}};
  const Chart chart = line_chart(spec, frame_with(""));
  const auto points = those(chart, Shape::line, Role::series1).at(0).points;
  CHECK(std::abs(points[0].y + points[2].y - 2 * points[1].y) < 0.01F);
  CHECK(std::abs(points[0].x + points[2].x - 2 * points[1].x) < 0.01F);
  CHECK(has_text(chart, "100"));
  CHECK(has_text(chart, "0"));
}

TEST_CASE("bars start at zero and are as long as their values") {
  BarSpec spec;
  const double no = LinePoint::missing;
  spec.bars = {
      {"A", 10, no, no, 3, Role::series1}, {"B", 40, 35, 44, 9, Role::series1}, {"C", -20, no, no, 2, Role::bad}};
  spec.n_heading = "n";
  for (const BarDirection direction : {BarDirection::columns, BarDirection::rows}) {
    spec.direction = direction;
    const Chart chart = bar_chart(spec, frame_with(""));
    const auto bars = those(chart, Shape::rect, Role::series1);
    const auto bad = those(chart, Shape::rect, Role::bad);
    REQUIRE(bars.size() == 2);
    REQUIRE(bad.size() == 1);
    const auto length = [&](const Primitive& p) {
      return direction == BarDirection::columns ? p.points[1].y - p.points[0].y : p.points[1].x - p.points[0].x;
    };
    CHECK(std::abs(length(bars[1]) / length(bars[0]) - 4) < 0.01F);
    CHECK(std::abs(length(bad[0]) / length(bars[0]) - 2) < 0.01F);
    CHECK(has_text(chart, "40"));
    CHECK(has_text(chart, "C"));
    CHECK(chart.table.rows[1] == std::vector<std::string>{"B", "40", "9"});
  }
}

TEST_CASE("stacked shares fill the whole length, amounts keep their proportion") {
  StackSpec spec;
  spec.categories = {"VIP", "normal"};
  spec.series = {{"yes", {10, 60}}, {"no", {30, -5}}};
  const Chart shares = stacked_bar_chart(spec, frame_with(""));
  const auto hit = [](const Chart& chart, std::size_t row, std::size_t series) {
    for (const HitRegion& h : chart.hits) {
      if (h.datum == row && h.series == series) return h.area.width();
    }
    return 0.0F;
  };
  CHECK(std::abs(hit(shares, 0, 1) / hit(shares, 0, 0) - 3) < 0.01F);
  CHECK(std::abs(hit(shares, 1, 0) - hit(shares, 0, 0) - hit(shares, 0, 1)) < 0.01F);
  CHECK(hit(shares, 1, 1) == 0);
  spec.mode = StackMode::amounts;
  const Chart amounts = stacked_bar_chart(spec, frame_with(""));
  CHECK(std::abs(hit(amounts, 1, 0) / hit(amounts, 0, 0) - 6) < 0.01F);
  CHECK(amounts.table.rows[1] == std::vector<std::string>{"normal", "60", "0"});
  CHECK(has_text(amounts, "yes"));
}

TEST_CASE("the 80/20 curve names its marks and reads as a table") {
  LorenzSpec spec;
  spec.curve = {{0, 0}, {0.2, 0.7}, {1, 1}};
  spec.marks = {{{0.2, 0.7}, "top 20 %"}};
  spec.x_title = "customers";
  spec.y_title = "value";
  const Chart chart = lorenz_chart(spec, frame_with(""));
  CHECK(has_text(chart, "top 20 %"));
  CHECK(chart.table.rows[0] == std::vector<std::string>{"20%", "70%"});
  CHECK(chart.table.rows[2] == std::vector<std::string>{"10%", "35%"});
  CHECK(chart.table.rows.size() == 12);
  const Primitive mark = those(chart, Shape::circle, Role::accent).at(0);
  REQUIRE(hit_at(chart, mark.points[0]) != nullptr);
  CHECK(hit_at(chart, mark.points[0])->datum == 0);
}

TEST_CASE("quadrants part at the mean, or where told") {
  QuadrantSpec spec;
  QuadrantItem a{.name = "speed", .x = 2, .y = 8};
  QuadrantItem b{.name = "price", .x = 6, .y = 2};
  spec.items = {a, b, {.name = "unasked"}};
  spec.fields = {"improve", "keep", "later", "too much"};
  spec.field_heading = "field";
  const Chart chart = quadrant_chart(spec, frame_with(""));
  CHECK(chart.table.rows[0].back() == "improve");
  CHECK(chart.table.rows[1].back() == "too much");
  CHECK(chart.table.rows[2] == std::vector<std::string>{"unasked", "", "", ""});
  CHECK(chart.hits.size() == 2);
  CHECK(has_text(chart, "speed"));
  spec.cross_x = 1;
  CHECK(quadrant_chart(spec, frame_with("")).table.rows[0].back() == "keep");
}

TEST_CASE("histogram columns are as high as their counts") {
  HistogramSpec spec;
  spec.edges = {0, 10, 20, 30};
  spec.counts = {2, 8, 0};
  spec.marks = {{15, "median", Role::accent}};
  const Chart chart = histogram_chart(spec, frame_with(""));
  const auto bars = those(chart, Shape::rect, Role::series1);
  REQUIRE(bars.size() == 2);
  const float small = bars[0].points[1].y - bars[0].points[0].y;
  const float tall = bars[1].points[1].y - bars[1].points[0].y;
  CHECK(std::abs(tall / small - 4) < 0.01F);
  CHECK(chart.table.rows[1] == std::vector<std::string>{"10", "20", "8"});
  CHECK(has_text(chart, "median"));
}

TEST_CASE("series differ by more than colour") {
  LineSpec spec;
  spec.periods = {"a", "b"};
  spec.series = {{"one", {{1}, {2}}}, {"two", {{2}, {3}}}};
  const Chart chart = line_chart(spec, frame_with(""));
  CHECK(those(chart, Shape::line, Role::series1).at(0).dash != those(chart, Shape::line, Role::series2).at(0).dash);
  CHECK(!those(chart, Shape::circle, Role::series1).empty());
  CHECK(those(chart, Shape::circle, Role::series2).empty());
  CHECK(!those(chart, Shape::polygon, Role::series2).empty());
}

TEST_CASE("long names under columns are shortened rather than left out") {
  BarSpec spec;
  for (const char* name : {"送货准时", "价格", "售后响应速度与服务态度", "发票"}) spec.bars.push_back({name, 5});
  Frame frame = frame_with("");
  frame.width = 320;
  const Chart chart = bar_chart(spec, frame);
  for (const char* name : {"送货准时", "价格", "发票"}) CHECK(has_text(chart, name));
  CHECK_FALSE(has_text(chart, "售后响应速度与服务态度"));
  CHECK(chart.table.rows[2][0] == "售后响应速度与服务态度");
}

TEST_CASE("a reference line is named beside the plot, clear of bars") {
  BarSpec spec;
  spec.bars = {{"A", 10}, {"B", 20}};
  spec.references = {{12, "mean 12", Role::accent}};
  const Chart chart = bar_chart(spec, frame_with(""));
  const auto lines = those(chart, Shape::line, Role::accent);
  REQUIRE(lines.size() == 1);
  for (const Primitive& p : chart.primitives) {
    if (p.text == "mean 12") CHECK(p.points[0].x > lines[0].points[1].x);
  }
  CHECK(has_text(chart, "mean 12"));
}
