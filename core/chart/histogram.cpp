#include "core/chart/histogram.h"

#include <algorithm>

namespace zhike::chart {
namespace {

void fill_table(const HistogramSpec& spec, Table& table) {
  table.headings = {spec.from_heading, spec.to_heading, spec.count_heading};
  if (spec.edges.size() != spec.counts.size() + 1) return;
  for (std::size_t i = 0; i < spec.counts.size(); ++i) {
    table.rows.push_back({cell(spec.edge_format, spec.edges[i]), cell(spec.edge_format, spec.edges[i + 1]),
                          cell(spec.count_axis.format, static_cast<double>(spec.counts[i]))});
  }
}

void draw_marks(Canvas& canvas, const Rect& plot, const Axis& xs, const std::vector<ReferenceLine>& marks) {
  for (const ReferenceLine& mark : marks) {
    if (!(mark.value >= xs.low && mark.value <= xs.high)) continue;
    const float x = along(xs, mark.value, plot.left, plot.right);
    canvas.line({{x, plot.top}, {x, plot.bottom}}, mark.role, 1.5F, Dash::dashed);
    const float y = plot.top - 0.7F * canvas.font_px();
    if (canvas.text({x, y}, mark.label, Role::text, Anchor::middle)) continue;
    if (!canvas.text({x, y}, mark.label, Role::text, Anchor::start))
      canvas.text({x, y}, mark.label, Role::text, Anchor::end);
  }
}

}  // namespace

Chart histogram_chart(const HistogramSpec& spec, const Frame& frame) {
  Canvas canvas(frame);
  fill_table(spec, canvas.table());
  const bool is_matching = spec.edges.size() == spec.counts.size() + 1;
  const std::int64_t most = spec.counts.empty() ? 0 : std::ranges::max(spec.counts);
  if (!is_matching || most <= 0 || !(spec.edges.back() > spec.edges.front())) return canvas.take_empty();
  Range range;
  range.include(0);
  range.include(static_cast<double>(most));
  ValueAxis look = spec.count_axis;
  look.least_step = std::max(look.least_step, 1.0);
  const float top = canvas.legend({});
  const bool has_title = !look.title.empty();
  const float length = std::max(canvas.frame().height - top - 3 * canvas.line_height(), 0.0F);
  const LabelledAxis left = labelled_axis(range, look, length, 2.6F * canvas.font_px());
  const Rect plot = plot_area(canvas, {top, left.labels, spec.x_title.empty() ? 2U : 3U,
                                       (has_title ? 1U : 0U) + (spec.marks.empty() ? 0U : 1U), 0});
  draw_axis_title(canvas, top, look.title);
  draw_left_axis(canvas, plot, left);
  const Axis xs{spec.edges.front(), spec.edges.back(), {}};
  std::vector<std::string> labels;
  std::vector<float> centres;
  for (const double edge : spec.edges) {
    labels.push_back(cell(spec.edge_format, edge));
    centres.push_back(along(xs, edge, plot.left, plot.right));
  }
  draw_bottom_labels(canvas, plot, labels, centres, 0.45F * canvas.frame().width);
  const std::string words = fitted(spec.x_title, plot.width(), canvas.font_px(), canvas.frame().measure);
  canvas.text({plot.right, plot.bottom + 2 * canvas.line_height()}, words, Role::muted_text, Anchor::end);
  for (std::size_t i = 0; i < spec.counts.size(); ++i) {
    const float y = along(left.axis, static_cast<double>(spec.counts[i]), plot.bottom, plot.top);
    const float gap = centres[i + 1] - centres[i] > 4 ? 0.5F : 0;
    canvas.rect({centres[i] + gap, y, centres[i + 1] - gap, plot.bottom}, Role::series1);
    canvas.hit({centres[i], plot.top, centres[i + 1], plot.bottom}, i);
  }
  draw_marks(canvas, plot, xs, spec.marks);
  return canvas.take();
}

}  // namespace zhike::chart
