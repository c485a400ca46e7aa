// Bars: one value per category, or several stacked in each.
// Used for tiers, touchpoints, reasons, response by mode. Bars always start at zero, or they would lie.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/chart/line.h"

namespace zhike::chart {

enum class BarDirection : std::uint8_t { columns, rows };  // rows suit long names

struct Bar {
  std::string label;
  double value = LinePoint::missing;
  double low = LinePoint::missing;  // interval, drawn as a whisker; missing = none
  double high = LinePoint::missing;
  std::int64_t n = 0;
  Role role = Role::series1;
};

struct BarSpec {
  std::vector<Bar> bars;
  BarDirection direction = BarDirection::columns;
  ValueAxis axis;
  std::vector<ReferenceLine> references;
  std::string label_heading;  // of the table; empty ones for the interval or n leave those columns out
  std::string value_heading;
  std::string low_heading;
  std::string high_heading;
  std::string n_heading;
};

// Rows of the table and hit regions are the bars, in the order given; a missing value keeps its place without a bar.
// Without any finite value: the frame's empty text.
Chart bar_chart(const BarSpec& spec, const Frame& frame);

enum class StackMode : std::uint8_t {
  amounts,
  shares,  // each stack fills the whole width: only its composition shows
};

struct StackSeries {
  std::string name;
  std::vector<double> values;  // one per category; negative, missing or not finite count as 0
};

struct StackSpec {
  std::vector<std::string> categories;
  std::vector<StackSeries> series;
  BarDirection direction = BarDirection::rows;
  StackMode mode = StackMode::shares;
  ValueAxis axis;         // format for the axis: of shares (0..1) or of amounts
  Formatter cell_format;  // for the table, always of amounts
  std::string category_heading;
};

// Rows of the table are the categories with the amounts; hit regions carry category and series.
// With nothing above zero: the frame's empty text.
Chart stacked_bar_chart(const StackSpec& spec, const Frame& frame);

}  // namespace zhike::chart
