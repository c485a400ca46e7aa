// The one door through which a book changes: commands, undo and redo of each, saving, jobs.
#include <map>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "core/app/arguments.h"
#include "core/app/demo.h"
#include "core/app/dispatch.h"
#include "core/app/merge_job.h"
#include "core/exchange/bundle.h"
#include "core/exchange/plain.h"
#include "tests/support/laptop.h"

using namespace zhike;
using base::Json;

using test::Laptop;

TEST_CASE("every command can be undone and redone") {
  Laptop a(1);
  REQUIRE(a.run("create", R"({"type":"customer","key":"C1","name":"Anna & Co"})"));
  REQUIRE(a.run(
      "define_survey",
      R"({"name":"S","key":"S","questions":[{"key":"q","type":"nps","text":"?","scale_low":0,"scale_high":10}]})"));
  const std::pair<const char*, const char*> commands[] = {
      {"create",
       R"({"type":"customer","key":"C2","name":"Bo","wallet_total":"1200.50","since":"2024-02-29","tags":"a; b"})"},
      {"update", R"({"rec":"C1","type":"customer","phone":"138","city":"Suzhou"})"},
      {"log_contact",
       R"({"customer":"C1","channel":"visit","summary":"s","promises":[{"text":"p1","due":"2026-12-01"},{"text":"p2","due":"2026-12-02"}],"complaint":"too late"})"},
      {"override_tier", R"({"customer":"C1","tier":"A","reason":"strategic"})"},
      {"record_response", R"({"survey":"S","customer":"C1","answers":{"q":9}})"},
      {"set_setting", R"({"key":"currency","value":"EUR"})"},
      {"replace_rules", R"({"kind":"tier","rules":[{"tier":"VIP","measure":"yearly_value","threshold":"1000"}]})"},
      {"delete", R"({"rec":"C1","type":"customer"})"},
  };
  for (const auto& [command, args] : commands) {
    INFO(command);
    const std::string before = a.plain();
    const auto done = a.run(command, args);
    if (!done) FAIL(done.error().code + " " + done.error().where);
    const std::string after = a.plain();
    CHECK(after != before);
    REQUIRE(a.run("undo", "{}"));
    CHECK(a.plain() == before);
    REQUIRE(a.run("redo", "{}"));
    CHECK(a.plain() == after);
  }
}

TEST_CASE("a refused command changes nothing and says why") {
  Laptop a(1);
  REQUIRE(a.run("create", R"({"type":"customer","key":"C1","name":"Anna"})"));
  const auto revision = a.session.document().revision();
  const std::pair<std::pair<const char*, const char*>, const char*> cases[] = {
      {{"create", R"({"type":"customer"})"}, "value.required"},
      {{"create", R"({"type":"customer","name":"X","key":"C1"})"}, "record.exists"},
      {{"create", R"({"type":"planet","name":"X"})"}, "record.unknown_type"},
      {{"create", R"({"type":"customer","name":"X","since":"2023-02-29"})"}, "value.not_a_date"},
      {{"create", R"({"type":"customer","name":"X","colour":"red"})"}, "command.unknown_argument"},
      {{"create", R"({"type":"promise","customer":"C9","text":"t","due":"2026-01-01"})"}, "record.missing"},
      {{"update", R"({"rec":"C1","type":"customer","status":"asleep"})"}, "value.no_such_choice"},
      {{"override_tier", R"({"customer":"C1","tier":"A"})"}, "value.required"},
      {{"fly", "{}"}, "command.unknown"},
      {{"redo", "{}"}, "redo.nothing"},
  };
  for (const auto& [call, code] : cases) {
    const auto result = a.run(call.first, call.second);
    INFO(call.first << " " << call.second);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == code);
  }
  CHECK(a.session.document().revision() == revision);
}

TEST_CASE("a complaint's original words are locked once written") {
  Laptop a(1);
  REQUIRE(a.run("create", R"({"type":"customer","key":"C1","name":"Anna"})"));
  REQUIRE(a.run("create", R"({"type":"complaint","key":"K1","customer":"C1","original_words":"as said"})"));
  const auto edit = a.run("update", R"({"rec":"K1","type":"complaint","original_words":"milder"})");
  REQUIRE_FALSE(edit);
  CHECK(edit.error().code == "record.locked_field");
}

