// Search as Chinese users type: Pinyin, initials, both writings, widths, parts of phone numbers, one slip.
#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "core/base/han.h"
#include "core/base/text.h"
#include "core/query/cache.h"
#include "tests/support/doc_builder.h"

namespace zhike::query {
namespace {

using test::DocBuilder;

struct Named {
  DocBuilder b;
  Cache cache;

  void add(std::string_view name, const std::vector<std::pair<std::string, std::string>>& fields = {}) {
    b.customer("N" + std::to_string(++count_), name, fields);
  }
  // Names of the customers found, in order of rank.
  std::vector<std::string> find(std::string_view typed) {
    std::vector<std::string> out;
    for (const SearchHit& hit : cache.search(b.doc(), {.text = std::string(typed)}).hits) out.push_back(hit.title);
    return out;
  }
  bool finds(std::string_view typed, std::string_view name) {
    const std::vector<std::string> found = find(typed);
    return std::ranges::find(found, name) != found.end();
  }

 private:
  int count_ = 0;
};

using Names = std::vector<std::string>;

TEST_CASE("a name is found by Pinyin in full, by initials, and in any mixture") {
  Named n;
  for (const char* name : {"张国胜", "李四", "欧阳娜娜", "Anna Smith"}) n.add(name);
  for (const char* typed : {"zgs", "zhgsh", "zhangguosheng", "zhang guo sheng", "zhangg", "zhanggs", "张gs", "张guosh",
                            "zhanggu", "guosheng", "gs", "ZGS", "ｚｇｓ", "張國", "z国s", "sheng zhang"}) {
    CAPTURE(typed);
    CHECK(n.find(typed) == Names{"张国胜"});
  }
  for (const char* typed : {"oynn", "ouyang", "ouyangnana", "nana"}) {
    CAPTURE(typed);
    CHECK(n.find(typed) == Names{"欧阳娜娜"});
  }
  for (const char* typed : {"zsg", "gsz", "zhangsheng", "lisi4", "xgs"}) {
    CAPTURE(typed);
    CHECK_FALSE(n.finds(typed, "张国胜"));
  }
}

TEST_CASE("every reading of a character counts, that of family names too") {
  Named n;
  for (const char* name : {"单雄信", "曾志伟", "解晓东", "重庆长江公司", "吕布", "任行", "尉迟恭"}) n.add(name);
  CHECK(n.find("shan") == Names{"单雄信"});
  CHECK(n.find("sxx") == Names{"单雄信"});
  CHECK(n.find("zengzw") == Names{"曾志伟"});
  CHECK(n.find("xiexd") == Names{"解晓东"});
  CHECK(n.find("chongqing") == Names{"重庆长江公司"});
  CHECK(n.find("cqcj") == Names{"重庆长江公司"});
  CHECK(n.find("lvbu") == Names{"吕布"});
  CHECK(n.find("lubu") == Names{"吕布"});
  CHECK(n.find("yuchi") == Names{"尉迟恭"});
}

TEST_CASE("both writings, variants and widths find each other") {
  Named n;
  n.add("張國勝");
  n.add("华为软件");
  n.add("裏見軟體股份有限公司");
  CHECK(n.find("张国胜") == Names{"張國勝"});
  CHECK(n.find("zgs") == Names{"張國勝"});
  CHECK(n.find("華爲軟件") == Names{"华为软件"});
  CHECK(n.find("里见软体") == Names{"裏見軟體股份有限公司"});
  CHECK(n.find("　張國　") == Names{"張國勝"});
}

TEST_CASE("parts of a phone number are found, alone and beside a name") {
  Named n;
  n.add("张三", {{"phone", "+86 138-0013-8000"}});
  n.add("张四", {{"phone", "139 1111 2222"}});
  n.add("李三", {{"phone", "０１０－６５５２９９８８"}});
  CHECK(n.find("8000") == Names{"张三"});
  CHECK(n.find("0013 8000") == Names{"张三"});
  CHECK(n.find("13800138000") == Names{"张三"});
  CHECK(n.find("zhang 8000") == Names{"张三"});
  CHECK(n.find("张 1111") == Names{"张四"});
  CHECK(n.find("6552-9988") == Names{"李三"});
  CHECK(n.find("li 8000").empty());
}

TEST_CASE("one slip is forgiven where nothing fits as typed") {
  Named n;
  for (const char* name : {"张国胜", "Johnson & Sons", "Ann Lee", "王小明", "深圳腾讯", "K-4711 Ltd"}) n.add(name);
  for (const char* typed : {"zhnagguosheng", "zhanguosheng", "zhangguoshang", "zangguosheng", "zhanggguosheng",
                            "zhangguosehng", "张国盛", "章国胜", "张国生"}) {
    CAPTURE(typed);
    CHECK(n.find(typed) == Names{"张国胜"});
  }
  for (const char* typed : {"johsnon", "jonson", "johnsen", "johnnson", "johnsoon", "iohnson", "johnsonn"}) {
    CAPTURE(typed);
    CHECK(n.find(typed) == Names{"Johnson & Sons"});
  }
  CHECK(n.find("wangxiaomin") == Names{"王小明"});  // the beginning of ming: no slip at all
  CHECK(n.find("wangxiaomeng").empty() == false);
  CHECK(n.find("深圳滕讯") == Names{"深圳腾讯"});
  CHECK(n.find("johsnno").empty());  // two
  CHECK(n.find("4712").empty());     // numbers are as they are
  CHECK(n.find("anm").empty());      // too short to tell
  CHECK(n.find("hnson") == Names{"Johnson & Sons"});
  n.add("张国盛");
  CHECK(n.find("张国盛") == Names{"张国盛"});
}

TEST_CASE("who begins as typed comes first, then what is written, then what sounds") {
  Named n;
  n.add("北京张氏");
  n.add("Hong Zs Ltd");
  n.add("张三");
  CHECK(n.find("zs") == Names{"张三", "Hong Zs Ltd", "北京张氏"});
}

TEST_CASE("a search follows edits") {
  Named n;
  n.add("张国胜");
  CHECK(n.find("zgs").size() == 1);
  const Handle one = n.cache.search(n.b.doc(), {.text = "zgs"}).hits.at(0).record;
  n.b.edit(one, {{"name", "李四"}});
  CHECK(n.find("zgs").empty());
  CHECK(n.find("ls") == Names{"李四"});
  for (int i = 0; i < 40; ++i) n.b.edit(one, {{"name", i % 2 == 0 ? "王五" : "赵六六六"}});
  CHECK(n.find("zlll").size() == 1);
  CHECK(n.find("ww").empty());
}

// --- properties ---

std::string utf8(char32_t c) {
  std::string out;
  base::append_utf8(out, c);
  return out;
}

// What a person may type for this character.
std::string typed_for(char32_t c, std::mt19937& random) {
  const base::Readings all = base::readings(base::unify_han(c));
  if (all.count == 0) return utf8(c);
  const std::string reading(all.of[random() % all.count]);
  switch (random() % 3) {
    case 0:
      return utf8(c);
    case 1:
      return reading;
    default:
      return reading.size() > 1 && reading[1] == 'h' && random() % 2 == 0 ? reading.substr(0, 2) : reading.substr(0, 1);
  }
}

TEST_CASE("any mixture of ways to type a part of a name finds it") {
  static constexpr std::u32string_view pool = U"张國胜李娜单曾長重慶行绿吕欧阳安恩额峯爲乐Abc7厂吖";
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    std::mt19937 random(seed);
    std::u32string name;
    for (std::size_t i = 0, size = 1 + random() % 6; i < size; ++i) name += pool[random() % pool.size()];
    const std::size_t from = random() % name.size();
    const std::size_t count = 1 + random() % (name.size() - from);
    std::string typed;
    for (const char32_t c : name.substr(from, count)) typed += typed_for(c, random);
    std::string text;
    for (const char32_t c : name) text += utf8(c);
    NameText names;
    names.put(0, base::fold_for_search("李雷") + '\x1f');
    names.put(1, base::fold_for_search(text) + '\x1f');
    std::vector<std::uint8_t> found(2);
    names.mark(base::fold_for_search(typed), Slips::none, found);
    CAPTURE(seed, text, typed);
    CHECK(found[1] == 1);
  }
}

// By the definition, letter by letter: can `typed` be read off `name` from its beginning?
bool reads(std::u32string_view name, std::string_view typed) {
  if (typed.empty()) return true;
  if (name.empty()) return false;
  const std::string same = utf8(name[0]);
  if (typed.starts_with(same) && reads(name.substr(1), typed.substr(same.size()))) return true;
  for (const std::string_view reading : base::readings(name[0])) {
    if (reading.starts_with(typed)) return true;
    if (typed.starts_with(reading) && reads(name.substr(1), typed.substr(reading.size()))) return true;
    const std::size_t initial = reading.size() > 1 && reading[1] == 'h' ? 2 : 1;
    for (std::size_t size = 1; size <= initial; ++size)
      if (typed.starts_with(reading.substr(0, size)) && reads(name.substr(1), typed.substr(size))) return true;
  }
  return false;
}

TEST_CASE("names match exactly what can be read off them") {
  static constexpr std::u32string_view pool = U"张胜安恩西先单a";
  static constexpr std::string_view letters = "zhangsexi";
  for (std::uint32_t seed = 1; seed <= 4000; ++seed) {
    std::mt19937 random(seed);
    std::u32string name;
    for (std::size_t i = 0, size = 1 + random() % 4; i < size; ++i) name += pool[random() % pool.size()];
    std::string typed;
    for (std::size_t i = 0, size = 1 + random() % 4; i < size; ++i) typed += letters[random() % letters.size()];
    std::string text;
    for (const char32_t c : name) text += utf8(c);
    bool is_expected = false;
    for (std::size_t from = 0; from < name.size(); ++from) is_expected |= reads(name.substr(from), typed);
    NameText names;
    names.put(0, text + '\x1f');
    std::vector<std::uint8_t> found(1);
    names.mark(typed, Slips::none, found);
    CAPTURE(seed, text, typed);
    REQUIRE((found[0] == 1) == is_expected);
    REQUIRE(begins_as_typed(text, typed) == reads(name, typed));
  }
}

TEST_CASE("any single slip in a long word is forgiven") {
  static constexpr std::u32string_view pool = U"张国胜李娜王小明陈静赵磊黄强周杰吴敏";
  for (std::uint32_t seed = 1; seed <= 500; ++seed) {
    std::mt19937 random(seed);
    std::u32string name;
    std::string typed;
    for (std::size_t i = 0; i < 3; ++i) {
      name += pool[random() % pool.size()];
      typed += base::readings(name.back()).of[0];
    }
    const std::size_t at = random() % typed.size();
    const char other = static_cast<char>('a' + random() % 26);
    switch (random() % 3) {
      case 0:
        typed[at] = other;
        break;
      case 1:
        typed.insert(at, 1, other);
        break;
      default:
        typed.erase(at, 1);
    }
    std::string text;
    for (const char32_t c : name) text += utf8(c);
    NameText names;
    names.put(0, text + '\x1f');
    std::vector<std::uint8_t> found(1);
    names.mark(typed, Slips::one, found);
    CAPTURE(seed, text, typed);
    CHECK(found[0] == 1);
  }
}

TEST_CASE("texts folded ahead and in parts find what they find at once, after edits too") {
  for (const std::size_t rows : {std::size_t{1}, std::size_t{7}, std::size_t{1000}}) {
    CAPTURE(rows);
    Named n, once;
    for (Named* each : {&n, &once})
      for (int i = 0; i < 40; ++i) each->add(i % 2 ? "张国胜" : "Anna Smith");
    int steps = 1;
    while (n.cache.prepare_customers(n.b.doc(), rows)) ++steps;
    CHECK(steps > (rows == 1000 ? 0 : 4));
    CHECK(n.find("zgs") == once.find("zgs"));
    n.cache.prepare_customers(n.b.doc(), 3);
    for (Named* each : {&n, &once}) each->add("Late Comer");
    n.cache.prepare_customers(n.b.doc(), 3);  // cut short by the search
    CHECK(n.finds("late", "Late Comer"));
    CHECK(n.find("smith") == once.find("smith"));
  }
}

TEST_CASE("typed letter by letter a search finds what it finds at once") {
  static constexpr std::array<std::string_view, 12> names{
      "张国胜",          "张·国 诗",      "章国圣", "Anna Smith", "anna-maria s", "李安娜",
      "ann 13800138000", "长安 国胜印刷", "a.n.n",  "国",         "zgs",          "gs 张"};
  static constexpr std::array<std::string_view, 16> keys{"z",  "g", "s", "a", "n", " ", "国", "张",
                                                         "胜", "h", "1", "3", "8", "0", "-",  "zhang"};
  Named typed;
  for (std::size_t i = 0; i < 60; ++i)
    typed.add(std::string(names[i % names.size()]) + (i < 24 ? "" : " " + std::to_string(i)),
              {{"phone", i % 3 ? "" : "138-0013 8000"}});
  SearchText grows(schema::type_of<schema::Customer>);
  grows.update(typed.b.doc());
  for (std::uint32_t seed = 1; seed <= 400; ++seed) {
    std::mt19937 random(seed);
    std::string text;
    for (std::size_t i = 0, size = 1 + random() % 9; i < size; ++i) {
      if (random() % 8 == 0 && !text.empty()) text.clear();
      text += keys[random() % keys.size()];
      SearchText fresh(schema::type_of<schema::Customer>);
      fresh.update(typed.b.doc());
      CAPTURE(seed, text);
      REQUIRE(grows.match(typed.b.doc(), text) == fresh.match(typed.b.doc(), text));
    }
  }
}

}  // namespace
}  // namespace zhike::query
