#include "core/chart/quadrant.h"

#include <algorithm>
#include <cmath>

namespace zhike::chart {
namespace {

bool is_placed(const QuadrantItem& item) { return std::isfinite(item.x) && std::isfinite(item.y); }

struct Cross {
  double x = 0;
  double y = 0;
};

Cross cross_of(const QuadrantSpec& spec) {
  Cross mean;
  double n = 0;
  for (const QuadrantItem& item : spec.items) {
    if (!is_placed(item)) continue;
    n += 1;
    mean.x += (item.x - mean.x) / n;
    mean.y += (item.y - mean.y) / n;
  }
  return {std::isfinite(spec.cross_x) ? spec.cross_x : mean.x, std::isfinite(spec.cross_y) ? spec.cross_y : mean.y};
}

void fill_table(const QuadrantSpec& spec, const Cross& cross, Table& table) {
  table.headings = {spec.name_heading, spec.x_axis.title, spec.y_axis.title};
  if (!spec.field_heading.empty()) table.headings.push_back(spec.field_heading);
  if (!spec.n_heading.empty()) table.headings.push_back(spec.n_heading);
  for (const QuadrantItem& item : spec.items) {
    std::vector<std::string> row{item.name, cell(spec.x_axis.format, item.x), cell(spec.y_axis.format, item.y)};
    const std::string field = is_placed(item) ? spec.fields[field_of(item.x, item.y, cross.x, cross.y)] : std::string();
    if (!spec.field_heading.empty()) row.push_back(field);
    if (!spec.n_heading.empty()) row.push_back(std::to_string(item.n));
    table.rows.push_back(std::move(row));
  }
}

struct Plot {
  Rect area;
  Axis x_axis;
  Axis y_axis;

  float x(double value) const { return along(x_axis, value, area.left, area.right); }
  float y(double value) const { return along(y_axis, value, area.bottom, area.top); }
};

// Room around the outermost points, so that their names and the fields' names find a place.
void widen(Range& range) {
  const double room = 0.06 * (range.high() - range.low());
  range.include(range.low() - room);
  range.include(range.high() + room);
}

Plot draw_axes(Canvas& canvas, const QuadrantSpec& spec, const Cross& cross) {
  Range xs;
  Range ys;
  for (const QuadrantItem& item : spec.items) {
    if (!is_placed(item)) continue;
    for (const double x : {item.x, item.x_low, item.x_high}) xs.include(x);
    for (const double y : {item.y, item.y_low, item.y_high}) ys.include(y);
  }
  xs.include(cross.x);
  ys.include(cross.y);
  widen(xs);
  widen(ys);
  const float top = canvas.legend({});
  const float length = std::max(canvas.frame().height - top - 3 * canvas.line_height(), 0.0F);
  const LabelledAxis left = labelled_axis(ys, spec.y_axis, length, 2.6F * canvas.font_px());
  const Rect area = plot_area(canvas, {top, left.labels, 3, 1, 0});
  const LabelledAxis bottom = labelled_axis(xs, spec.x_axis, area.width(), 5 * canvas.font_px());
  draw_axis_title(canvas, top, spec.y_axis.title);
  draw_left_axis(canvas, area, left);
  draw_bottom_axis(canvas, area, bottom, spec.x_axis.title);
  return {area, bottom.axis, left.axis};
}

void draw_fields(Canvas& canvas, const Plot& plot, const QuadrantSpec& spec, const Cross& cross) {
  const Rect& area = plot.area;
  canvas.line({{plot.x(cross.x), area.top}, {plot.x(cross.x), area.bottom}}, Role::accent, 1.5F);
  canvas.line({{area.left, plot.y(cross.y)}, {area.right, plot.y(cross.y)}}, Role::accent, 1.5F);
  const float gap = 0.8F * canvas.font_px();
  for (std::size_t i = 0; i < spec.fields.size(); ++i) {
    const bool is_left = i % 2 == 0;
    const float y = i < 2 ? area.top + gap : area.bottom - gap;
    const float room = is_left ? plot.x(cross.x) - area.left : area.right - plot.x(cross.x);
    const std::string words = fitted(spec.fields[i], room - 8, canvas.font_px(), canvas.frame().measure);
    canvas.text({is_left ? area.left + 4 : area.right - 4, y}, words, Role::muted_text,
                is_left ? Anchor::start : Anchor::end);
  }
}

void draw_item(Canvas& canvas, const Plot& plot, const QuadrantItem& item, std::size_t row) {
  const Point at{plot.x(item.x), plot.y(item.y)};
  if (std::isfinite(item.x_low) && std::isfinite(item.x_high)) {
    canvas.line({{plot.x(item.x_low), at.y}, {plot.x(item.x_high), at.y}}, Role::muted_text, 1);
  }
  if (std::isfinite(item.y_low) && std::isfinite(item.y_high)) {
    canvas.line({{at.x, plot.y(item.y_low)}, {at.x, plot.y(item.y_high)}}, Role::muted_text, 1);
  }
  canvas.circle(at, 4.5F, item.role);
  canvas.hit({at.x - 8, at.y - 8, at.x + 8, at.y + 8}, row);
}

}  // namespace

Chart quadrant_chart(const QuadrantSpec& spec, const Frame& frame) {
  Canvas canvas(frame);
  const Cross cross = cross_of(spec);
  fill_table(spec, cross, canvas.table());
  std::size_t placed = 0;
  for (const QuadrantItem& item : spec.items) placed += is_placed(item) ? 1 : 0;
  if (placed == 0) return canvas.take_empty();
  const Plot plot = draw_axes(canvas, spec, cross);
  draw_fields(canvas, plot, spec, cross);
  for (std::size_t i = 0; i < spec.items.size(); ++i) {
    if (is_placed(spec.items[i])) draw_item(canvas, plot, spec.items[i], i);
  }
  for (const QuadrantItem& item : spec.items) {
    if (is_placed(item)) canvas.text_near({plot.x(item.x), plot.y(item.y)}, 8, item.name, Role::text);
  }
  return canvas.take();
}

}  // namespace zhike::chart
