// One form for all writings of a character, readings, and the order of names.
#include "core/base/han.h"

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "core/base/tables.h"
#include "core/base/text.h"

namespace zhike::base {
namespace {

std::string unified(std::string_view text) { return fold_for_search(text); }

std::string all_readings(char32_t c) {
  std::string out;
  for (const std::string_view reading : readings(c)) out.append(out.empty() ? "" : " ").append(reading);
  return out;
}

bool is_read(char32_t c, std::string_view reading) {
  const Readings all = readings(c);
  return std::ranges::find(all, reading) != all.end();
}

TEST_CASE("traditional, simplified and variant writings are one") {
  CHECK(unified("張國勝") == "张国胜");
  CHECK(unified("軟體資訊檔案") == "软体资讯档案");
  CHECK(unified("裏裡里") == "里里里");
  CHECK(unified("臺台 爲為为 眾衆众") == "台台 为为为 众众众");
  CHECK(unified("吳呉吴內黃溫說説強") == "吴吴吴内黄温说说强");
  CHECK(unified("峯群羣啓啟录録") == "峰群群启启录录");
  CHECK(unified("ＡＢＣ張") == "abc张");
  for (char32_t c = 0x3400; c <= 0x9fff; ++c) {
    CAPTURE(static_cast<unsigned>(c));
    REQUIRE(unify_han(unify_han(c)) == unify_han(c));
  }
  CHECK(unify_han(U'a') == U'a');
  CHECK(unify_han(U'，') == U'，');
}

TEST_CASE("readings have no tone, the commonest first") {
  CHECK(all_readings(U'国') == "guo");
  CHECK(all_readings(U'吕') == "lv");
  CHECK(readings(U'长').of[0] == "zhang");
  CHECK(is_read(U'长', "chang"));
  CHECK(is_read(U'重', "chong"));
  CHECK(is_read(U'行', "hang"));
  CHECK(all_readings(U'䶮') == "yan");
  CHECK(all_readings(U'𬭎') == "hong");
  CHECK(readings(U'a').count == 0);
  CHECK(readings(U'。').count == 0);
}

TEST_CASE("family names with a reading of their own") {
  struct Name {
    char32_t character;
    std::string_view reading;
  };
  for (const Name& name : {Name{U'单', "shan"},
                           {U'曾', "zeng"},
                           {U'解', "xie"},
                           {U'仇', "qiu"},
                           {U'查', "zha"},
                           {U'盖', "ge"},
                           {U'朴', "piao"},
                           {U'区', "ou"},
                           {U'乐', "yue"},
                           {U'召', "shao"},
                           {U'种', "chong"},
                           {U'缪', "miao"},
                           {U'翟', "zhai"},
                           {U'覃', "qin"},
                           {U'能', "nai"},
                           {U'黑', "he"},
                           {U'那', "na"}}) {
    CAPTURE(name.reading);
    CHECK(surname_reading(name.character, U'伟') == name.reading);
    CHECK(is_read(name.character, name.reading));
  }
  CHECK(surname_reading(U'单', U'于') == "chan");
  CHECK(surname_reading(U'尉', U'迟') == "yu");
  CHECK(surname_reading(U'尉', U'伟').empty());
  CHECK(surname_reading(U'张', U'伟').empty());
}

TEST_CASE("names stand in the order of their sound") {
  std::vector<std::string> names{"曾国藩", "张国胜", "Zoe",  "单田芳", "李安", "連戰",
                                 "Ben",    "安娜",   "吕布", "单于",   "2 号"};
  std::ranges::sort(names, {}, [](const std::string& name) { return order_key(name); });
  CHECK(names == std::vector<std::string>{"2 号", "安娜", "Ben", "单于", "李安", "連戰", "吕布", "单田芳", "曾国藩",
                                          "张国胜", "Zoe"});
  CHECK(order_key("Ann Lee") == "ann lee");
  CHECK(order_key("").empty());
  CHECK(order_key("张三") != order_key("章三"));
}

}  // namespace
}  // namespace zhike::base
