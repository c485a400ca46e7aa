// The same customer entered twice: found with reasons, joined field by field, separated at any time, told apart.
#include <catch2/catch_test_macros.hpp>

#include "tests/support/laptop.h"

using namespace zhike;
using base::Json;
using test::Laptop;

namespace {

struct Twins {
  Laptop anna{1};
  std::string first, second;  // ids, the lesser first
  Twins() {
    first =
        made(R"({"type":"customer","key":"C1","name":"Chen Mei","phone":"13800001111","city":"Suzhou","tags":"a"})");
    anna.clock.at += 1000;  // ids are in order of time
    second =
        made(R"({"type":"customer","key":"C2","name":"chen  mei","phone":"+86 138 0000 1111","tags":"b","notes":"n"})");
    REQUIRE(anna.run("log_contact", R"({"customer":"C1","channel":"visit","summary":"one"})"));
    REQUIRE(anna.run("log_contact", R"({"customer":"C2","channel":"visit","summary":"two"})"));
  }
  std::string made(const char* args) { return (*anna.run("create", args))["rec"].as_string(); }
  std::string args(std::string_view more = {}) const {
    return R"({"type":"customer","rec":")" + first + R"(","duplicate":")" + second + '"' + std::string(more) + "}";
  }
  std::string field(std::string_view id, std::string_view key) {
    const auto& doc = anna.session.document();
    return std::string(doc.text(doc.find(*base::read_id(id)), schema::registry[0].find(key)));
  }
  std::int64_t contacts(const std::string& customer) {
    return anna.ask("timeline", (R"({"customer":")" + customer + "\"}").c_str())["total"].as_integer();
  }
};

}  // namespace

TEST_CASE("duplicates come with a score and reasons") {
  Twins t;
  const Json found = t.anna.ask("duplicates");
  REQUIRE(found["pairs"].items().size() == 1);
  const Json& pair = found["pairs"].items()[0];
  CHECK(pair["score"].as_integer() == 90);
  REQUIRE(pair["reasons"].items().size() == 2);
  CHECK(pair["reasons"].items()[0].as_string() == "name");
  CHECK(pair["reasons"].items()[1].as_string() == "phone");
}

TEST_CASE("joined customers are one, with the chosen values and everything recorded about either") {
  Twins t;
  REQUIRE(t.anna.run("join", t.args(R"(,"phone":"139")").c_str()));
  CHECK(t.anna.session.document().table(0).visible_count == 1);
  CHECK(t.contacts(t.first) == 2);
  CHECK(t.field(t.first, "phone") == "139");
  CHECK(t.field(t.first, "notes") == "n");
  CHECK(t.field(t.first, "tags").size() == 3);  // both, one a line
  CHECK(t.anna.ask("duplicates")["pairs"].items().empty());
  CHECK(t.anna.ask("duplicates")["joined"].items().size() == 1);
}

TEST_CASE("separating puts back what each had, in a later session too, and undo does the same") {
  Twins t;
  const std::string before = t.anna.plain();
  REQUIRE(t.anna.run("join", t.args(R"(,"phone":"139")").c_str()));
  const std::string joined = t.anna.plain();
  REQUIRE(t.anna.run("undo", "{}"));
  CHECK(t.anna.plain() == before);
  REQUIRE(t.anna.run("redo", "{}"));
  CHECK(t.anna.plain() == joined);
  t.anna.save();
  Laptop later(t.anna.storage);
  CHECK(later.plain() == joined);
  REQUIRE(later.run("separate", (R"({"rec":")" + t.second + "\"}").c_str()));
  CHECK(later.plain() == before);
}

TEST_CASE("what was changed on the joined record meanwhile stays when they part") {
  Twins t;
  REQUIRE(t.anna.run("join", t.args(R"(,"phone":"139")").c_str()));
  REQUIRE(t.anna.run("update", (R"({"rec":")" + t.first + R"(","phone":"140","city":"Wuxi"})").c_str()));
  REQUIRE(t.anna.run("separate", (R"({"rec":")" + t.second + "\"}").c_str()));
  CHECK(t.field(t.first, "phone") == "140");
  CHECK(t.field(t.first, "city") == "Wuxi");
  CHECK(t.field(t.second, "phone") == "+86 138 0000 1111");
  CHECK(t.contacts(t.first) == 1);
}

TEST_CASE("a change to the hidden one by somebody who did not know is shown as such") {
  Twins t;
  Laptop li(2);
  li.merge(t.anna.bundle());
  REQUIRE(li.run("update", (R"({"rec":")" + t.second + R"(","email":"new@x.cn"})").c_str()));
  REQUIRE(t.anna.run("join", t.args().c_str()));
  CHECK(t.anna.ask("duplicates")["joined"].items()[0]["changed_since"].items().empty());
  t.anna.merge(li.bundle());
  const Json joined = t.anna.ask("duplicates")["joined"];
  REQUIRE(joined.items().size() == 1);
  REQUIRE(joined.items()[0]["changed_since"].items().size() == 1);
  CHECK(joined.items()[0]["changed_since"].items()[0].as_string() == "email");
}

TEST_CASE("a pair that was told apart is not suggested again, on any laptop") {
  Twins t;
  REQUIRE(t.anna.run("keep_apart", (R"({"first":")" + t.second + R"(","second":")" + t.first + "\"}").c_str()));
  CHECK(t.anna.ask("duplicates")["total"].as_integer() == 0);
  Laptop li(2);
  li.merge(t.anna.bundle());
  CHECK(li.ask("duplicates")["total"].as_integer() == 0);
  REQUIRE(t.anna.run("undo", "{}"));
  CHECK(t.anna.ask("duplicates")["total"].as_integer() == 1);
}

TEST_CASE("an earlier value is put back by the change that wrote it") {
  Twins t;
  REQUIRE(t.anna.run("update", (R"({"rec":")" + t.first + R"(","city":"Wuxi"})").c_str()));
  const Json rows = t.anna.ask("history", (R"({"record":")" + t.first + "\"}").c_str())["rows"];
  const Json& newest = rows.items()[0];
  CHECK(newest["field"].as_string() == "city");
  CHECK(newest["old"].as_string() == "Suzhou");
  const std::string change = newest["dev"].as_string() + ":" + std::to_string(newest["seq"].as_integer());
  const auto restore = [&](std::string_view which) {
    return R"({"rec":")" + t.first + R"(","field":"city","change":")" + change + R"(","which":")" + std::string(which) +
           "\"}";
  };
  REQUIRE(t.anna.run("restore_value", restore("replaced").c_str()));
  CHECK(t.field(t.first, "city") == "Suzhou");
  REQUIRE(t.anna.run("restore_value", restore("written").c_str()));
  CHECK(t.field(t.first, "city") == "Wuxi");
  CHECK(
      t.anna
          .run("restore_value", (R"({"rec":")" + t.first + R"(","field":"phone","change":")" + change + "\"}").c_str())
          .error()
          .code == "history.no_such_value");
}
