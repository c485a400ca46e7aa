#include "core/chart/value_axis.h"

#include <algorithm>
#include <cmath>

namespace zhike::chart {

void Range::include(double value) {
  if (!std::isfinite(value)) return;
  low_ = std::min(low_, value);
  high_ = std::max(high_, value);
}

LabelledAxis labelled_axis(const Range& range, const ValueAxis& look, float length, float spacing) {
  AxisRule rule{look.limit_low, look.limit_high, look.least_step, 3};
  const float wanted = std::clamp(length / std::max(spacing, 1.0F), 3.0F, 11.0F);
  LabelledAxis result;
  // A format with few decimals can make neighbouring ticks read alike; fewer ticks then.
  for (rule.most_ticks = static_cast<std::size_t>(wanted);; --rule.most_ticks) {
    result.axis = nice_axis(range.low(), range.high(), rule);
    result.labels.clear();
    for (const double tick : result.axis.ticks)
      result.labels.push_back(look.format ? look.format(tick) : plain_number(tick));
    const bool has_twins = std::ranges::adjacent_find(result.labels) != result.labels.end();
    if (!has_twins || rule.most_ticks <= 3) return result;
  }
}

float along(const Axis& axis, double value, float from, float to) {
  const double extent = axis.high - axis.low;
  const double share = extent > 0 ? (value - axis.low) / extent : 0;
  return from + (to - from) * static_cast<float>(std::clamp(share, 0.0, 1.0));
}

void draw_left_axis(Canvas& canvas, const Rect& plot, const LabelledAxis& axis) {
  const float gap = 0.4F * canvas.font_px();
  for (std::size_t i = 0; i < axis.axis.ticks.size(); ++i) {
    const float y = along(axis.axis, axis.axis.ticks[i], plot.bottom, plot.top);
    canvas.line({{plot.left, y}, {plot.right, y}}, axis.axis.ticks[i] == 0 ? Role::axis : Role::grid, 1);
    const std::string label = fitted(axis.labels[i], plot.left - gap, canvas.font_px(), canvas.frame().measure);
    canvas.text({plot.left - gap, y}, label, Role::muted_text, Anchor::end);
  }
  canvas.line({{plot.left, plot.bottom}, {plot.right, plot.bottom}}, Role::axis, 1);
}

void draw_axis_title(Canvas& canvas, float top, const std::string& title) {
  const std::string words = fitted(title, canvas.frame().width - 8, canvas.font_px(), canvas.frame().measure);
  canvas.text({4, top + 4 + canvas.line_height() / 2}, words, Role::muted_text, Anchor::start);
}

void draw_bottom_axis(Canvas& canvas, const Rect& plot, const LabelledAxis& axis, const std::string& title) {
  std::vector<float> centres;
  for (const double tick : axis.axis.ticks) {
    const float x = along(axis.axis, tick, plot.left, plot.right);
    canvas.line({{x, plot.top}, {x, plot.bottom}}, tick == 0 ? Role::axis : Role::grid, 1);
    centres.push_back(x);
  }
  canvas.line({{plot.left, plot.top}, {plot.left, plot.bottom}}, Role::axis, 1);
  draw_bottom_labels(canvas, plot, axis.labels, centres, 0.45F * canvas.frame().width);
  const std::string words = fitted(title, plot.width(), canvas.font_px(), canvas.frame().measure);
  canvas.text({plot.right, plot.bottom + 2 * canvas.line_height()}, words, Role::muted_text, Anchor::end);
}

void draw_bottom_labels(Canvas& canvas, const Rect& plot, std::span<const std::string> labels,
                        std::span<const float> centres, float most) {
  std::vector<LabelWish> wishes;
  std::vector<std::string> words;
  for (std::size_t i = 0; i < std::min(labels.size(), centres.size()); ++i) {
    words.push_back(fitted(labels[i], most, canvas.font_px(), canvas.frame().measure));
    wishes.push_back({centres[i], canvas.text_width(words.back())});
  }
  const float y = plot.bottom + canvas.line_height();
  for (const PlacedLabel& label : spaced_labels(wishes, 1, canvas.frame().width - 1, 0.6F * canvas.font_px())) {
    canvas.text({label.centre, y}, words[label.index], Role::muted_text, Anchor::middle);
  }
}

void draw_references(Canvas& canvas, const Rect& plot, const Axis& axis, std::span<const ReferenceLine> lines) {
  for (const ReferenceLine& reference : lines) {
    if (!(reference.value >= axis.low && reference.value <= axis.high)) continue;
    const float y = along(axis, reference.value, plot.bottom, plot.top);
    canvas.line({{plot.left, y}, {plot.right, y}}, reference.role, 1.5F, Dash::dashed);
    const float room = canvas.frame().width - plot.right - 4;
    const std::string words = fitted(reference.label, room, canvas.font_px(), canvas.frame().measure);
    canvas.text({plot.right + 4, y}, words, Role::text, Anchor::start);
  }
}

float reference_room(const Canvas& canvas, std::span<const ReferenceLine> lines) {
  float widest = 0;
  for (const ReferenceLine& reference : lines) widest = std::max(widest, canvas.text_width(reference.label));
  return widest;
}

std::string cell(const Formatter& format, double value) {
  if (!std::isfinite(value)) return {};
  return format ? format(value) : plain_number(value);
}

}  // namespace zhike::chart
