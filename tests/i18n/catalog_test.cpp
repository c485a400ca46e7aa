// Looking up words, filling in values, plural forms, optional parts, the pseudo-language, and tags of languages.
#include "core/i18n/catalog.h"

#include <algorithm>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "core/i18n/catalog_rows.h"
#include "core/i18n/error_text.h"

namespace zhike::i18n {
namespace {

TEST_CASE("a key gives the words of each language") {
  CHECK(text(Lang::en, "date.tomorrow") == "tomorrow");
  CHECK(text(Lang::zh_hans, "date.days_ago") == "{n} 天前");
  CHECK(text(Lang::zh_hant, "date.weekday.1") == "週一");
}

TEST_CASE("an unknown key is shown as it is") {
  CHECK(text(Lang::en, "nowhere.at_all") == "nowhere.at_all");
  CHECK(format(Lang::zh_hans, "nowhere.at_all", {{"n", 3}}) == "nowhere.at_all");
  CHECK_FALSE(has_text("nowhere.at_all"));
  CHECK_FALSE(has_text(""));
  CHECK(has_text("date.today"));
}

TEST_CASE("keys made of a prefix and a name fall back to the name") {
  CHECK(text_under(Lang::zh_hant, "date.month.", "11") == "11月");
  CHECK(text_under(Lang::en, "date.month.", "13") == "13");
}

TEST_CASE("every row is found, so the table is sorted as the search expects") {
  const auto rows = catalog_rows();
  REQUIRE(rows.size() > 100);
  CHECK(std::ranges::is_sorted(rows, {}, &CatalogRow::key));
  CHECK(std::ranges::adjacent_find(rows, {}, &CatalogRow::key) == rows.end());
  for (const CatalogRow& row : rows) {
    INFO(row.key);
    CHECK(text(Lang::zh_hant, row.key) == row.words[static_cast<int>(Lang::zh_hant)]);
    for (const std::string_view words : row.words) CHECK_FALSE(words.empty());
  }
}

TEST_CASE("the plural form follows the number n") {
  struct Case {
    Lang lang;
    std::int64_t n;
    std::string_view expected;
  };
  const Case cases[] = {
      {Lang::en, 1, "in 1 day"},
      {Lang::en, 0, "in 0 days"},
      {Lang::en, 2, "in 2 days"},
      {Lang::en, 1234567, "in 1,234,567 days"},
      {Lang::en, -1, "in -1 days"},
      {Lang::zh_hans, 1, "1 天后"},
      {Lang::zh_hant, 12, "12 天後"},
      {Lang::pseudo, 1, "⟦îń 1 ďáý···⟧"},
      {Lang::pseudo, 2, "⟦îń 2 ďáýš····⟧"},
  };
  for (const Case& c : cases) {
    INFO(lang_code(c.lang) << " " << c.n);
    CHECK(format(c.lang, "date.in_days", {{"n", c.n}}) == c.expected);
  }
}

TEST_CASE("values are put in by name, in the order of each language") {
  const std::string family = "Lee";
  const Arg args[] = {{"given", "Ann"}, {"family", family}, {"not_used", 7}};
  CHECK(format(Lang::en, "name.full", args) == "Ann Lee");
  CHECK(format(Lang::zh_hans, "name.full", args) == "Lee Ann");
}

TEST_CASE("numbers are grouped, text is not touched") {
  CHECK(format(Lang::en, "number.percent", {{"value", 12345.678}}) == "12,345.68%");
  CHECK(format(Lang::en, "number.percent", {{"value", 12.0}}) == "12%");
  CHECK(format(Lang::en, "number.percent", {{"value", "{value} [x]"}}) == "{value} [x]%");
  CHECK(format(Lang::en, "number.percent", {{"value", std::size_t{1000}}}) == "1,000%");
}

TEST_CASE("a value that was not given stays visible") { CHECK(format(Lang::en, "date.in_days", {}) == "in {n} days"); }

TEST_CASE("an optional part goes when its value is empty") {
  CHECK(format(Lang::en, "report.made_by", {{"by", "Ann"}, {"date", "21 Nov 2026"}}) ==
        "Made with Zhike by Ann on 21 Nov 2026");
  CHECK(format(Lang::en, "report.made_by", {{"by", ""}, {"date", "21 Nov 2026"}}) == "Made with Zhike on 21 Nov 2026");
  CHECK(format(Lang::en, "report.made_by", {}) == "Made with Zhike");
}

TEST_CASE("the pseudo-language is accented, longer, and keeps placeholders") {
  const std::string_view words = text(Lang::pseudo, "date.due_in");
  CHECK(words == "⟦ďûé îń {n} ďáýš·····⟧");
}

TEST_CASE("language tags") {
  struct Case {
    std::string_view tag;
    Lang expected;
  };
  const Case cases[] = {
      {"zh", Lang::zh_hans},    {"zh-CN", Lang::zh_hans}, {"zh-SG", Lang::zh_hans},   {"ZH-hans-HK", Lang::zh_hans},
      {"zh-TW", Lang::zh_hant}, {"zh-hk", Lang::zh_hant}, {"zh-Hant", Lang::zh_hant}, {"zh_TW.UTF-8", Lang::zh_hant},
      {"zh-MO", Lang::zh_hant}, {"en-GB", Lang::en},      {"fr", Lang::en},           {"", Lang::en},
      {"en-XA", Lang::pseudo},  {"zhx", Lang::en},
  };
  for (const Case& c : cases) {
    INFO(c.tag);
    CHECK(lang_from_code(c.tag) == c.expected);
  }
  for (const Lang lang : all_langs) CHECK(lang_from_code(lang_code(lang)) == lang);
}

TEST_CASE("places are named in the reader's words") {
  CHECK(place_text(Lang::en, "line 3, column 14") == "line 3, column 14");
  CHECK(place_text(Lang::zh_hans, "line 3, column 14") == "第 3 行第 14 列");
  CHECK(place_text(Lang::zh_hans, "line 3") == "第 3 行");
  CHECK(place_text(Lang::en, "31") == "line 31");
  CHECK(place_text(Lang::zh_hant, "row 12") == "第 12 列");
  CHECK(place_text(Lang::zh_hans, "customer.phone") == "电话");
  CHECK(place_text(Lang::zh_hans, "promise") == "承诺");
  CHECK(place_text(Lang::zh_hans, "line 3 or so") == "line 3 or so");
  CHECK(place_text(Lang::zh_hans, "line ") == "line ");
  CHECK(place_text(Lang::zh_hans, "a.json") == "a.json");
  CHECK(place_text(Lang::zh_hans, "").empty());
}

TEST_CASE("an error becomes a sentence with place and detail") {
  const base::Error error{"value.no_such_choice", "customer.status", "gone"};
  CHECK(error_text(Lang::en, error) == "Not one of the choices: “gone” (Status). The value was not taken over.");
  CHECK(error_text(Lang::zh_hans, error) == "不在可选项中：“gone”（状态），该值未被采用。");
  CHECK(error_text(Lang::en, {"value.no_such_choice", "", ""}) ==
        "Not one of the choices. The value was not taken over.");
}

TEST_CASE("an error without a sentence names its code") {
  const std::string words = error_text(Lang::en, {"strange.fault", "here", "so"});
  CHECK(words.find("strange.fault") != std::string::npos);
  CHECK(words.find("here") != std::string::npos);
  CHECK(words.find("so") != std::string::npos);
}

}  // namespace
}  // namespace zhike::i18n
