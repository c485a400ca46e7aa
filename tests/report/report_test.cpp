// The report document: escaping, structure, language, and that it neither runs nor loads anything.
#include "core/report/report.h"

#include <cstddef>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

namespace zhike::report {
namespace {

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

chart::Chart small_chart() {
  chart::Chart chart;
  chart.width = 200;
  chart.height = 100;
  chart.title = "Trend <b>";
  chart.description = "It rises.";
  chart::Primitive line;
  line.points = {{0, 0}, {10, 10}};
  chart.primitives = {line};
  chart.table = {{"Month", "Score"}, {{"Jan", "4.1"}}};
  return chart;
}

Report full_report() {
  Report report{"Satisfaction & promises", "Autumn <2026>", "Ann \"A\" Lee", "21 Nov 2026", {}};
  Section section;
  section.heading = "Scores";
  section.paragraphs = {"First.", "<script>alert(1)</script>"};
  section.tiles = {{"NPS", "42", "31–53", 1234, "Promoters less detractors"}, {"CSAT", "–", "", no_count, ""}};
  section.figures = {{small_chart(), "NPS by month"}};
  section.tables = {{"Tiers",
                     {"Tier", "Customers"},
                     {Column::text, Column::number},
                     {{"A", "12"}, {"B"}, {"All", "30", "left over"}},
                     LastRow::total}};
  section.notes = {"Method: bootstrap."};
  report.sections = {section, {.heading = "Empty", .notes = {"Why."}}};
  return report;
}

TEST_CASE("texts are escaped wherever they stand") {
  const std::string html = write_html(i18n::Lang::en, full_report());
  CHECK(has(html, "<title>Satisfaction &amp; promises</title>"));
  CHECK(has(html, "Autumn &lt;2026&gt;"));
  CHECK(has(html, "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"));
  CHECK(has(html, "Ann &quot;A&quot; Lee"));
  CHECK_FALSE(has(html, "<script"));
}

TEST_CASE("the document loads nothing") {
  const std::string html = write_html(i18n::Lang::zh_hans, full_report());
  for (const std::string_view part : {"src=", "<link", "@import", "url(", "<iframe", "<img", "href=\"http"}) {
    INFO(part);
    CHECK_FALSE(has(html, part));
  }
  // The only address is the name of SVG, which nobody fetches.
  CHECK(count(html, "http://") == count(html, "http://www.w3.org/2000/svg"));
  CHECK_FALSE(has(html, "https://"));
  CHECK(has(html, "content=\"default-src 'none'; style-src 'unsafe-inline'\""));
}

TEST_CASE("the language is named and its words are used") {
  CHECK(has(write_html(i18n::Lang::zh_hant, full_report()), "<html lang=\"zh-Hant\">"));
  const std::string html = write_html(i18n::Lang::zh_hans, full_report());
  CHECK(has(html, "<html lang=\"zh-Hans\">"));
  CHECK(has(html, "区间 31–53"));
  CHECK(has(html, "本节没有可显示的内容。"));
  CHECK(has(html, "由知客为 Ann &quot;A&quot; Lee 制作，21 Nov 2026"));
}

TEST_CASE("tiles show base and interval only where there is one") {
  const std::string html = write_html(i18n::Lang::en, full_report());
  CHECK(count(html, "<dl class=\"tile\">") == 2);
  CHECK(has(html,
            "<dd class=\"value\">42</dd>\n<dd class=\"more\">interval 31–53</dd>\n<dd class=\"more\">n = 1,234</dd>"));
  CHECK(count(html, "n = ") == 1);
  CHECK(count(html, "interval ") == 1);
}

TEST_CASE("a table has headings, equal rows, numbers at the right and a total") {
  const std::string html = write_html(i18n::Lang::en, full_report());
  CHECK(has(html, "<caption>Tiers</caption>"));
  CHECK(has(html, "<th scope=\"col\">Tier</th><th scope=\"col\" class=\"number\">Customers</th>"));
  CHECK(has(html, "<tr><th scope=\"row\">A</th><td class=\"number\">12</td></tr>"));
  CHECK(has(html, "<tr><th scope=\"row\">B</th><td class=\"number\"></td></tr>"));
  CHECK(has(html, "<tr class=\"total\"><th scope=\"row\">All</th><td class=\"number\">30</td></tr>"));
  CHECK_FALSE(has(html, "left over"));
}

TEST_CASE("a chart is a picture with a caption and its figures") {
  const std::string html = write_html(i18n::Lang::en, full_report());
  CHECK(has(html, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"section-1-figure-1-title"));
  CHECK(has(html, "<title id=\"section-1-figure-1-title\">Trend &lt;b&gt;</title>"));
  CHECK(has(html, "<figcaption>NPS by month</figcaption>"));
  CHECK(has(html, "<th scope=\"row\">Jan</th><td>4.1</td>"));
}

TEST_CASE("a long report begins with its contents") {
  Report report{"Long", "", "", "", {}};
  for (const char* heading : {"One", "Two", "Three", "A & B"}) report.sections.push_back({.heading = heading});
  const std::string html = write_html(i18n::Lang::en, report);
  CHECK(has(html, "<a href=\"#section-4\">A &amp; B</a>"));
  CHECK(has(html, "<section id=\"section-4\" aria-labelledby=\"section-4-heading\">"));
  CHECK(count(html, "<section ") == 4);
  CHECK(has(html, "<p>Made with Zhike</p>"));
  report.sections.pop_back();
  CHECK_FALSE(has(write_html(i18n::Lang::en, report), "<nav"));
}

TEST_CASE("every element is closed") {
  const std::string html = write_html(i18n::Lang::en, full_report());
  for (const std::string tag :
       {"html", "head",    "body",  "header", "main",  "section", "h1", "h2", "p",  "dl", "dt",  "dd",     "figure",
        "svg",  "details", "table", "thead",  "tbody", "tr",      "th", "td", "ul", "li", "div", "footer", "style"}) {
    INFO(tag);
    CHECK(count(html, "<" + tag + ">") + count(html, "<" + tag + " ") == count(html, "</" + tag + ">"));
  }
}

}  // namespace
}  // namespace zhike::report
