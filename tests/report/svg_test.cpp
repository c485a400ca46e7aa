#include "core/report/svg.h"

#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

using namespace zhike;
using chart::Chart;
using chart::Role;
using chart::Shape;

namespace {

Chart small_chart() {
  Chart chart;
  chart.width = 100;
  chart.height = 50;
  chart.title = "NPS <2026> & \"co\"";
  chart.description = "up from 10 to 20";
  chart.primitives = {
      {Shape::line, Role::series1, chart::Dash::dashed, {}, 2, {{0, 1.5F}, {10.25F, 20}}, {}},
      {Shape::rect, Role::good, {}, {}, 0, {{1, 2}, {4, 8}}, {}},
      {Shape::circle, Role::bad, {}, {}, 3, {{5, 6}}, {}},
      {Shape::band, Role::band2, {}, {}, 0, {{0, 0}, {1, 0}, {1, 1}, {0, 1}}, {}},
      {Shape::text, Role::muted_text, {}, chart::Anchor::end, 10, {{50, 20}}, "客户 <script>alert('x')</script>"},
  };
  return chart;
}

std::size_t occurrences(const std::string& text, const std::string& of) {
  std::size_t count = 0;
  for (std::size_t at = text.find(of); at != std::string::npos; at = text.find(of, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("the picture in SVG, to the letter") {
  const std::string expected =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"nps-1-title nps-1-desc\" "
      "viewBox=\"0 0 100 50\" width=\"100\" height=\"50\">\n"
      "<title id=\"nps-1-title\">NPS &lt;2026&gt; &amp; &quot;co&quot;</title>\n"
      "<desc id=\"nps-1-desc\">up from 10 to 20</desc>\n"
      "<polyline class=\"zk-series1 zk-line\" stroke-width=\"2\" stroke-dasharray=\"6 4\" points=\"0,1.5 10.25,20\"/>\n"
      "<rect class=\"zk-good zk-fill\" x=\"1\" y=\"2\" width=\"3\" height=\"6\"/>\n"
      "<circle class=\"zk-bad zk-fill\" cx=\"5\" cy=\"6\" r=\"3\"/>\n"
      "<polygon class=\"zk-band2 zk-fill\" points=\"0,0 1,0 1,1 0,1\"/>\n"
      "<text class=\"zk-muted_text zk-words\" x=\"50\" y=\"23.5\" font-size=\"10\" text-anchor=\"end\">"
      "客户 &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</text>\n"
      "</svg>\n";
  CHECK(report::svg(small_chart(), "nps-1\"><b>") == report::svg(small_chart(), "nps-1b"));
  CHECK(report::svg(small_chart(), "nps-1") == expected);
}

TEST_CASE("a file that stands alone has a rule for every role") {
  const std::string file = report::svg_file(small_chart());
  CHECK(occurrences(file, "<style>") == 1);
  for (int role = 0; role <= static_cast<int>(Role::bad); ++role) {
    const std::string rule = std::string(".zk-") + chart::role_key(static_cast<Role>(role)) + "{--zk:#";
    INFO(rule);
    CHECK(occurrences(file, rule) == 1);
  }
  CHECK(occurrences(file, "http") == 1);  // the namespace: nothing is loaded
}

TEST_CASE("what XML forbids is replaced, what it keeps special is escaped") {
  CHECK(report::escaped("a&b<c>\"d'") == "a&amp;b&lt;c&gt;&quot;d&#39;");
  CHECK(report::escaped(std::string_view("a\x01\nb\0", 5)) == "a\uFFFD\nb\uFFFD");
}

TEST_CASE("the same figures as an HTML table") {
  const chart::Table table{{"tier", "n"}, {{"<VIP>", "3"}, {"普通", "40"}}};
  CHECK(report::table_html(table, "a&b") ==
        "<table>\n<caption>a&amp;b</caption>\n<thead><tr><th scope=\"col\">tier</th><th "
        "scope=\"col\">n</th></tr></thead>\n"
        "<tbody>\n<tr><th scope=\"row\">&lt;VIP&gt;</th><td>3</td></tr>\n"
        "<tr><th scope=\"row\">普通</th><td>40</td></tr>\n</tbody>\n</table>\n");
}
