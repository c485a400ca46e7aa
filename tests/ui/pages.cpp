#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "core/chart/line.h"
#include "tests/support/headless_ui.h"
#include "web/ui/date_text.h"
#include "web/ui/gallery.h"

using namespace zhike;
using namespace zhike::ui;
using tests::HeadlessUi;

namespace {

constexpr RailItem rooms[] = {{.key = "gallery.form", .icon = icon::house, .href = "#/a", .badge = 7},
                              {.key = "gallery.chips", .icon = icon::users, .href = "#/b"}};

base::Day day(int year, int month, int number) { return base::from_civil({year, month, number}).value_or(0); }

}  // namespace

TEST_CASE("the rail navigates and marks where we are", "[ui][layout]") {
  int current_room = 0;
  HeadlessUi page([&] {
    if (const int pressed = rail("gallery.tabs", rooms, current_room); pressed >= 0) current_room = pressed;
    const Page main("gallery.title");
    text("inside");
  });
  REQUIRE(page.count(Role::navigation) == 1);
  CHECK(page.find("gallery.form")->role == Role::link);
  CHECK(page.find("gallery.form")->has(flag::selected));
  CHECK(page.find("gallery.form")->href == "#/a");
  page.click("gallery.chips");
  CHECK(current_room == 1);
  CHECK(page.find(Role::main, "Widget gallery") != nullptr);
  CHECK(page.find(Role::heading, "Widget gallery")->level == 1);
  CHECK(page.find(Role::main, "Widget gallery")->min.x >= 64);
  page.resize(390, 800);
  page.frames(3);
  CHECK(page.find(Role::main, "Widget gallery")->min.x == 0);
  CHECK(page.click("gallery.form"));
  CHECK(current_room == 0);
}

TEST_CASE("a dialog of any length stays on the screen", "[ui][overlay]") {
  for (const float height : {480.0f, 800.0f, 2160.0f}) {
    CAPTURE(height);
    bool is_open = true;
    HeadlessUi page([&] {
      const Page main("gallery.title");
      if (Dialog dialog("gallery.form", is_open); dialog)
        for (int i = 0; i < 200; ++i) text("line");
    });
    page.resize(1280, height);
    page.frames(4);
    const Node* dialog = page.find("gallery.form");
    REQUIRE(dialog != nullptr);
    CHECK(dialog->min.y >= 0);
    CHECK(dialog->max.y <= height);
  }
}

TEST_CASE("Tab walks from the rail into the page and back", "[ui][layout]") {
  HeadlessUi page([&] {
    rail("gallery.tabs", rooms, 0);
    const Page main("gallery.title");
    button("ui.cancel");
    button("ui.close");
  });
  std::vector<std::string> seen;
  for (int i = 0; i < 4; ++i) {
    page.press("Tab");
    for (const Node& node : page.context().probe.nodes())
      if (node.has(flag::focused)) seen.push_back(node.key);
  }
  CHECK(seen == std::vector<std::string>{"gallery.form", "gallery.chips", "ui.cancel", "ui.close"});
  page.press("Shift+Tab");
  CHECK(page.find("ui.cancel")->has(flag::focused));
}

TEST_CASE("tabs change by press and by arrow", "[ui][layout]") {
  int chosen = 0;
  constexpr TabItem items[] = {{.key = "gallery.tab.controls"}, {.key = "gallery.tab.data", .count = 12}};
  HeadlessUi page([&] { tabs("gallery.tabs", chosen, items); });
  page.click("gallery.tab.data");
  CHECK(chosen == 1);
  CHECK(page.find("gallery.tab.data")->has(flag::selected));
  page.focus("gallery.tab.data");
  page.press("Left");
  CHECK(chosen == 0);
}

