#include <algorithm>
#include <cmath>

#include "core/chart/bar_layout.h"

namespace zhike::chart {
namespace {

double amount_of(const StackSeries& series, std::size_t category) {
  if (category >= series.values.size()) return 0;
  const double value = series.values[category];
  return std::isfinite(value) && value > 0 ? value : 0;
}

double sum_of(const StackSpec& spec, std::size_t category) {
  double sum = 0;
  for (const StackSeries& series : spec.series) sum += amount_of(series, category);
  return sum;
}

void fill_table(const StackSpec& spec, Table& table) {
  table.headings.push_back(spec.category_heading);
  for (const StackSeries& series : spec.series) table.headings.push_back(series.name);
  for (std::size_t i = 0; i < spec.categories.size(); ++i) {
    std::vector<std::string> row{spec.categories[i]};
    for (const StackSeries& series : spec.series) row.push_back(cell(spec.cell_format, amount_of(series, i)));
    table.rows.push_back(std::move(row));
  }
}

void draw_stack(Canvas& canvas, const BarLayout& layout, const StackSpec& spec, std::size_t category) {
  const double sum = sum_of(spec, category);
  if (!(sum > 0)) return;
  const double scale = spec.mode == StackMode::shares ? 1 / sum : 1;
  const float inset = layout.slot() * 0.15F;
  double below = 0;
  for (std::size_t i = 0; i < spec.series.size(); ++i) {
    const double amount = amount_of(spec.series[i], category);
    if (!(amount > 0)) continue;
    Rect area = layout.area(layout.slot_from(category) + inset, layout.slot_to(category) - inset, below * scale,
                            (below + amount) * scale);
    below += amount;
    canvas.hit(area, category, i);
    // A thin gap keeps neighbours apart without relying on colour.
    if (layout.direction == BarDirection::rows && area.width() > 3) area.right -= 1;
    if (layout.direction == BarDirection::columns && area.height() > 3) area.top += 1;
    canvas.rect(area, series_role(i));
  }
}

}  // namespace

Chart stacked_bar_chart(const StackSpec& spec, const Frame& frame) {
  Canvas canvas(frame);
  fill_table(spec, canvas.table());
  double most = 0;
  for (std::size_t i = 0; i < spec.categories.size(); ++i) most = std::max(most, sum_of(spec, i));
  if (!(most > 0)) return canvas.take_empty();
  std::vector<LegendEntry> entries;
  for (std::size_t i = 0; i < spec.series.size(); ++i) entries.push_back({spec.series[i].name, i, true});
  const float top = canvas.legend(entries);
  Range range;
  range.include(0);
  range.include(spec.mode == StackMode::shares ? 1 : most);
  const BarLayout layout = bar_layout(canvas, {spec.direction, range, &spec.axis, spec.categories, top, 0});
  for (std::size_t i = 0; i < spec.categories.size(); ++i) draw_stack(canvas, layout, spec, i);
  return canvas.take();
}

}  // namespace zhike::chart
