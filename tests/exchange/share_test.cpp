// What a part of the book holds, and what it must not hold, whatever form it leaves in.
#include "core/exchange/share.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "core/exchange/bundle.h"
#include "core/exchange/plain.h"
#include "core/exchange/table_export.h"
#include "tests/support/doc_builder.h"

using namespace zhike;
using exchange::Identifiers;

namespace {

// Two owners, one customer each, with everything that can hang on one.
struct Shop {
  test::DocBuilder b;
  store::Handle anna, bo, product, survey, question;
  Shop() {
    anna = b.customer("C1", "Chen Mei",
                      {{"owner", "Li"}, {"phone", "13800001111"}, {"city", "Suzhou"}, {"notes", "sister of Chen Hua"}});
    bo = b.customer("C2", "Bo Wang", {{"owner", "Zhao"}, {"email", "bo@wang.cn"}});
    product = b.add("product", {{"key", "P1"}, {"name", "Cards"}});
    b.purchase(anna, "2026-01-05", "120", {{"product", b.ref(product)}});
    b.purchase(bo, "2026-01-06", "7");
    survey = b.add("survey", {{"key", "S1"}, {"name", "Spring"}});
    question = b.question("nps", survey);
    b.answer(question, "9", anna, "2026-02-01", {{"survey", b.ref(survey)}, {"remark", "Mei is glad"}});
    b.answer(question, "2", bo, "2026-02-01", {{"survey", b.ref(survey)}});
    b.add("contact_person", {{"customer", b.ref(anna)}, {"name", "Old Chen"}, {"phone", "139"}});
    b.add("complaint", {{"customer", b.ref(anna)}, {"original_words", "Mei waited"}, {"severity", "normal"}});
    b.add("staff", {{"name", "Li"}, {"phone", "110"}});
    b.setting("currency", "CNY");
  }
  exchange::Share share(std::vector<std::string> owners, Identifiers identifiers, std::string key = {}) {
    return exchange::make_share(b.book(), {std::move(owners), identifiers, std::move(key), 77, 1'767'300'000'000});
  }
};

std::size_t count(const exchange::Share& share, std::string_view type) {
  return share.book.document().table(schema::find_type(type)).visible_count;
}

}  // namespace

TEST_CASE("a part holds its owners' customers, what belongs to them, and nothing of anybody else") {
  Shop shop;
  const exchange::Share part = shop.share({"Li"}, Identifiers::kept);
  CHECK(part.customers_left_out == 1);
  CHECK(part.withheld_fields.empty());
  CHECK(count(part, "customer") == 1);
  CHECK(count(part, "purchase") == 1);
  CHECK(count(part, "response") == 1);
  CHECK(count(part, "answer") == 1);
  CHECK(count(part, "contact_person") == 1);
  CHECK(count(part, "complaint") == 1);
  CHECK(count(part, "product") == 1);
  CHECK(count(part, "question") == 1);
  CHECK(count(part, "staff") == 0);
  CHECK(count(part, "setting") == 0);
  for (const std::string& text : {exchange::write_bundle(part.book), exchange::write_plain(part.book.document())}) {
    CHECK(text.find("Chen Mei") != std::string::npos);
    CHECK(text.find("Bo Wang") == std::string::npos);
    CHECK(text.find("bo@wang.cn") == std::string::npos);
    CHECK(text.find(base::write_id(shop.b.doc().id(shop.bo))) == std::string::npos);
  }
  // The records are the same ones: what a colleague adds to them can be merged back.
  CHECK(part.book.document().is_visible(part.book.document().find(shop.b.doc().id(shop.anna))));
}

TEST_CASE("all owners together lack nothing") {
  Shop shop;
  const exchange::Share all = shop.share({}, Identifiers::kept);
  CHECK(exchange::write_plain(all.book.document()) == exchange::write_plain(shop.b.doc()));
  CHECK(shop.share({"Nobody"}, Identifiers::kept).customers_left_out == 2);
  CHECK(count(shop.share({"Nobody"}, Identifiers::kept), "product") == 0);
}

TEST_CASE("without identifiers nothing that names a person leaves, in any form") {
  Shop shop;
  const exchange::Share part = shop.share({}, Identifiers::left_out, "thrown away");
  const auto& doc = part.book.document();
  std::string all = exchange::write_bundle(part.book) + exchange::write_plain(doc);
  for (const schema::RecordDef& def : schema::registry) all += *exchange::write_table(doc, def.key);
  for (const char* secret : {"Mei", "Chen", "Wang", "13800001111", "bo@", "sister", "waited", "C1", "110", "139"})
    CHECK(all.find(secret) == std::string::npos);
  for (const store::Handle known : {shop.anna, shop.bo})
    CHECK(all.find(base::write_id(shop.b.doc().id(known))) == std::string::npos);
  CHECK(all.find("Suzhou") != std::string::npos);
  CHECK(all.find("Cards") != std::string::npos);
  CHECK(count(part, "contact_person") == 0);
  CHECK(count(part, "staff") == 0);
  CHECK(count(part, "purchase") == 2);
  CHECK(count(part, "answer") == 2);
  CHECK(std::ranges::find(part.withheld_fields, "customer.phone") != part.withheld_fields.end());
  CHECK(std::ranges::find(part.withheld_fields, "complaint.original_words") != part.withheld_fields.end());
}

TEST_CASE("pseudonyms are the same under the same key, and different under another") {
  Shop shop;
  const auto names = [](const exchange::Share& share) {
    const store::Table& table = share.book.document().table<schema::Customer>();
    std::vector<std::string> out;
    for (store::Row row = 0; row < table.rows(); ++row)
      out.emplace_back(table.columns[schema::index_of<&schema::Customer::name>()].text(row));
    return out;
  };
  const auto once = names(shop.share({}, Identifiers::pseudonyms, "blue"));
  CHECK(once == names(shop.share({}, Identifiers::pseudonyms, "blue")));
  CHECK(once != names(shop.share({}, Identifiers::pseudonyms, "red")));
  REQUIRE(once.size() == 2);
  CHECK(once[0] != once[1]);
  CHECK(once[0].starts_with("C-"));
  CHECK(once[0].size() == 8);
  // HMAC-SHA-256, by an independent program: printf ID | openssl dgst -sha256 -hmac blue
  CHECK(exchange::pseudonym(*base::read_id("0192f0c4-0000-7000-8000-000000000001"), "blue") == "C-826768");
}
