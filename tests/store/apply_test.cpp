// State is a function of the set of change-sets: any order, repetition and partial delivery give the same state, and no
// value is lost that nobody has replaced.
#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "core/base/random.h"
#include "core/store/document.h"

using namespace zhike;
using base::ChangeId;
using schema::Value;

namespace {

constexpr schema::TypeIndex customer_type = schema::type_of<schema::Customer>;
const base::RecId rec_a{1, 1}, rec_b{1, 2};

store::Change change(ChangeId id, std::int64_t ms, std::vector<store::RecordOp> ops) {
  store::Change c;
  c.id = id;
  c.at = {ms, 0};
  c.by = "dev" + std::to_string(id.device);
  c.command = "update";
  c.records = std::move(ops);
  return c;
}
store::RecordOp set(base::RecId rec, std::string field, std::string value, std::vector<ChangeId> over = {}) {
  return {"customer", rec, {{std::move(field), {value.empty() ? Value{} : Value{value}, {}}, std::move(over)}}};
}
store::RecordOp remove(base::RecId rec, const std::vector<ChangeId>& saw) {
  std::string json = "{\"saw\":[";
  for (std::size_t i = 0; i < saw.size(); ++i) json += (i ? ",\"" : "\"") + base::write_change_id(saw[i]) + "\"";
  return {"customer", rec, {{"_del", {{}, json + "]}"}, {}}}};
}
store::Applied apply(store::Document& doc, const store::Change& c) {
  return store::apply(doc, c, base::sha256(store::write_change(c)));
}
std::string name_of(const store::Document& doc, base::RecId rec) {
  return std::string(doc.text(doc.find(rec), schema::index_of<&schema::Customer::name>()));
}

}  // namespace

TEST_CASE("a value that was seen and replaced is gone, whatever the clocks say") {
  store::Document doc;
  apply(doc, change({1, 1}, 5000, {set(rec_a, "name", "old")}));
  apply(doc, change({2, 1}, 10, {set(rec_a, "name", "new", {{1, 1}})}));  // a laptop whose clock is far behind
  CHECK(name_of(doc, rec_a) == "new");
  CHECK(doc.conflicts().empty());
}

TEST_CASE("two edits that did not see each other are both kept, as a conflict") {
  store::Document doc;
  apply(doc, change({1, 1}, 1, {set(rec_a, "name", "base")}));
  apply(doc, change({2, 1}, 2, {set(rec_a, "name", "left", {{1, 1}})}));
  apply(doc, change({3, 1}, 3, {set(rec_a, "name", "right", {{1, 1}})}));
  REQUIRE(doc.conflicts().size() == 1);
  CHECK(name_of(doc, rec_a) == "right");  // shown: the later clock
  apply(doc, change({2, 2}, 4, {set(rec_a, "name", "settled", {{2, 1}, {3, 1}})}));
  CHECK(doc.conflicts().empty());
  CHECK(name_of(doc, rec_a) == "settled");
}

TEST_CASE("two equal values are no conflict") {
  store::Document doc;
  apply(doc, change({2, 1}, 2, {set(rec_a, "name", "same")}));
  apply(doc, change({3, 1}, 3, {set(rec_a, "name", "same")}));
  CHECK(doc.conflicts().empty());
}

TEST_CASE("an edit that a delete has not seen beats the delete") {
  store::Document doc;
  apply(doc, change({1, 1}, 1, {set(rec_a, "name", "n")}));
  apply(doc, change({2, 1}, 2, {remove(rec_a, {{1, 1}})}));
  CHECK_FALSE(doc.is_visible(doc.find(rec_a)));
  CHECK(doc.table(customer_type).visible_count == 0);
  apply(doc, change({3, 1}, 1, {set(rec_a, "phone", "1")}));
  CHECK(doc.is_visible(doc.find(rec_a)));
  CHECK(doc.table(customer_type).visible_count == 1);
}

TEST_CASE("a change-set counts once; another one with its number is a fork") {
  store::Document doc;
  const auto c = change({1, 1}, 1, {set(rec_a, "name", "n")});
  CHECK(apply(doc, c) == store::Applied::fresh);
  CHECK(apply(doc, c) == store::Applied::duplicate);
  CHECK(apply(doc, change({1, 1}, 1, {set(rec_a, "name", "other")})) == store::Applied::fork);
  CHECK(doc.revision() == 1);
}

TEST_CASE("fields of a group are written and lost together") {
  store::Document doc;
  auto both = [](std::string city, std::string street, std::vector<ChangeId> over) {
    return store::RecordOp{
        "customer",
        rec_a,
        {{"city", {Value{std::move(city)}, {}}, over}, {"street", {Value{std::move(street)}, {}}, over}}};
  };
  apply(doc, change({1, 1}, 1, {both("Suzhou", "East 1", {})}));
  apply(doc, change({2, 1}, 2, {both("Wuxi", "West 2", {{1, 1}})}));
  apply(doc, change({3, 1}, 3, {both("Ningbo", "North 3", {{1, 1}})}));
  const auto handle = doc.find(rec_a);
  CHECK(doc.text(handle, schema::index_of<&schema::Customer::city>()) == "Ningbo");
  CHECK(doc.text(handle, schema::index_of<&schema::Customer::street>()) == "North 3");
  CHECK(doc.conflicts().size() == 1);
}