TEST_CASE("a complaint is stamped once at each step of its life") {
  Laptop a(1);
  REQUIRE(a.run("create", R"({"type":"customer","key":"C1","name":"Anna"})"));
  REQUIRE(a.run("create", R"({"type":"complaint","key":"K1","customer":"C1","original_words":"w"})"));
  const auto handle = *app::find_record(a.session.document(), "complaint", "K1");
  const auto received = a.clock.at;
  a.clock.at += 3'600'000;
  REQUIRE(a.run("advance_complaint", R"({"complaint":"K1","status":"in_progress"})"));
  a.clock.at += 3'600'000;
  REQUIRE(a.run("advance_complaint", R"({"complaint":"K1","status":"confirmed","resolution":"done"})"));
  const auto k = a.session.document().read<schema::Complaint>(handle);
  CHECK(k.first_response.value == received + 3'600'000);
  CHECK(k.solved.value == received + 7'200'000);
  CHECK(k.confirmed.value == received + 7'200'000);
}

TEST_CASE("two laptops exchange snapshots by file and end equal") {
  Laptop a(1), b(2);
  REQUIRE(a.run("create", R"({"type":"customer","key":"C1","name":"Anna"})"));
  b.merge(exchange::write_bundle(a.session.book()));
  CHECK(a.hash() == b.hash());
  REQUIRE(a.run("update", R"({"rec":"C1","type":"customer","phone":"1"})"));
  REQUIRE(b.run("update", R"({"rec":"C1","type":"customer","phone":"2","city":"Wuxi"})"));
  const std::string from_a = exchange::write_bundle(a.session.book());
  const Json report = b.merge(from_a);
  CHECK(report["new"].as_integer() == 1);
  CHECK(report["duplicate"].as_integer() == 1);
  CHECK(report["parallel"].as_integer() == 1);
  REQUIRE(report["conflicts"].items().size() == 1);
  const Json& conflict = report["conflicts"].items()[0];
  CHECK(conflict["field"].as_string() == "phone");
  CHECK(conflict["values"].items().size() == 2);
  a.merge(exchange::write_bundle(b.session.book(), exchange::have_of(a.session.document())));
  CHECK(a.hash() == b.hash());
  CHECK(a.merge(from_a)["new"].as_integer() == 0);
  REQUIRE(a.run("resolve_conflict", R"({"rec":"C1","type":"customer","phone":"3"})"));
  b.merge(exchange::write_bundle(a.session.book()));
  CHECK(b.session.document().conflicts().empty());
  CHECK(a.hash() == b.hash());
}

TEST_CASE("a colleague whose clock is years ahead moves ours by five minutes at most") {
  Laptop a(1), b(2);
  b.clock.at += 10LL * 365 * 24 * 3'600'000;
  REQUIRE(b.run("create", R"({"type":"customer","key":"C1","name":"Anna"})"));
  a.merge(b.bundle());
  REQUIRE(a.run("update", R"({"rec":"C1","type":"customer","phone":"1"})"));
  const auto& doc = a.session.document();
  const base::Hlc written = doc.change(static_cast<store::ChangeIndex>(doc.change_count() - 1)).at;
  CHECK(written.ms >= a.clock.at);
  CHECK(written.ms <= a.clock.at + base::clock_cap_ms);
}

