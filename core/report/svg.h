// A chart as an SVG picture in text form, for reports that open anywhere and print well.
// Used by the HTML reports. Colours come from classes ("zk-series1", …) so that one style sheet rules screen and paper.
// Must never put a text into the picture unescaped, and loads nothing from anywhere.
#pragma once

#include <string>
#include <string_view>

#include "core/chart/chart.h"

namespace zhike::report {

// `text` with & < > " ' replaced for use in HTML, XML and attributes; characters XML forbids become U+FFFD.
std::string escaped(std::string_view text);

// Class rules for every role on white paper, every text at least 4.5 : 1 and every shape 3 : 1 in contrast.
std::string_view svg_style();

// One <svg role="img"> element with <title> and <desc>. `id` makes the ids of these unique on a page: letters, digits
// and '-' are kept, the rest is dropped. Without a title the picture is announced by nothing, so give one.
std::string svg(const chart::Chart& chart, std::string_view id);

// The same with the style inside: a file that stands alone.
std::string svg_file(const chart::Chart& chart);

// The chart's figures as an HTML table with a caption, row headings in the first column; cells are escaped.
std::string table_html(const chart::Table& table, std::string_view caption);

}  // namespace zhike::report
