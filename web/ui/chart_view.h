// Chart view: draws a core/chart list of shapes in the theme's colours, answers to the pointer, and shows the same
// figures as a table on request. Used by every view with a chart. Must never compute a figure.
//
//   ui::chart_view("insight.nps.chart", chart::line_chart(spec, ui::chart_frame(title, description, 280)),
//   state.nps_chart);
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/chart/canvas.h"
#include "core/chart/chart.h"
#include "web/ui/widgets.h"

namespace zhike::ui {

// Frame for a builder of core/chart: as wide as the container, this high, measured with the page's own font.
chart::Frame chart_frame(std::string_view title, std::string_view description, float height_css,
                         std::string_view empty_text = {});

struct ChartState {
  bool is_table = false;
};
// Returns the region that was pressed (datum = row of the chart's table), if any. The button at the upper right
// switches between picture and table.
std::optional<chart::HitRegion> chart_view(const char* key, const chart::Chart& chart, ChartState& state);

// Colour of a chart role in the current theme.
ImU32 chart_color(chart::Role role);

}  // namespace zhike::ui
