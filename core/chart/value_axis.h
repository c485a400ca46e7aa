// A value axis with its grid and labels, and labels under a plot: shared by the builders of this folder.
// Must never be used from outside core/chart; builders stay the public face.
#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/chart/canvas.h"

namespace zhike::chart {

// A marked value across the plot: a target, a mean, last year's figure.
struct ReferenceLine {
  double value = 0;
  std::string label;
  Role role = Role::accent;
};

// How a value axis looks; every field may be left as it is.
struct ValueAxis {
  std::string title;  // in words, with the unit; may be empty
  Formatter format = [](double v) { return plain_number(v); };
  std::optional<double> limit_low = std::nullopt;   // the axis never goes below …
  std::optional<double> limit_high = std::nullopt;  // … or above these (0 and 1 for shares)
  double least_step = 0;                            // 1 for counts
};

// Smallest and largest finite value seen.
class Range {
 public:
  void include(double value);
  bool is_empty() const { return low_ > high_; }
  double low() const { return low_; }
  double high() const { return high_; }

 private:
  double low_ = std::numeric_limits<double>::infinity();
  double high_ = -std::numeric_limits<double>::infinity();
};

struct LabelledAxis {
  Axis axis;
  std::vector<std::string> labels;  // one per tick, no two neighbours alike
};

// Axis for the range with about one tick every `spacing` pixels along `length`.
LabelledAxis labelled_axis(const Range& range, const ValueAxis& look, float length, float spacing);

// Pixel of a value; values off the axis land on its end.
float along(const Axis& axis, double value, float from, float to);

// Grid lines and labels at the left of the plot.
void draw_left_axis(Canvas& canvas, const Rect& plot, const LabelledAxis& axis);

// The title of the left axis, lying in the first line below `top`.
void draw_axis_title(Canvas& canvas, float top, const std::string& title);

// The same below the plot, with the title in the second line under it.
void draw_bottom_axis(Canvas& canvas, const Rect& plot, const LabelledAxis& axis, const std::string& title);

// Words under the plot at the given pixels, each at most `most` wide, thinned evenly so that none touch.
void draw_bottom_labels(Canvas& canvas, const Rect& plot, std::span<const std::string> labels,
                        std::span<const float> centres, float most);

// Reference lines across a plot whose values run upward, named at their right ends, where nothing is drawn.
void draw_references(Canvas& canvas, const Rect& plot, const Axis& axis, std::span<const ReferenceLine> lines);

// Width their names need beside the plot.
float reference_room(const Canvas& canvas, std::span<const ReferenceLine> lines);

// The format for a cell: empty for a missing value.
std::string cell(const Formatter& format, double value);

}  // namespace zhike::chart
