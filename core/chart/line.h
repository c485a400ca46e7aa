// Values over periods, one line per series, with the interval of each value as a band behind it.
// Used for satisfaction, NPS and other trends. A missing value is a gap: never bridged, never drawn as zero.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/chart/value_axis.h"

namespace zhike::chart {

struct LinePoint {
  static constexpr double missing = std::numeric_limits<double>::quiet_NaN();
  double value = missing;
  double low = missing;  // interval; missing = none
  double high = missing;
  std::int64_t n = 0;  // answers behind the value, for the table
};

struct LineSeries {
  std::string name;
  std::vector<LinePoint> points;  // one per period; missing ones at the end may be left out
};

struct LineSpec {
  std::vector<std::string> periods;
  std::vector<LineSeries> series;
  ValueAxis axis;
  std::vector<ReferenceLine> references;
  // Headings of the table. An empty one for the interval or n leaves those columns out.
  std::string period_heading;
  std::string low_heading;
  std::string high_heading;
  std::string n_heading;
};

// Rows of the table are the periods; each hit region is a period's full-height strip (whole row).
// Without any finite value: the frame's empty text.
Chart line_chart(const LineSpec& spec, const Frame& frame);

}  // namespace zhike::chart
