// Round axis values and labels that keep their distance. Used by the chart builders.
// Must never place two labels over each other, or a tick outside its axis.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace zhike::chart {

struct Axis {
  double low = 0;
  double high = 1;
  std::vector<double> ticks;  // ascending, within low..high
};

// Where an axis may and must reach. The limits win over everything (no axis above 100 %).
struct AxisRule {
  std::optional<double> limit_low = std::nullopt;
  std::optional<double> limit_high = std::nullopt;
  double least_step = 0;       // 1 for counts
  std::size_t most_ticks = 6;  // at least 3: an axis across zero needs them
};

// Axis around low..high with steps of 1, 2 or 5 × 10^k, its ends on ticks unless a limit cuts them.
// A range without extent is widened (0 to 0..1); low > high is swapped; not finite counts as 0.
Axis nice_axis(double low, double high, const AxisRule& rule = {});

// A label on a line: `centre` it would like and its width.
struct LabelWish {
  float centre = 0;
  float width = 0;
};

struct PlacedLabel {
  std::size_t index = 0;
  float centre = 0;  // moved inward where the label would pass an end
};

// Labels that fit between low and high with at least `gap` between them: every one, or every 2nd, 5th, 10th, 20th, …
// starting with the first. Wishes ascend by centre. A label wider than the whole line is left out.
std::vector<PlacedLabel> spaced_labels(std::span<const LabelWish> wishes, float low, float high, float gap);

}  // namespace zhike::chart
