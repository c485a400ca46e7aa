// How often values fall into bins, as touching columns. The bins come from the caller (core/stats/histogram.h makes
// them). Used for spend, tenure, time to resolve. Must never be given bins of unequal width: areas would mislead.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/chart/value_axis.h"

namespace zhike::chart {

struct HistogramSpec {
  std::vector<double> edges;         // ascending; one more than counts
  std::vector<std::int64_t> counts;  // not below 0
  std::vector<ReferenceLine> marks;  // upright lines at values: median, promise
  std::string x_title;
  Formatter edge_format = [](double v) { return plain_number(v); };
  ValueAxis count_axis;      // least_step is taken as at least 1
  std::string from_heading;  // of the table
  std::string to_heading;
  std::string count_heading;
};

// Rows of the table and hit regions are the bins. Without any count above 0 (or with edges that do not match):
// the frame's empty text.
Chart histogram_chart(const HistogramSpec& spec, const Frame& frame);

}  // namespace zhike::chart
