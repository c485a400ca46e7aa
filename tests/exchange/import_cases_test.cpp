// Tables as they come, in tests/cases/import: bytes and what must become of them.
#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "core/base/json.h"
#include "tests/exchange/import_support.h"
#include "tests/support/files.h"

namespace zhike::test {
namespace {

commands::ImportOptions options_of(const base::Json& expected) {
  commands::ImportOptions options;
  options.type = expected["as_"].as_string();
  options.date_order = expected["date_order"].as_string();
  return options;
}

void check_counts(const commands::ImportPreview& preview, const base::Json& expected) {
  CHECK(preview.type == expected["type"].as_string());
  CHECK(preview.encoding == expected["encoding"].as_string());
  const auto n = [&](std::string_view key) { return static_cast<std::size_t>(expected[key].as_integer()); };
  CHECK(preview.rows == n("rows"));
  CHECK(preview.created == n("created"));
  CHECK(preview.updated == n("updated"));
  CHECK(preview.unchanged == n("unchanged"));
  std::vector<std::string> fields, wanted_fields;
  for (const auto& column : preview.columns) fields.push_back(column.field);
  for (const base::Json& field : expected["fields"].items()) wanted_fields.push_back(field.as_string());
  CHECK(fields == wanted_fields);
  std::vector<std::string> rejected, wanted;
  for (const auto& row : preview.rejected_rows)
    rejected.push_back(std::to_string(row.row) + " " + row.error.where + " " + row.error.code);
  for (const base::Json& row : expected["rejected"].items())
    wanted.push_back(std::to_string(row.items()[0].as_integer()) + " " + row.items()[1].as_string() + " " +
                     row.items()[2].as_string());
  CHECK(rejected == wanted);
  CHECK(preview.rejected == wanted.size());
  std::vector<std::string> also, wanted_also;
  for (const auto& [type, count] : preview.also_created) also.push_back(type + " " + std::to_string(count));
  for (const auto& [type, count] : expected["also_created"].members())
    wanted_also.push_back(type + " " + std::to_string(count.as_integer()));
  std::ranges::sort(also);
  std::ranges::sort(wanted_also);
  CHECK(also == wanted_also);
  for (const auto& [column, note] : expected["notes"].members())
    CHECK(preview.columns.at(static_cast<std::size_t>(std::stoi(column))).note == note.as_string());
}

void check_case(const std::string& name) {
  INFO(name);
  const auto bytes = read_file("cases/import/" + name + ".csv");
  const auto text = read_file("cases/import/" + name + ".json");
  REQUIRE(bytes);
  REQUIRE(text);
  const auto expected = base::parse_json(*text);
  REQUIRE(expected);
  ImportingLaptop laptop(1);
  const auto dry = laptop.import(*bytes, name + ".csv", options_of(*expected), ImportRun::dry);
  if (!(*expected)["error"].is_null()) {
    REQUIRE(!dry);
    CHECK(dry.error().code == (*expected)["error"].as_string());
    if (!(*expected)["where"].is_null()) CHECK(dry.error().where == (*expected)["where"].as_string());
    return;
  }
  REQUIRE(dry);
  CHECK(laptop.doc().change_count() == 0);
  check_counts(*dry, *expected);
  const auto written = laptop.import(*bytes, name + ".csv", options_of(*expected));
  REQUIRE(written);
  check_counts(*written, *expected);
  CHECK(laptop.count(written->type) == written->created);
  for (const auto& [type, count] : written->also_created) CHECK(laptop.count(type) == count);
  for (const base::Json& value : (*expected)["values"].items()) {
    const auto& v = value.items();
    INFO(v[0].as_string() << " " << v[1].as_integer() << " " << v[2].as_string());
    CHECK(laptop.text(v[0].as_string(), static_cast<std::size_t>(v[1].as_integer()), v[2].as_string()) ==
          v[3].as_string());
  }
  const std::string before = store::state_hash(laptop.doc());
  const auto again = laptop.import(*bytes, name + ".csv", options_of(*expected));
  REQUIRE(again);
  CHECK(again->created == 0);
  CHECK(again->updated == 0);
  CHECK(again->rejected == written->rejected);
  CHECK(again->also_created.empty());
  CHECK(store::state_hash(laptop.doc()) == before);
}

TEST_CASE("tables as they come become the records they mean, and once only") {
  std::size_t cases = 0;
  for (const std::string& file : list_files("cases/import")) {
    if (!file.ends_with(".json")) continue;
    check_case(file.substr(0, file.size() - 5));
    ++cases;
  }
  CHECK(cases >= 18);
}

}  // namespace
}  // namespace zhike::test
