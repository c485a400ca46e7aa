#include "core/base/json.h"

#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>

#include <catch2/catch_test_macros.hpp>

#include "core/base/text.h"

using namespace zhike::base;

namespace {

std::string code_of(std::string_view text, const JsonLimits& limits = {}) {
  const Result<Json> parsed = parse_json(text, limits);
  return parsed ? "" : parsed.error().code;
}

std::string where_of(std::string_view text) {
  const Result<Json> parsed = parse_json(text);
  return parsed ? "" : parsed.error().where;
}

std::string round_trip(std::string_view text) {
  const Result<Json> parsed = parse_json(text);
  return parsed ? write_canonical(*parsed) : parsed.error().code;
}

// A random value of limited depth, with all kinds a book holds.
class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  Json value(int depth) {
    switch (pick(depth > 0 ? 7 : 5)) {
      case 0:
        return Json();
      case 1:
        return Json(pick(2) == 1);
      case 2:
        return Json(static_cast<std::int64_t>(random_()) >> pick(64));
      case 5: {
        Json array = Json::array();
        for (int n = pick(6); n > 0; --n) array.push(value(depth - 1));
        return array;
      }
      case 6: {
        Json object = Json::object();
        for (int n = pick(25); n > 0; --n) object.set(text(), value(depth - 1));
        return object;
      }
      default:
        return Json(text());
    }
  }

  std::string text() {
    static constexpr char32_t alphabet[] = {0,      1,      8,      9,      10,      31,      '"',     '\\',
                                            '/',    'a',    'z',    0x7f,   0x80,    0x7ff,   0x800,   0x4e2d,
                                            0xd7ff, 0xe000, 0xfeff, 0xffff, 0x10000, 0x1f600, 0x10ffff};
    std::string out;
    for (int n = pick(9); n > 0; --n) append_utf8(out, alphabet[pick(std::size(alphabet))]);
    return out;
  }

 private:
  int pick(std::size_t count) { return static_cast<int>(random_() % count); }
  std::mt19937_64 random_;
};

}  // namespace

TEST_CASE("JSON: every kind is read") {
  const Result<Json> parsed = parse_json(
      R"( {"n":null,"t":true,"f":false,"i":-9223372036854775808,"d":1.5,"s":"x\u00e9\ud83d\ude00","a":[1,[]],"o":{}} )");
  REQUIRE(parsed);
  const Json& json = *parsed;
  CHECK(json["n"].is_null());
  CHECK(json["t"].as_bool());
  CHECK(json["f"].is_bool());
  CHECK(json["i"].as_integer() == INT64_MIN);
  CHECK(json["d"].as_number() == 1.5);
  CHECK(!json["d"].is_integer());
  CHECK(json["s"].as_string() == "xé😀");
  CHECK(json["a"].items().size() == 2);
  CHECK(json["o"].is_object());
  CHECK(json.find("missing") == nullptr);
  CHECK(json["missing"]["deeper"].is_null());
  CHECK(json["s"].as_integer() == 0);
  CHECK(json.members()[3].first == "i");
}

TEST_CASE("JSON: values are built and compared") {
  Json json;
  json.set("b", 1).set("a", "x").set("b", Json::array());
  json.members()[0].second.push(2).push(true).push(nullptr);
  CHECK(write_json(json) == R"({"b":[2,true,null],"a":"x"})");
  CHECK(write_canonical(json) == R"({"a":"x","b":[2,true,null]})");
  CHECK(json == *parse_json(R"({"b":[2,true,null],"a":"x"})"));
  CHECK(!(json == *parse_json(R"({"a":"x","b":[2,true,null]})")));
  CHECK(write_json(json, 2) == "{\n  \"b\": [\n    2,\n    true,\n    null\n  ],\n  \"a\": \"x\"\n}");
  CHECK(write_json(*parse_json("[{},[]]"), 1) == "[\n {},\n []\n]");
}

