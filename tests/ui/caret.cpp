#include "web/ui/caret.h"

#include <string>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/headless_ui.h"

using namespace zhike::ui;
using zhike::tests::HeadlessUi;

namespace {

// Where the caret stands when it goes through `text` from one end to the other.
std::string stops(std::string_view text, bool is_backwards) {
  std::string marked;
  std::size_t at = is_backwards ? text.size() : 0, last = at;
  while (is_backwards ? at > 0 : at < text.size()) {
    at = is_backwards ? word_before(text, at) : word_after(text, at);
    const std::string_view passed = is_backwards ? text.substr(at, last - at) : text.substr(last, at - last);
    marked = is_backwards ? "|" + std::string(passed) + marked : marked + std::string(passed) + "|";
    last = at;
  }
  return marked;
}

}  // namespace

TEST_CASE("words of mixed text: Han, letters and marks are apart", "[ui][caret]") {
  CHECK(stops("Anna 送样 A4纸，加急 ok!", false) == "Anna |送样 |A4|纸|，|加急 |ok|!|");
  CHECK(stops("Anna 送样 A4纸，加急 ok!", true) == "|Anna |送样 |A4|纸|，|加急 |ok|!");
  CHECK(stops("Größe naïve_1\n第二行", false) == "Größe |naïve_1\n|第二行|");
  CHECK(stops("𠮷野家 x", false) == "𠮷野家 |x|");
  CHECK(stops("", false).empty());
  const std::string text = "A4纸，加急";
  CHECK(word_around(text, 0).end == 2);
  CHECK(word_around(text, 2).end == 5);
  CHECK(word_around(text, text.size()).start == 8);
  CHECK(word_end("  ab cd", 0) == 4);
}

TEST_CASE("Ctrl with arrows, Backspace and Delete works by words in a field", "[ui][caret]") {
  std::string one = "Anna 送样A4纸", several = "第一行 one\n第二行 two";
  HeadlessUi page([&] {
    text_field("ui.cancel", one);
    text_area("ui.app", several);
  });
  page.click("ui.cancel");
  page.press("End");
  page.press("Ctrl+Backspace");
  CHECK(page.find("ui.cancel")->value == "Anna 送样A4");
  page.press("Ctrl+Left");
  page.press("Ctrl+Left");
  page.type_text("!");
  CHECK(page.find("ui.cancel")->value == "Anna !送样A4");
  page.press("Ctrl+Shift+Right");
  page.press("Delete");
  CHECK(page.find("ui.cancel")->value == "Anna !A4");
  page.press("Ctrl+Z");
  CHECK(page.find("ui.cancel")->value == "Anna !送样A4");
  page.click("ui.app");
  CHECK(page.find("ui.app")->has(flag::focused));
  page.press("Ctrl+End");
  page.press("Ctrl+Left");
  page.press("Ctrl+Backspace");
  CHECK(page.find("ui.app")->value == "第一行 one\ntwo");
  page.press("Ctrl+Home");
  page.press("Ctrl+Delete");
  CHECK(page.find("ui.app")->value == "one\ntwo");
}

TEST_CASE("a double click selects the word under it", "[ui][caret]") {
  std::string value = "Anna送样A4";
  HeadlessUi page([&] { text_field("ui.cancel", value); });
  page.click("ui.cancel");
  const Node field = *page.find("ui.cancel");
  const float y = (field.min.y + field.max.y) / 2, x = field.min.x + 60;  // every letter of the test font is 10 wide
  page.click_at(x, y);
  page.click_at(x, y);
  page.press("Delete");
  CHECK(page.find("ui.cancel")->value == "AnnaA4");
}
