#include <catch2/catch_test_macros.hpp>

#include "tests/views/room_bench.h"
#include "web/views/settings_rules.h"

using namespace zhike;
using namespace zhike::views;
using tests::RoomBench;

namespace {
struct Bench : RoomBench {
  SettingsState state;
  Room room = [this](const ViewInput& in, Requests& out) { settings_view(in, state, out); };
};

schema::Value value_of(const commands::Fields& fields, std::string_view key) {
  for (const auto& [name, value] : fields)
    if (name == key) return value;
  return std::string("no such field");
}
}  // namespace

TEST_CASE("the rules in force are sentences", "[views][settings]") {
  Bench bench;
  for (int i = 0; i < 10; ++i) {
    const store::Handle c = bench.book.customer("C" + std::to_string(i), "Customer " + std::to_string(i), {});
    bench.book.purchase(c, "2026-10-01", std::to_string(1000 - i * 90));
  }
  bench.show(bench.room, 1280, 4000);
  INFO(bench.ui().dump());
  CHECK(bench.ui().has_text("A: the best 20 % of customers by yearly value"));
  CHECK(bench.ui().has_text("Now 2 customers with 32% of the value"));
  CHECK(bench.ui().has_text("D: everybody else"));
  CHECK(bench.ui().has_text("A: the account manager every 30 days, at the latest after 45"));
  CHECK(bench.ui().find("settings.tiers.save") == nullptr);
}

TEST_CASE("tiers are changed, moved and saved as one", "[views][settings]") {
  Bench bench;
  bench.show(bench.room, 1280, 4000);
  REQUIRE(bench.ui().type("settings.tier.threshold", "10"));
  CHECK(bench.ui().has_text("A: the best 10 % of customers by yearly value"));
  REQUIRE(bench.ui().click("settings.rule.remove", "3"));
  REQUIRE(bench.ui().click("settings.tiers.save"));
  const auto command = bench.last_run<commands::ReplaceRules>();
  REQUIRE(command);
  CHECK(command->kind == "tier");
  REQUIRE(command->rules.size() == 3);
  CHECK(schema::text_of(value_of(command->rules[0], "tier")) == "A");
  CHECK(schema::text_of(value_of(command->rules[0], "measure")) == "share_of_customers");
  CHECK(schema::number_of(value_of(command->rules[0], "threshold")) == 1000);  // 0.1
  CHECK_FALSE(bench.state.is_tiers_edited);
}

TEST_CASE("a rule that cannot be meant is not saved", "[views][settings]") {
  CHECK(tier_problem({"A", "", "share_of_customers", "120"}) == "settings.problem.share");
  CHECK(tier_problem({"A", "", "yearly_value", "-3"}) == "settings.problem.number");
  CHECK(tier_problem({" ", "", "", ""}) == "settings.problem.tier");
  CHECK(tier_problem({"Z", "", "", ""}).empty());
  CHECK(cadence_problem({"account_manager", "A", "40", "30"}) == "settings.problem.order");
  CHECK(cadence_problem({"account_manager", "A", "0", "30"}) == "settings.problem.days");
  CHECK(cadence_problem({"account_manager", "A", "30", "45"}).empty());
  Bench bench;
  bench.show(bench.room, 1280, 4000);
  REQUIRE(bench.ui().type("settings.tier.threshold", "250"));
  REQUIRE(bench.ui().find("settings.tiers.save") != nullptr);
  CHECK(bench.ui().find("settings.tiers.save")->has(ui::flag::disabled));
  REQUIRE(bench.ui().click("settings.rules.discard"));
  CHECK(bench.state.tiers[0].threshold == "20");
}

TEST_CASE("rules become the fields the book stores", "[views][settings]") {
  const commands::Fields value = tier_fields({"VIP", "Best", "yearly_value", "50000.5"});
  CHECK(schema::number_of(value_of(value, "threshold")) == 500'005'000);
  CHECK(schema::is_empty(value_of(tier_fields({"D", "", "", "7"}), "threshold")));
  CHECK(schema::is_empty(value_of(tier_fields({"D", "", "", ""}), "measure")));
  const commands::Fields head = cadence_fields({"department_head", "A", "182", "213"});
  CHECK(schema::text_of(value_of(head, "key")) == "head.A");
  CHECK(schema::number_of(value_of(head, "max_days")) == 213);
  CHECK(schema::text_of(value_of(cadence_fields({"account_manager", "B", "60", "90"}), "key")) == "manager.B");
}

TEST_CASE("cadence rules are added and saved", "[views][settings]") {
  Bench bench;
  bench.show(bench.room, 1280, 5000);
  const std::size_t before = bench.state.cadences.size();
  REQUIRE(bench.ui().click("settings.cadences.add"));
  REQUIRE(bench.state.cadences.size() == before + 1);
  bench.state.cadences.back() = {"account_manager", "D", "365", "400"};
  bench.ui().frames(2);
  REQUIRE(bench.ui().click("settings.cadences.save"));
  const auto command = bench.last_run<commands::ReplaceRules>();
  REQUIRE(command);
  CHECK(command->kind == "cadence");
  REQUIRE(command->rules.size() == before + 1);
  CHECK(schema::text_of(value_of(command->rules.back(), "key")) == "manager.D");
}

TEST_CASE("a setting of the book is checked and saved", "[views][settings]") {
  Bench bench;
  bench.show(bench.room, 1280, 5000);
  REQUIRE(bench.ui().type("setting.currency", "eu"));
  CHECK(bench.ui().find("setting.currency")->has(ui::flag::invalid));
  CHECK(bench.ui().find("settings.save", "currency") == nullptr);
  REQUIRE(bench.ui().type("setting.currency", "EUR"));
  REQUIRE(bench.ui().click("settings.save", "currency"));
  const auto command = bench.last_run<commands::SetSetting>();
  REQUIRE(command);
  CHECK(command->key == "currency");
  CHECK(command->value == "EUR");
}

TEST_CASE("preferences of this device", "[views][settings]") {
  Bench bench;
  bench.show(bench.room, 1280, 4000);
  REQUIRE(bench.ui().click(bench.ui().find(ui::Role::radio, "Large")));
  CHECK(bench.asked<SetPreference>().back().key == "text_size");
  CHECK(bench.asked<SetPreference>().back().value == "large");
  REQUIRE(bench.ui().type("settings.by", "Li Na"));
  bench.ui().press("Enter");
  CHECK(bench.asked<SetPreference>().back().key == "by");
  CHECK(bench.asked<SetPreference>().back().value == "Li Na");
  bench.show_everywhere(bench.room);
}