TEST_CASE("an erased record stays away, whether its contents come before the purge or after it") {
  const auto contents = change({1, 1}, 1, {set(rec_a, "name", "n"), set(rec_b, "name", "other")});
  const auto purge = change({2, 1}, 2, {{"customer", rec_a, {{std::string(store::purge_key), {{}, "true"}, {}}}}});
  store::Document purge_first;
  apply(purge_first, purge);
  CHECK_FALSE(purge_first.is_stale());  // nothing was shown yet
  apply(purge_first, contents);
  CHECK_FALSE(purge_first.is_visible(purge_first.find(rec_a)));
  CHECK(purge_first.table(customer_type).visible_count == 1);

  store::Document contents_first;
  apply(contents_first, contents);
  apply(contents_first, purge);
  REQUIRE(contents_first.is_stale());
  store::Document successor = contents_first.repeat();
  apply(successor, contents);
  apply(successor, purge);
  CHECK_FALSE(successor.is_stale());
  CHECK(successor.table(customer_type).visible_count == 1);
  CHECK(store::state_hash(successor) == store::state_hash(purge_first));
}

TEST_CASE("unknown types and fields are kept in the state and in the line") {
  const std::string line =
      R"({"at":"2026-11-21T10:15:03.123Z-00000000","by":"x","cmd":"c","dev":"00000000000000aa","ops":[)"
      R"({"rec":"0192f0c4-0000-7000-8000-000000000001","set":{"new_field":{"v":[1,"二"]}},"type":"customer"},)"
      R"({"rec":"0192f0c4-0000-7000-8000-000000000002","set":{"a":{"v":1}},"type":"moon"}],"seq":1,"sv":9,"v":1})";
  const auto read = store::read_change(std::string_view(line));
  REQUIRE(read);
  store::Document doc;
  REQUIRE(store::apply(doc, *read, base::sha256(line)) == store::Applied::fresh);
  store::Document empty;
  CHECK(store::state_hash(doc) != store::state_hash(empty));
  CHECK(store::write_change(*read).find(R"("new_field":{"v":[1,"二"]})") != std::string::npos);
}

namespace {

// Devices that edit, delete and restore without talking, then everything in every order.
std::vector<store::Change> schedule(std::uint64_t seed) {
  base::SeededRandom random(seed);
  const int devices = random.between(2, 5);
  std::vector<store::Document> docs(static_cast<std::size_t>(devices));
  std::vector<std::uint32_t> seqs(static_cast<std::size_t>(devices), 0);
  std::vector<store::Change> all;
  constexpr std::array<std::string_view, 4> fields{"name", "phone", "city", "street"};
  for (int step = 0; step < 24; ++step) {
    const auto d = random.below(static_cast<std::uint32_t>(devices));
    store::Document& doc = docs[d];
    if (random.chance(0.4) && !all.empty()) {  // hears of some earlier change
      apply(doc, all[random.below(static_cast<std::uint32_t>(all.size()))]);
      continue;
    }
    const base::RecId rec = random.chance(0.5) ? rec_a : rec_b;
    const auto handle = doc.find(rec);
    const ChangeId id{d + 1, ++seqs[d]};
    std::vector<store::RecordOp> ops;
    if (handle && doc.is_visible(handle) && random.chance(0.2)) {
      ops.push_back(remove(rec, doc.live_changes(handle)));
    } else {
      const auto field = fields[random.below(fields.size())];
      const auto f = schema::registry[customer_type].find(field);
      ops.push_back(set(
          rec, std::string(field), random.chance(0.1) ? "" : "v" + std::to_string(random.below(5)),
          handle && doc.place(handle).row != store::no_row ? doc.live_changes(handle, f) : std::vector<ChangeId>{}));
    }
    const auto c = change(id, random.chance(0.3) ? 7 : random.between(0, 50), std::move(ops));
    apply(doc, c);
    all.push_back(c);
  }
  return all;
}

}  // namespace

TEST_CASE("every order of delivery ends in the same state") {
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    auto changes = schedule(seed);
    store::Document first;
    for (const auto& c : changes) apply(first, c);
    base::SeededRandom random(seed * 7919);
    for (std::size_t i = changes.size(); i > 1; --i)
      std::swap(changes[i - 1], changes[random.below(static_cast<std::uint32_t>(i))]);
    store::Document second;
    for (const auto& c : changes) apply(second, c);
    INFO("seed " << seed);
    REQUIRE(store::state_hash(first) == store::state_hash(second));
    REQUIRE(name_of(first, rec_a) == name_of(second, rec_a));
    REQUIRE(first.is_visible(first.find(rec_b)) == second.is_visible(second.find(rec_b)));
    // Applying everything again changes nothing.
    for (const auto& c : changes) REQUIRE(apply(second, c) == store::Applied::duplicate);
  }
}
