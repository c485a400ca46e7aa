// Every tests/cases/csv/NAME.csv against NAME.json: either what is read, or the code of the refusal.
#include <catch2/catch_test_macros.hpp>

#include "core/base/json.h"
#include "core/exchange/csv.h"
#include "core/exchange/encoding.h"
#include "tests/support/files.h"

using namespace zhike;
using base::Json;

namespace {

Json problem(std::size_t line, std::string_view code) { return Json::object().set("line", line).set("code", code); }

// What the reader makes of `bytes`, in the shape of the expectations.
Json read_all(const std::string& bytes) {
  Json json = Json::object();
  base::Result<exchange::Decoded> decoded = exchange::decode_text(bytes);
  if (!decoded) return json.set("code", decoded.error().code).set("detail", decoded.error().detail);
  exchange::CsvReader reader(std::move(decoded->text));
  const exchange::CsvHead head = exchange::read_head(reader);
  Json headings = Json::array(), rows = Json::array(), problems = Json::array(), row_problems = Json::array();
  for (const std::string& heading : head.headings) headings.push(heading);
  for (const exchange::CsvProblem& p : head.problems) problems.push(problem(p.line, p.code).set("detail", p.detail));
  for (exchange::CsvRow row; reader.next_row(row);) {
    Json cells = Json::array();
    for (const std::string_view cell : row.cells) cells.push(cell);
    rows.push(std::move(cells));
    if (!row.problem.empty()) row_problems.push(problem(row.line, row.problem));
  }
  json.set("encoding", exchange::encoding_name(decoded->encoding));
  json.set("separator", std::string(1, reader.format().separator));
  json.set("headings", std::move(headings)).set("line", head.line).set("rows", std::move(rows));
  json.set("problems", std::move(problems)).set("row_problems", std::move(row_problems));
  return json.set("replaced", decoded->replaced);
}

}  // namespace

TEST_CASE("CSV cases") {
  int cases = 0;
  for (const std::string& name : test::list_files("cases/csv")) {
    if (!name.ends_with(".csv")) continue;
    ++cases;
    const std::string stem = name.substr(0, name.size() - 4);
    const std::optional<std::string> bytes = test::read_file("cases/csv/" + name);
    const std::optional<std::string> expected = test::read_file("cases/csv/" + stem + ".json");
    REQUIRE(bytes);
    REQUIRE(expected);
    const base::Result<Json> json = base::parse_json(*expected);
    REQUIRE(json);
    INFO(stem);
    CHECK(write_json(read_all(*bytes), 1) == write_json(*json, 1));
  }
  CHECK(cases >= 38);
}