TEST_CASE("JSON: faults are named and placed") {
  CHECK(code_of("") == "json.syntax");
  CHECK(code_of("{\"a\":1") == "json.syntax");
  CHECK(where_of("[1,\n 2,\n  x]") == "line 3, column 3");
  CHECK(where_of("{\"客户\":tru}") == "line 1, column 10");
  CHECK(code_of("\xef\xbb\xbf{}") == "json.syntax");
  CHECK(code_of(std::string_view("1\0", 2)) == "json.syntax");
  CHECK(code_of("// note\n1") == "json.syntax");
  CHECK(code_of("\"\xff\"") == "json.not_utf8");
  CHECK(where_of("[\n\"\xc3\x28\"]") == "line 2, column 2");
  CHECK(code_of("\"\\ud800\"") == "json.not_utf8");
  CHECK(code_of("\"\\udc00\\ud800\"") == "json.not_utf8");
  CHECK(code_of("\"\xed\xa0\x80\"") == "json.not_utf8");
  CHECK(code_of("1e999") == "json.number");
}

TEST_CASE("JSON: duplicate keys are refused in small and large objects") {
  CHECK(code_of(R"({"a":1,"b":2,"a":1})") == "json.duplicate_key");
  CHECK(code_of(R"([{"a":1},{"a":1,"b":{"a":2}}])").empty());
  CHECK(code_of(R"({"a":1,"\u0061":2})") == "json.duplicate_key");
  std::string large = "{";
  for (int i = 0; i < 5000; ++i) large += "\"k" + std::to_string(i) + "\":0,";
  CHECK(code_of(large + "\"last\":1}").empty());
  const Result<Json> twice = parse_json(large + "\"k4321\":1}");
  REQUIRE(!twice);
  CHECK(twice.error().code == "json.duplicate_key");
  CHECK(twice.error().detail == "k4321");
}

