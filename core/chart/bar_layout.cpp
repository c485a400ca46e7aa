#include "core/chart/bar_layout.h"

#include <algorithm>

namespace zhike::chart {

float BarLayout::slot() const {
  const float extent = direction == BarDirection::columns ? plot.width() : plot.height();
  return extent / static_cast<float>(std::max<std::size_t>(count, 1));
}

float BarLayout::slot_from(std::size_t index) const {
  return (direction == BarDirection::columns ? plot.left : plot.top) + slot() * static_cast<float>(index);
}

float BarLayout::slot_to(std::size_t index) const { return slot_from(index + 1); }

Point BarLayout::point(float across, double value) const {
  if (direction == BarDirection::columns) return {across, along(axis, value, plot.bottom, plot.top)};
  return {along(axis, value, plot.left, plot.right), across};
}

Rect BarLayout::area(float across_from, float across_to, double value_from, double value_to) const {
  const Point a = point(across_from, value_from);
  const Point b = point(across_to, value_to);
  return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
}

Rect BarLayout::slot_area(std::size_t index) const {
  return area(slot_from(index), slot_to(index), axis.low, axis.high);
}

void BarLayout::draw_references(Canvas& canvas, std::span<const ReferenceLine> lines) const {
  if (direction == BarDirection::columns) {
    chart::draw_references(canvas, plot, axis, lines);
    return;
  }
  for (const ReferenceLine& reference : lines) {
    if (!(reference.value >= axis.low && reference.value <= axis.high)) continue;
    const float x = point(0, reference.value).x;
    canvas.line({{x, plot.top}, {x, plot.bottom}}, reference.role, 1.5F, Dash::dashed);
    const float y = plot.top - 0.7F * canvas.font_px();
    const float gap = 0.3F * canvas.font_px();
    if (!canvas.text({x, y}, reference.label, Role::text, Anchor::middle) &&
        !canvas.text({x - gap, y}, reference.label, Role::text, Anchor::end)) {
      canvas.text({x + gap, y}, reference.label, Role::text, Anchor::start);
    }
  }
}

namespace {

// Row names beside the plot, thinned when the rows stand closer than the letters are high.
void draw_row_labels(Canvas& canvas, const BarLayout& layout, std::span<const std::string> labels) {
  const float gap = 0.4F * canvas.font_px();
  std::vector<LabelWish> wishes;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    wishes.push_back({(layout.slot_from(i) + layout.slot_to(i)) / 2, 1.2F * canvas.font_px()});
  }
  for (const PlacedLabel& label : spaced_labels(wishes, layout.plot.top, layout.plot.bottom, 0)) {
    const std::string words =
        fitted(labels[label.index], layout.plot.left - gap - 2, canvas.font_px(), canvas.frame().measure);
    canvas.text({layout.plot.left - gap, label.centre}, words, Role::text, Anchor::end);
  }
}

}  // namespace

BarLayout bar_layout(Canvas& canvas, const BarLayoutWishes& wishes) {
  BarLayout layout;
  layout.direction = wishes.direction;
  layout.count = wishes.labels.size();
  const bool is_columns = wishes.direction == BarDirection::columns;
  const bool has_title = !wishes.axis->title.empty();
  if (is_columns) {
    const float length = std::max(canvas.frame().height - wishes.top - 2 * canvas.line_height(), 0.0F);
    const LabelledAxis axis = labelled_axis(wishes.range, *wishes.axis, length, 2.6F * canvas.font_px());
    layout.axis = axis.axis;
    layout.plot = plot_area(canvas, {wishes.top, axis.labels, 2, has_title ? 2U : 1U, wishes.right_room});
    draw_axis_title(canvas, wishes.top, wishes.axis->title);
    draw_left_axis(canvas, layout.plot, axis);
    std::vector<float> centres;
    for (std::size_t i = 0; i < layout.count; ++i) centres.push_back((layout.slot_from(i) + layout.slot_to(i)) / 2);
    // Names have no order to be guessed from: rather shortened than left out, as long as a few letters remain.
    const float short_name = layout.slot() - 0.7F * canvas.font_px();
    const bool can_shorten = short_name >= 3 * canvas.font_px();
    draw_bottom_labels(canvas, layout.plot, wishes.labels, centres,
                       can_shorten ? short_name : 0.45F * canvas.frame().width);
  } else {
    layout.plot = plot_area(canvas, {wishes.top, wishes.labels, has_title ? 3U : 2U, 1, wishes.right_room});
    const LabelledAxis axis = labelled_axis(wishes.range, *wishes.axis, layout.plot.width(), 4.5F * canvas.font_px());
    layout.axis = axis.axis;
    draw_bottom_axis(canvas, layout.plot, axis, wishes.axis->title);
    draw_row_labels(canvas, layout, wishes.labels);
  }
  return layout;
}

}  // namespace zhike::chart