TEST_CASE("a bad snapshot changes nothing and names its fault") {
  Laptop a(1), b(2);
  for (int i = 0; i < 5; ++i) {
    const std::string args = R"({"type":"customer","name":"n)" + std::to_string(i) + "\"}";
    REQUIRE(a.run("create", args.c_str()));
  }
  const std::string sound = exchange::write_bundle(a.session.book());
  const auto refused = [&](std::string bytes) -> std::string {
    const auto revision = b.session.document().revision();
    REQUIRE(b.session.start(
        std::make_unique<app::MergeJob>(std::vector<app::BundleFile>{{"b", std::move(bytes)}}, app::MergeMode::apply)));
    b.finish();
    CHECK(b.session.document().revision() == revision);
    return b.session.job()->state() == app::JobState::failed ? b.session.job()->error().code : "accepted";
  };
  CHECK(refused("\x89PNG\r\n") == "bundle.not_json");
  CHECK(refused("{\"format\":\"other/3\",\"a\":1}") == "bundle.other_program");
  CHECK(refused(sound.substr(0, sound.size() / 2)) == "bundle.truncated");
  std::string newer = sound;
  newer.replace(newer.find("zhike-bundle/1"), 14, "zhike-bundle/7");
  CHECK(refused(newer) == "bundle.newer");
  std::string altered = sound;
  altered[altered.find("\"n3\"") + 2] = '9';
  CHECK(refused(altered) == "bundle.damaged");
  CHECK(refused(exchange::write_plain(a.session.document())) == "bundle.is_plain");
}

TEST_CASE("re-indenting a snapshot does not break it") {
  Laptop a(1), b(2);
  REQUIRE(a.run("create", R"({"type":"customer","key":"C1","name":"Änne 安娜"})"));
  const auto json = base::parse_json(exchange::write_bundle(a.session.book()));
  REQUIRE(json);
  b.merge(base::write_json(*json, 4));
  CHECK(a.hash() == b.hash());
}

TEST_CASE("the demo story is the same for the same seed, and one undo takes it back") {
  const auto seeded = [](Laptop& laptop) {
    app::DemoOptions options;
    options.customers = 150;
    REQUIRE(laptop.session.start(app::make_demo_job(options)));
    laptop.finish();
    REQUIRE(laptop.session.job()->state() == app::JobState::done);
  };
  Laptop a(1), b(2);
  seeded(a);
  seeded(b);
  CHECK(a.plain() == b.plain());
  CHECK(a.session.document().table<schema::Customer>().visible_count == 150);
  CHECK(a.session.document().table<schema::Purchase>().visible_count > 1000);
  // Two laptops that both load the demo and then meet have it once.
  b.merge(exchange::write_bundle(a.session.book()));
  CHECK(a.plain() == b.plain());
  REQUIRE(a.run("undo", "{}"));
  for (schema::TypeIndex t = 0; t < schema::type_count; ++t) CHECK(a.session.document().table(t).visible_count == 0);
}

TEST_CASE("in the demo story nothing happens to a customer before they were one") {
  Laptop laptop(1);
  app::DemoOptions options;
  options.customers = 400;
  REQUIRE(laptop.session.start(app::make_demo_job(options)));
  laptop.finish();
  const auto plain = base::parse_json(laptop.plain());
  REQUIRE(plain);
  const base::Json& records = *plain->find("records");
  std::map<std::string, std::string, std::less<>> since;
  for (const base::Json& customer : records.find("customer")->items())
    since[customer.find("id")->as_string()] = customer.find("since")->as_string();
  for (const auto& [type, field] : {std::pair{"purchase", "date"}, {"response", "date"}, {"complaint", "received"}})
    for (const base::Json& record : records.find(type)->items()) {
      const auto of = since.find(record.find("customer")->as_string());
      REQUIRE(of != since.end());
      CHECK(record.find(field)->as_string() >= of->second);
    }
}

TEST_CASE("a cancelled job leaves the book as it was") {
  Laptop a(1);
  REQUIRE(a.run("create", R"({"type":"customer","name":"kept"})"));
  const std::string before = a.plain();
  app::DemoOptions options;
  options.customers = 500;
  REQUIRE(a.session.start(app::make_demo_job(options)));
  for (int i = 0; i < 5; ++i) a.session.step(100);
  CHECK(a.plain() != before);
  a.session.cancel();
  a.finish();
  CHECK(a.session.job()->state() == app::JobState::cancelled);
  CHECK(a.plain() == before);
}

TEST_CASE("commands, queries and records are listed with every parameter") {
  const auto commands = app::list_json("commands");
  REQUIRE(commands);
  CHECK(commands->items().size() == std::variant_size_v<commands::Command>);
  REQUIRE(app::list_json("queries"));
  const auto records = app::list_json("records");
  REQUIRE(records);
  CHECK(records->items().size() == schema::type_count);
  CHECK_FALSE(app::list_json("planets"));
}
