// Customer totals, tiers, concentration and RFM on small books with figures worked out by hand.
#include <cmath>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "core/query/cache.h"
#include "tests/support/doc_builder.h"

namespace zhike::query {
namespace {

using test::DocBuilder;

constexpr base::Day day_of(int year, int month, int day) {
  int y = year - (month <= 2);
  const int era = y / 400;
  const int yoe = y - era * 400;
  const int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}
constexpr base::Day today = day_of(2026, 6, 30);

std::string tier_key(const DocBuilder& b, const Tiers& tiers, Handle customer) {
  const TierOf* of = tier_of(b.doc(), tiers, customer);
  return of ? tiers.row_of(*of).tier : "?";
}

TEST_CASE("the year ends today while there is a purchase in it, else at the newest purchase") {
  DocBuilder b;
  CHECK(year_period(b.doc(), today).period == Period{today - 364, today});
  const Handle anna = b.customer("C1", "Anna");
  b.purchase(anna, "1998-06-30", "10");
  b.purchase(anna, "1997-01-01", "10");
  YearPeriod year = year_period(b.doc(), today);
  CHECK(year.why == PeriodWhy::newest_purchase);
  CHECK(year.period == Period{day_of(1997, 7, 1), day_of(1998, 6, 30)});
  b.purchase(anna, "2025-07-01", "10");  // the first of the 365 days
  CHECK(year_period(b.doc(), today).why == PeriodWhy::today);
  b.purchase(anna, "2030-01-01", "10");  // the future is no newest purchase
  CHECK(year_period(b.doc(), today).period.to == today);
}

TEST_CASE("steps of time are numbered and labelled across 1970") {
  CHECK(step_label(step_index(day_of(2026, 11, 21), Step::month), Step::month) == "2026-11");
  CHECK(step_label(step_index(day_of(2026, 11, 21), Step::quarter), Step::quarter) == "2026-Q4");
  CHECK(step_label(step_index(day_of(2026, 11, 21), Step::year), Step::year) == "2026");
  CHECK(step_label(step_index(day_of(1969, 12, 31), Step::quarter), Step::quarter) == "1969-Q4");
  CHECK(step_first_day(step_index(day_of(1969, 5, 3), Step::quarter), Step::quarter) == day_of(1969, 4, 1));
  CHECK(step_first_day(step_index(day_of(2026, 5, 3), Step::year), Step::year) == day_of(2026, 1, 1));
}

TEST_CASE("totals add amounts and margins of the period and count what they leave out") {
  DocBuilder b;
  const Handle anna = b.customer("C1", "Anna");
  const Handle ben = b.customer("C2", "Ben");
  b.purchase(anna, "2026-06-30", "100.25", {{"currency", "CNY"}, {"cost", "60"}});
  b.purchase(anna, "2026-01-01", "-20", {{"currency", "CNY"}});
  b.purchase(anna, "2025-07-01", "1", {{"currency", "CNY"}});
  b.purchase(anna, "2025-06-30", "1000", {{"currency", "CNY"}});  // a day too early
  b.purchase(ben, "2026-03-01", "50", {{"currency", "USD"}});
  b.purchase(ben, "2026-07-01", "50", {{"currency", "CNY"}});  // tomorrow
  const Handle gone = b.customer("C3", "Gone");
  b.purchase(gone, "2026-03-01", "70", {{"currency", "CNY"}});
  b.remove(gone);
  Cache cache;
  const Totals& year = cache.totals(b.doc(), {}, today);
  const store::Row row = b.doc().place(anna).row;
  CHECK(year.currency == "CNY");
  CHECK(year.value[row] == 812'500);
  CHECK(year.margin[row] == 402'500);
  CHECK(year.purchases[row] == 3);
  CHECK(year.with_cost[row] == 1);
  CHECK(year.first_day[row] == day_of(2025, 7, 1));
  CHECK(year.last_day[row] == today);
  CHECK(year.total_value == 812'500);
  CHECK(year.buyer_count == 1);
  CHECK(year.other_currency_count == 1);
  CHECK(year.without_customer_count == 1);
  CHECK(year.undated_count == 1);
  const Totals& all = cache.totals(b.doc(), {.range = Range::all}, today);
  CHECK(all.value[row] == 10'812'500);
  CHECK(all.period.from == day_of(2025, 6, 30));
  b.setting("currency", "USD");
  CHECK(cache.totals(b.doc(), {}, today).value[b.doc().place(ben).row] == 500'000);
}

// Ten buyers of 100, 90, … 10 and two customers without purchases.
struct TenBuyers {
  DocBuilder b;
  std::vector<Handle> buyers, idle;
  TenBuyers() {
    for (int i = 0; i < 10; ++i) {
      buyers.push_back(b.customer("C" + std::to_string(i), "N" + std::to_string(i)));
      b.purchase(buyers.back(), "2026-05-01", std::to_string(100 - 10 * i));
    }
    idle = {b.customer("D1", "Idle"), b.customer("D2", "Idler")};
  }
};

TEST_CASE("the default tiers: best fifth, next 30 %, other buyers, no purchase") {
  TenBuyers t;
  Cache cache;
  const Tiers& tiers = cache.tiers(t.b.doc(), today);
  REQUIRE(tiers.is_default);
  REQUIRE(tiers.tiers.size() == 4);
  const char* expected[] = {"A", "A", "B", "B", "B", "C", "C", "C", "C", "C"};
  for (int i = 0; i < 10; ++i) CHECK(tier_key(t.b, tiers, t.buyers[i]) == expected[i]);
  CHECK(tier_key(t.b, tiers, t.idle[0]) == "D");
  CHECK(tiers.tiers[0].n == 2);
  CHECK(tiers.tiers[0].value == 1'900'000);
  CHECK(tiers.tiers[0].cut == 900'000);
  CHECK(tiers.tiers[0].share_of_value == Catch::Approx(190.0 / 550));
  CHECK(tiers.tiers[3].share_of_customers == Catch::Approx(2.0 / 12));
  CHECK(tiers.top_share == Catch::Approx(190.0 / 550));
  CHECK(tiers.gini == Catch::Approx(0.3));  // of 10, 20 … 100: (n² − 1) / 3n over n + 1
  CHECK(tier_of(t.b.doc(), tiers, t.buyers[3])->rank == 4);
  CHECK(tier_of(t.b.doc(), tiers, t.idle[0])->rank == 0);
  CHECK(customers_in_tier(t.b.doc(), tiers, "A") == std::vector<Handle>{t.buyers[0], t.buyers[1]});
}

TEST_CASE("customers of equal value are in one tier, whatever the order of the file") {
  DocBuilder b;
  std::vector<Handle> same;
  for (int i = 0; i < 5; ++i) {
    same.push_back(b.customer("S" + std::to_string(i), "Same"));
    b.purchase(same.back(), "2026-05-01", "50");
  }
  const Handle small = b.customer("T", "Small");
  b.purchase(small, "2026-05-01", "1");
  Cache cache;
  const Tiers& tiers = cache.tiers(b.doc(), today);
  for (const Handle h : same) {
    CHECK(tier_key(b, tiers, h) == "A");
    CHECK(tier_of(b.doc(), tiers, h)->rank == 1);
  }
  CHECK(tier_of(b.doc(), tiers, small)->rank == 6);
}

TEST_CASE("own tier rules, in order of position, with every measure") {
  TenBuyers t;
  t.b.add("rule", {{"key", "r2"},
                   {"kind", "tier"},
                   {"position", "2"},
                   {"tier", "silver"},
                   {"measure", "share_of_value"},
                   {"threshold", "60"}});
  const Handle gold = t.b.add("rule", {{"key", "r1"},
                                       {"kind", "tier"},
                                       {"position", "1"},
                                       {"tier", "gold"},
                                       {"name", "Gold"},
                                       {"measure", "yearly_value"},
                                       {"threshold", "95"}});
  t.b.add("rule", {{"key", "c1"}, {"kind", "cadence"}, {"tier", "gold"}, {"ideal_days", "7"}});
  Cache cache;
  const Tiers& tiers = cache.tiers(t.b.doc(), today);
  CHECK_FALSE(tiers.is_default);
  CHECK(tier_key(t.b, tiers, t.buyers[0]) == "gold");
  CHECK(tiers.row_of(*tier_of(t.b.doc(), tiers, t.buyers[0])).rule == gold);
  // 100 + 90 + 80 = 270 of 550 lies below 60 %, so the fourth (70) still gets in; the fifth has 340 above it.
  CHECK(tier_key(t.b, tiers, t.buyers[3]) == "silver");
  CHECK(tier_key(t.b, tiers, t.buyers[4]) == "none");
  CHECK(tier_key(t.b, tiers, t.idle[0]) == "none");
}

TEST_CASE("a tier set by hand wins from its day on, and says so") {
  TenBuyers t;
  t.b.edit(t.idle[0], {{"tier_override", "A"}, {"tier_reason", "strategic"}, {"tier_from", "2026-06-30"}});
  t.b.edit(t.idle[1], {{"tier_override", "A"}, {"tier_from", "2026-07-01"}});
  t.b.edit(t.buyers[9], {{"tier_override", "VIP"}});
  Cache cache;
  const Tiers& tiers = cache.tiers(t.b.doc(), today);
  const TierOf* of = tier_of(t.b.doc(), tiers, t.idle[0]);
  CHECK(tiers.row_of(*of).tier == "A");
  CHECK(of->is_override);
  CHECK(tiers.tiers[of->rule_tier].tier == "D");
  CHECK(of->effective_from == today);
  CHECK(tier_key(t.b, tiers, t.idle[1]) == "D");
  CHECK(tier_key(t.b, tiers, t.buyers[9]) == "VIP");
  CHECK(tiers.tiers[0].n == 3);
  CHECK(tiers.tiers[0].overrides == 1);
}

TEST_CASE("concentration counts customers who bought and says how many bring 80 %") {
  TenBuyers t;
  t.b.purchase(t.idle[0], "2026-05-01", "-5");
  Cache cache;
  const Concentration& c = cache.concentration(t.b.doc(), {.share = 0.2}, today);
  CHECK(c.n == 11);  // the one who gave everything back counts as nothing, but counts
  CHECK(c.total == 5'500'000);
  CHECK(c.top_share == Catch::Approx((100 + 90 + 0.2 * 80) / 550));
  CHECK(c.n_for_80 == 6);  // five bring 400, six 450 of the 440 needed
  CHECK(c.gini == Catch::Approx(4.0 / 11));
  CHECK(c.refunded_n == 1);
  CHECK(c.top == std::vector<Handle>{t.buyers[0], t.buyers[1], t.buyers[2]});  // the third in part
  CHECK(std::isnan(cache.concentration(DocBuilder().doc(), {}, today - 1).top_share));
}

TEST_CASE("RFM scores buyers by fifths and lists the customers of a cell") {
  DocBuilder b;
  std::vector<Handle> c;
  for (int i = 0; i < 5; ++i) {
    c.push_back(b.customer("C" + std::to_string(i), "N"));
    for (int k = 0; k <= i; ++k) b.purchase(c.back(), "2026-06-1" + std::to_string(i), "10");
  }
  b.customer("X", "never bought");
  Cache cache;
  const Rfm& rfm = cache.rfm(b.doc(), {}, today);
  REQUIRE(rfm.rows.size() == 5);
  for (int i = 0; i < 5; ++i) {
    CHECK(int{rfm.rows[i].score.recency} == i + 1);
    CHECK(int{rfm.rows[i].score.frequency} == i + 1);
    CHECK(int{rfm.rows[i].score.monetary} == i + 1);
    CHECK(rfm.rows[i].recency_days == 20 - i);
  }
  CHECK(rfm.cells[stats::rfm_cell({5, 5, 5})] == 1);
  CHECK(customers_in_cell(rfm, {5, 5, 5}) == std::vector<Handle>{c[4]});
}

TEST_CASE("settings have defaults, and a bad value counts as absent") {
  DocBuilder b;
  CHECK(compute_settings(b.doc()).promise_warn_days == 7);
  CHECK(compute_settings(b.doc()).zone_offset_minutes == 480);
  b.setting("promise_warn_days", "-3");
  b.setting("zone", "-03:30");
  b.setting("top_share", "0.1");
  const Settings s = compute_settings(b.doc());
  CHECK(s.promise_warn_days == 7);
  CHECK(s.zone_offset_minutes == -210);
  CHECK(s.top_share == 0.1);
  DocBuilder other;
  other.setting("zone", "+15:00");
  other.setting("currency", "euro");
  CHECK(compute_settings(other.doc()).zone_offset_minutes == 480);
  CHECK(compute_settings(other.doc()).currency.empty());
  CHECK(is_valid_setting(*find_setting("currency"), "EUR"));
  CHECK_FALSE(is_valid_setting(*find_setting("currency"), "euro"));
  CHECK_FALSE(is_valid_setting(*find_setting("zone"), "+15:00"));
  CHECK(find_setting("nothing") == nullptr);
}

}  // namespace
}  // namespace zhike::query
