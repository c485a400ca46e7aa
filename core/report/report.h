// A report: one HTML document that opens anywhere, prints on A4, and needs nothing else. Used by the command line
// ("zhike report") and by the page's print button; what stands in it is chosen by the caller from queries.
// Must never hold a script, load anything, or put a text into the page unescaped.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/chart/chart.h"
#include "core/i18n/catalog.h"

namespace zhike::report {

inline constexpr std::int64_t no_count = -1;

// One headline figure. All texts are in the reader's language already; empty ones are left out.
struct Tile {
  std::string label{};
  std::string value{};
  std::string interval{};  // "31–53"
  std::int64_t n = no_count;
  std::string note{};  // what the figure means, or why it is withheld
};

// A chart with its caption; the chart's figures follow it as a table that opens on a click.
struct Figure {
  chart::Chart chart{};
  std::string caption{};
};

enum class Column : std::uint8_t { text, number };  // numbers stand at the right, in digits of equal width
enum class LastRow : std::uint8_t { ordinary, total };

struct Table {
  std::string caption{};
  std::vector<std::string> headings{};
  std::vector<Column> columns{};                 // shorter than headings: the rest is text
  std::vector<std::vector<std::string>> rows{};  // shorter rows are filled with empty cells, longer ones cut
  LastRow last_row = LastRow::ordinary;
};

// Parts appear in this order; a section without any says that there is nothing to show.
struct Section {
  std::string heading{};
  std::vector<std::string> paragraphs{};
  std::vector<Tile> tiles{};
  std::vector<Figure> figures{};
  std::vector<Table> tables{};
  std::vector<std::string> notes{};  // small print: definitions, sources, methods
};

struct Report {
  std::string title{};
  std::string subtitle{};
  std::string made_by{};  // person; may be empty
  std::string made_on{};  // date as the language writes it; may be empty
  std::vector<Section> sections{};
};

// The whole document in UTF-8. Four sections or more are listed at the top. The same input gives the same bytes.
std::string write_html(i18n::Lang lang, const Report& report);

// The style sheet of the document, for screen and paper.
std::string_view page_style();

}  // namespace zhike::report
