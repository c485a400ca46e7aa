// The rows of a dataset, without a database: what is in them, in which order, and what must not be.
#include "core/dataset/dataset.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <catch2/catch_test_macros.hpp>

#include "core/i18n/catalog.h"
#include "core/schema/registry.h"
#include "tests/support/doc_builder.h"

using namespace zhike;
using exchange::Identifiers;

namespace {

struct Table {
  ports::TableDef def;
  std::vector<std::vector<std::string>> rows;  // "" is nothing
};

class Memory : public ports::TableWriter {
 public:
  std::map<std::string, Table> tables;
  std::vector<std::string> order;
  bool is_finished = false;
  int calls_left = -1;  // then it fails

  base::Status begin(const ports::TableDef& def) override {
    order.push_back(def.name);
    tables[def.name].def = def;
    return take();
  }
  base::Status add(std::span<const ports::Cell> row) override {
    Table& table = tables[order.back()];
    REQUIRE(row.size() == table.def.columns.size());
    auto& out = table.rows.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto type = table.def.columns[i].type;
      if (const auto* n = std::get_if<std::int64_t>(&row[i])) {
        CHECK(type == ports::ColumnType::integer);
        out.push_back(std::to_string(*n));
      } else if (const auto* r = std::get_if<double>(&row[i])) {
        CHECK(type == ports::ColumnType::real);
        out.push_back(std::to_string(*r));
      } else {
        const auto* t = std::get_if<std::string_view>(&row[i]);
        CHECK((!t || type == ports::ColumnType::text));
        out.emplace_back(t ? *t : "");
      }
    }
    return take();
  }
  base::Status finish() override {
    is_finished = true;
    return take();
  }
  std::string cell(const std::string& table, std::size_t row, std::string_view column) const {
    const Table& t = tables.at(table);
    const auto at = std::ranges::find(t.def.columns, column, &ports::ColumnDef::name);
    REQUIRE(at != t.def.columns.end());
    REQUIRE(row < t.rows.size());
    return t.rows[row][static_cast<std::size_t>(at - t.def.columns.begin())];
  }
  bool holds(std::string_view text) const {
    for (const auto& [name, table] : tables)
      for (const auto& row : table.rows)
        for (const std::string& value : row)
          if (value.find(text) != std::string::npos) return true;
    return false;
  }

 private:
  base::Status take() {
    if (calls_left == 0) return base::fail("storage.full");
    if (calls_left > 0) --calls_left;
    return {};
  }
};

struct Shop {
  test::DocBuilder b;
  store::Handle anna;
  Shop() {
    anna =
        b.customer("C1", "Chen Mei", {{"owner", "Li"}, {"phone", "13800001111"}, {"city", "Suzhou"}, {"tags", "a; b"}});
    const store::Handle bo = b.customer("C2", "Bo Wang", {{"owner", "Zhao"}, {"wallet_total", "12.3456"}});
    b.purchase(anna, "2026-01-05", "120.5");
    const store::Handle survey = b.add("survey", {{"key", "S1"}, {"name", "Spring"}});
    const store::Handle question = b.question("nps", survey);
    b.answer(question, "9", anna, "2026-02-01", {{"remark", "Mei is glad"}});
    b.answer(question, "2", bo, "2026-02-01");
    b.edit(bo, {{"city", "Wuxi"}});
    b.edit_blindly(anna, {{"phone", "13900002222"}}, 7, "bo");
    b.edit_blindly(anna, {{"city", "Wuxi"}}, 8, "du");
    const store::Handle gone = b.customer("C3", "Gone");
    b.remove(gone);
  }
};

dataset::Summary write(const store::Book& book, Memory& out, const dataset::Options& options = {}) {
  const auto summary = dataset::write(book, options, out);
  REQUIRE(summary);
  CHECK(out.is_finished);
  return *summary;
}

}  // namespace

TEST_CASE("a dataset has one table a record type, with a column a field, all of them in the codebook") {
  Memory out;
  write(Shop().b.book(), out);
  std::set<std::pair<std::string, std::string>> noted;
  for (std::size_t i = 0; i < out.tables["codebook"].rows.size(); ++i)
    noted.emplace(out.cell("codebook", i, "table_name"), out.cell("codebook", i, "column_name"));
  for (const auto& [name, table] : out.tables) {
    INFO(name);
    std::set<std::string> columns;
    for (const ports::ColumnDef& column : table.def.columns) {
      CHECK(columns.insert(column.name).second);
      CHECK(noted.contains({name, column.name}));
    }
    CHECK(noted.contains({name, "*"}));
    std::set<std::vector<std::string>> keys;
    for (const auto& row : table.rows)
      CHECK(keys.insert({row.begin(), row.begin() + static_cast<std::ptrdiff_t>(table.def.key_columns)}).second);
  }
  for (const schema::RecordDef& def : schema::registry) {
    REQUIRE(out.tables.contains(std::string(def.key)));
    for (const schema::FieldDef& field : def.fields)
      CHECK(noted.contains({std::string(def.key), std::string(field.key)}));
  }
}

