#include "core/chart/bar.h"

#include <algorithm>
#include <cmath>

#include "core/chart/bar_layout.h"

namespace zhike::chart {
namespace {

bool has_interval(const Bar& bar) {
  return std::isfinite(bar.value) && std::isfinite(bar.low) && std::isfinite(bar.high);
}

void fill_table(const BarSpec& spec, Table& table) {
  table.headings = {spec.label_heading, spec.value_heading};
  for (const std::string* heading : {&spec.low_heading, &spec.high_heading, &spec.n_heading}) {
    if (!heading->empty()) table.headings.push_back(*heading);
  }
  for (const Bar& bar : spec.bars) {
    std::vector<std::string> row{bar.label, cell(spec.axis.format, bar.value)};
    if (!spec.low_heading.empty()) row.push_back(cell(spec.axis.format, bar.low));
    if (!spec.high_heading.empty()) row.push_back(cell(spec.axis.format, bar.high));
    if (!spec.n_heading.empty()) row.push_back(std::to_string(bar.n));
    table.rows.push_back(std::move(row));
  }
}

void draw_whisker(Canvas& canvas, const BarLayout& layout, std::size_t index, const Bar& bar) {
  const float middle = (layout.slot_from(index) + layout.slot_to(index)) / 2;
  const float cap = std::min(4.0F, layout.slot() / 4);
  canvas.line({layout.point(middle, bar.low), layout.point(middle, bar.high)}, Role::text, 1);
  for (const double end : {bar.low, bar.high}) {
    canvas.line({layout.point(middle - cap, end), layout.point(middle + cap, end)}, Role::text, 1);
  }
}

// The value's words just beyond the bar's (or whisker's) end, if there is room.
void draw_value(Canvas& canvas, const BarLayout& layout, std::size_t index, const Bar& bar, const Formatter& format) {
  const std::string words = cell(format, bar.value);
  const float middle = (layout.slot_from(index) + layout.slot_to(index)) / 2;
  const bool is_below = bar.value < 0;
  double end = bar.value;
  if (has_interval(bar)) end = is_below ? std::min(end, bar.low) : std::max(end, bar.high);
  Point at = layout.point(middle, end);
  const float sign = is_below ? -1.0F : 1.0F;
  if (layout.direction == BarDirection::rows) {
    if (canvas.line_height() > layout.slot()) return;
    at.x += sign * 0.4F * canvas.font_px();
    canvas.text(at, words, Role::text, is_below ? Anchor::end : Anchor::start);
  } else {
    if (canvas.text_width(words) > layout.slot()) return;
    at.y -= sign * 0.8F * canvas.font_px();
    canvas.text(at, words, Role::text, Anchor::middle);
  }
}

void draw_bar(Canvas& canvas, const BarLayout& layout, std::size_t index, const Bar& bar) {
  const float inset = layout.slot() * 0.15F;
  canvas.rect(layout.area(layout.slot_from(index) + inset, layout.slot_to(index) - inset, 0, bar.value), bar.role);
  if (has_interval(bar)) draw_whisker(canvas, layout, index, bar);
}

std::vector<std::string> labels_of(const BarSpec& spec) {
  std::vector<std::string> labels;
  for (const Bar& bar : spec.bars) labels.push_back(bar.label);
  return labels;
}

}  // namespace

Chart bar_chart(const BarSpec& spec, const Frame& frame) {
  Canvas canvas(frame);
  fill_table(spec, canvas.table());
  Range range;
  for (const Bar& bar : spec.bars) {
    range.include(bar.value);
    if (!has_interval(bar)) continue;
    range.include(bar.low);
    range.include(bar.high);
  }
  if (range.is_empty()) return canvas.take_empty();
  range.include(0);
  for (const ReferenceLine& reference : spec.references) range.include(reference.value);
  const bool is_columns = spec.direction == BarDirection::columns;
  float widest = is_columns ? reference_room(canvas, spec.references) : 0;
  for (const Bar& bar : spec.bars) {
    if (!is_columns) widest = std::max(widest, canvas.text_width(cell(spec.axis.format, bar.value)));
  }
  const BarLayout layout =
      bar_layout(canvas, {spec.direction, range, &spec.axis, labels_of(spec), canvas.legend({}), widest});
  for (std::size_t i = 0; i < spec.bars.size(); ++i) {
    if (std::isfinite(spec.bars[i].value)) draw_bar(canvas, layout, i, spec.bars[i]);
    canvas.hit(layout.slot_area(i), i);
  }
  layout.draw_references(canvas, spec.references);
  for (std::size_t i = 0; i < spec.bars.size(); ++i) {
    if (std::isfinite(spec.bars[i].value)) draw_value(canvas, layout, i, spec.bars[i], spec.axis.format);
  }
  return canvas.take();
}

}  // namespace zhike::chart
