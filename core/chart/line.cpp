#include "core/chart/line.h"

#include <algorithm>
#include <cmath>

namespace zhike::chart {
namespace {

const LinePoint& point_at(const LineSeries& series, std::size_t period) {
  static const LinePoint nothing;
  return period < series.points.size() ? series.points[period] : nothing;
}

bool has_interval(const LinePoint& p) {
  return std::isfinite(p.value) && std::isfinite(p.low) && std::isfinite(p.high);
}

void fill_table(const LineSpec& spec, Table& table) {
  table.headings.push_back(spec.period_heading);
  for (const LineSeries& series : spec.series) {
    table.headings.push_back(series.name);
    for (const std::string* heading : {&spec.low_heading, &spec.high_heading, &spec.n_heading}) {
      if (!heading->empty()) table.headings.push_back(*heading);
    }
  }
  for (std::size_t period = 0; period < spec.periods.size(); ++period) {
    std::vector<std::string> row{spec.periods[period]};
    for (const LineSeries& series : spec.series) {
      const LinePoint& p = point_at(series, period);
      row.push_back(cell(spec.axis.format, p.value));
      if (!spec.low_heading.empty()) row.push_back(cell(spec.axis.format, p.low));
      if (!spec.high_heading.empty()) row.push_back(cell(spec.axis.format, p.high));
      if (!spec.n_heading.empty()) row.push_back(std::to_string(p.n));
    }
    table.rows.push_back(std::move(row));
  }
}

Range range_of(const LineSpec& spec) {
  Range range;
  for (const LineSeries& series : spec.series) {
    for (std::size_t i = 0; i < std::min(series.points.size(), spec.periods.size()); ++i) {
      range.include(series.points[i].value);
      if (has_interval(series.points[i])) {
        range.include(series.points[i].low);
        range.include(series.points[i].high);
      }
    }
  }
  return range;
}

// Calls `run(first, last)` for every unbroken stretch of periods for which `is_there` holds.
template <class IsThere, class Run>
void for_runs(std::size_t n, IsThere is_there, Run run) {
  for (std::size_t i = 0; i < n; ++i) {
    if (!is_there(i)) continue;
    const std::size_t first = i;
    while (i + 1 < n && is_there(i + 1)) ++i;
    run(first, i);
  }
}

struct Plot {
  Rect area;
  Axis axis;
  std::vector<float> xs;

  float y(double value) const { return along(axis, value, area.bottom, area.top); }
};

void draw_intervals(Canvas& canvas, const Plot& plot, const LineSeries& series, std::size_t index) {
  for_runs(
      plot.xs.size(), [&](std::size_t i) { return has_interval(point_at(series, i)); },
      [&](std::size_t first, std::size_t last) {
        std::vector<Point> upper;
        std::vector<Point> lower;
        for (std::size_t i = first; i <= last; ++i) {
          upper.push_back({plot.xs[i], plot.y(point_at(series, i).high)});
          lower.push_back({plot.xs[i], plot.y(point_at(series, i).low)});
        }
        if (first == last)
          canvas.line({upper.front(), lower.front()}, series_role(index), 1);
        else
          canvas.band(upper, lower, band_role(index));
      });
}

void draw_values(Canvas& canvas, const Plot& plot, const LineSeries& series, std::size_t index) {
  const float spacing = plot.area.width() / static_cast<float>(std::max<std::size_t>(plot.xs.size(), 1));
  for_runs(
      plot.xs.size(), [&](std::size_t i) { return std::isfinite(point_at(series, i).value); },
      [&](std::size_t first, std::size_t last) {
        std::vector<Point> strip;
        for (std::size_t i = first; i <= last; ++i) strip.push_back({plot.xs[i], plot.y(point_at(series, i).value)});
        if (first == last || spacing >= 10) {
          for (const Point& p : strip) canvas.marker(p, 3.5F, index);
        }
        canvas.line(std::move(strip), series_role(index), 2, series_dash(index));
      });
}

}  // namespace

Chart line_chart(const LineSpec& spec, const Frame& frame) {
  Canvas canvas(frame);
  fill_table(spec, canvas.table());
  Range range = range_of(spec);
  if (range.is_empty()) return canvas.take_empty();
  for (const ReferenceLine& reference : spec.references) range.include(reference.value);
  std::vector<LegendEntry> entries;
  for (std::size_t i = 0; i < spec.series.size(); ++i) entries.push_back({spec.series[i].name, i, false});
  const float top = entries.size() > 1 ? canvas.legend(entries) : canvas.legend({});
  const float length = std::max(canvas.frame().height - top - 2 * canvas.line_height(), 0.0F);
  const LabelledAxis axis = labelled_axis(range, spec.axis, length, 2.6F * canvas.font_px());
  Plot plot{plot_area(canvas, {top, axis.labels, 2, spec.axis.title.empty() ? 0U : 1U,
                               reference_room(canvas, spec.references)}),
            axis.axis,
            {}};
  const std::size_t n = spec.periods.size();
  const float slot = plot.area.width() / static_cast<float>(n);
  for (std::size_t i = 0; i < n; ++i) plot.xs.push_back(plot.area.left + slot * (static_cast<float>(i) + 0.5F));
  draw_axis_title(canvas, top, spec.axis.title);
  draw_left_axis(canvas, plot.area, axis);
  draw_bottom_labels(canvas, plot.area, spec.periods, plot.xs, 0.45F * canvas.frame().width);
  for (std::size_t i = 0; i < spec.series.size(); ++i) draw_intervals(canvas, plot, spec.series[i], i);
  for (std::size_t i = 0; i < spec.series.size(); ++i) draw_values(canvas, plot, spec.series[i], i);
  draw_references(canvas, plot.area, plot.axis, spec.references);
  for (std::size_t i = 0; i < n; ++i) {
    canvas.hit({plot.xs[i] - slot / 2, plot.area.top, plot.xs[i] + slot / 2, plot.area.bottom}, i);
  }
  return canvas.take();
}

}  // namespace zhike::chart
