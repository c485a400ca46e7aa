// A merge is one undo step, a cancelled or cut-off one leaves nothing behind, and the log of merges remembers.
#include <catch2/catch_test_macros.hpp>

#include "tests/support/laptop.h"

using namespace zhike;
using base::Json;
using test::Laptop;

namespace {

// Anna and Li share one customer; Li then changes her phone and adds Bo.
struct Pair {
  Laptop anna{1}, li{2};
  std::string before, from_li;
  Pair() {
    REQUIRE(anna.run("create", R"({"type":"customer","key":"C1","name":"Chen","phone":"000","city":"Suzhou"})"));
    li.merge(anna.bundle());
    REQUIRE(li.run("update", R"({"rec":"C1","type":"customer","phone":"222"})"));
    REQUIRE(li.run("create", R"({"type":"customer","key":"C2","name":"Bo"})"));
    REQUIRE(anna.run("update", R"({"rec":"C1","type":"customer","phone":"111"})"));
    before = anna.hash();
    from_li = li.bundle();
  }
};

std::string shown(Laptop& laptop, std::string_view key, std::string_view field) {
  const auto& doc = laptop.session.document();
  const store::Handle handle = doc.find_by_key(0, key);
  return handle ? std::string(doc.text(handle, schema::registry[0].find(field))) : "(none)";
}

}  // namespace

TEST_CASE("undoing a merge is as if it had never come, and redoing brings all of it back") {
  Pair p;
  p.anna.merge(p.from_li);
  const std::string after = p.anna.hash();
  CHECK(after != p.before);
  CHECK(p.anna.ask("conflicts")["total"].as_integer() == 1);
  CHECK(p.anna.session.undo_name() == "command.merge");
  REQUIRE(p.anna.run("undo", "{}"));
  CHECK(p.anna.hash() == p.before);
  CHECK(shown(p.anna, "C2", "name") == "(none)");
  CHECK(p.anna.ask("merges")["rows"].items()[0]["state"].as_string() == "out");
  REQUIRE(p.anna.run("redo", "{}"));
  CHECK(p.anna.hash() == after);
  CHECK(p.anna.ask("merges")["rows"].items()[0]["state"].as_string() == "in");
}

TEST_CASE("what was taken out stays out over a restart and is not passed on; merging it again brings it in") {
  Pair p;
  p.anna.merge(p.from_li);
  const std::string after = p.anna.hash();
  REQUIRE(p.anna.run("undo", "{}"));
  p.anna.save();
  Laptop again(p.anna.storage);
  CHECK(again.hash() == p.before);
  Laptop third(3);
  third.merge(again.bundle());
  CHECK(third.hash() == p.before);
  const Json answer = again.merge(p.from_li);
  CHECK(answer["new"].as_integer() == 2);
  CHECK(answer["conflicts"].items().size() == 1);
  CHECK(again.hash() == after);
  again.save();
  CHECK(Laptop(again.storage).hash() == after);
}

TEST_CASE("an old merge is taken out and in by its number, in another session too") {
  Pair p;
  p.anna.merge(p.from_li);
  const std::string after = p.anna.hash();
  p.anna.save();
  Laptop again(p.anna.storage);
  CHECK_FALSE(again.session.can_undo());
  REQUIRE(again.run("switch_merge", R"({"merge":"1"})"));
  CHECK(again.hash() == p.before);
  const auto twice = again.run("switch_merge", R"({"merge":1,"to":"out"})");
  REQUIRE_FALSE(twice);
  CHECK(twice.error().code == "merge.is_so_already");
  CHECK(again.run("switch_merge", R"({"merge":7})").error().code == "merge.unknown");
  REQUIRE(again.run("undo", "{}"));
  CHECK(again.hash() == after);
}

TEST_CASE("what was written on merged records goes with them and comes back with them") {
  Pair p;
  p.anna.merge(p.from_li);
  REQUIRE(p.anna.run("update", R"({"rec":"C2","type":"customer","phone":"999"})"));
  REQUIRE(p.anna.run("update", R"({"rec":"C1","type":"customer","city":"Wuxi"})"));
  REQUIRE(p.anna.run("switch_merge", R"({"merge":1,"to":"out"})"));
  CHECK(p.anna.session.document().table(0).visible_count == 1);
  CHECK(shown(p.anna, "C1", "city") == "Wuxi");
  CHECK(shown(p.anna, "C1", "phone") == "111");
  REQUIRE(p.anna.run("switch_merge", R"({"merge":1,"to":"in"})"));
  CHECK(shown(p.anna, "C2", "name") == "Bo");
  CHECK(shown(p.anna, "C2", "phone") == "999");
}