TEST_CASE("a dialog traps the focus and leaves on Escape", "[ui][overlay]") {
  bool is_open = false, is_saved = false;
  std::string name;
  HeadlessUi page([&] {
    if (button("gallery.open_dialog")) is_open = true;
    if (Dialog dialog("gallery.dialog", is_open); dialog) {
      text_field("gallery.name", name);
      if (dialog.footer("gallery.save")) {
        is_saved = true;
        dialog.close();
      }
    }
  });
  page.click("gallery.open_dialog");
  REQUIRE(is_open);
  const Node* dialog = page.find("gallery.dialog");
  REQUIRE(dialog != nullptr);
  CHECK(dialog->role == Role::dialog);
  CHECK(dialog->has(flag::modal));
  for (int i = 0; i < 8; ++i) {
    page.press("Tab");
    CHECK(!page.find("gallery.open_dialog")->has(flag::focused));
  }
  page.type("gallery.name", "王芳");
  page.click("gallery.save");
  CHECK(is_saved);
  CHECK(!is_open);
  CHECK(name == "王芳");
  page.frames(3);
  CHECK(page.find("gallery.dialog") == nullptr);
  page.click("gallery.open_dialog");
  page.focus("gallery.save");
  page.press("Escape");
  CHECK(!is_open);
}

TEST_CASE("a menu offers its items", "[ui][overlay]") {
  constexpr MenuItem items[] = {{.key = "gallery.edit"},
                                {.key = "gallery.delete", .is_danger = true},
                                {.key = "gallery.off", .enabled = Enabled::no}};
  int chosen = -1;
  HeadlessUi page([&] {
    if (const int at = menu_button("gallery.more", icon::ellipsis, items); at >= 0) chosen = at;
  });
  page.click("gallery.more");
  CHECK(page.count(Role::menuitem) == 3);
  CHECK(page.find("gallery.off")->has(flag::disabled));
  page.click("gallery.delete");
  CHECK(chosen == 1);
  CHECK(page.count(Role::menuitem) == 0);
}

TEST_CASE("a menu can be opened by the view", "[ui][overlay]") {
  constexpr MenuItem items[] = {{.key = "gallery.edit"}, {.key = "gallery.delete"}};
  int chosen = -1;
  HeadlessUi page([&] {
    if (button("gallery.more")) open_menu("gallery.tabs");
    if (const int at = menu("gallery.tabs", items); at >= 0) chosen = at;
  });
  page.click("gallery.more");
  CHECK(page.find(Role::menu, "Sections") != nullptr);
  page.press("Down");
  page.press("Enter");
  CHECK(chosen == 1);
}

TEST_CASE("the palette finds by letters in order and answers Enter", "[ui][overlay]") {
  PaletteState state;
  std::string chosen;
  const std::vector<PaletteItem> items = {{.id = "c", .label = "Find customers", .words = "查找客户 czkh"},
                                          {.id = "i", .label = "Import a list"},
                                          {.id = "=x", .label = "王芳"}};
  HeadlessUi page([&] {
    if (shortcut("ctrl+k")) state.is_open = true;
    if (const std::string id = palette("gallery.open_palette", state, items); !id.empty()) chosen = id;
  });
  page.press("Ctrl+K");
  REQUIRE(state.is_open);
  CHECK(page.count(Role::option) == 3);
  page.type_text("impl");
  CHECK(page.count(Role::option) == 2);
  page.press("Enter");
  CHECK(chosen == "i");
  CHECK(!state.is_open);
  page.press("Ctrl+K");
  page.type_text("czkh");
  page.press("Enter");
  CHECK(chosen == "c");
  page.press("Ctrl+K");
  page.press("Down");
  page.press("Down");
  page.press("Enter");
  CHECK(chosen == "=x");
}

