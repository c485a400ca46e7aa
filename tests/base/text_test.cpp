#include "core/base/text.h"

#include <random>

#include <catch2/catch_test_macros.hpp>

using namespace zhike::base;

TEST_CASE("UTF-8: well-formed text passes, every kind of fault is found") {
  constexpr auto fine = std::string_view::npos;
  CHECK(find_invalid_utf8("") == fine);
  CHECK(find_invalid_utf8("plain text, longer than eight bytes, 客户 é 😀 \U0010ffff \ud7ff \ue000") == fine);
  CHECK(find_invalid_utf8("abcdefgh\x80") == 8);
  CHECK(find_invalid_utf8("\xc0\x80") == 0);          // overlong
  CHECK(find_invalid_utf8("a\xc1\xbf") == 1);         // overlong
  CHECK(find_invalid_utf8("\xe0\x9f\xbf") == 0);      // overlong
  CHECK(find_invalid_utf8("\xf0\x8f\xbf\xbf") == 0);  // overlong
  CHECK(find_invalid_utf8("客\xed\xa0\x80") == 3);    // surrogate
  CHECK(find_invalid_utf8("\xf4\x90\x80\x80") == 0);  // above U+10FFFF
  CHECK(find_invalid_utf8("\xf5\x80\x80\x80") == 0);
  CHECK(find_invalid_utf8("ok \xe5\xae") == 3);  // cut off
  CHECK(find_invalid_utf8("\xe5\x20\xa2") == 0);
}

TEST_CASE("UTF-8: repair") {
  CHECK(repair_utf8("fine 客户") == "fine 客户");
  CHECK(repair_utf8("a\xff客\xe5\xae") == "a\ufffd客\ufffd\ufffd");
  const std::uint64_t seed = 5;
  INFO("seed " << seed);
  std::mt19937_64 random(seed);
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes;
    for (std::size_t n = random() % 12; n > 0; --n)
      bytes.push_back(static_cast<char>(random() % 3 == 0 ? random() : 0x80 | random()));
    const std::string repaired = repair_utf8(bytes);
    if (find_invalid_utf8(repaired) != std::string_view::npos) FAIL("step " << i);
    std::string walked;
    for (std::size_t at = 0; at < bytes.size();) append_utf8(walked, next_code_point(bytes, at));
    if (walked != repaired) FAIL("step " << i);
  }
}

TEST_CASE("UTF-8: every code point is written and read back") {
  for (char32_t c = 0; c <= 0x10ffff; ++c) {
    if (c >= 0xd800 && c <= 0xdfff) continue;
    std::string text;
    append_utf8(text, c);
    std::size_t at = 0;
    if (next_code_point(text, at) != c || at != text.size()) FAIL(static_cast<unsigned>(c));
  }
  std::string text;
  append_utf8(text, 0xd800);
  append_utf8(text, 0x110000);
  CHECK(text == "\ufffd\ufffd");
}

TEST_CASE("counting and cutting") {
  CHECK(count_code_points("a客😀") == 3);
  CHECK(count_code_points("") == 0);
  CHECK(first_code_points("a客😀b", 2) == "a客");
  CHECK(first_code_points("a客", 9) == "a客");
  CHECK(first_code_points("a", 0).empty());
}

TEST_CASE("kinds of characters") {
  for (const char32_t c : {U'客', U'一', U'鿿', U'㐀', U'\U00020000', U'々', U'〇'}) CHECK(is_han(c));
  for (const char32_t c : {U'a', U'，', U'あ', U'한', U'😀'}) CHECK(!is_han(c));
  for (const char32_t c : {U' ', U'\t', U'\n', U'\u00a0', U'\u3000', U'\u200b', U'\ufeff'}) CHECK(is_space(c));
  CHECK(!is_space(U'_'));
}

TEST_CASE("trimming") {
  CHECK(trim(" \t\u3000 a b\u00a0\ufeff\r\n") == "a b");
  CHECK(trim("客户\u3000") == "客户");
  CHECK(trim(" \u3000 ").empty());
  CHECK(trim("").empty());
  CHECK(trim("\xe3\x80 x \x80") == "\xe3\x80 x \x80");
  CHECK(trim("\x80\x80\x80\x80\x80") == "\x80\x80\x80\x80\x80");
}

TEST_CASE("folding") {
  CHECK(fold_width("ＡＢＣ　１２３－客户，") == "ABC 123-客户,");
  CHECK(fold_width("plain") == "plain");
  CHECK(fold_for_search("  ＡＣＭＥ　 Ltd\u00a0\t上海 ") == "acme ltd 上海");
  CHECK(fold_for_search("ÉCOLE ÅÆØÞ × ÷") == "école åæøþ × ÷");
  CHECK(fold_for_search("ΆΈΉΊΌΎΏ ΑΒΓΩ ΣΊΣΥΦΟΣ Σίσυφος") == "άέήίόύώ αβγω σίσυφοσ σίσυφοσ");
  CHECK(fold_for_search("МОСКВА Ёлка Ђ") == "москва ёлка ђ");
  CHECK(fold_for_search("张\u200b三\ufeff") == "张三");
  CHECK(fold_for_search(" \u3000 ").empty());
  CHECK(to_lower_ascii("AbZ[É") == "abz[É");
}

TEST_CASE("splitting and replacing") {
  CHECK(split("a,,b,", ',') == std::vector<std::string_view>{"a", "", "b", ""});
  CHECK(split("", ',') == std::vector<std::string_view>{""});
  CHECK(replace_all("aXXbXX", "XX", "-") == "a-b-");
  CHECK(replace_all("aaa", "a", "aa") == "aaaaaa");
  CHECK(replace_all("abc", "", "x") == "abc");
  CHECK(replace_all("abc", "d", "x") == "abc");
}
