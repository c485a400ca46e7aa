#include "core/report/report.h"

#include <cstddef>
#include <initializer_list>

#include "core/report/svg.h"

namespace zhike::report {
namespace {

constexpr std::size_t contents_from_sections = 4;

// <tag class="…">text</tag>; nothing when the text is empty.
void element(std::string& out, std::string_view tag, std::string_view css_class, std::string_view words) {
  if (words.empty()) return;
  out.append("<").append(tag);
  if (!css_class.empty()) out.append(" class=\"").append(css_class).append("\"");
  out.append(">").append(escaped(words)).append("</").append(tag).append(">\n");
}

std::string section_id(std::size_t index) { return "section-" + std::to_string(index + 1); }

void write_head(std::string& out, i18n::Lang lang, const Report& report) {
  out.append("<!doctype html>\n<html lang=\"").append(i18n::lang_code(lang)).append("\">\n<head>\n");
  out +=
      "<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n";
  out.append("<title>").append(escaped(report.title)).append("</title>\n<style>");
  out.append(page_style()).append(svg_style()).append("</style>\n</head>\n");
}

void write_contents(std::string& out, i18n::Lang lang, const std::vector<Section>& sections) {
  if (sections.size() < contents_from_sections) return;
  const std::string heading = escaped(i18n::text(lang, "report.contents"));
  out.append("<nav aria-label=\"").append(heading).append("\">\n<p>").append(heading).append("</p>\n<ol>\n");
  for (std::size_t i = 0; i < sections.size(); ++i) {
    out.append("<li><a href=\"#").append(section_id(i)).append("\">");
    out.append(escaped(sections[i].heading)).append("</a></li>\n");
  }
  out += "</ol>\n</nav>\n";
}

void write_tiles(std::string& out, i18n::Lang lang, const std::vector<Tile>& tiles) {
  if (tiles.empty()) return;
  out += "<div class=\"tiles\">\n";
  for (const Tile& tile : tiles) {
    out += "<dl class=\"tile\">\n";
    element(out, "dt", "", tile.label);
    element(out, "dd", "value", tile.value);
    if (!tile.interval.empty()) {
      element(out, "dd", "more", i18n::format(lang, "report.interval", {{"interval", tile.interval}}));
    }
    if (tile.n != no_count) element(out, "dd", "more", i18n::format(lang, "report.answers", {{"n", tile.n}}));
    element(out, "dd", "more", tile.note);
    out += "</dl>\n";
  }
  out += "</div>\n";
}

void write_figure(std::string& out, i18n::Lang lang, const Figure& figure, std::string_view id) {
  out.append("<figure>\n").append(svg(figure.chart, id));
  element(out, "figcaption", "", figure.caption);
  if (!figure.chart.table.rows.empty()) {
    out += "<details>\n";
    element(out, "summary", "", i18n::text(lang, "report.figures"));
    const std::string& caption = figure.caption.empty() ? figure.chart.title : figure.caption;
    out.append(table_html(figure.chart.table, caption)).append("</details>\n");
  }
  out += "</figure>\n";
}

void write_cell(std::string& out, const Table& table, std::size_t column, std::string_view words) {
  const bool is_number = column < table.columns.size() && table.columns[column] == Column::number;
  const std::string_view tag = column == 0 ? "th" : "td";
  out.append("<").append(tag).append(column == 0 ? " scope=\"row\"" : "");
  out.append(is_number ? " class=\"number\">" : ">").append(escaped(words)).append("</").append(tag).append(">");
}

void write_table(std::string& out, const Table& table) {
  out += "<div class=\"wide\">\n<table>\n";
  element(out, "caption", "", table.caption);
  out += "<thead><tr>";
  for (std::size_t i = 0; i < table.headings.size(); ++i) {
    const bool is_number = i < table.columns.size() && table.columns[i] == Column::number;
    out.append("<th scope=\"col\"").append(is_number ? " class=\"number\">" : ">");
    out.append(escaped(table.headings[i])).append("</th>");
  }
  out += "</tr></thead>\n<tbody>\n";
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const bool is_total = table.last_row == LastRow::total && r + 1 == table.rows.size();
    out += is_total ? "<tr class=\"total\">" : "<tr>";
    for (std::size_t i = 0; i < table.headings.size(); ++i) {
      write_cell(out, table, i, i < table.rows[r].size() ? std::string_view(table.rows[r][i]) : std::string_view());
    }
    out += "</tr>\n";
  }
  out += "</tbody>\n</table>\n</div>\n";
}

void write_notes(std::string& out, i18n::Lang lang, const std::vector<std::string>& notes) {
  if (notes.empty()) return;
  out.append("<ul class=\"notes\" aria-label=\"").append(escaped(i18n::text(lang, "report.notes"))).append("\">\n");
  for (const std::string& note : notes) element(out, "li", "", note);
  out += "</ul>\n";
}

void write_section(std::string& out, i18n::Lang lang, const Section& section, std::size_t index) {
  const std::string id = section_id(index);
  out.append("<section id=\"").append(id).append("\" aria-labelledby=\"").append(id).append("-heading\">\n");
  out.append("<h2 id=\"").append(id).append("-heading\">").append(escaped(section.heading)).append("</h2>\n");
  for (const std::string& paragraph : section.paragraphs) element(out, "p", "", paragraph);
  write_tiles(out, lang, section.tiles);
  for (std::size_t i = 0; i < section.figures.size(); ++i) {
    write_figure(out, lang, section.figures[i], id + "-figure-" + std::to_string(i + 1));
  }
  for (const Table& table : section.tables) write_table(out, table);
  const bool is_empty =
      section.paragraphs.empty() && section.tiles.empty() && section.figures.empty() && section.tables.empty();
  if (is_empty) element(out, "p", "", i18n::text(lang, "report.empty"));
  write_notes(out, lang, section.notes);
  out += "</section>\n";
}

}  // namespace

std::string write_html(i18n::Lang lang, const Report& report) {
  std::string out;
  write_head(out, lang, report);
  out += "<body>\n<header>\n";
  element(out, "h1", "", report.title);
  element(out, "p", "subtitle", report.subtitle);
  out += "</header>\n";
  write_contents(out, lang, report.sections);
  out += "<main>\n";
  for (std::size_t i = 0; i < report.sections.size(); ++i) write_section(out, lang, report.sections[i], i);
  out += "</main>\n<footer>\n";
  element(out, "p", "", i18n::format(lang, "report.made_by", {{"by", report.made_by}, {"date", report.made_on}}));
  out += "</footer>\n</body>\n</html>\n";
  return out;
}

}  // namespace zhike::report
