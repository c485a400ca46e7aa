#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/headless_ui.h"

using namespace zhike;
using namespace zhike::ui;
using tests::HeadlessUi;

namespace {
constexpr Option sides[] = {
    {.key = "left", .label = "Left"}, {.key = "middle", .label = "Middle"}, {.key = "right", .label = "Right"}};
}

TEST_CASE("a button is pressed by mouse, keyboard and mirror", "[ui][widgets]") {
  int presses = 0;
  HeadlessUi page([&] {
    if (button("ui.cancel", {.kind = ButtonKind::primary, .hint = "why"})) ++presses;
  });
  const Node* node = page.find("ui.cancel");
  REQUIRE(node != nullptr);
  CHECK(node->role == Role::button);
  CHECK(node->name == "Cancel");
  CHECK(node->description == "why");
  CHECK(page.click("ui.cancel"));
  CHECK(presses == 1);
  CHECK(page.activate("ui.cancel"));
  CHECK(presses == 2);
  page.focus("ui.cancel");
  CHECK(page.find("ui.cancel")->has(flag::focused));
  page.press("Space");
  CHECK(presses == 3);
  page.press("Enter");
  CHECK(presses == 4);
  CHECK(page.vertex_count() > 40);
}

TEST_CASE("a disabled button says so and does nothing", "[ui][widgets]") {
  int presses = 0;
  HeadlessUi page([&] {
    if (button("ui.cancel", {.enabled = Enabled::no})) ++presses;
  });
  CHECK(page.find("ui.cancel")->has(flag::disabled));
  page.click("ui.cancel");
  page.activate("ui.cancel");
  CHECK(presses == 0);
}

TEST_CASE("names follow the language, keys and ids do not", "[ui][widgets]") {
  HeadlessUi page([] { button("ui.cancel"); });
  const ImGuiID id = page.find("ui.cancel")->id;
  page.context().lang = i18n::Lang::zh_hant;
  page.frames(2);
  CHECK(page.find("ui.cancel")->name == "取消");
  CHECK(page.find("ui.cancel")->id == id);
}

TEST_CASE("equal keys are told apart by row", "[ui][widgets]") {
  std::string pressed;
  HeadlessUi page([&] {
    for (const char* row : {"a", "b"}) {
      const RowScope scope(row);
      if (icon_button("ui.close", icon::x)) pressed += row;
    }
  });
  CHECK(page.click("ui.close", "b"));
  CHECK(pressed == "b");
  CHECK(page.find("ui.close", "a")->id != page.find("ui.close", "b")->id);
}

TEST_CASE("a link announces where it leads", "[ui][widgets]") {
  int presses = 0;
  HeadlessUi page([&] {
    if (link("ui.app", {.label = "王芳", .href = "#/customers/1"})) ++presses;
  });
  const Node* node = page.find(Role::link, "王芳");
  REQUIRE(node != nullptr);
  CHECK(node->href == "#/customers/1");
  page.click("ui.app");
  CHECK(presses == 1);
}

TEST_CASE("a text field takes typing, mirror values and reports submit and error", "[ui][fields]") {
  std::string value = "old", error;
  int changes = 0, submits = 0;
  HeadlessUi page([&] {
    if (text_field("ui.app", value, {.help = "help", .error = error, .is_required = true})) ++changes;
    if (was_submitted()) ++submits;
  });
  const Node* node = page.find("ui.app");
  REQUIRE(node != nullptr);
  CHECK(node->role == Role::textbox);
  CHECK(node->value == "old");
  CHECK(node->description == "help");
  CHECK(node->has(flag::required));
  CHECK(page.type("ui.app", "王芳 new"));
  CHECK(value == "王芳 new");
  CHECK(changes > 0);
  page.press("Enter");
  CHECK(submits == 1);
  CHECK(page.set_value("ui.app", "mirror"));
  CHECK(value == "mirror");
  error = "bad";
  page.frames(2);
  CHECK(page.find("ui.app")->has(flag::invalid));
  CHECK(page.find("ui.app")->description == "bad");
}

TEST_CASE("a mirror value replaces what is being typed", "[ui][fields]") {
  std::string value;
  HeadlessUi page([&] { text_field("ui.app", value); });
  page.type("ui.app", "typing");
  page.set_value("ui.app", "from the mirror");
  page.frames(3);
  CHECK(value == "from the mirror");
  page.type_text("!");
  CHECK(value == "from the mirror!");
}

TEST_CASE("a password is not announced", "[ui][fields]") {
  std::string value = "secret";
  HeadlessUi page([&] { password_field("ui.app", value); });
  CHECK(page.find("ui.app")->value.empty());
}

TEST_CASE("a search box clears", "[ui][fields]") {
  std::string value = "abc";
  HeadlessUi page([&] { search_box("ui.app", value); });
  CHECK(page.find("ui.app")->role == Role::searchbox);
  CHECK(page.click("ui.clear"));
  CHECK(value.empty());
}

