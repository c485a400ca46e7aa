// What imports promise: no duplicates, nothing lost, nothing brought back, the same on every laptop.
#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "core/base/json.h"
#include "core/exchange/column_guess.h"
#include "core/exchange/column_names.h"
#include "tests/exchange/import_support.h"
#include "tests/support/files.h"

namespace zhike::test {
namespace {

commands::ImportOptions as(std::string type) {
  commands::ImportOptions options;
  options.type = std::move(type);
  return options;
}

const std::string customers = "key,name,phone,city\nC1,Anna,111111,Rome\nC2,Bert,222222,Oslo\nC3,Cleo,333333,Bonn\n";

TEST_CASE("two laptops that import one file and merge have no duplicates and one state") {
  const std::string purchases =
      "customer,date,amount\nC1,2026-01-01,5\nC1,2026-01-01,5\nAnna,2026-01-02,6\nNew,2026-01-03,7\n";
  const std::string survey = "respondent,nps,why\nR1,9,good\nR2,3,slow\n";
  ImportingLaptop a(1), b(2);
  for (ImportingLaptop* one : {&a, &b}) {
    REQUIRE(one->import(customers, "customers.csv", as("customer")));
    REQUIRE(one->import(purchases, "purchases.csv", as("purchase")));
    REQUIRE(one->import(survey, "survey.csv", as("response")));
  }
  REQUIRE(a.receive(b));
  REQUIRE(b.receive(a));
  CHECK(store::state_hash(a.doc()) == store::state_hash(b.doc()));
  for (const ImportingLaptop* one : {&a, &b}) {
    CHECK(one->count("customer") == 4);
    CHECK(one->count("purchase") == 4);
    CHECK(one->count("response") == 2);
    CHECK(one->count("answer") == 4);
    CHECK(one->count("question") == 2);
    CHECK(one->count("survey") == 1);
    CHECK(one->count("wave") == 1);
    CHECK(one->doc().conflicts().empty());
  }
  const auto again = a.import(purchases, "purchases.csv", as("purchase"));
  REQUIRE(again);
  CHECK(again->unchanged == 4);
}

TEST_CASE("rows with keys give one state in any order") {
  std::vector<std::string> rows;
  for (int i = 0; i < 60; ++i)
    rows.push_back("P" + std::to_string(i) + ",C" + std::to_string(i % 7) + ",2026-01-" +
                   (i % 9 < 1 ? "10" : "0" + std::to_string(i % 9)) + "," + std::to_string(i * 3) + "\n");
  std::uint64_t seed = 42;
  const auto ids = [&](const std::vector<std::string>& lines) {
    std::string text = "order no,customer id,date,amount\n";
    for (const std::string& line : lines) text += line;
    ImportingLaptop laptop(1);
    REQUIRE(laptop.import(text, "orders.csv"));
    std::vector<std::string> all;
    for (const std::string_view type : {"customer", "purchase"})
      for (std::size_t i = 0; i < laptop.count(type); ++i) {
        std::string one = base::write_id(laptop.doc().id(laptop.row(type, i)));
        for (const auto& field : schema::registry[schema::find_type(type)].fields)
          one += "|" + laptop.text(type, i, field.key);
        all.push_back(std::move(one));
      }
    std::ranges::sort(all);
    return all;
  };
  const auto first = ids(rows);
  CHECK(first.size() == 67);
  for (int run = 0; run < 20; ++run) {
    for (std::size_t i = rows.size(); i > 1; --i) {
      seed = seed * 6364136223846793005ull + 1442695040888963407ull;
      std::swap(rows[i - 1], rows[(seed >> 33) % i]);
    }
    CHECK(ids(rows) == first);
  }
}

TEST_CASE("a changed file updates what differs and leaves the rest") {
  ImportingLaptop laptop(1);
  REQUIRE(laptop.import(customers, "customers.csv"));
  const std::string changed = "key,name,phone,city\nC1,Anna,999999,Rome\nC2,Bert,,\nC4,Dora,444444,Rome\n";
  const auto dry = laptop.import(changed, "other.csv", as("customer"), ImportRun::dry);
  REQUIRE(dry);
  CHECK(dry->updated == 1);
  const auto done = laptop.import(changed, "other.csv", as("customer"));
  REQUIRE(done);
  CHECK(done->created == 1);
  CHECK(done->updated == 1);
  CHECK(done->unchanged == 1);
  CHECK(laptop.text("customer", 0, "phone") == "999999");
  CHECK(laptop.text("customer", 1, "phone") == "222222");  // an empty cell clears nothing
  CHECK(laptop.text("customer", 1, "city") == "Oslo");
  CHECK(laptop.doc().conflicts().empty());
}

TEST_CASE("fields of one group stay together when one of them changes") {
  ImportingLaptop laptop(1);
  REQUIRE(laptop.import("key,name,city,address,postcode\nC1,Anna,Rome,Via 1,00100\n", "a.csv"));
  REQUIRE(laptop.import("key,name,city\nC1,Anna,Milan\n", "b.csv"));
  CHECK(laptop.text("customer", 0, "city") == "Milan");
  CHECK(laptop.text("customer", 0, "street") == "Via 1");
  CHECK(laptop.text("customer", 0, "postcode") == "00100");
}

TEST_CASE("a correction made by hand outlives the import of the same rows without keys") {
  const std::string purchases = "customer,date,amount\nAnna,2026-01-01,5\n";
  ImportingLaptop laptop(1);
  REQUIRE(laptop.import(purchases, "p.csv"));
  laptop.edit("purchase", laptop.row("purchase", 0), "amount", std::int64_t{70'000});
  const auto again = laptop.import(purchases, "p.csv");
  REQUIRE(again);
  CHECK(again->unchanged == 1);
  CHECK(laptop.text("purchase", 0, "amount") == "7");
}

TEST_CASE("what was deleted is not brought back, and nothing is hung on it") {
  ImportingLaptop laptop(1);
  REQUIRE(laptop.import(customers, "customers.csv"));
  REQUIRE(laptop.import("customer,date,amount\nC1,2026-01-01,5\n", "p.csv"));
  laptop.remove("customer", laptop.row("customer", 0));
  REQUIRE(laptop.count("customer") == 2);
  const auto again = laptop.import(customers, "customers.csv");
  REQUIRE(again);
  CHECK(again->unchanged == 3);
  CHECK(again->created == 0);
  REQUIRE(again->notes.size() == 1);
  CHECK(again->notes[0].code == "record.deleted");
  CHECK(laptop.count("customer") == 2);
  const auto more = laptop.import("customer,date,amount\nC1,2026-01-01,5\nC1,2026-02-01,6\n", "p.csv");
  REQUIRE(more);
  CHECK(more->unchanged == 1);
  REQUIRE(more->rejected == 1);
  CHECK(more->rejected_rows[0].row == 3);
  CHECK(more->rejected_rows[0].error.code == "record.deleted");
}

TEST_CASE("names are matched when there is no key, and two of one name are not guessed between") {
  ImportingLaptop laptop(1);
  REQUIRE(laptop.import("key,name\nC1,王芳\nC2,王芳\nC3,李强\n", "c.csv"));
  const auto done = laptop.import("客户名称,日期,金额\n王芳,2026-01-01,5\n李强,2026-01-01,6\n", "p.csv");
  REQUIRE(done);
  CHECK(done->created == 1);
  REQUIRE(done->rejected == 1);
  CHECK(done->rejected_rows[0].error == base::Error{"value.ambiguous", "customer", "王芳"});
  CHECK(done->also_created.empty());
  CHECK(laptop.text("purchase", 0, "customer") == "C3");
}

TEST_CASE("a key reaches the customer that was known by name alone") {
  ImportingLaptop laptop(1);
  REQUIRE(laptop.import("客户名称,日期,金额\n王芳,2026-01-01,5\n", "p.csv"));
  const auto done = laptop.import("客户编号,客户名称,城市\nC1,王芳,上海\n", "c.csv");
  REQUIRE(done);
  CHECK(done->updated == 1);
  CHECK(laptop.count("customer") == 1);
  CHECK(laptop.text("customer", 0, "key") == "C1");
}

TEST_CASE("locked words are never overwritten") {
  ImportingLaptop laptop(1);
  REQUIRE(laptop.import("投诉编号,客户,投诉日期,投诉内容\nT1,甲,2026-01-01,原话\n", "t.csv"));
  const auto done = laptop.import("投诉编号,客户,投诉日期,投诉内容\nT1,甲,2026-01-01,改过的话\n", "t.csv");
  REQUIRE(done);
  REQUIRE(done->rejected == 1);
  CHECK(done->rejected_rows[0].error.code == "record.locked_field");
  CHECK(laptop.text("complaint", 0, "original_words") == "原话");
}

TEST_CASE("questions a survey has are used, of the type they have") {
  ImportingLaptop laptop(1);
  REQUIRE(laptop.import("key,name\nS1,春季调查\n", "s.csv", as("survey")));
  REQUIRE(laptop.import("survey,key,type,text,scale_low,scale_high\nS1,q1,csat,满意吗,1,5\n", "q.csv", as("question")));
  const auto done = laptop.import("survey,id,q1,更多\n春季调查,1,5,不错\nS1,2,6,\n", "r.csv", as("response"));
  REQUIRE(done);
  CHECK(done->created == 1);
  REQUIRE(done->rejected == 1);
  CHECK(done->rejected_rows[0].error.code == "value.out_of_range");
  CHECK(laptop.count("survey") == 1);
  CHECK(laptop.count("question") == 2);
  CHECK(laptop.text("answer", 0, "value") == "5");
  CHECK(laptop.text("answer", 1, "text") == "不错");
}

TEST_CASE("a response filled in again changes its answers") {
  ImportingLaptop laptop(1);
  REQUIRE(laptop.import("respondent,q1,q2\nR1,5,4\nR2,9,3\n", "s.csv", as("response")));
  const auto done = laptop.import("respondent,q1,q2\nR1,7,4\nR2,9,3\n", "s.csv", as("response"));
  REQUIRE(done);
  CHECK(done->updated == 1);
  CHECK(done->unchanged == 1);
  CHECK(laptop.text("answer", 0, "value") == "7");
  CHECK(laptop.count("answer") == 4);
}

TEST_CASE("a mapping by hand overrules the guess, and a wrong one is refused") {
  ImportingLaptop laptop(1);
  commands::ImportOptions options = as("purchase");
  options.mapping = {{0, "notes"}, {1, "customer"}, {2, "date"}, {3, "amount"}};
  const auto done = laptop.import("a,b,c,d\nx,Anna,2026-01-01,5\n", "m.csv", options);
  REQUIRE(done);
  CHECK(done->created == 1);
  CHECK(laptop.text("purchase", 0, "notes") == "x");
  options.mapping = {{0, "colour"}};
  CHECK(laptop.import("a,b\n1,2\n", "m.csv", options).error().code == "csv.bad_mapping");
  options.mapping = {{9, "date"}};
  CHECK(laptop.import("a,b\n1,2\n", "m.csv", options).error().code == "csv.bad_mapping");
}

TEST_CASE("what is no table is refused with its reason") {
  ImportingLaptop laptop(1);
  CHECK(laptop.import("", "e.csv").error().code == "csv.empty");
  CHECK(laptop.import(std::string("PK\x03\x04") + std::string(40, '\0'), "e.zip").error().code == "csv.not_text");
  CHECK(laptop.import("a,b\n1,2\n", "e.csv", as("dragon")).error().code == "record.unknown_type");
  commands::ImportOptions options = as("purchase");
  options.encoding = "ebcdic";
  CHECK(laptop.import("a,b\n1,2\n", "e.csv", options).error().code == "csv.unknown_encoding");
}

TEST_CASE("rejected rows come back as a table with the reason") {
  ImportingLaptop laptop(1);
  const auto done = laptop.import("customer,date,amount\nAnna,soon,5\nBert,2026-01-01,6\n", "p.csv", as("purchase"));
  REQUIRE(done);
  const std::string table = exchange::write_rejected(
      *done, "reason", [](const base::Error& error, const void*) { return error.code; }, nullptr);
  CHECK(table ==
        "\xEF\xBB\xBF"
        "customer,date,amount,reason\r\nAnna,soon,5,value.not_a_date\r\n");
}

TEST_CASE("every label of the program is a heading that it understands") {
  const auto text = read_file("../assets/i18n/records.json");
  REQUIRE(text);
  const auto labels = base::parse_json(*text);
  REQUIRE(labels);
  std::size_t checked = 0;
  for (const auto& [key, words] : labels->members()) {
    if (!key.starts_with("field.")) continue;
    const std::size_t dot = key.find('.', 6);
    const std::string type = key.substr(6, dot - 6), field = key.substr(dot + 1);
    if (type == "setting" || type == "rule" || type == "answer") continue;
    for (const auto& [lang, word] : words.members()) {
      INFO(key << " " << lang);
      const exchange::ColumnSample column{word.as_string(), {}};
      const std::optional<std::string> open;
      const auto fields = exchange::guess_columns(schema::find_type(type), std::span(&column, 1), std::span(&open, 1));
      CHECK(fields[0] == field);
      ++checked;
    }
  }
  CHECK(checked > 300);
}

TEST_CASE("every name is written in the form in which names are compared") {
  for (const auto& entry : exchange::field_names())
    exchange::any_name(entry.names, [&](std::string_view name, std::size_t) {
      INFO(entry.type << "." << entry.field);
      CHECK(exchange::fold_name(name) == name);
      return false;
    });
  for (const auto& entry : exchange::choice_names())
    exchange::any_name(entry.names, [&](std::string_view name, std::size_t) {
      CHECK(exchange::fold_name(name) == name);
      return false;
    });
}

TEST_CASE("real data: purchases and a survey go in whole, without mapping, once") {
  const auto folder = shared_folder("data");
  if (!folder) SKIP("the folder of real data is not beside the checkout");
  const auto purchases = read_file(*folder + "/purchases_cdnow_sample.csv");
  const auto survey = read_file(*folder + "/survey_bank_satisfaction.csv");
  REQUIRE(purchases);
  REQUIRE(survey);
  ImportingLaptop laptop(1);
  for (const std::string type : {"purchase", ""}) {
    const auto dry = laptop.import(*purchases, "purchases_cdnow_sample.csv", as(type), ImportRun::dry, 1000);
    REQUIRE(dry);
    CHECK(dry->created == 6919);
    CHECK(dry->also_created == std::vector<std::pair<std::string, std::size_t>>{{"customer", 2357}});
  }
  const auto done = laptop.import(*purchases, "purchases_cdnow_sample.csv", as("purchase"), ImportRun::write, 1000);
  REQUIRE(done);
  CHECK(done->created == 6919);
  CHECK(done->rejected == 0);
  CHECK(laptop.count("customer") == 2357);
  CHECK(laptop.text("customer", 0, "key") == "00004");
  CHECK(laptop.text("customer", 0, "name") == "00004");
  CHECK(laptop.text("purchase", 0, "quantity") == "2");
  CHECK(laptop.text("purchase", 0, "amount") == "29.33");
  const auto again = laptop.import(*purchases, "purchases_cdnow_sample.csv", as("purchase"), ImportRun::write, 1000);
  REQUIRE(again);
  CHECK(again->unchanged == 6919);

  const auto answers = laptop.import(*survey, "survey_bank_satisfaction.csv", as("response"), ImportRun::write, 1000);
  REQUIRE(answers);
  CHECK(answers->created == 250);
  CHECK(answers->rejected == 0);
  CHECK(laptop.count("question") == 28);
  CHECK(laptop.count("answer") == 7000);
  CHECK(laptop.text("survey", 0, "name") == "survey_bank_satisfaction");
  CHECK(laptop.text("question", 0, "type") == "scale");
  CHECK(laptop.text("question", 27, "type") == "choice");
  CHECK(laptop.text("question", 27, "choices") == "female\nmale");
  CHECK(laptop.text("response", 0, "key") == "R001");
}

}  // namespace
}  // namespace zhike::test
