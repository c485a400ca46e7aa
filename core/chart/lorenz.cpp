#include "core/chart/lorenz.h"

#include <algorithm>

namespace zhike::chart {
namespace {

constexpr std::size_t tenths = 10;

double interpolated(const std::vector<SharePoint>& curve, double x) {
  const auto after = std::ranges::lower_bound(curve, x, {}, &SharePoint::x);
  if (after == curve.begin()) return curve.front().y;
  if (after == curve.end()) return curve.back().y;
  const SharePoint& a = *std::prev(after);
  const double extent = after->x - a.x;
  return extent > 0 ? a.y + (after->y - a.y) * (x - a.x) / extent : after->y;
}

double tenth(std::size_t i) { return static_cast<double>(i) / tenths; }

void fill_table(const LorenzSpec& spec, Table& table) {
  table.headings = {spec.x_title, spec.y_title};
  for (const ShareMark& mark : spec.marks) {
    table.rows.push_back({cell(spec.format, mark.at.x), cell(spec.format, mark.at.y)});
  }
  if (spec.curve.size() < 2) return;
  for (std::size_t i = 0; i <= tenths; ++i) {
    table.rows.push_back({cell(spec.format, tenth(i)), cell(spec.format, interpolated(spec.curve, tenth(i)))});
  }
}

void draw_curve(Canvas& canvas, const Rect& plot, const Axis& axis, const std::vector<SharePoint>& curve) {
  std::vector<Point> line;
  std::vector<Point> diagonal;
  for (const SharePoint& p : curve) {
    const float x = along(axis, p.x, plot.left, plot.right);
    line.push_back({x, along(axis, p.y, plot.bottom, plot.top)});
    diagonal.push_back({x, along(axis, p.x, plot.bottom, plot.top)});
  }
  canvas.band(line, diagonal, Role::band1);
  canvas.line({{plot.left, plot.bottom}, {plot.right, plot.top}}, Role::muted_text, 1, Dash::dashed);
  canvas.line(std::move(line), Role::series1, 2);
}

void draw_mark(Canvas& canvas, const Rect& plot, const Axis& axis, const ShareMark& mark) {
  const Point at{along(axis, mark.at.x, plot.left, plot.right), along(axis, mark.at.y, plot.bottom, plot.top)};
  canvas.line({{plot.left, at.y}, at, {at.x, plot.bottom}}, Role::accent, 1, Dash::dotted);
  canvas.circle(at, 4, Role::accent);
  canvas.text_near(at, 8, mark.label, Role::text);
}

}  // namespace

Chart lorenz_chart(const LorenzSpec& spec, const Frame& frame) {
  Canvas canvas(frame);
  fill_table(spec, canvas.table());
  if (spec.curve.size() < 2) return canvas.take_empty();
  Range range;
  range.include(0);
  range.include(1);
  ValueAxis look;
  look.format = spec.format;
  look.limit_low = 0;
  look.limit_high = 1;
  const float top = canvas.legend({});
  const float length = std::max(canvas.frame().height - top - 3 * canvas.line_height(), 0.0F);
  const LabelledAxis left = labelled_axis(range, look, length, 2.6F * canvas.font_px());
  const Rect plot = plot_area(canvas, {top, left.labels, 3, 1, 0});
  const LabelledAxis bottom = labelled_axis(range, look, plot.width(), 4.5F * canvas.font_px());
  draw_axis_title(canvas, top, spec.y_title);
  draw_left_axis(canvas, plot, left);
  draw_bottom_axis(canvas, plot, bottom, spec.x_title);
  draw_curve(canvas, plot, left.axis, spec.curve);
  for (std::size_t i = 0; i <= tenths; ++i) {
    const float half = plot.width() / (2 * tenths);
    const float x = along(left.axis, tenth(i), plot.left, plot.right);
    canvas.hit({std::max(x - half, plot.left), plot.top, std::min(x + half, plot.right), plot.bottom},
               spec.marks.size() + i);
  }
  for (std::size_t i = 0; i < spec.marks.size(); ++i) {
    draw_mark(canvas, plot, left.axis, spec.marks[i]);
    const float x = along(left.axis, spec.marks[i].at.x, plot.left, plot.right);
    const float y = along(left.axis, spec.marks[i].at.y, plot.bottom, plot.top);
    canvas.hit({x - 8, y - 8, x + 8, y + 8}, i);
  }
  const Point middle{(plot.left + plot.right) / 2, (plot.top + plot.bottom) / 2};
  canvas.text({middle.x + 6, middle.y + canvas.line_height()}, spec.diagonal_label, Role::muted_text, Anchor::start);
  return canvas.take();
}

}  // namespace zhike::chart