TEST_CASE("JSON: limits") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(code_of(nested(32)).empty());
  CHECK(code_of(nested(33)) == "json.too_deep");
  CHECK(code_of(std::string(100'000, '[')) == "json.too_deep");
  CHECK(code_of(nested(5), {.depth = 4}) == "json.too_deep");
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  CHECK(code_of(objects) == "json.too_deep");
  CHECK(code_of("\"abcd\"", {.string_bytes = 4}).empty());
  CHECK(code_of("\"abcde\"", {.string_bytes = 4}) == "json.string_too_long");
  CHECK(code_of("{\"abcde\":1}", {.string_bytes = 4}) == "json.string_too_long");
  CHECK(code_of("[1.0]", {.doubles_allowed = false}) == "json.number");
  CHECK(code_of("[1e2]", {.doubles_allowed = false}) == "json.number");
  CHECK(code_of("[9223372036854775808]", {.doubles_allowed = false}) == "json.number");
  CHECK(code_of("[-9223372036854775809]", {.doubles_allowed = false}) == "json.number");
  CHECK(code_of("[9223372036854775807]", {.doubles_allowed = false}).empty());
  CHECK(parse_json("9223372036854775808")->as_number() == 9223372036854775808.0);
}

TEST_CASE("JSON: canonical form sorts by UTF-16 code units (RFC 8785, 3.2.3)") {
  CHECK(
      round_trip(
          "{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\",\"\\ufb33\":\"Hebrew Letter Dalet With Dagesh\","
          "\"1\":\"One\",\"\\ud83d\\ude00\":\"Emoji: Grinning Face\",\"\\u0080\":\"Control\","
          "\"\\u00f6\":\"Latin Small Letter O With Diaeresis\"}") ==
      "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\","
      "\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
  CHECK(utf16_less("", "a"));
  CHECK(!utf16_less("a", "a"));
  CHECK(utf16_less("\U00010000", "\uffff"));
  CHECK(utf16_less("\U0010ffff", "\ue000"));
  CHECK(utf16_less("\ud7ff", "\U00010000"));
  CHECK(utf16_less("\U00010000", "\U00010001"));
}

TEST_CASE("JSON: canonical strings are escaped as JCS asks") {
  CHECK(round_trip(R"("\u20ac$\u000f\nA'\u0042\u0022\u005c\\\"\/")") == "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
  CHECK(round_trip("\"\\b\\t\\n\\f\\r\\u0000\\u001F\\u007f\"") == "\"\\b\\t\\n\\f\\r\\u0000\\u001f\x7f\"");
  CHECK(write_json(Json("a\xff\xe4\xb8z")) == "\"a\ufffd\ufffd\ufffdz\"");
}

TEST_CASE("JSON: doubles are written in the shortest exact form (RFC 8785, appendix B)") {
  const std::pair<double, const char*> samples[] = {{0.0, "0"},
                                                    {-0.0, "0"},
                                                    {5e-324, "5e-324"},
                                                    {-5e-324, "-5e-324"},
                                                    {1.7976931348623157e308, "1.7976931348623157e+308"},
                                                    {9007199254740992.0, "9007199254740992"},
                                                    {295147905179352830000.0, "295147905179352830000"},
                                                    {9.999999999999997e22, "9.999999999999997e+22"},
                                                    {1e23, "1e+23"},
                                                    {1.0000000000000001e23, "1.0000000000000001e+23"},
                                                    {999999999999999700000.0, "999999999999999700000"},
                                                    {999999999999999900000.0, "999999999999999900000"},
                                                    {1e21, "1e+21"},
                                                    {9.999999999999997e-7, "9.999999999999997e-7"},
                                                    {0.000001, "0.000001"},
                                                    {333333333.3333332, "333333333.3333332"},
                                                    {333333333.33333325, "333333333.33333325"},
                                                    {333333333.3333333, "333333333.3333333"},
                                                    {-0.0000033333333333333333, "-0.0000033333333333333333"},
                                                    {1424953923781206.2, "1424953923781206.2"},
                                                    {12.5, "12.5"},
                                                    {100, "100"},
                                                    {0.1, "0.1"}};
  for (const auto& [value, text] : samples) CHECK(write_json(Json(value)) == text);
  CHECK(write_json(Json(std::numeric_limits<double>::infinity())) == "null");
  CHECK(write_json(Json(std::nan(""))) == "null");
  const std::uint64_t seed = 20261121;
  INFO("seed " << seed);
  std::mt19937_64 random(seed);
  for (int i = 0; i < 20'000; ++i) {
    const double value = std::ldexp(static_cast<double>(random() >> 11), static_cast<int>(random() % 400) - 200);
    const std::string text = write_json(Json(value));
    if (std::strtod(text.c_str(), nullptr) != value) FAIL("does not read back: " << text);
  }
}

TEST_CASE("JSON: what is written reads back equal, and canonical text is a fixed point") {
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    Generator generator(seed);
    const Json json = generator.value(5);
    const Result<Json> plain = parse_json(write_json(json, static_cast<int>(seed % 4)));
    if (!plain || !(*plain == json)) FAIL("seed " << seed);
    const std::string canonical = write_canonical(json);
    const Result<Json> again = parse_json(canonical, {.doubles_allowed = false});
    if (!again || write_canonical(*again) != canonical) FAIL("seed " << seed << ": " << canonical);
  }
}

TEST_CASE("JSON: damaged text is never a crash") {
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    Generator generator(seed);
    std::string text = write_json(generator.value(4));
    std::mt19937_64 random(seed);
    for (int n = 0; n < 3 && !text.empty(); ++n) text[random() % text.size()] = static_cast<char>(random());
    text.resize(text.size() - random() % (text.size() / 4 + 1));
    if (const Result<Json> parsed = parse_json(text)) {
      const Result<Json> again = parse_json(write_canonical(*parsed));
      if (!again) FAIL("seed " << seed);
    } else if (parsed.error().code.empty() || parsed.error().where.empty()) {
      FAIL("seed " << seed);
    }
  }
}
