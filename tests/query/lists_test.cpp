// Promises, complaints, contacts due, Today, the customer list, search, timeline and card.
#include <cmath>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "core/query/cache.h"
#include "tests/support/doc_builder.h"

namespace zhike::query {
namespace {

using Catch::Approx;
using test::Cells;
using test::DocBuilder;

const base::Day today = *base::read_day("2026-06-30");
std::string iso(int days_from_today) { return base::write_day(today + days_from_today); }
std::string noon(int days_from_today) { return iso(days_from_today) + "T04:00:00Z"; }  // noon at +08:00

Handle promise(DocBuilder& b, Handle customer, int due, Cells more = {}) {
  more.emplace_back("customer", b.ref(customer));
  more.emplace_back("text", "call back");
  more.emplace_back("due", iso(due));
  return b.add("promise", more);
}

Handle complaint(DocBuilder& b, Handle customer, int received, Cells more = {}) {
  more.emplace_back("customer", b.ref(customer));
  more.emplace_back("original_words", "it broke");
  more.emplace_back("received", noon(received));
  return b.add("complaint", more);
}

Handle contact(DocBuilder& b, Handle customer, int day, Cells more = {}) {
  more.emplace_back("customer", b.ref(customer));
  more.emplace_back("at", noon(day));
  return b.add("communication", more);
}

TEST_CASE("a promise is open until its day has passed, and late by closing day") {
  DocBuilder b;
  const Handle anna = b.customer("C1", "Anna");
  const Handle due_today = promise(b, anna, 0);
  const Handle overdue = promise(b, anna, -3, {{"status", "open"}, {"staff", "Li"}});
  const Handle kept = promise(b, anna, -10, {{"status", "kept"}, {"closed_on", iso(-10)}, {"staff", "Li"}});
  const Handle late = promise(b, anna, -10, {{"status", "kept"}, {"closed_on", iso(-8)}, {"staff", "Wu"}});
  promise(b, anna, -10, {{"status", "broken"}, {"staff", "Wu"}});
  promise(b, anna, -10, {{"status", "withdrawn"}});
  Cache cache;
  const Promises all = cache.promises(b.doc(), {}, today);
  CHECK(all.counts[PromiseState::open] == 1);
  CHECK(all.counts[PromiseState::overdue] == 1);
  CHECK(all.counts.kept_rate.n == 4);
  CHECK(all.counts.kept_rate.value == 0.25);
  CHECK(all.counts.kept_rate.low == Approx(stats::wilson({1, 4}).low));
  CHECK(all.rows[0].promise == overdue);
  CHECK(all.rows[1].promise == due_today);
  CHECK(promise_row(b.doc(), overdue, today).days_late == 3);
  CHECK(promise_row(b.doc(), kept, today).state == PromiseState::kept);
  CHECK(promise_row(b.doc(), late, today).state == PromiseState::kept_late);
  CHECK(promise_row(b.doc(), late, today).days_late == 2);
  REQUIRE(all.by_staff.size() == 3);
  CHECK(cache.promises(b.doc(), {.status = "due"}, today).rows.size() == 2);
  CHECK(cache.promises(b.doc(), {.staff = "Wu"}, today).rows.size() == 2);
  CHECK(cache.promises(b.doc(), {.due = {today - 9, today}}, today).rows.size() == 2);
  b.remove(anna);
  CHECK(cache.promises(b.doc(), {}, today).rows.empty());
}

TEST_CASE("a promise far in the future is beyond the limit") {
  DocBuilder b;
  const Handle anna = b.customer("C1", "Anna");
  const Handle far = promise(b, anna, 91, {{"made_on", iso(0)}});
  const Handle near = promise(b, anna, 90, {{"made_on", iso(0)}});
  CHECK(promise_row(b.doc(), far, today).is_beyond_limit);
  CHECK_FALSE(promise_row(b.doc(), near, today).is_beyond_limit);
}

TEST_CASE("complaints age until solved, and open ones count in the time to solve") {
  DocBuilder b;
  const Handle anna = b.customer("C1", "Anna");
  complaint(b, anna, -20, {{"status", "solved"}, {"solved", noon(-18)}});
  complaint(b, anna, -20, {{"status", "confirmed"}, {"confirmed", noon(-16)}});
  const Handle old_minor = complaint(b, anna, -31, {{"severity", "minor"}});
  const Handle crisis = complaint(b, anna, -1, {{"severity", "crisis"}, {"status", "in_progress"}});
  complaint(b, anna, -50, {{"status", "rejected"}});
  Cache cache;
  const Complaints all = cache.complaints(b.doc(), {}, today);
  CHECK(all.unsolved == 2);
  CHECK(all.late == 1);
  CHECK(all.by_status[4] == 1);
  CHECK(all.unsolved_by_severity[3] == 1);
  CHECK(all.rows[0].complaint == crisis);
  CHECK(all.rows[1].complaint == old_minor);
  CHECK(all.rows[1].days_open == 31);
  CHECK(all.rows[1].days_late == 1);
  CHECK(all.solving.n == 4);
  // Times 1+ (open), 2, 4, 31+: at 2 there are 3 at risk, at 4 two: 2/3, then 1/3 ≤ 1/2.
  CHECK(all.median_days.value == 4);
  CHECK(cache.complaints(b.doc(), {.status = "unsolved"}, today).rows.size() == 2);
  CHECK(cache.complaints(b.doc(), {.status = "unconfirmed"}, today).rows.size() == 3);
  CHECK(cache.complaints(b.doc(), {.severity = "normal"}, today).rows.size() == 3);
}

// A buyer of tier A with an account manager and, so that tiers are whole, four smaller buyers of tiers B and C.
struct Tiered {
  DocBuilder b;
  Handle best = b.customer("A1", "Best", {{"since", "2020-01-01"}, {"owner", "Li"}});
  Handle second = b.customer("B1", "Second", {{"since", "2020-01-01"}});
  std::vector<Handle> others;
  Tiered() {
    b.purchase(best, iso(-5), "1000");
    b.purchase(second, iso(-5), "100");
    for (int i = 0; i < 3; ++i) {
      others.push_back(b.customer("X" + std::to_string(i), "Other", {{"status", "paused"}}));
      b.purchase(others.back(), iso(-5), std::to_string(10 - i));
    }
  }
  const ContactsDue& of(Cache& cache, Handle customer) const {
    ContactsDueParams params;
    params.customer = customer;
    return cache.contacts_due(b.doc(), params, today);
  }
};

TEST_CASE("the account manager's clock: amber from the ideal day, red after the last, restarted by a real contact") {
  Tiered t;
  Cache cache;
  contact(t.b, t.best, -29, {{"channel", "visit"}});
  CHECK(t.of(cache, t.best).rows.size() == 2);  // with the department head's
  const auto manager = [&] {
    for (const ContactDueRow& row : t.of(cache, t.best).rows)
      if (row.clock == Clock::account_manager) return row;
    return ContactDueRow{};
  };
  CHECK(manager().state == DueState::ideal);
  CHECK(manager().due == today + 1);
  contact(t.b, t.best, -10, {{"channel", "letter"}});  // no real contact
  CHECK(manager().last == today - 29);
  contact(t.b, t.best, 3, {{"channel", "visit"}});  // planned, not yet held
  CHECK(manager().last == today - 29);
  t.b.edit(t.b.doc().table<schema::Communication>().handles[0], {{"at", noon(-30)}});
  CHECK(manager().state == DueState::amber);
  t.b.edit(t.b.doc().table<schema::Communication>().handles[0], {{"at", noon(-45)}});
  CHECK(manager().state == DueState::amber);
  t.b.edit(t.b.doc().table<schema::Communication>().handles[0], {{"at", noon(-46)}});
  CHECK(manager().state == DueState::red);
  CHECK(manager().days_late == 16);
  contact(t.b, t.best, 0, {{"channel", "phone"}});
  CHECK(manager().state == DueState::ideal);
}

TEST_CASE("the department head's clock counts only heads, and only for the best tier") {
  Tiered t;
  t.b.add("staff", {{"name", "Head"}, {"role", "department_head"}});
  contact(t.b, t.best, -1, {{"channel", "visit"}, {"staff", "Li"}});
  Cache cache;
  const auto head = [&](Handle customer) -> std::optional<ContactDueRow> {
    for (const ContactDueRow& row : t.of(cache, customer).rows)
      if (row.clock == Clock::department_head) return row;
    return std::nullopt;
  };
  REQUIRE(head(t.best));
  CHECK(head(t.best)->state == DueState::red);  // since 2020
  CHECK_FALSE(head(t.second));
  contact(t.b, t.best, -182, {{"channel", "visit"}, {"staff", "Head"}});
  CHECK(head(t.best)->state == DueState::amber);
  contact(t.b, t.best, -181, {{"channel", "visit"}, {"staff", "Head"}});
  CHECK(head(t.best)->state == DueState::ideal);
}

TEST_CASE("a next contact that was agreed on makes it due earlier") {
  Tiered t;
  contact(t.b, t.second, -5, {{"channel", "phone"}, {"next_contact", iso(-1)}});
  Cache cache;
  const ContactDueRow row = t.of(cache, t.second).rows.front();
  CHECK(row.is_noted);
  CHECK(row.due == today - 1);
  CHECK(row.state == DueState::amber);
  contact(t.b, t.second, -1, {{"channel", "email"}});  // the newer one names no day
  CHECK_FALSE(t.of(cache, t.second).rows.front().is_noted);
}

TEST_CASE("own cadence rules take the place of the defaults; paused customers are left alone") {
  Tiered t;
  const Handle rule =
      t.b.add("rule", {{"key", "c"}, {"kind", "cadence"}, {"tier", "B"}, {"ideal_days", "5"}, {"max_days", "9"}});
  contact(t.b, t.second, -7, {{"channel", "message"}});
  Cache cache;
  const ContactsDue& due = cache.contacts_due(t.b.doc(), {}, today);
  const auto row =
      std::find_if(due.rows.begin(), due.rows.end(), [&](const auto& r) { return r.customer == t.second; });
  REQUIRE(row != due.rows.end());
  CHECK(due.rules[row->rule].rule == rule);
  CHECK(row->latest == today + 2);
  CHECK(due.total == 3);  // two clocks of the best, one of the second
  CHECK(due.rows.front().customer == t.best);
}

TEST_CASE("Today lists what is urgent first, and counts") {
  Tiered t;
  const Handle overdue = promise(t.b, t.second, -1);
  const Handle soon = promise(t.b, t.second, 7);
  promise(t.b, t.second, 8);
  const Handle crisis = complaint(t.b, t.second, 0, {{"severity", "crisis"}});
  const Handle fixed = t.b.add("problem", {{"title", "cracks"}, {"status", "fixed"}});
  const Handle tell =
      complaint(t.b, t.best, -40, {{"status", "solved"}, {"solved", noon(-1)}, {"problem", t.b.ref(fixed)}});
  complaint(t.b, t.best, -40, {{"status", "solved"}, {"solved", noon(-1)}});
  t.b.edit_blindly(t.second, {{"phone", "2"}}, 7, "ben");
  t.b.edit_blindly(t.second, {{"phone", "3"}}, 8, "cem");
  Cache cache;
  const Today& list = cache.today(t.b.doc(), {}, today);
  const auto count = [&](TodayKind kind) { return list.counts[static_cast<std::size_t>(kind)]; };
  CHECK(count(TodayKind::promise) == 2);
  CHECK(count(TodayKind::complaint) == 1);
  CHECK(count(TodayKind::tell_customer) == 1);
  CHECK(count(TodayKind::conflict) == 1);
  CHECK(count(TodayKind::contact) == 3);
  REQUIRE(list.items.size() == 8);
  CHECK(list.items[0].record == crisis);
  CHECK(list.items[1].record == overdue);
  CHECK(list.items[1].days_late == 1);
  CHECK(list.items[1].tier == "B");
  const auto at = [&](Handle record) {
    return std::find_if(list.items.begin(), list.items.end(), [&](const auto& i) { return i.record == record; });
  };
  CHECK(at(tell)->kind == TodayKind::tell_customer);
  CHECK(at(soon)->days_late == -7);
  const Today& mine = cache.today(t.b.doc(), {.owner = "Li"}, today);
  for (const TodayItem& item : mine.items) CHECK((item.customer == t.best || item.kind == TodayKind::conflict));
  CHECK(cache.today(t.b.doc(), {.kind = "promise"}, today).items.size() == 2);
}

TEST_CASE("Today caps the contacts it shows, not their count") {
  DocBuilder b;
  b.setting("contact_limit", "3");
  for (int i = 0; i < 10; ++i) {
    const Handle c = b.customer("C" + std::to_string(i), "N");
    b.purchase(c, iso(-1), "10");
  }
  Cache cache;
  const Today& list = cache.today(b.doc(), {}, today);
  CHECK(list.items.size() == 3);
  CHECK(list.counts[static_cast<std::size_t>(TodayKind::contact)] == 20);  // all tie for A: both clocks
}

struct Listed {
  DocBuilder b;
  Handle zhang = b.customer("K1", "张伟",
                            {{"name_phonetic", "zhang wei"},
                             {"city", "上海"},
                             {"phone", "+86 138-0013-8000"},
                             {"tags", "gold; north"},
                             {"status", "active"}});
  Handle li =
      b.customer("K2", "Ｌｉ Na", {{"name_phonetic", "li na"}, {"industry", "Printing"}, {"notes", "likes TEA"}});
  Handle none = b.customer("K3", "Übel", {{"email", "u@x.de"}, {"since", "2021-05-05"}});
  Cache cache;
  std::vector<Handle> find(std::string_view text) {
    return cache.customers(b.doc(), {.search = std::string(text)}, today).handles;
  }
};

TEST_CASE("search folds case and width, wants every word, and finds phones by digits") {
  Listed l;
  CHECK(l.find("张").size() == 1);
  CHECK(l.find("上海 张").size() == 1);
  CHECK(l.find("上海 李").empty());
  CHECK(l.find("li na") == std::vector<Handle>{l.li});
  CHECK(l.find("ＬＩ") == std::vector<Handle>{l.li});
  CHECK(l.find("ÜBEL") == std::vector<Handle>{l.none});
  CHECK(l.find("tea printing") == std::vector<Handle>{l.li});
  CHECK(l.find("1380013") == std::vector<Handle>{l.zhang});
  CHECK(l.find("138 0013 8000") == std::vector<Handle>{l.zhang});
  CHECK(l.find("k2") == std::vector<Handle>{l.li});
  CHECK(l.find("   ").size() == 3);
  CHECK(l.find("printinglikes").empty());  // never across two fields
}

TEST_CASE("search keeps up with edits, deletions and new customers") {
  Listed l;
  CHECK(l.find("tea").size() == 1);
  l.b.edit(l.li, {{"notes", "likes coffee"}});
  CHECK(l.find("tea").empty());
  CHECK(l.find("coffee").size() == 1);
  l.b.edit(l.li, {{"notes", ""}});
  CHECK(l.find("coffee").empty());
  const Handle fresh = l.b.customer("K4", "Coffee House");
  CHECK(l.find("coffee") == std::vector<Handle>{fresh});
  l.b.remove(fresh);
  CHECK(l.find("coffee").empty());
  l.b.add("contact_person", {{"customer", l.b.ref(l.zhang)}, {"name", "Otto"}, {"phone", "0555 123 456"}});
  CHECK(l.find("otto") == std::vector<Handle>{l.zhang});
  CHECK(l.find("555123") == std::vector<Handle>{l.zhang});
  for (int i = 0; i < 50; ++i) l.b.edit(l.li, {{"notes", "turn " + std::to_string(i) + std::string(1 + i % 7, 'x')}});
  CHECK(l.find("turn 49") == std::vector<Handle>{l.li});
  CHECK(l.find("turn 48").empty());
  CHECK(l.find("张").size() == 1);
}

TEST_CASE("customers sort by phonetic name, by field and by facts, empty ones last both ways") {
  Listed l;
  const auto sorted = [&](std::string sort, bool is_descending) {
    CustomersParams params;
    params.sort = std::move(sort);
    params.is_descending = is_descending;
    return l.cache.customers(l.b.doc(), params, today).handles;
  };
  CHECK(sorted("name", false) == std::vector<Handle>{l.li, l.zhang, l.none});
  CHECK(sorted("name", true) == std::vector<Handle>{l.none, l.zhang, l.li});
  CHECK(sorted("city", false).front() == l.zhang);
  CHECK(sorted("city", true).front() == l.zhang);
  CHECK(sorted("since", true).front() == l.none);
  l.b.purchase(l.li, iso(-1), "5");
  l.b.purchase(l.none, iso(-1), "7");
  CHECK(sorted("value", true) == std::vector<Handle>{l.none, l.li, l.zhang});
  CHECK(sorted("value", false) == std::vector<Handle>{l.li, l.none, l.zhang});
  contact(l.b, l.zhang, -4, {{"channel", "visit"}});
  CHECK(sorted("last_contact", false).front() == l.zhang);
  CHECK(sorted("tier", false).back() == l.zhang);
  CHECK_FALSE(is_customer_sort("nonsense"));
}

TEST_CASE("customers filter by tier, value, contact, NPS, tag and open work") {
  Listed l;
  l.b.purchase(l.li, iso(-1), "5");
  l.b.purchase(l.none, iso(-1), "7");
  contact(l.b, l.zhang, -60, {{"channel", "visit"}});
  contact(l.b, l.li, -59, {{"channel", "visit"}});
  const Handle nps = l.b.question("nps");
  l.b.answer(nps, "9", l.zhang, "2026-01-01");
  l.b.answer(nps, "6", l.zhang, "2026-02-01");
  l.b.answer(nps, "6", l.li, "2026-01-01");
  l.b.answer(nps, "9", l.li, "2026-02-01");
  promise(l.b, l.none, 3);
  complaint(l.b, l.li, -3);
  const auto find = [&](CustomersParams params) { return l.cache.customers(l.b.doc(), params, today).handles; };
  CHECK(find({.tier = "A"}) == std::vector<Handle>{l.none});
  CHECK(find({.tag = "north"}) == std::vector<Handle>{l.zhang});
  CHECK(find({.tag = "nort"}).empty());
  CHECK(find({.no_contact_days = 60}) == std::vector<Handle>{l.zhang, l.none});
  CHECK(find({.nps_below = 7}) == std::vector<Handle>{l.zhang});
  CHECK(find({.value_min = 50'000, .value_max = 60'000}) == std::vector<Handle>{l.li});
  CHECK(find({.has_open_promise = true}) == std::vector<Handle>{l.none});
  CHECK(find({.has_open_complaint = true}) == std::vector<Handle>{l.li});
  CHECK(find({.status = "active"}) == std::vector<Handle>{l.zhang});
  const Customers& all = l.cache.customers(l.b.doc(), {}, today);
  CHECK(all.total == 3);
  CHECK(all.all == 3);
}

TEST_CASE("search everywhere: customers first, those that begin with the text before the others") {
  Listed l;
  const Handle other = l.b.customer("K5", "Best tea");
  const Handle first = l.b.customer("K6", "Tea house");
  const Handle words = complaint(l.b, l.li, -1, {{"category", "tea"}});
  const Search& found = l.cache.search(l.b.doc(), {.text = "tea"});
  REQUIRE(found.hits.size() == 4);
  CHECK(found.hits[0].record == first);
  CHECK((found.hits[1].record == other || found.hits[2].record == other));
  CHECK(found.hits[3].record == words);
  CHECK(found.hits[3].customer == l.li);
  CHECK(l.cache.search(l.b.doc(), {.text = "tea", .limit = 1}).hits.size() == 1);
  CHECK(l.cache.search(l.b.doc(), {.text = " "}).hits.empty());
}

TEST_CASE("what is due today is prepared one answer at a time, and then nothing is left to compute") {
  DocBuilder b;
  for (int i = 0; i < 10; ++i) b.purchase(b.customer("K" + std::to_string(i), "Name"), "2026-01-05", "12");
  Cache cache;
  std::uint64_t before = 0;
  int frames = 0;
  for (; cache.prepare_today(b.doc(), today); ++frames) {
    REQUIRE(frames < 20);
    CHECK(cache.misses() > before);
    before = cache.misses();
  }
  CHECK(frames > 4);
  cache.today(b.doc(), {}, today);
  CHECK(cache.misses() == before);
  b.customer("late", "Late");
  CHECK(cache.prepare_today(b.doc(), today));
}

TEST_CASE("the timeline is newest first, purchases of a day together") {
  DocBuilder b;
  const Handle anna = b.customer("C1", "Anna");
  const Handle product = b.add("product", {{"key", "P"}, {"name", "Paper"}});
  b.purchase(anna, iso(-3), "1.5", {{"product", b.ref(product)}});
  b.purchase(anna, iso(-3), "2");
  b.purchase(anna, iso(-9), "4");
  const Handle visit = contact(b, anna, -2, {{"channel", "visit"}, {"summary", "met"}});
  const Handle said = promise(b, anna, 5, {{"made_on", iso(-2)}});
  complaint(b, anna, -1);
  b.answer(b.question("nps"), "9", anna, iso(-20));
  b.purchase(b.customer("C2", "Ben"), iso(-3), "99");
  Cache cache;
  const Timeline& line = cache.timeline(b.doc(), {.customer = anna}, today);
  REQUIRE(line.items.size() == 6);
  CHECK(line.items[0].kind == TimelineKind::complaint);
  CHECK(line.items[1].records.front() == visit);
  CHECK(line.items[2].records.front() == said);
  CHECK(line.items[2].state == "open");
  CHECK(line.items[3].amount == 35'000);
  CHECK(line.items[3].records.size() == 2);
  CHECK(line.items[3].title == "Paper");
  CHECK(line.items[5].title == "Survey");
  CHECK(cache.timeline(b.doc(), {.customer = anna, .kind = "purchase"}, today).items.size() == 2);
  CHECK(cache.timeline(b.doc(), {.customer = product}, today).items.empty());
}

TEST_CASE("the card has the figures, the tier with its rule, and what the customer allows") {
  Tiered t;
  t.b.edit(t.best, {{"wallet_total", "4000"}, {"quiet_hours", "12:00-14:00"}, {"refused_channels", "phone; fax"}});
  t.b.purchase(t.best, "2024-01-01", "500", {{"cost", "1"}});
  promise(t.b, t.best, -2);
  promise(t.b, t.best, 4);
  contact(t.b, t.best, -8, {{"channel", "visit"}});
  t.b.answer(t.b.question("nps"), "3", t.best, "2026-02-01");
  Cache cache;
  Card card = cache.card(t.b.doc(), t.best, today);
  CHECK(card.yearly_value == 10'000'000);
  CHECK_FALSE(card.has_margin);
  CHECK(card.lifetime_value == 15'000'000);
  CHECK(card.share_of_wallet == 0.25);
  CHECK(card.tier_rule.tier == "A");
  CHECK(card.tier_rule.default_rule == "default.A");
  CHECK(card.tier.rank == 1);
  CHECK(card.last_contact == today - 8);
  CHECK(card.open_promises == 2);
  CHECK(card.overdue_promises == 1);
  CHECK(card.next_due == today - 2);
  CHECK(card.last_nps == 3);
  CHECK(card.contacts.size() == 2);
  CHECK(card.permission.refused_channels == std::vector<std::string>{"phone", "fax"});
  CHECK(card.permission.can_offer());
  const Handle open = complaint(t.b, t.best, -2, {{"status", "solved"}});
  card = cache.card(t.b.doc(), t.best, today);
  CHECK(card.permission.locking_complaints == std::vector<Handle>{open});
  CHECK_FALSE(card.permission.can_offer());
  t.b.edit(open, {{"status", "confirmed"}});
  CHECK(cache.card(t.b.doc(), t.best, today).permission.can_offer());
  CHECK(std::isnan(cache.card(t.b.doc(), t.second, today).share_of_wallet));
  CHECK(cache.card(t.b.doc(), 0, today).customer == 0);
}

}  // namespace
}  // namespace zhike::query
