// Every record type, field and choice of the registry has its label; no label is left over from something gone.
#include <set>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "core/i18n/catalog.h"
#include "core/i18n/catalog_rows.h"
#include "core/schema/registry.h"

namespace zhike::i18n {
namespace {

std::set<std::string> expected_labels() {
  std::set<std::string> keys;
  for (const schema::RecordDef& record : schema::registry) {
    const std::string type(record.key);
    keys.insert("record." + type);
    keys.insert("record." + type + ".plural");
    for (const schema::FieldDef& field : record.fields) {
      const std::string path = type + "." + std::string(field.key);
      keys.insert("field." + path);
      for (const std::string_view choice : field.options.choices) {
        keys.insert("choice." + path + "." + std::string(choice));
      }
    }
  }
  return keys;
}

TEST_CASE("every record type, field and choice has a label") {
  for (const std::string& key : expected_labels()) {
    INFO(key);
    CHECK(has_text(key));
  }
}

TEST_CASE("no label belongs to a record type, field or choice that does not exist") {
  const std::set<std::string> expected = expected_labels();
  for (const CatalogRow& row : catalog_rows()) {
    const std::string key(row.key);
    if (key.starts_with("record.") || key.starts_with("field.") || key.starts_with("choice.")) {
      INFO(key);
      CHECK(expected.contains(key));
    }
    if (key.starts_with("help.")) {
      INFO(key);
      CHECK(expected.contains("field." + key.substr(5)));
    }
  }
}

}  // namespace
}  // namespace zhike::i18n
