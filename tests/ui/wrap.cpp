#include "web/ui/wrap.h"

#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/headless_ui.h"

using namespace zhike;
using namespace zhike::ui;
using tests::HeadlessUi;

namespace {

// The default font has one width for every letter and none for Han: those count as the fallback, as wide as a letter.
struct Face {
  HeadlessUi page{[] {}};
  ImFontBaked* baked = ImGui::GetIO().Fonts->Fonts[0]->GetFontBaked(13);
  float letter = baked->GetCharAdvance('x');
  std::vector<std::string> wrap(std::string_view text, int letters) {
    std::vector<std::string> lines;
    for (const std::string_view line : wrap_lines(text, *baked, letter * static_cast<float>(letters) + 0.5f))
      lines.emplace_back(line);
    return lines;
  }
};

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("lines break at blanks and between Han characters", "[ui][wrap]") {
  Face face;
  CHECK(face.wrap("call before delivery", 11) == Lines{"call before", "delivery"});
  CHECK(face.wrap("客户满意度调查", 3) == Lines{"客户满", "意度调", "查"});
  CHECK(face.wrap("用Zhike记录", 6) == Lines{"用Zhike", "记录"});
  CHECK(face.wrap("abcdefgh", 3) == Lines{"abc", "def", "gh"});
  CHECK(face.wrap("a\n\nb", 9) == Lines{"a", "", "b"});
  CHECK(face.wrap("", 9) == Lines{""});
}

TEST_CASE("no line starts with a comma or ends with an opening bracket", "[ui][wrap]") {
  Face face;
  CHECK(face.wrap("甲乙丙，丁", 3) == Lines{"甲乙", "丙，丁"});
  CHECK(face.wrap("甲乙（丙丁", 3) == Lines{"甲乙", "（丙丁"});
  CHECK(is_line_end_mark(U'。'));
  CHECK(is_line_start_mark(U'《'));
}

TEST_CASE("soft breaks come and go without touching the text", "[ui][wrap]") {
  Face face;
  const std::string plain = "call us before each delivery\n客户说交货晚了三天";
  const std::string shown = with_soft_breaks(plain, *face.baked, face.letter * 8.5f);
  CHECK(shown.find("\r\n") != std::string::npos);
  CHECK(without_soft_breaks(shown) == plain);
  for (std::size_t at = 0; at <= plain.size(); ++at) CHECK(plain_offset(shown, shown_offset(shown, at)) == at);
}

TEST_CASE("a wrapped field edits like one line of text", "[ui][wrap]") {
  std::string value;
  HeadlessUi page([&] { text_area("ui.app", value, {.width_css = 160}); });
  page.click("ui.app");
  page.type_text("one two three four five six");
  CHECK(value == "one two three four five six");
  page.press("Home");
  page.press("Ctrl+End");
  page.type_text("!");
  CHECK(value == "one two three four five six!");
  for (int i = 0; i < 13; ++i) page.press("Backspace");
  CHECK(value == "one two three f");
  for (int i = 0; i < 5; ++i) page.press("Left");
  page.type_text("X");
  CHECK(value == "one two thXree f");
  page.press("Ctrl+A");
  page.press("Delete");
  CHECK(value.empty());
}

TEST_CASE("line ends of other systems become plain ones", "[ui][wrap]") {
  std::string value = "a\r\nb\rc";
  HeadlessUi page([&] { text_area("ui.app", value); });
  CHECK(value == "a\nb\nc");
}

TEST_CASE("copying from a wrapped field leaves the soft breaks behind", "[ui][wrap]") {
  std::string value = "one two three four five six seven eight nine ten";
  HeadlessUi page([&] { text_area("ui.app", value, {.width_css = 160}); });
  page.click("ui.app");
  page.press("Ctrl+A");
  page.press("Ctrl+C");
  CHECK(std::string(ImGui::GetClipboardText()) == value);
}
