// The JSON test suite beside the checkout: y_ must be accepted, n_ refused, i_ either way but without a crash.
#include <algorithm>
#include <array>

#include <catch2/catch_test_macros.hpp>

#include "core/base/json.h"
#include "tests/support/files.h"

using namespace zhike;

TEST_CASE("JSON test suite") {
  const std::optional<std::string> folder = test::shared_folder("data/json-test-suite");
  if (!folder) SKIP("../shared/data/json-test-suite is not on this machine");
  // Valid JSON that Zhike refuses by design: a key that occurs twice would lose one of its values.
  constexpr std::array refused_by_design = {"y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"};
  int accepted = 0, refused = 0, either = 0;
  for (const std::string& name : test::list_files(*folder)) {
    const std::optional<std::string> text = test::read_file(*folder + "/" + name);
    REQUIRE(text);
    const base::Result<base::Json> parsed = base::parse_json(*text);
    INFO(name << ": " << (parsed ? "accepted" : parsed.error().code + ", " + parsed.error().where));
    if (std::find(refused_by_design.begin(), refused_by_design.end(), name) != refused_by_design.end()) {
      REQUIRE(!parsed);
      CHECK(parsed.error().code == "json.duplicate_key");
    } else if (name.starts_with("y_")) {
      REQUIRE(parsed);
      const base::Result<base::Json> again = base::parse_json(base::write_canonical(*parsed));
      REQUIRE(again);
      CHECK(base::write_canonical(*again) == base::write_canonical(*parsed));
      ++accepted;
    } else if (name.starts_with("n_")) {
      REQUIRE(!parsed);
      CHECK(parsed.error().where.starts_with("line "));
      ++refused;
    } else {
      ++either;
    }
  }
  CHECK(accepted == 93);
  CHECK(refused == 188);
  CHECK(either == 35);
}
