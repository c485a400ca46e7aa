// Which record is which: joining duplicates and parting them, erasing for ever, two profiles of one device, what
// colleagues hold.
#include <catch2/catch_test_macros.hpp>

#include "core/exchange/bundle.h"
#include "core/exchange/peers.h"
#include "tests/support/laptop.h"

using namespace zhike;
using base::Json;
using test::Laptop;

namespace {

base::Result<Json> call(Laptop& laptop, std::string_view verb, Json args = Json::object()) {
  auto reply = app::call(laptop.session, verb, args);
  if (!reply) return std::unexpected(reply.error());
  return reply->value;
}
void two_annas(Laptop& a) {
  REQUIRE(a.run("create", R"({"type":"customer","key":"C1","name":"Anna","city":"Suzhou"})"));
  REQUIRE(a.run("create", R"({"type":"customer","key":"C2","name":"Anne","phone":"139"})"));
  REQUIRE(a.run("create", R"({"type":"purchase","customer":"C2","date":"2026-01-05","amount":"12.50"})"));
}
std::size_t visible(const Laptop& a, schema::TypeIndex type) { return a.session.document().table(type).visible_count; }
constexpr auto customers = schema::type_of<schema::Customer>;
constexpr auto purchases = schema::type_of<schema::Purchase>;

}  // namespace

TEST_CASE("joined duplicates are one customer with the purchases of both; separating and undo part them again") {
  Laptop a(1);
  two_annas(a);
  const std::string apart = a.plain();
  REQUIRE(a.run("join", R"({"type":"customer","rec":"C1","duplicate":"C2"})"));
  CHECK(visible(a, customers) == 1);
  const auto& doc = a.session.document();
  const auto shown =
      doc.table(customers).visible[0] ? doc.table(customers).handles[0] : doc.table(customers).handles[1];
  const auto purchase = doc.read<schema::Purchase>(doc.table(purchases).handles[0]);
  CHECK(purchase.customer.handle == shown);
  const auto joined = doc.read<schema::Customer>(shown);
  CHECK(joined.phone.text == "139");
  CHECK(joined.city.text == "Suzhou");
  const std::string together = a.plain();
  REQUIRE(a.run("undo", "{}"));
  CHECK(a.plain() == apart);
  REQUIRE(a.run("redo", "{}"));
  CHECK(a.plain() == together);
  Laptop b(2);
  b.merge(exchange::write_bundle(a.session.book()));
  CHECK(b.plain() == together);
  const std::string rec = base::write_id(doc.id(shown));
  REQUIRE(b.run("separate", ("{\"type\":\"customer\",\"rec\":\"" + rec + "\"}").c_str()));
  CHECK(visible(b, customers) == 2);
  REQUIRE(b.run("undo", "{}"));
  CHECK(b.plain() == together);
}

TEST_CASE("what cannot be joined or parted is refused by name") {
  Laptop a(1);
  two_annas(a);
  const auto code = [&](std::string_view command, const char* args) {
    const auto result = a.run(command, args);
    return result ? std::string() : result.error().code;
  };
  CHECK(code("join", R"({"type":"customer","rec":"C1","duplicate":"C1"})") == "join.same_already");
  CHECK(code("separate", R"({"type":"customer","rec":"C1"})") == "join.not_joined");
  REQUIRE(a.run("delete", R"({"type":"customer","rec":"C2"})"));
  CHECK(code("join", R"({"type":"customer","rec":"C1","duplicate":"C2"})") == "record.missing");
}

TEST_CASE("a purge leaves no word of the customer anywhere, and no old snapshot brings one back") {
  Laptop a(1), b(2);
  two_annas(a);
  const std::string before = exchange::write_bundle(a.session.book());
  b.merge(before);
  REQUIRE(b.run("update", R"({"type":"customer","rec":"C2","email":"anne@example.com"})"));
  REQUIRE(a.run("purge", R"({"type":"customer","rec":"C2"})"));
  CHECK(visible(a, customers) == 1);
  CHECK(visible(a, purchases) == 0);
  CHECK_FALSE(a.session.can_undo());
  a.merge(before);
  a.merge(exchange::write_bundle(b.session.book()));
  b.merge(exchange::write_bundle(a.session.book()));
  CHECK(a.hash() == b.hash());
  for (Laptop* laptop : {&a, &b}) {
    laptop->session.save([](const base::Status& status) { REQUIRE(status); });
    const std::string out = exchange::write_bundle(laptop->session.book());
    for (const std::string_view word : {"Anne", "139", "12.5", "anne@example.com"}) {
      INFO(word);
      CHECK(out.find(word) == std::string::npos);
      for (const auto& [path, bytes] : laptop->storage.files) CHECK(bytes.find(word) == std::string::npos);
    }
  }
}

