// The report on a whole book: its figures are those of the queries, it speaks three languages, and no name runs as
// HTML.
#include "core/report/overview.h"

#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "core/i18n/format.h"
#include "tests/support/doc_builder.h"

namespace zhike::report {
namespace {

using i18n::Lang;
using query::Cache;
using store::Handle;

const base::Day today = *base::read_day("2026-06-30");

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

struct Told {
  test::DocBuilder b;
  Cache cache;
  Handle anna = b.customer("C1", "Anna <script>alert(1)</script>", {{"owner", "Li & Wu"}});
  Handle ben = b.customer("C2", "Ben", {{"owner", "Wu"}});

  Told() {
    b.setting("organisation", "Print <Shop>");
    b.purchase(anna, "2026-05-01", "8000", {{"currency", "CNY"}});
    b.purchase(ben, "2026-05-02", "2000", {{"currency", "CNY"}});
    const Handle nps = b.question("nps");
    for (int i = 0; i < 7; ++i) b.answer(nps, i < 4 ? "10" : "5", anna, "2026-05-05");
    const Handle csat = b.question("csat");
    for (int i = 0; i < 4; ++i) b.answer(csat, "5", ben, "2026-05-05");  // withheld
    const Handle problem = b.add("problem", {{"title", "Old <ink>"}, {"status", "fixing"}});
    b.add("complaint", {{"customer", b.ref(anna)},
                        {"original_words", "Late"},
                        {"received", "2026-05-20"},
                        {"severity", "serious"},
                        {"problem", b.ref(problem)}});
    b.add("promise", {{"customer", b.ref(anna)},
                      {"text", "Samples"},
                      {"staff", "Li & Wu"},
                      {"due", "2026-05-10"},
                      {"status", "kept"},
                      {"closed_on", "2026-05-09"}});
    b.add("promise", {{"customer", b.ref(ben)},
                      {"text", "Call"},
                      {"staff", "Li & Wu"},
                      {"due", "2026-05-11"},
                      {"status", "broken"}});
  }
  std::string html(Lang lang) { return write_overview(lang, b.doc(), cache, today, "Mei <Boss>"); }
};

TEST_CASE("the figures are those of the queries") {
  Told told;
  const std::string html = told.html(Lang::en);
  const query::Score& nps = told.cache.scores(told.b.doc(), {.kind = query::ScoreKind::nps}, today).total;
  CHECK(has(html, i18n::number(Lang::en, nps.figure.value, 1)));
  CHECK(has(html, i18n::interval(Lang::en, nps.figure.low, nps.figure.high, 1)));
  CHECK(has(html, "n = 7"));
  const query::Totals& totals = told.cache.totals(told.b.doc(), {}, today);
  CHECK(has(html, i18n::money(Lang::en, {totals.total_value}, "CNY")));
  CHECK(has(html, "¥8,000.00"));  // tier A, and the value at stake
  const stats::Interval& kept = told.cache.promises(told.b.doc(), {}, today).counts.kept_rate;
  CHECK(has(html, i18n::percent(Lang::en, kept.value, 1)));
  CHECK(has(html, i18n::percent(Lang::en, kept.low, 1)));
  CHECK(has(html, "Gini coefficient 0.30"));
  CHECK(has(html, "Serious"));
}

TEST_CASE("a score from four answers is not in the report") {
  Told told;
  const std::string html = told.html(Lang::en);
  CHECK(has(html, "Withheld: fewer than five answers"));
  CHECK_FALSE(has(html, "100.0%</dd>"));
}

TEST_CASE("names and titles never run as HTML") {
  Told told;
  const std::string html = told.html(Lang::en);
  CHECK_FALSE(has(html, "<script"));
  CHECK_FALSE(has(html, "Old <ink>"));
  CHECK(has(html, "Old &lt;ink&gt;"));
  CHECK(has(html, "Li &amp; Wu"));
  CHECK(has(html, "Print &lt;Shop&gt;"));
  CHECK(has(html, "Mei &lt;Boss&gt;"));
}

TEST_CASE("three languages say it in their own words, and the same input gives the same bytes") {
  Told told;
  const std::string en = told.html(Lang::en), hans = told.html(Lang::zh_hans), hant = told.html(Lang::zh_hant);
  CHECK(has(en, "Customer report"));
  CHECK(has(hans, "客户报告"));
  CHECK(has(hant, "客戶報告"));
  CHECK_FALSE(has(hans, "overview."));
  CHECK_FALSE(has(hant, "overview."));
  CHECK_FALSE(has(en, "overview."));
  CHECK(en == told.html(Lang::en));
}

TEST_CASE("an empty book makes a report that says so") {
  test::DocBuilder b;
  Cache cache;
  const std::string html = write_overview(Lang::en, b.doc(), cache, today, {});
  CHECK(has(html, "There are no dated purchases yet."));
  CHECK(has(html, "No answers yet"));
  CHECK_FALSE(has(html, "nan"));
  CHECK_FALSE(has(html, "inf"));
}

}  // namespace
}  // namespace zhike::report
