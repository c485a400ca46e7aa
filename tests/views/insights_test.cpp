#include "web/views/insights.h"

#include <catch2/catch_test_macros.hpp>

#include "core/i18n/format.h"
#include "tests/views/room_bench.h"

using namespace zhike;
using namespace zhike::views;
using tests::RoomBench;

namespace {
const base::Day today = *base::read_day("2026-11-21");

struct Bench : RoomBench {
  InsightsState state;
  Room room = [this](const ViewInput& in, Requests& out) { insights_view(in, state, out); };
  std::vector<store::Handle> people;
  store::Handle nps = 0;

  void fill() {
    for (int i = 0; i < 10; ++i) {
      people.push_back(
          book.customer("C" + std::to_string(i), "Customer " + std::to_string(i), {{"owner", i % 2 ? "Li" : "Wu"}}));
      book.purchase(people.back(), "2026-10-0" + std::to_string(i % 9 + 1), std::to_string(1000 * (i + 1)));
    }
    nps = book.question("nps");
    for (int i = 0; i < 8; ++i) book.answer(nps, i < 6 ? "9" : "3", people[static_cast<std::size_t>(i)], "2026-10-15");
    for (int i = 0; i < 3; ++i) book.answer(nps, "10", people[static_cast<std::size_t>(i)], "2026-11-10");
    book.add("complaint", {{"customer", book.ref(people[0])},
                           {"original_words", "Late"},
                           {"received", "2026-11-10T08:00:00Z"},
                           {"severity", "crisis"}});
    book.add("promise", {{"customer", book.ref(people[1])},
                         {"text", "Samples"},
                         {"staff", "Li"},
                         {"due", "2026-10-01"},
                         {"status", "kept"},
                         {"closed_on", "2026-09-30"}});
  }
  std::string last_route() const {
    const auto all = asked<Navigate>();
    return all.empty() ? std::string() : all.back().route;
  }
};
}  // namespace

TEST_CASE("tiles agree with the queries and open their definition and records", "[views][insights]") {
  Bench bench;
  bench.fill();
  bench.show(bench.room);
  INFO(bench.ui().dump());
  const query::Score& score = bench.cache.scores(bench.book.doc(), {.kind = query::ScoreKind::nps}, today).total;
  REQUIRE(bench.ui().find("insights.nps") != nullptr);
  const std::string value = bench.ui().find("insights.nps")->value;
  CHECK(value.starts_with(i18n::number(i18n::Lang::en, score.figure.value, 1)));
  CHECK(value.find(i18n::interval(i18n::Lang::en, score.figure.low, score.figure.high, 1)) != std::string::npos);
  CHECK(value.find("n = 11") != std::string::npos);
  REQUIRE(bench.ui().click("insights.nps"));
  bench.ui().frames(4);
  CHECK(bench.state.definition.is_open);
  CHECK(bench.state.definition.records.size() == 11);
  CHECK(bench.ui().has_text("Interval: adjusted Wald (Rocks 2016, The American Statistician 70:365)."));
  CHECK(bench.ui().has_text("11 records behind it"));
}

TEST_CASE("a score from fewer than five answers is withheld, and so are its records", "[views][insights]") {
  Bench bench;
  bench.fill();
  bench.state.period = "quarter";
  bench.state.owner = "Li";
  bench.state.tier = "A";
  bench.show(bench.room);
  const std::string value = bench.ui().find("insights.nps")->value;
  INFO(value);
  CHECK((value.find("Withheld") != std::string::npos || value.find("No answers yet") != std::string::npos));
  REQUIRE(bench.ui().click("insights.nps"));
  bench.ui().frames(3);
  CHECK(bench.state.definition.records.empty());
}

TEST_CASE("the trend has a gap where answers are too few", "[views][insights]") {
  Bench bench;
  bench.fill();
  bench.state.step = "month";
  bench.show(bench.room);
  const query::Trend& trend = bench.cache.trend(bench.book.doc(), {.of = query::TrendOf::nps}, today);
  REQUIRE(trend.rows.size() == 2);
  CHECK_FALSE(trend.rows[0].is_withheld);
  CHECK(trend.rows[1].is_withheld);
  CHECK(bench.ui().find("insights.trend.chart") != nullptr);
  bench.state.trend.is_table = true;
  bench.ui().frames(3);
  CHECK(bench.ui().has_text("2026-10"));
  CHECK(bench.ui().has_text("8"));
}

TEST_CASE("tiers lead to their customers, unsolved complaints to theirs, the report is asked for",
          "[views][insights]") {
  Bench bench;
  bench.fill();
  bench.show(bench.room, 1280, 2400);
  bench.ui().focus("insights.tier_table");
  bench.ui().press("Enter");
  CHECK(bench.last_route() == "customers?tier=A");
  REQUIRE(bench.ui().click("insights.unsolved"));
  CHECK(bench.last_route().starts_with("complaints?status=unsolved"));
  REQUIRE(bench.ui().click("insights.report"));
  REQUIRE(bench.asked<Export>().size() == 1);
  CHECK(bench.asked<Export>()[0].kind == ExportKind::report);
}

TEST_CASE("the 80/20 figure opens the best customers", "[views][insights]") {
  Bench bench;
  bench.fill();
  bench.show(bench.room, 1280, 2400);
  REQUIRE(bench.ui().activate("insights.curve.open"));
  bench.ui().frames(3);
  REQUIRE(bench.state.definition.records.size() == 2);
  CHECK(bench.state.definition.records[0] == bench.people[9]);
  CHECK(bench.ui().has_text("34.5%"));  // 10,000 + 9,000 of 55,000
}

TEST_CASE("spend bins count every buyer once", "[views][insights]") {
  Bench bench;
  bench.fill();
  const query::Spend spend = query::compute_spend(bench.book.doc(), bench.cache, today);
  std::int64_t sum = spend.beyond;
  for (std::size_t bin = 0; bin < spend.bins.counts.size(); ++bin) {
    sum += spend.bins.counts[bin];
    const auto found = query::customers_spending(bench.book.doc(), bench.cache, today, spend, bin);
    CHECK(static_cast<std::int64_t>(found.size()) == spend.bins.counts[bin]);
  }
  CHECK(sum == 10);
  CHECK(spend.median == 5500);
}

TEST_CASE("insights draw everywhere, empty and filled", "[views][insights]") {
  Bench bench;
  bench.show_everywhere(bench.room);
  CHECK(bench.ui().find("insights.none") != nullptr);
  bench.fill();
  bench.show_everywhere(bench.room);
  bench.state.kind = "ces";
  bench.state.rfm_by = "frequency";
  bench.show_everywhere(bench.room);
}

TEST_CASE("the figures of a large book are computed one a frame", "[views][insights]") {
  Bench bench;
  bench.fill();
  std::vector<std::vector<std::string>> many(200'000);
  for (std::size_t i = 0; i < many.size(); ++i) many[i] = {"L" + std::to_string(i)};
  bench.book.add_rows("customer", {"key"}, many);
  bench.show(bench.room);
  int frames = 0;
  for (; !bench.ui().find("insights.nps") && frames < 40; ++frames) {
    CHECK(bench.ui().has_text("Computing the figures…"));
    const std::uint64_t before = bench.cache.misses();
    bench.ui().frames(1);
    CHECK(bench.cache.misses() <= before + 2);  // tiers ask for their rules' settings
  }
  CHECK(frames > 8);
  CHECK(frames < 40);
  const std::uint64_t before = bench.cache.misses();
  bench.ui().frames(3);
  CHECK(bench.cache.misses() == before);  // the list above the cards was whole
}