TEST_CASE("a number is cleaned when left and refused when unreadable", "[ui][fields]") {
  std::string value;
  HeadlessUi page([&] {
    number_field("ui.app", value);
    button("ui.cancel");
  });
  page.type("ui.app", "１２，３４５．５");
  page.click("ui.cancel");
  CHECK(value == "12345.5");
  page.type("ui.app", "many");
  page.click("ui.cancel");
  CHECK(page.find("ui.app")->has(flag::invalid));
  CHECK(value == "many");
}

TEST_CASE("several lines are announced as such", "[ui][fields]") {
  std::string value;
  HeadlessUi page([&] { text_area("ui.app", value); });
  CHECK(page.find("ui.app")->has(flag::multiline));
  page.click("ui.app");
  page.type_text("one\ntwo");
  CHECK(value == "one\ntwo");
}

TEST_CASE("fields scrolled out of view are announced and come into view with the keyboard", "[ui][fields]") {
  std::string one = "short", several = "long";
  HeadlessUi page([&] {
    const Page main("gallery.title");
    for (int i = 0; i < 80; ++i) text("line");
    text_field("ui.cancel", one);
    text_area("ui.app", several);
  });
  for (const char* key : {"ui.cancel", "ui.app"}) {
    INFO(key);
    REQUIRE(page.find(key) != nullptr);
    CHECK(page.find(key)->has(flag::clipped));
  }
  CHECK(page.find("ui.app")->value == "long");
  page.focus("ui.app");
  page.frames(6);
  CHECK(!page.find("ui.app")->has(flag::clipped));
  CHECK(page.find("ui.app")->has(flag::focused));
}

TEST_CASE("headings make an outline without gaps, whatever their looks", "[ui][widgets]") {
  HeadlessUi page([] {
    for (const int level : {1, 3, 3, 2, 3}) heading("h" + std::to_string(level), level);
  });
  std::vector<int> levels;
  for (const Node* node : page.context().probe.find_all(Role::heading)) levels.push_back(node->level);
  CHECK(levels == std::vector<int>{1, 2, 2, 2, 3});
}

TEST_CASE("a combo box opens, chooses and closes", "[ui][choices]") {
  std::string value = "left";
  HeadlessUi page([&] { choice("ui.app", value, sides); });
  const Node* node = page.find("ui.app");
  REQUIRE(node != nullptr);
  CHECK(node->role == Role::combobox);
  CHECK(node->value == "Left");
  page.click("ui.app");
  CHECK(page.count(Role::option) == 3);
  CHECK(page.find("ui.app")->has(flag::expanded));
  CHECK(page.find("left")->has(flag::selected));
  page.press("Down");
  page.press("Enter");
  CHECK(value == "middle");
  CHECK(page.count(Role::option) == 0);
  page.set_value("ui.app", "Right");
  CHECK(value == "right");
}

TEST_CASE("radio buttons and segments hold one value and move by arrows", "[ui][choices]") {
  std::string first = "left", second = "left";
  HeadlessUi page([&] {
    radio_group("ui.app", first, sides);
    const RowScope row("segments");
    segmented("ui.choose", second, sides);
  });
  CHECK(page.find("ui.app")->role == Role::radiogroup);
  page.click("right");
  CHECK(first == "right");
  CHECK(page.find("right")->has(flag::checked));
  page.click("middle", "segments");
  CHECK(second == "middle");
  page.focus("middle", "segments");
  page.press("Right");
  CHECK(second == "right");
  page.press("Right");
  CHECK(second == "left");
}

TEST_CASE("check boxes, switches and filter chips toggle", "[ui][choices]") {
  bool a = false, b = false, c = false;
  HeadlessUi page([&] {
    checkbox("ui.app", a);
    switch_box("ui.choose", b);
    filter_chip("ui.none", c, {}, 3);
  });
  for (const char* key : {"ui.app", "ui.choose", "ui.none"}) {
    CHECK(!page.find(key)->has(flag::checked));
    page.click(key);
    CHECK(page.find(key)->has(flag::checked | flag::checkable));
  }
  CHECK((a && b && c));
  CHECK(page.find("ui.choose")->role == Role::switch_);
  page.focus("ui.app");
  page.press("Space");
  CHECK(!a);
}

TEST_CASE("headings, text and tier chips are announced", "[ui][widgets]") {
  HeadlessUi page([] {
    heading("Customers", 1);
    text("客户很多，Zhike knows them.");
    label_value("Owner", "王芳");
    tier_chip("ui.app", 1, "A", "Top 20 % of value");
  });
  CHECK(page.find(Role::heading, "Customers")->level == 1);
  CHECK(page.has_text("客户很多"));
  CHECK(page.find(Role::text, "Owner")->value == "王芳");
  CHECK(page.find("ui.app")->description == "Top 20 % of value");
}
