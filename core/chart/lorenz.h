// A curve of shares against shares: the 80/20 curve (best customers first) or the Lorenz curve (smallest first).
// Used for concentration. Both axes run from 0 to 1; the diagonal shows "everybody brings the same".
#pragma once

#include <string>
#include <vector>

#include "core/chart/value_axis.h"

namespace zhike::chart {

struct SharePoint {
  double x = 0;  // 0..1
  double y = 0;  // 0..1
};

// A point worth naming: "20 % of customers bring 68 %".
struct ShareMark {
  SharePoint at;
  std::string label;
};

struct LorenzSpec {
  std::vector<SharePoint> curve;  // ascending by x
  std::vector<ShareMark> marks;
  std::string diagonal_label;  // may be empty
  std::string x_title;         // also the headings of the table
  std::string y_title;
  Formatter format = [](double v) { return plain_number(v * 100) + "%"; };
};

// Rows of the table: the marks, then the curve at every tenth of x (interpolated). Hit regions: the marks (their row),
// and one strip for each tenth. Fewer than two points: the frame's empty text.
Chart lorenz_chart(const LorenzSpec& spec, const Frame& frame);

}  // namespace zhike::chart
