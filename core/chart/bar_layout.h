// Where bars stand: slots for categories across one direction, values along the other. Shared by plain and stacked
// bars. Must never be used from outside core/chart.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/chart/bar.h"

namespace zhike::chart {

struct BarLayout {
  Rect plot;
  Axis axis;
  BarDirection direction = BarDirection::columns;
  std::size_t count = 1;

  float slot() const;                        // width of one category's strip
  float slot_from(std::size_t index) const;  // its start: x for columns, y for rows
  float slot_to(std::size_t index) const;
  Point point(float across, double value) const;
  Rect area(float across_from, float across_to, double value_from, double value_to) const;
  Rect slot_area(std::size_t index) const;  // the whole strip
  void draw_references(Canvas& canvas, std::span<const ReferenceLine> lines) const;
};

struct BarLayoutWishes {
  BarDirection direction = BarDirection::columns;
  Range range;
  const ValueAxis* axis = nullptr;
  std::vector<std::string> labels;
  float top = 0;
  float right_room = 0;  // for words beyond the end of rows or reference lines
};

// Lays the plot out and draws its axis, grid and category labels.
BarLayout bar_layout(Canvas& canvas, const BarLayoutWishes& wishes);

}  // namespace zhike::chart