TEST_CASE("every table, column and choice has a name in each of the three languages") {
  Memory out;
  write(Shop().b.book(), out);
  for (const std::string table : {"codebook", "codebook_choice"})
    for (std::size_t i = 0; i < out.tables[table].rows.size(); ++i) {
      const std::string column = out.cell(table, i, "column_name");
      INFO(out.cell(table, i, "table_name") << "." << column);
      for (const char* label : {"label_en", "label_zh_hans", "label_zh_hant"}) {
        CHECK_FALSE(out.cell(table, i, label).empty());
        CHECK(out.cell(table, i, label) != column);
      }
    }
}

TEST_CASE("values are as the codebook says, references have names, conflicts and history are there") {
  Shop shop;
  Memory out;
  write(shop.b.book(), out);
  REQUIRE(out.tables["customer"].rows.size() == 2);
  CHECK(out.cell("customer", 0, "tags") == R"(["a","b"])");
  CHECK(out.cell("customer", 1, "wallet_total") == std::to_string(12.3456));
  CHECK(out.cell("purchase", 0, "customer") == shop.b.ref(shop.anna));
  CHECK(out.cell("purchase", 0, "customer_name") == "Chen Mei");
  CHECK(out.cell("purchase", 0, "amount") == std::to_string(120.5));
  REQUIRE(out.tables["answers_long"].rows.size() == 2);
  CHECK(out.cell("answers_long", 0, "survey_name") == "Spring");
  CHECK(out.cell("answers_long", 0, "value_number") == std::to_string(9.0));
  CHECK(out.cell("answers_long", 1, "customer_name") == "Bo Wang");
  // Two slots of Anna's, two values each; the group of the address holds one differing field.
  CHECK(out.tables["conflict"].rows.size() == 4);
  CHECK(out.tables["change_log"].rows.size() == shop.b.doc().change_count());
  CHECK(out.holds("_del"));
  CHECK(out.holds("Gone"));  // in the history: nothing is ever forgotten but by a purge
}

TEST_CASE("the order in which change-sets came changes nothing") {
  Shop shop;
  Memory first;
  const std::string hash = write(shop.b.book(), first).hash;
  std::vector<std::string> lines;
  for (store::ChangeIndex i = 0; i < shop.b.doc().change_count(); ++i) lines.emplace_back(shop.b.book().line(i));
  std::mt19937 random(5);
  for (int round = 0; round < 20; ++round) {
    std::ranges::shuffle(lines, random);
    store::Book book;
    book.set_identity({99, "hq"});
    for (const std::string& line : lines) {
      const auto received = book.receive(line);
      INFO((received ? line : received.error().code + received.error().where + line));
      REQUIRE(received);
    }
    book.catch_up();
    Memory again;
    CHECK(write(book, again).hash == hash);
    for (const std::string& table : first.order) CHECK(again.tables[table].rows == first.tables[table].rows);
  }
  shop.b.edit(shop.anna, {{"city", "Beijing"}});
  Memory changed;
  CHECK(write(shop.b.book(), changed).hash != hash);
}

TEST_CASE("with pseudonyms no name leaves, in no table, and the same key gives the same ones") {
  Shop shop;
  Memory out, again, other;
  const dataset::Options options{{}, Identifiers::pseudonyms, "blue"};
  const std::string hash = write(shop.b.book(), out, options).hash;
  for (const char* secret : {"Chen", "Bo Wang", "13800001111", "13900002222", "Mei", "Gone", "C1"}) {
    INFO(secret);
    CHECK_FALSE(out.holds(secret));
  }
  for (const store::Handle handle : {shop.anna}) CHECK_FALSE(out.holds(shop.b.ref(handle)));
  CHECK(out.holds(exchange::pseudonym(shop.b.doc().id(shop.anna), "blue")));
  CHECK(out.holds("Suzhou"));
  // The history goes on under the new ids, and points to records of the dataset.
  std::set<std::string> ids;
  for (std::size_t i = 0; i < out.tables["customer"].rows.size(); ++i) ids.insert(out.cell("customer", i, "id"));
  std::size_t writes = 0;
  for (std::size_t i = 0; i < out.tables["change_history"].rows.size(); ++i)
    if (out.cell("change_history", i, "record_type") == "customer") {
      CHECK(ids.contains(out.cell("change_history", i, "record")));
      ++writes;
    }
  CHECK(writes > 5);
  CHECK(write(shop.b.book(), again, options).hash == hash);
  CHECK(write(shop.b.book(), other, {{}, Identifiers::pseudonyms, "red"}).hash != hash);
}

TEST_CASE("a part holds its owners' customers, and only their history") {
  Shop shop;
  Memory out;
  write(shop.b.book(), out, {{"Li"}, Identifiers::kept, {}});
  CHECK(out.tables["customer"].rows.size() == 1);
  CHECK(out.holds("Chen Mei"));
  CHECK_FALSE(out.holds("Bo Wang"));
}

TEST_CASE("a writer that fails at any call ends it with its error") {
  Shop shop;
  Memory whole;
  const auto rows = write(shop.b.book(), whole).tables;
  int calls = 1;
  for (const auto& table : rows) calls += 1 + static_cast<int>(table.rows);
  for (int n = 0; n < calls; n += 7) {
    Memory out;
    out.calls_left = n;
    CHECK(dataset::write(shop.b.book(), {}, out).error().code == "storage.full");
  }
}