TEST_CASE("two copies of one profile: both lines are kept, both go on under new numbers") {
  Laptop a(1);
  REQUIRE(a.run("create", R"({"type":"customer","key":"C1","name":"Anna"})"));
  a.session.save([](const base::Status& status) { REQUIRE(status); });
  Laptop copy(a.storage);
  REQUIRE(a.run("update", R"({"type":"customer","rec":"C1","phone":"1"})"));
  REQUIRE(copy.run("update", R"({"type":"customer","rec":"C1","city":"Wuxi"})"));
  const Json report = a.merge(exchange::write_bundle(copy.session.book()));
  REQUIRE(report["rejected"].items().size() == 1);
  CHECK(report["rejected"].items()[0]["code"].as_string() == "bundle.fork");
  copy.merge(exchange::write_bundle(a.session.book()));
  CHECK(a.hash() == copy.hash());
  const auto customer = a.session.document().read<schema::Customer>(a.session.document().table(customers).handles[0]);
  CHECK(customer.phone.text == "1");
  CHECK(customer.city.text == "Wuxi");
  const auto device = a.session.book().identity().device;
  REQUIRE(a.run("update", R"({"type":"customer","rec":"C1","phone":"2"})"));
  CHECK(a.session.book().identity().device != device);
  copy.merge(exchange::write_bundle(a.session.book()));
  CHECK(a.hash() == copy.hash());
}

TEST_CASE("a bundle tells what a colleague holds; the next one for them brings what they lack") {
  Laptop a(1), b(2);
  REQUIRE(a.run("create", R"({"type":"customer","key":"C1","name":"Anna"})"));
  b.merge(exchange::write_bundle(a.session.book()));
  REQUIRE(b.run("create", R"({"type":"customer","key":"C2","name":"Bo"})"));
  a.merge(exchange::write_bundle(b.session.book()));
  REQUIRE(a.run("update", R"({"type":"customer","rec":"C2","phone":"1"})"));
  const auto peers = call(a, "peers");
  REQUIRE(peers);
  REQUIRE(peers->items().size() == 1);
  CHECK(peers->items()[0]["lacks"].as_integer() == 1);
  CHECK(peers->items()[0]["ahead"].as_integer() == 0);
  const std::string device = base::write_device(b.session.book().identity().device);
  const auto bundle = call(a, "export", Json::object().set("for", device));
  REQUIRE(bundle);
  CHECK(b.merge((*bundle)["text"].as_string())["changes"].as_integer() == 1);
  CHECK(a.hash() == b.hash());
  CHECK(call(a, "export", Json::object().set("for", "nobody")).error().code == "peer.unknown");
}

TEST_CASE("the backup counter counts what came after the last backup") {
  Laptop a(1);
  two_annas(a);
  CHECK(exchange::backup_json(a.session.book())["changes"].as_integer() == 3);
  REQUIRE(call(a, "noteBackup"));
  CHECK(exchange::backup_json(a.session.book())["changes"].as_integer() == 0);
  REQUIRE(a.run("update", R"({"type":"customer","rec":"C1","phone":"2"})"));
  a.session.save([](const base::Status& status) { REQUIRE(status); });
  CHECK(exchange::backup_json(Laptop(a.storage).session.book())["changes"].as_integer() == 1);
}

TEST_CASE("a book whose device file is lost or whose segment cannot be read is never written over") {
  Laptop a(1);
  two_annas(a);
  a.session.save([](const base::Status& status) { REQUIRE(status); });
  const auto device = a.session.book().identity().device;
  a.storage.files.erase("meta/device.json");
  Laptop again(a.storage);
  CHECK(visible(again, customers) == 2);
  REQUIRE(again.run("create", R"({"type":"customer","key":"C3","name":"Cy"})"));
  CHECK(again.session.book().identity().device != device);
  CHECK(again.session.book().identity().by == "anna");
  again.session.save([](const base::Status& status) { REQUIRE(status); });
  CHECK(visible(Laptop(again.storage), customers) == 3);
}
