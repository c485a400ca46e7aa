// History, conflicts, the catalogue of queries, and that the cache notices every change.
#include <algorithm>
#include <set>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "core/query/catalog.h"
#include "core/query/history.h"
#include "tests/support/doc_builder.h"

namespace zhike::query {
namespace {

using base::Json;
using test::DocBuilder;

const base::Day today = *base::read_day("2026-06-30");

Json args(std::string_view text) { return base::parse_json(text).value(); }

TEST_CASE("history tells who wrote what over which value, newest first") {
  DocBuilder b;
  const Handle anna = b.customer("C1", "Anna", {{"phone", "1"}});
  const Handle other = b.customer("C2", "Ben");
  b.edit(anna, {{"phone", "2"}, {"city", "Xi'an"}});
  b.purchase(anna, "2026-01-01", "1");  // mentions her, but writes nothing into her
  b.remove(anna);
  const std::vector<HistoryRow> rows = compute_history(b.book(), anna);
  REQUIRE(rows.size() == 6);
  CHECK(rows[0].field == "_del");
  CHECK(rows[1].field == "city");
  CHECK(schema::is_empty(rows[1].old_value));
  CHECK(rows[2].field == "phone");
  CHECK(schema::text_of(rows[2].old_value) == "1");
  CHECK(schema::text_of(rows[2].new_value) == "2");
  CHECK(rows[2].by == "anna");
  CHECK_FALSE(rows[2].is_first);
  CHECK(rows[5].is_first);
  CHECK(compute_history(b.book(), other).size() == 2);
  CHECK(compute_history(b.book(), 0).empty());
}

TEST_CASE("what settled a conflict replaced the newest of the values it had seen") {
  DocBuilder b;
  const Handle anna = b.customer("C1", "Anna", {{"phone", "1"}});
  b.edit_blindly(anna, {{"phone", "2"}}, 7, "ben");
  b.edit(anna, {{"phone", "3"}});
  const std::vector<HistoryRow> rows = compute_history(b.book(), anna);
  CHECK(schema::text_of(rows[0].new_value) == "3");
  CHECK(schema::text_of(rows[0].old_value) == "2");
  CHECK(schema::is_empty(rows[1].old_value));  // ben had seen nothing
}

TEST_CASE("history reads batches too") {
  DocBuilder b;
  const auto handles = b.add_rows("customer", {"key", "name"}, {{"a", "One"}, {"b", ""}});
  CHECK(compute_history(b.book(), handles[0]).size() == 2);
  CHECK(compute_history(b.book(), handles[1]).size() == 1);
}

TEST_CASE("a conflict shows every live value once, the displayed one first") {
  DocBuilder b;
  const Handle anna = b.customer("C1", "Anna", {{"phone", "1"}});
  b.edit_blindly(anna, {{"phone", "2"}}, 7, "ben");
  b.edit_blindly(anna, {{"phone", "2"}}, 8, "cem");
  b.edit_blindly(anna, {{"email", "x@y"}}, 9, "dan");
  const Conflicts found = compute_conflicts(b.doc(), {});
  REQUIRE(found.rows.size() == 1);
  REQUIRE(found.rows[0].values.size() == 2);
  CHECK(found.rows[0].values[0].is_shown);
  CHECK(schema::text_of(found.rows[0].values[0].values[0]) == "2");
  CHECK(found.rows[0].values[0].by == "cem");
  CHECK(found.rows[0].values[0].changes.size() == 2);
  CHECK(found.rows[0].values[1].by == "anna");
  const Json json = conflict_to_json(b.doc(), found.rows[0]);
  CHECK(json["type"].as_string() == "customer");
  CHECK(json["field"].as_string() == "phone");
  CHECK(json["rec"].as_string() == b.ref(anna));
  CHECK(json["values"].items()[0]["v"].as_string() == "2");
  CHECK(json["values"].items()[0]["dev"].as_string() == "0000000000000008");
  b.edit(anna, {{"phone", "3"}});
  CHECK(compute_conflicts(b.doc(), {}).rows.empty());
}

TEST_CASE("fields written together are one conflict") {
  DocBuilder b;
  const Handle anna = b.customer("C1", "Anna", {{"city", "Xi'an"}, {"street", "1"}});
  b.edit_blindly(anna, {{"city", "Xi'an"}, {"street", "2"}}, 7, "ben");
  const Conflicts found = compute_conflicts(b.doc(), {.record = anna});
  REQUIRE(found.rows.size() == 1);
  CHECK(found.rows[0].fields.size() == 4);
  REQUIRE(found.rows[0].differing.size() == 1);
  const Json json = conflict_to_json(b.doc(), found.rows[0]);
  CHECK(json["field"].as_string() == "street");
  CHECK(json["values"].items()[0]["fields"]["city"].as_string() == "Xi'an");
}

TEST_CASE("every query answers on an empty book, or says what it needs") {
  DocBuilder b;
  Cache cache;
  std::set<std::string_view> names;
  for (const QueryDef& query : queries()) {
    INFO(query.name);
    names.insert(query.name);
    const auto answer = run_query(b.book(), cache, query.name, Json(), today);
    const bool needs = std::ranges::any_of(query.params, &ParamDef::is_required);
    CHECK(answer.has_value() != needs);
    if (!answer) CHECK(answer.error().code == "query.missing_argument");
    const auto wrong = run_query(b.book(), cache, query.name, args(R"({"nothing":1})"), today);
    REQUIRE_FALSE(wrong.has_value());
    CHECK(wrong.error().code == "query.unknown_argument");
    CHECK(wrong.error().where == "nothing");
    for (const ParamDef& param : query.params) {
      INFO(param.key);
      if (param.kind == ParamKind::text) continue;
      const auto bad = run_query(b.book(), cache, query.name, Json::object().set(std::string(param.key), "§"), today);
      REQUIRE_FALSE(bad.has_value());
      CHECK((bad.error().code == "query.bad_argument" || bad.error().code == "query.missing_argument"));
    }
  }
  for (const char* name : {"customers", "today", "tiers", "concentration", "rfm", "nps", "csat", "ces", "trend",
                           "promises", "complaints", "contacts_due", "history", "conflicts", "duplicates"})
    CHECK(names.contains(name));
  CHECK(run_query(b.doc(), cache, "nothing", Json(), today).error().code == "query.unknown");
}

TEST_CASE("answers have the agreed shapes") {
  DocBuilder b;
  std::vector<Handle> c;
  const Handle nps = b.question("nps");
  for (int i = 0; i < 5; ++i) {
    c.push_back(b.customer("C" + std::to_string(i), "Name " + std::to_string(i)));
    b.purchase(c.back(), "2026-05-05", i == 0 ? "60.5" : "10");
    b.answer(nps, "10", c.back(), "2026-05-05");
  }
  Cache cache;
  const auto ask = [&](std::string_view name, std::string_view text) {
    return run_query(b.book(), cache, name, args(text), today).value();
  };
  const Json concentration = ask("concentration", R"({"share":"0.2"})");
  CHECK(concentration["n"].as_integer() == 5);
  CHECK(concentration["total"].as_number() == 100.5);
  CHECK(concentration["top_share"].as_number() == Catch::Approx(60.5 / 100.5));
  CHECK(concentration["n_for_80"].as_integer() == 3);
  CHECK(concentration["gini"].is_number());
  CHECK(run_query(b.book(), cache, "concentration", args(R"({"share":2})"), today).error().where == "share");
  const Json score = ask("nps", R"({"group_by":"month"})");
  CHECK(score["n"].as_integer() == 5);
  CHECK(score["value"].as_number() == 100);
  CHECK(score["level"].as_number() == 0.95);
  CHECK(score["method"].as_string() == "adjusted_wald");
  CHECK(score["groups"].items()[0]["group"].as_string() == "2026-05");
  const Json alone = ask("nps", R"({"customer":"C1"})");
  CHECK(alone["withheld"].as_bool());
  CHECK(alone.find("value") == nullptr);
  const Json list = ask("customers", R"({"search":"name","sort":"value","descending":true,"limit":2,"offset":"0"})");
  CHECK(list["total"].as_integer() == 5);
  REQUIRE(list["rows"].items().size() == 2);
  CHECK(list["rows"].items()[0]["key"].as_string() == "C0");
  CHECK(list["rows"].items()[0]["tier"].as_string() == "A");
  CHECK(list["rows"].items()[0]["value"].as_number() == 60.5);
  CHECK(run_query(b.book(), cache, "customers", args(R"({"sort":"x"})"), today).error().code == "query.bad_argument");
  CHECK(ask("tiers", R"({"customer":"Name 0"})")["customer"]["tier"].as_string() == "A");
  CHECK(ask("rfm", "{}")["n"].as_integer() == 5);
  CHECK(ask("history", R"({"record":")" + b.ref(c[0]) + R"("})")["total"].as_integer() == 2);
  CHECK(run_query(b.book(), cache, "card", args(R"({"customer":"nobody"})"), today).error().code ==
        "query.bad_argument");
  CHECK(ask("card", R"({"customer":"C0"})")["value"].as_number() == 60.5);
  CHECK(ask("promises", R"({"due_before":"2026-01-01","status":"due"})")["total"].as_integer() == 0);
}

TEST_CASE("the cache notices rules, overrides, edits and new customers at once") {
  DocBuilder b;
  const Handle anna = b.customer("C1", "Anna");
  Cache cache;
  const auto tier = [&] {
    const Tiers& tiers = cache.tiers(b.doc(), today);
    return tiers.row_of(*tier_of(b.doc(), tiers, anna)).tier;
  };
  CHECK(tier() == "D");
  b.edit(anna, {{"tier_override", "B"}});
  CHECK(tier() == "B");
  b.edit(anna, {{"tier_override", ""}});
  const Handle rule = b.add("rule", {{"key", "r"}, {"kind", "tier"}, {"tier", "only"}});
  CHECK(tier() == "only");
  b.remove(rule);
  CHECK(tier() == "D");
  const CustomersParams by_contact{.sort = "last_contact"};
  CHECK(cache.customers(b.doc(), by_contact, today).total == 1);
  const Handle ben = b.customer("C2", "Ben");
  CHECK(cache.activity(b.doc(), today).last_contact.size() == 2);
  CHECK(cache.customers(b.doc(), by_contact, today).total == 2);
  CHECK(cache.latest_nps(b.doc()).answer.size() == 2);
  CHECK(cache.customers(b.doc(), {}, today).handles == std::vector<Handle>{anna, ben});
  b.edit(anna, {{"name", "Zoe"}});
  CHECK(cache.customers(b.doc(), {}, today).handles == std::vector<Handle>{ben, anna});
  b.remove(ben);
  CHECK(cache.customers(b.doc(), {}, today).handles == std::vector<Handle>{anna});
  CHECK(cache.rfm(b.doc(), {}, today).rows.empty());
}

TEST_CASE("nothing is computed twice for the same document, and everything anew after a change") {
  DocBuilder b;
  const Handle anna = b.customer("C1", "Anna");
  b.purchase(anna, "2026-05-05", "10");
  Cache cache;
  cache.card(b.doc(), anna, today);
  cache.customers(b.doc(), {}, today);
  const std::uint64_t misses = cache.misses();
  const Tiers* tiers = &cache.tiers(b.doc(), today);
  cache.card(b.doc(), anna, today);
  cache.customers(b.doc(), {}, today);
  CHECK(cache.misses() == misses);
  b.add("communication", {{"customer", b.ref(anna)}, {"at", "2026-05-05T10:00:00Z"}});
  CHECK(&cache.tiers(b.doc(), today) == tiers);  // a visit changes no tier
  CHECK(cache.card(b.doc(), anna, today).last_contact == *base::read_day("2026-05-05"));
  b.purchase(anna, "2026-05-06", "5");
  CHECK(cache.card(b.doc(), anna, today).yearly_value == 150'000);
  CHECK(cache.card(b.doc(), anna, today + 365).why == PeriodWhy::newest_purchase);
  b.add("rule", {{"key", "r"}, {"kind", "tier"}, {"tier", "only"}});
  CHECK(cache.card(b.doc(), anna, today).tier_rule.tier == "only");
  for (int i = 0; i < 20; ++i) cache.customers(b.doc(), {.search = std::to_string(i)}, today);
  cache.clear();
  CHECK(cache.misses() == 0);
}

}  // namespace
}  // namespace zhike::query