TEST_CASE("the palette finds Chinese words by Pinyin, whole or by initials", "[ui][overlay]") {
  const std::vector<PaletteItem> items = {
      {.id = "complaints", .label = "投诉"}, {.id = "new", .label = "新建客户"}, {.id = "import", .label = "匯入名單"}};
  for (const auto& [typed, wanted] :
       {std::pair{"tousu", "complaints"}, {"ts", "complaints"}, {"kehu", "new"}, {"hrmd", "import"}}) {
    CAPTURE(typed);
    PaletteState state;
    state.is_open = true;
    std::string chosen;
    HeadlessUi page([&] {
      if (const std::string id = palette("gallery.open_palette", state, items); !id.empty()) chosen = id;
    });
    page.type_text(typed);
    CHECK(page.count(Role::option) == 1);
    page.press("Enter");
    CHECK(chosen == wanted);
  }
}

TEST_CASE("fuzzy match prefers whole words and starts", "[ui][overlay]") {
  CHECK(fuzzy_score("cust", "customers") > fuzzy_score("cust", "find customers"));
  CHECK(fuzzy_score("cust", "find customers") > fuzzy_score("fc", "find customers"));
  CHECK(fuzzy_score("fc", "find customers") > 0);
  CHECK(fuzzy_score("xyz", "find customers") == 0);
}

TEST_CASE("plain shortcuts stay quiet while typing and below a dialog", "[ui][overlay]") {
  int plain = 0, with_ctrl = 0;
  std::string value;
  HeadlessUi page([&] {
    if (shortcut("n")) ++plain;
    if (shortcut("ctrl+s")) ++with_ctrl;
    text_field("gallery.name", value);
  });
  page.press("n");
  CHECK(plain == 1);
  page.click("gallery.name");
  page.press("n");
  page.press("Ctrl+S");
  CHECK(plain == 1);
  CHECK(with_ctrl == 1);
  CHECK(parse_chord("ctrl+shift+p") == (ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_P));
  CHECK(parse_chord("ctrl+nothing") == 0);
}

TEST_CASE("toasts leave by themselves and offer undo", "[ui][overlay]") {
  std::string undone;
  HeadlessUi page([&] {
    if (const auto token = toasts_widget(current().toasts)) undone = *token;
  });
  page.context().toasts.push(Tone::good, "Promise kept", "change-7");
  page.frames(4);
  REQUIRE(page.find("ui.toast") != nullptr);
  CHECK(page.find("ui.toast")->role == Role::status);
  CHECK(page.context().wake_in_s > 0);
  page.click("ui.undo");
  CHECK(undone == "change-7");
  CHECK(page.context().toasts.items().empty());
  page.context().toasts.push(Tone::info, "short");
  page.context().toasts.push(Tone::bad, "stays");
  page.frames(60 * 7);
  REQUIRE(page.context().toasts.items().size() == 1);
  CHECK(page.context().toasts.items()[0].text == "stays");
}

TEST_CASE("dates are read as people write them", "[ui][date]") {
  const base::Day today = day(2026, 11, 21), wanted = day(2026, 3, 5);
  for (const char* typed : {"2026-03-05", "2026/3/5", "20260305", "5.3.2026", "2026年3月5日"})
    CHECK(read_typed_day(typed, today) == wanted);
  for (const char* typed : {"３月５日", "3/5", "03-05"}) CHECK(read_typed_day(typed, today) == day(2027, 3, 5));
  CHECK(read_typed_day("11-20", today) == today - 1);
  CHECK(read_typed_day("1-5", today) == day(2027, 1, 5));
  for (const char* typed : {"", "soon", "2026-02-30", "2026-13-01", "1", "1-2-3", "20260305 x"})
    CHECK(read_typed_day(typed, today) == base::no_day);
}

TEST_CASE("a date field is typed or picked", "[ui][date]") {
  base::Day value = base::no_day;
  HeadlessUi page([&] {
    date_field("gallery.due", value);
    button("ui.cancel");
  });
  page.type("gallery.due", "2026年12月1日");
  CHECK(value == day(2026, 12, 1));
  page.click("ui.cancel");
  CHECK(page.find("gallery.due")->value == "2026-12-01");
  page.click("ui.date.open");
  CHECK(page.find("ui.date.day", "2026-12-24") != nullptr);
  page.click("ui.date.next_month");
  page.click("ui.date.day", "2027-01-15");
  CHECK(value == day(2027, 1, 15));
  page.type("gallery.due", "soon");
  page.click("ui.cancel");
  CHECK(value == base::no_day);
  CHECK(page.find("gallery.due")->has(flag::invalid));
}