TEST_CASE("earlier steps can still be undone after a merge was") {
  Pair p;
  p.anna.merge(p.from_li);
  REQUIRE(p.anna.run("undo", "{}"));
  REQUIRE(p.anna.run("undo", "{}"));
  CHECK(shown(p.anna, "C1", "phone") == "000");
  REQUIRE(p.anna.run("create", R"({"type":"customer","key":"C3","name":"Du"})"));
  p.anna.save();
  Laptop again(p.anna.storage);
  CHECK(again.session.book().problems().empty());
  CHECK(again.hash() == p.anna.hash());
}

TEST_CASE("a merge cancelled at any step leaves nothing half done") {
  Pair p;
  for (int i = 0; i < 20; ++i) {
    const std::string args = R"({"type":"customer","key":"L)" + std::to_string(i) + R"(","name":"Many"})";
    REQUIRE(p.li.run("create", args.c_str()));
  }
  const std::string bundle = p.li.bundle();
  for (int steps = 1; steps < 60; steps += 3) {
    INFO(steps);
    Laptop anna(1);
    anna.merge(p.anna.bundle());
    REQUIRE(anna.hash() == p.before);
    REQUIRE(anna.session.start(
        std::make_unique<app::MergeJob>(std::vector<app::BundleFile>{{"b", bundle}}, app::MergeMode::apply)));
    for (int i = 0; i < steps; ++i) anna.session.step(1);
    if (!anna.session.is_working()) break;
    anna.save();
    if (steps % 2 == 0) {  // by a person
      anna.session.cancel();
      anna.finish();
      CHECK(anna.hash() == p.before);
      CHECK(anna.session.undo_name() == "command.merge");  // the first one
      anna.save();
      CHECK(Laptop(anna.storage).hash() == p.before);
      if (anna.ask("merges")["total"].as_integer() == 2)
        CHECK(anna.run("switch_merge", R"({"merge":2,"to":"in"})").error().code == "merge.cut_off");
      anna.merge(bundle);
      CHECK(anna.session.document().table(0).visible_count == 22);
    } else {  // by a power cut
      Laptop again(anna.storage);
      CHECK(again.hash() == p.before);
      again.merge(bundle);
      CHECK(again.session.document().table(0).visible_count == 22);
    }
  }
}

TEST_CASE("a damaged log of merges loses no record") {
  Pair p;
  p.anna.merge(p.from_li);
  const std::string after = p.anna.hash();
  REQUIRE(p.anna.run("undo", "{}"));
  p.anna.save();
  p.anna.storage.files["meta/merges.json"] = "{\"merges\":[";
  Laptop again(p.anna.storage);
  CHECK(again.hash() == after);
  REQUIRE(again.session.book().problems().size() == 1);
  CHECK(again.session.book().problems()[0].code == "journal.damaged_merges");
}

TEST_CASE("undoing how a conflict was settled opens it again, and redo settles it") {
  for (const char* kept : {"111", "222"}) {
    INFO(kept);
    Pair p;
    p.anna.merge(p.from_li);
    const std::string open = p.anna.plain();
    const std::string args = R"({"rec":"C1","type":"customer","phone":")" + std::string(kept) + "\"}";
    REQUIRE(p.anna.run("resolve_conflict", args.c_str()));
    CHECK(p.anna.ask("conflicts")["total"].as_integer() == 0);
    REQUIRE(p.anna.run("undo", "{}"));
    const Json conflicts = p.anna.ask("conflicts")["conflicts"];
    REQUIRE(conflicts.items().size() == 1);
    CHECK(conflicts.items()[0]["values"].items().size() == 2);
    CHECK(p.anna.plain() == open);
    REQUIRE(p.anna.run("redo", "{}"));
    CHECK(p.anna.ask("conflicts")["total"].as_integer() == 0);
    CHECK(shown(p.anna, "C1", "phone") == kept);
  }
}
