#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/headless_ui.h"

using namespace zhike;
using namespace zhike::ui;
using tests::HeadlessUi;

namespace {

constexpr Column columns[] = {
    {.key = "gallery.list.name", .sortable = Sortable::yes, .is_title = true},
    {.key = "gallery.list.city", .is_hidden_on_phone = true},
    {.key = "gallery.list.value", .width_css = 120, .align = Align::right, .sortable = Sortable::yes}};

struct Fixture {
  TableState state;
  TableResult last;
  std::int64_t rows = 100'000, opened = -1;
  std::set<std::int64_t> drawn;
  bool is_selectable = true;
  float height_css = 480;
  HeadlessUi page{[this] { draw(); }};

  void draw() {
    drawn.clear();
    const auto cell = [this](std::int64_t row, int column) {
      drawn.insert(row);
      cell_text("r" + std::to_string(row) + "c" + std::to_string(column));
    };
    const auto id = [](std::int64_t row) { return static_cast<std::uint64_t>(row) + 1'000; };
    last = data_table("gallery.list",
                      {.columns = columns,
                       .row_count = rows,
                       .cell = cell,
                       .row_id = id,
                       .height_css = height_css,
                       .is_selectable = is_selectable},
                      state);
    if (last.opened >= 0) opened = last.opened;
  }
};

}  // namespace

TEST_CASE("a table of 100,000 rows draws what is seen and announces all of it", "[ui][table]") {
  Fixture table;
  CHECK(table.drawn.size() < 30);
  const Node* grid = table.page.find(Role::grid, "Customer list");
  REQUIRE(grid != nullptr);
  CHECK(grid->row_count == 100'000);
  CHECK(grid->column_count == 4);  // the check marks are a column, too
  CHECK(table.page.count(Role::columnheader) == 4);
  const Node* row = table.page.find("gallery.list.row", "2");
  REQUIRE(row != nullptr);
  CHECK(row->row_index == 2);
  CHECK(row->parent == grid->id);
  CHECK(table.page.find(Role::cell, "r2c1") != nullptr);
}

TEST_CASE("every heading, cell and check mark of a table is inside a row, as a reader expects", "[ui][table]") {
  Fixture table;
  const std::vector<Node>& nodes = table.page.context().probe.nodes();
  const auto role_above = [&](const Node& node) {
    return node.parent_index < 0 ? Role::generic : nodes[static_cast<std::size_t>(node.parent_index)].role;
  };
  int checks = 0;
  for (const Node& node : nodes) {
    if (node.role == Role::row) CHECK(role_above(node) == Role::grid);
    if (node.role == Role::cell || node.role == Role::columnheader) CHECK(role_above(node) == Role::row);
    if (node.role != Role::checkbox) continue;
    CHECK((role_above(node) == Role::cell || role_above(node) == Role::columnheader));
    ++checks;
  }
  CHECK(checks > 3);
}

TEST_CASE("left and right move from cell to cell; the cell with the keyboard is announced", "[ui][table]") {
  Fixture table;
  table.page.focus("gallery.list");
  const auto focused_cell = [&] {
    for (const Node& node : table.page.context().probe.nodes())
      if (node.role == Role::cell && node.has(flag::focused)) return node.name;
    return std::string();
  };
  CHECK(focused_cell() == "r0c0");
  table.page.press("Left");
  CHECK(focused_cell() == "r0c0");
  table.page.press("Right");
  table.page.press("Down");
  CHECK(focused_cell() == "r1c1");
  for (int i = 0; i < 4; ++i) table.page.press("Right");
  CHECK(focused_cell() == "r1c2");
}

TEST_CASE("Ctrl+C copies the row with the keyboard, or the selected ones, under the headings", "[ui][table]") {
  Fixture table;
  table.page.focus("gallery.list");
  const auto copied = [&] {
    table.page.press("Ctrl+C");
    return std::string(ImGui::GetClipboardText());
  };
  CHECK(copied() == "Name\tCity\tYearly value\nr0c0\tr0c1\tr0c2\n");
  const std::size_t announced = table.page.context().probe.nodes().size();
  table.page.press("Space");
  table.page.press("End");
  table.page.press("Space");
  CHECK(copied() == "Name\tCity\tYearly value\nr0c0\tr0c1\tr0c2\nr99999c0\tr99999c1\tr99999c2\n");
  table.page.press("Home");
  table.page.press("Ctrl+C");
  CHECK(table.page.context().probe.nodes().size() < announced + 40);  // what was read is not announced
  CHECK(table.page.conflicts().empty());
}

TEST_CASE("a heading says how the table is sorted by it", "[ui][table]") {
  Fixture table;
  CHECK(table.page.find("gallery.list.name")->has(flag::sortable));
  CHECK(!table.page.find("gallery.list.city")->has(flag::sortable));
  table.page.click("gallery.list.name");
  CHECK(table.page.find("gallery.list.name")->has(flag::sorted_up));
  table.page.click("gallery.list.name");
  CHECK(table.page.find("gallery.list.name")->has(flag::sorted_down));
  CHECK(!table.page.find("gallery.list.name")->has(flag::sorted_up));
}

TEST_CASE("the keyboard moves, opens and selects", "[ui][table]") {
  Fixture table;
  table.page.focus("gallery.list");
  CHECK(table.state.focused == 0);
  table.page.press("Down");
  table.page.press("Down");
  CHECK(table.state.focused == 2);
  CHECK(table.page.find("gallery.list.row", "2")->has(flag::focused));
  table.page.press("Enter");
  CHECK(table.opened == 2);
  table.page.press("Space");
  CHECK(table.state.is_selected(1'002));
  table.page.press("Shift+Down");
  table.page.press("Shift+Down");
  CHECK(table.state.selected.size() == 3);
  table.page.press("End");
  CHECK(table.state.focused == 99'999);
  CHECK(table.drawn.contains(99'999));
  table.page.press("PageUp");
  CHECK(table.state.focused < 99'999);
  CHECK(table.state.focused > 99'980);
  table.page.press("Home");
  CHECK(table.state.focused == 0);
  CHECK(table.drawn.contains(0));
  table.page.press("Ctrl+A");
  CHECK(table.state.is_all_selected);
  CHECK(table.state.selected_count(100'000) == 100'000);
  table.page.press("Space");
  CHECK(table.state.selected_count(100'000) == 99'999);
  CHECK(!table.state.is_selected(1'000));
  table.page.press("Escape");
  CHECK(table.state.selected_count(100'000) == 0);
}

TEST_CASE("a press opens a row, the check box selects it", "[ui][table]") {
  Fixture table;
  table.page.click("gallery.list.row", "3");
  CHECK(table.opened == 3);
  CHECK(table.page.click("ui.table.select_row", "1004"));
  CHECK(table.state.is_selected(1'004));
  CHECK(table.page.find("gallery.list.row", "4")->has(flag::selected));
  CHECK(table.page.find("ui.table.select_all")->has(flag::mixed));
  table.page.activate("gallery.list.row", "5");
  CHECK(table.opened == 5);
}

TEST_CASE("a tap without hovering first opens a row and leaves its widgets alone", "[ui][table]") {
  Fixture table;
  CHECK(table.page.tap("gallery.list.row", "3"));
  CHECK(table.opened == 3);
  table.opened = -1;
  CHECK(table.page.tap("ui.table.select_row", "1006"));
  CHECK(table.state.is_selected(1'006));
  CHECK(table.opened == -1);
}

TEST_CASE("headings sort in three steps", "[ui][table]") {
  Fixture table;
  table.page.click("gallery.list.value");
  CHECK(table.state.sort_column == 2);
  CHECK(!table.state.is_descending);
  table.page.click("gallery.list.value");
  CHECK(table.state.is_descending);
  CHECK(table.page.find("gallery.list.value")->value == "descending");
  table.page.click("gallery.list.value");
  CHECK(table.state.sort_column == -1);
}

TEST_CASE("on a phone rows are cards", "[ui][table]") {
  Fixture table;
  table.page.resize(390, 800);
  table.page.frames(3);
  CHECK(table.page.count(Role::columnheader) == 0);
  CHECK(table.page.find(Role::cell, "r0c0") != nullptr);
  CHECK(table.page.find(Role::cell, "r0c1") == nullptr);
  table.page.click("gallery.list.row", "1");
  CHECK(table.opened == 1);
}

TEST_CASE("cards without a height of their own scroll with the page", "[ui][table]") {
  Fixture table;
  table.height_css = 0;
  table.rows = 300;
  table.page.resize(390, 800);
  table.page.frames(3);
  const Node* grid = table.page.find(Role::grid, "Customer list");
  REQUIRE(grid != nullptr);
  CHECK(grid->max.y - grid->min.y > 300 * 60.0f);
  CHECK(table.drawn.size() < 30);
  table.page.focus("gallery.list");
  table.page.press("End");
  table.page.frames(3);
  CHECK(table.drawn.contains(299));
  CHECK(table.drawn.size() < 30);
}

TEST_CASE("a hundred thousand cards keep a scroll of their own, where positions stay exact", "[ui][table]") {
  Fixture table;
  table.height_css = 0;
  table.page.resize(390, 800);
  table.page.frames(3);
  const Node* grid = table.page.find(Role::grid, "Customer list");
  REQUIRE(grid != nullptr);
  CHECK(grid->max.y - grid->min.y < 800);
  table.page.focus("gallery.list");
  table.page.press("End");
  table.page.frames(3);
  CHECK(table.drawn.contains(99'999));
}

TEST_CASE("an empty table takes keys without harm", "[ui][table]") {
  Fixture table;
  table.rows = 0;
  table.page.frames(2);
  table.page.focus("gallery.list");
  for (const char* key : {"Down", "End", "Enter", "Space", "Ctrl+A"}) table.page.press(key);
  CHECK(table.state.focused == -1);
  CHECK(table.opened == -1);
}

TEST_CASE("a frame costs the same for a hundred rows and for ten million", "[ui][table]") {
  Fixture table;
  table.rows = 100;
  table.page.frames(3);
  const std::size_t few = table.drawn.size();
  table.rows = 10'000'000;
  table.page.frames(3);
  CHECK(table.drawn.size() <= few + 1);
}
