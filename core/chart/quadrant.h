// Points in four fields around a cross: importance against performance, effort against effect.
// Used for key drivers and service items. Names stand beside their points where there is room; the table has them all.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/chart/line.h"

namespace zhike::chart {

struct QuadrantItem {
  std::string name;
  double x = LinePoint::missing;
  double y = LinePoint::missing;
  double x_low = LinePoint::missing;  // intervals; missing = none
  double x_high = LinePoint::missing;
  double y_low = LinePoint::missing;
  double y_high = LinePoint::missing;
  std::int64_t n = 0;
  Role role = Role::series1;
};

struct QuadrantSpec {
  std::vector<QuadrantItem> items;
  double cross_x = LinePoint::missing;  // missing: the mean of the items
  double cross_y = LinePoint::missing;
  ValueAxis x_axis;
  ValueAxis y_axis;
  // Names of the fields: top left, top right, bottom left, bottom right; may be empty.
  std::array<std::string, 4> fields;
  std::string name_heading;   // of the table; x and y columns are headed by the axis titles
  std::string field_heading;  // empty leaves the column out
  std::string n_heading;      // empty leaves the column out
};

// Which field a point lies in: 0 top left, 1 top right, 2 bottom left, 3 bottom right; on the cross counts as right,
// top.
constexpr std::size_t field_of(double x, double y, double cross_x, double cross_y) {
  return (y >= cross_y ? 0U : 2U) + (x >= cross_x ? 1U : 0U);
}

// Rows of the table and hit regions are the items in the order given (an item without x or y has a row, but no point).
// Without any item with x and y: the frame's empty text.
Chart quadrant_chart(const QuadrantSpec& spec, const Frame& frame);

}  // namespace zhike::chart
