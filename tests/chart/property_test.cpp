// What must hold for every chart at every size, checked on charts made by dice (the seed is printed on failure).
#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "core/chart/text.h"
#include "tests/chart/samples.h"

using namespace zhike::chart;
using zhike::tests::Sample;

namespace {

constexpr float slack = 0.01F;

std::string fault_in_bounds(const Chart& chart) {
  const Rect sheet{-slack, -slack, chart.width + slack, chart.height + slack};
  for (const Primitive& p : chart.primitives) {
    for (const Point& point : p.points) {
      if (!std::isfinite(point.x) || !std::isfinite(point.y) || !sheet.contains(point)) return role_key(p.role);
      const bool is_out = p.shape == Shape::circle && (!sheet.contains({point.x - p.size, point.y - p.size}) ||
                                                       !sheet.contains({point.x + p.size, point.y + p.size}));
      if (is_out) return "circle";
    }
    if (p.shape != Shape::text) continue;
    const Rect area = text_bounds(p, estimated_width);
    if (!sheet.contains({area.left, area.top}) || !sheet.contains({area.right, area.bottom})) return p.text;
  }
  return {};
}

std::string fault_in_texts(const Chart& chart) {
  std::vector<Rect> areas;
  for (const Primitive& p : chart.primitives) {
    if (p.shape != Shape::text) continue;
    const Rect area = text_bounds(p, estimated_width);
    for (const Rect& other : areas) {
      if (other.overlaps(area)) return p.text;
    }
    areas.push_back(area);
  }
  return {};
}

std::string fault_in_shapes(const Chart& chart) {
  for (const Primitive& p : chart.primitives) {
    const std::size_t n = p.points.size();
    bool is_right = false;
    switch (p.shape) {
      case Shape::line:
        is_right = n >= 2 && p.size > 0;
        break;
      case Shape::polygon:
        is_right = n >= 3;
        break;
      case Shape::band:
        is_right = n >= 4 && n % 2 == 0;
        break;
      case Shape::rect:
        is_right = n == 2 && p.points[0].x < p.points[1].x && p.points[0].y < p.points[1].y;
        break;
      case Shape::circle:
        is_right = n == 1 && p.size > 0;
        break;
      case Shape::text:
        is_right = n == 1 && !p.text.empty() && p.size > 0;
        break;
    }
    if (!is_right) return role_key(p.role);
    for (std::size_t i = 0; p.shape == Shape::band && i < n / 2; ++i) {
      if (p.points[i].x != p.points[n - 1 - i].x) return "band edges at different x";
    }
  }
  return {};
}

std::string fault_in_table(const Chart& chart) {
  if (chart.table.headings.empty()) return "no headings";
  for (const auto& row : chart.table.rows) {
    if (row.size() != chart.table.headings.size()) return "row of another length";
  }
  for (const HitRegion& hit : chart.hits) {
    if (hit.datum >= chart.table.rows.size()) return "hit without a row";
    if (!(hit.area.left <= hit.area.right && hit.area.top <= hit.area.bottom)) return "hit turned over";
    if (hit.area.right > chart.width + slack || hit.area.bottom > chart.height + slack) return "hit off the sheet";
  }
  return {};
}

void check_all(float width, float height, std::uint64_t seed) {
  for (const Sample& sample : zhike::tests::sample_charts(width, height, seed)) {
    INFO(sample.name << " " << width << " x " << height << " seed " << seed);
    CHECK(fault_in_bounds(sample.chart) == "");
    CHECK(fault_in_texts(sample.chart) == "");
    CHECK(fault_in_shapes(sample.chart) == "");
    CHECK(fault_in_table(sample.chart) == "");
  }
}

}  // namespace

TEST_CASE("charts of any width keep to the sheet, with no two texts over each other") {
  std::uint64_t seed = 1;
  for (float width = 200; width <= 2000; width += 45) {
    for (const float height : {120.0F, 200.0F, 320.0F, 700.0F}) check_all(width, height, seed++);
  }
}

TEST_CASE("a sheet too small for anything still gives a chart that can be drawn and read") {
  for (const float width : {1.0F, 15.0F, 60.0F, 110.0F}) {
    for (const float height : {1.0F, 20.0F, 60.0F}) check_all(width, height, 5);
  }
}

TEST_CASE("on an ordinary sheet both axes are labelled and the data is drawn") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    for (const Sample& sample : zhike::tests::sample_charts(640, 320, seed)) {
      INFO(sample.name << " seed " << seed);
      int texts = 0;
      int data = 0;
      for (const Primitive& p : sample.chart.primitives) {
        texts += p.shape == Shape::text ? 1 : 0;
        data += p.role >= Role::series1 && p.role <= Role::series6 ? 1 : 0;
      }
      CHECK(texts >= 4);
      CHECK(data >= 1);
      CHECK(!sample.chart.hits.empty());
    }
  }
}