TEST_CASE("messages say what they are", "[ui][layout]") {
  BannerAct act = BannerAct::none;
  int empty_act = 0;
  bool is_cancelled = false, is_tile_pressed = false;
  HeadlessUi page([&] {
    if (const BannerAct now = banner("gallery.banner", "locked",
                                     {.tone = Tone::warn, .action_key = "gallery.retry", .is_dismissible = true});
        now != BannerAct::none)
      act = now;
    if (const int now = empty_state("gallery.empty", {.action_key = "gallery.edit"})) empty_act = now;
    if (progress("gallery.progress", 0.25, "Reading", "ui.cancel")) is_cancelled = true;
    if (stat_tile("gallery.tile", {.value = "42", .interval = "31–53", .base = "n = 128", .is_link = true}))
      is_tile_pressed = true;
  });
  CHECK(page.find("gallery.banner")->role == Role::alert);
  page.click("gallery.retry");
  CHECK(act == BannerAct::act);
  page.click("ui.dismiss");
  CHECK(act == BannerAct::dismiss);
  page.click("gallery.edit");
  CHECK(empty_act == 1);
  CHECK(page.find("gallery.progress")->value == "25%");
  page.click("ui.cancel");
  CHECK(is_cancelled);
  CHECK(page.find("gallery.tile")->value == "42 31–53 n = 128");
  page.click("gallery.tile");
  CHECK(is_tile_pressed);
}

TEST_CASE("a chart shows its figures as a table", "[ui][chart]") {
  ChartState state;
  std::optional<chart::HitRegion> hit;
  HeadlessUi page([&] {
    const Card card("gallery.chart");
    chart::LineSpec spec;
    spec.periods = {"Q1", "Q2"};
    spec.period_heading = "Quarter";
    spec.series.push_back({.name = "NPS", .points = {chart::LinePoint{.value = 30}, chart::LinePoint{.value = 42}}});
    if (const auto now =
            chart_view("gallery.chart", chart::line_chart(spec, chart_frame("NPS by quarter", "rises", 240)), state))
      hit = now;
  });
  const Node* picture = page.find(Role::img, "NPS by quarter");
  REQUIRE(picture != nullptr);
  CHECK(picture->description == "rises");
  page.click(picture);
  CHECK(hit.has_value());
  page.click("ui.chart.as_table");
  CHECK(state.is_table);
  CHECK(page.find(Role::table, "NPS by quarter") != nullptr);
  CHECK(page.find(Role::cell, "Q2") != nullptr);
}

TEST_CASE("the gallery draws in every language, theme, size and width", "[ui][gallery]") {
  GalleryState state;
  HeadlessUi page([&] {
    rail("gallery.tabs", rooms, 0);
    gallery_view(state);
    toasts_widget(current().toasts);
  });
  for (const i18n::Lang lang : i18n::all_langs)
    for (const ThemeMode mode : {ThemeMode::light, ThemeMode::dark})
      for (const float width : {360.0f, 800.0f, 1600.0f})
        for (int tab = 0; tab < 3; ++tab) {
          page.context().lang = lang;
          page.context().theme = mode;
          page.context().text_size = tab == 2 ? TextSize::large : TextSize::small;
          state.tab = tab;
          page.resize(width, 700);
          page.frames(2);
          CHECK(page.context().probe.nodes().size() > 20);
          CHECK(page.conflicts().empty());
          for (const Node& node : page.context().probe.nodes())
            CHECK((!node.name.empty() || node.role == Role::row || node.role == Role::cell ||
                   node.role == Role::group || node.role == Role::listbox));
        }
}
