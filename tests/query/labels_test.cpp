// Every query and parameter has its label in the catalogue, and no label is left over.
#include <set>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "core/i18n/catalog.h"
#include "core/i18n/catalog_rows.h"
#include "core/query/catalog.h"

namespace zhike::query {
namespace {

TEST_CASE("queries and parameters have labels, and labels have queries and parameters") {
  std::set<std::string> expected;
  for (const QueryDef& query : queries()) {
    const std::string name(query.name);
    expected.insert("query." + name);
    expected.insert("query." + name + ".help");
    for (const ParamDef& param : query.params) expected.insert("param." + name + "." + std::string(param.key));
  }
  for (const std::string& key : expected) {
    INFO(key);
    CHECK(i18n::has_text(key));
  }
  for (const i18n::CatalogRow& row : i18n::catalog_rows()) {
    const std::string key(row.key);
    const bool is_ours = key.starts_with("query.") ||
                         (key.starts_with("param.") && find_query(key.substr(6, key.find('.', 6) - 6)) != nullptr);
    INFO(key);
    if (is_ours) CHECK(expected.contains(key));
  }
}

}  // namespace
}  // namespace zhike::query
