// NPS, CSAT, CES and trends on answers whose figures can be counted on fingers.
#include <cmath>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "core/query/cache.h"
#include "core/stats/nps.h"
#include "tests/support/doc_builder.h"

namespace zhike::query {
namespace {

using Catch::Approx;
using test::DocBuilder;

const base::Day today = *base::read_day("2026-06-30");

struct Surveyed {
  DocBuilder b;
  Handle anna = b.customer("C1", "Anna", {{"owner", "Li"}});
  Handle ben = b.customer("C2", "Ben", {{"owner", "Wu"}});
  Handle survey = b.add("survey", {{"key", "S"}, {"name", "Yearly"}});
  Handle nps = b.question("nps", survey);
  Handle csat = b.question("csat", survey, {{"scale_low", "1"}, {"scale_high", "10"}});
  Handle csat5 = b.question("csat", survey);
  Handle ces = b.question("ces", survey);
  void nps_answers(std::initializer_list<const char*> values, const char* date, Handle customer,
                   test::Cells more = {}) {
    for (const char* v : values) b.answer(nps, v, customer, date, more);
  }
};

TEST_CASE("NPS is promoters minus detractors, with its interval; off-scale answers are counted apart") {
  Surveyed s;
  s.nps_answers({"10", "9", "8", "7", "6", "0", "10", "11", "7.5"}, "2026-05-05", s.anna);
  Cache cache;
  const Score& score = cache.scores(s.b.doc(), {.kind = ScoreKind::nps}, today).total;
  CHECK(score.n == 7);
  CHECK(score.outside == 2);
  CHECK(score.low_n == 2);
  CHECK(score.middle_n == 2);
  CHECK(score.high_n == 3);
  CHECK(score.figure.value == Approx(100.0 / 7));
  CHECK(score.figure.low == Approx(stats::nps({2, 2, 3}).low));
  CHECK(score.method == "adjusted_wald");
  CHECK_FALSE(score.is_withheld);
}

TEST_CASE("fewer than five answers are withheld, and so are the answers behind them") {
  Surveyed s;
  s.nps_answers({"10", "9", "0", "0"}, "2026-05-05", s.anna);
  Cache cache;
  const Score four = cache.scores(s.b.doc(), {.kind = ScoreKind::nps}, today).total;
  CHECK(four.is_withheld);
  CHECK(four.n == 4);
  CHECK(std::isnan(four.figure.value));
  CHECK(four.high_n == 0);
  CHECK(answers_behind(s.b.doc(), cache, {}, today, 10).empty());
  s.nps_answers({"5"}, "2026-05-06", s.anna);
  CHECK(cache.scores(s.b.doc(), {.kind = ScoreKind::nps}, today).total.figure.value == Approx(-20));
  const std::vector<Handle> behind = answers_behind(s.b.doc(), cache, {}, today, 2);
  REQUIRE(behind.size() == 2);
  CHECK(s.b.doc().read<schema::Answer>(behind[0]).value.value == 50'000);
}

TEST_CASE("CSAT takes the top boxes of each question's own scale") {
  Surveyed s;
  for (const char* v : {"10", "9", "8", "7"}) s.b.answer(s.csat, v, s.anna, "2026-05-05");  // top three of ten
  for (const char* v : {"5", "4", "3", "0"}) s.b.answer(s.csat5, v, s.anna, "2026-05-05");  // top two of five; 0 is off
  Cache cache;
  const Score& score = cache.scores(s.b.doc(), {.kind = ScoreKind::csat}, today).total;
  CHECK(score.n == 7);
  CHECK(score.outside == 1);
  CHECK(score.high_n == 5);
  CHECK(score.figure.value == Approx(5.0 / 7));
  CHECK(score.method == "wilson");
}

TEST_CASE("CES is the mean on 1 to 7, with the share that found it easy") {
  Surveyed s;
  for (const char* v : {"1", "4", "5", "6", "7", "8"}) s.b.answer(s.ces, v, s.anna, "2026-05-05");
  Cache cache;
  const Score& score = cache.scores(s.b.doc(), {.kind = ScoreKind::ces}, today).total;
  CHECK(score.n == 5);
  CHECK(score.outside == 1);
  CHECK(score.figure.value == Approx(23.0 / 5));
  CHECK(score.easy_share.value == Approx(0.6));
  CHECK(score.low_n == 1);
  CHECK(score.middle_n == 1);
}

TEST_CASE("scores by owner, month, mode, tier, wave, and with filters") {
  Surveyed s;
  const Handle wave = s.b.add("wave", {{"survey", s.b.ref(s.survey)}, {"key", "W1"}, {"name", "First"}});
  s.nps_answers({"10", "10", "10", "10", "10"}, "2026-05-31", s.anna, {{"mode", "phone"}, {"wave", s.b.ref(wave)}});
  s.nps_answers({"0", "0", "0", "0", "0", "10"}, "2026-06-01", s.ben, {{"mode", "email"}});
  Cache cache;
  ScoreParams params;
  params.group_by = ScoreGroupBy::owner;
  const Scores by_owner = cache.scores(s.b.doc(), params, today);
  REQUIRE(by_owner.groups.size() == 2);
  CHECK(by_owner.groups[0].key == "Li");
  CHECK(by_owner.groups[0].score.figure.value == 100);
  CHECK(by_owner.groups[1].key == "Wu");
  CHECK(by_owner.groups[1].score.n == 6);
  CHECK(by_owner.total.figure.value == Approx(100.0 / 11));
  params.group_by = ScoreGroupBy::month;
  CHECK(cache.scores(s.b.doc(), params, today).groups[1].key == "2026-06");
  params.group_by = ScoreGroupBy::mode;
  CHECK(cache.scores(s.b.doc(), params, today).groups[0].key == "email");
  params.group_by = ScoreGroupBy::tier;
  CHECK(cache.scores(s.b.doc(), params, today).groups[0].key == "D");
  params.group_by = ScoreGroupBy::wave;
  const Scores by_wave = cache.scores(s.b.doc(), params, today);
  REQUIRE(by_wave.groups.size() == 2);
  CHECK(by_wave.groups[0].record == wave);
  CHECK(by_wave.groups[0].key == "W1");
  CHECK(by_wave.groups[1].key.empty());
  ScoreParams only;
  only.owner = "Wu";
  CHECK(cache.scores(s.b.doc(), only, today).total.n == 6);
  only = {};
  only.wave = wave;
  CHECK(cache.scores(s.b.doc(), only, today).total.n == 5);
  only = {};
  only.period = {today - 29, today};
  CHECK(cache.scores(s.b.doc(), only, today).total.n == 6);
  only = {};
  only.customer = s.anna;
  CHECK(cache.scores(s.b.doc(), only, today).total.n == 5);
  only = {};
  only.mode = "email";
  CHECK(cache.scores(s.b.doc(), only, today).total.n == 6);
}

TEST_CASE("a deleted response takes its answers along") {
  Surveyed s;
  s.nps_answers({"10", "10", "10", "10", "10", "0"}, "2026-05-31", s.anna);
  Cache cache;
  CHECK(cache.scores(s.b.doc(), {}, today).total.n == 6);
  s.b.remove(s.b.doc().table<schema::Response>().handles.back());
  CHECK(cache.scores(s.b.doc(), {}, today).total.n == 5);
}

TEST_CASE("a trend keeps its gaps, and says which change is more than chance") {
  Surveyed s;
  for (int i = 0; i < 4; ++i) s.nps_answers({"10", "10", "10", "10", "10"}, "2026-01-10", s.anna);
  for (int i = 0; i < 4; ++i) s.nps_answers({"0", "0", "0", "0", "0"}, "2026-03-10", s.anna);
  s.nps_answers({"0", "0", "0"}, "2026-04-10", s.anna);
  s.nps_answers({"0", "0", "0", "0", "0"}, "2026-05-10", s.anna);
  Cache cache;
  const Trend& trend = cache.trend(s.b.doc(), {}, today);
  REQUIRE(trend.rows.size() == 5);
  CHECK(trend.rows[0].label == "2026-01");
  CHECK(trend.rows[0].figure.value == 100);
  CHECK(trend.rows[0].change.difference.n == 0);
  CHECK(trend.rows[1].n == 0);
  CHECK(std::isnan(trend.rows[1].figure.value));
  CHECK(trend.rows[2].change.difference.value == -200);
  CHECK(trend.rows[2].is_significant);
  CHECK(trend.rows[3].is_withheld);
  CHECK(std::isnan(trend.rows[3].figure.value));
  CHECK(trend.rows[4].change.difference.n == 25);  // against March: April is withheld
  CHECK_FALSE(trend.rows[4].is_significant);
}

TEST_CASE("the change of a CES mean is Welch's") {
  Surveyed s;
  for (const char* v : {"1", "2", "3", "4", "5"}) s.b.answer(s.ces, v, s.anna, "2026-01-05");
  for (const char* v : {"3", "5", "5", "6", "7", "7"}) s.b.answer(s.ces, v, s.anna, "2026-02-05");
  Cache cache;
  const Trend& trend = cache.trend(s.b.doc(), {.of = TrendOf::ces}, today);
  REQUIRE(trend.rows.size() == 2);
  const stats::Change& change = trend.rows[1].change;
  CHECK(change.difference.value == Approx(2.5));
  // Means 3 and 5.5, variances 2.5 and 2.3: error² = 0.5 + 0.38333; t = 2.5 / 0.93986.
  CHECK(change.z == Approx(2.65997).epsilon(1e-5));
  CHECK(change.p == Approx(0.027359).epsilon(1e-4));  // t with 8.49 degrees of freedom, by numeric integration
  CHECK(trend.rows[1].is_significant);
}

TEST_CASE("purchases and complaints by quarter") {
  DocBuilder b;
  const Handle anna = b.customer("C1", "Anna");
  b.purchase(anna, "2026-05-01", "10.5");
  b.purchase(anna, "2026-06-30", "1");
  b.purchase(anna, "2025-12-31", "5");
  b.purchase(anna, "2026-12-31", "5");
  b.add("complaint", {{"customer", b.ref(anna)}, {"received", "2026-06-29T17:00:00Z"}, {"original_words", "late"}});
  Cache cache;
  const Trend bought = cache.trend(b.doc(), {.of = TrendOf::purchases, .step = Step::quarter}, today);
  REQUIRE(bought.rows.size() == 3);
  CHECK(bought.rows[0].label == "2025-Q4");
  CHECK(bought.rows[1].n == 0);
  CHECK(bought.rows[2].amount == 115'000);
  CHECK(bought.rows[2].figure.value == Approx(11.5));
  CHECK(bought.rows[2].change.difference.value == Approx(11.5));
  const Trend complained = cache.trend(b.doc(), {.of = TrendOf::complaints}, today);
  REQUIRE(complained.rows.size() == 1);
  CHECK(complained.rows[0].n == 1);
}

}  // namespace
}  // namespace zhike::query
