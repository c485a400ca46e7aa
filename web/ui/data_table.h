// Data table: up to millions of rows, only the visible ones are asked for. Sortable headings, resizable columns, sticky
// header, one focus row moved by the keyboard, multiple selection; cards on phones. Used by every list of records.
// Must never do work proportional to the number of rows in a frame.
//
// Keys while the table has the focus: arrows, PgUp/PgDn, Home/End move from row to row, left and right from cell to
// cell; Enter opens; Space selects; Shift extends; Ctrl+A selects all; Esc clears the selection; Ctrl+C
// copies the selected rows with their headings.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "web/ui/widgets.h"

namespace zhike::ui {

enum class Align : std::uint8_t { left, right };
enum class Sortable : std::uint8_t { yes, no };
struct Column {
  const char* key;      // heading
  float width_css = 0;  // 0: takes a share of what is left
  Align align = Align::left;
  Sortable sortable = Sortable::no;
  bool is_title = false;  // the card's title on phones; the row's accessible name
  bool is_hidden_on_phone = false;
};

struct TableInput {
  std::span<const Column> columns = {};
  std::int64_t row_count = 0;
  // Draws one cell: cell_text(), chip(), link(), icon_button() … all on one line.
  std::function<void(std::int64_t row, int column)> cell = {};
  // Stable identity of a row, for selection across sorting; by default the row number.
  std::function<std::uint64_t(std::int64_t row)> row_id = {};
  float height_css = 0;  // 0: the rest of the window; on phones as high as its cards, scrolled with the page
  float row_height_css = 44;
  bool is_selectable = false;   // check column and multiple selection
  std::string_view label = {};  // accessible name instead of tr(key)
};

struct TableState {
  std::int64_t focused = -1;  // row with the keyboard
  int focused_column = 0;     // and the cell in it
  int sort_column = -1;       // -1: the view's own order
  bool is_descending = false;
  std::vector<std::uint64_t> selected;  // sorted row ids; with is_all_selected: the exceptions
  bool is_all_selected = false;
  std::int64_t anchor = -1;        // start of a Shift selection
  bool scroll_to_focused = false;  // set by the view to reveal `focused`

  bool is_selected(std::uint64_t id) const;
  std::int64_t selected_count(std::int64_t row_count) const;
  void clear_selection();
};

struct TableResult {
  std::int64_t opened = -1;   // Enter, or a press on the row (with Ctrl or Shift it selects instead)
  std::int64_t context = -1;  // right click, Shift+F10 or long press on this row
  bool has_sort_changed = false, has_selection_changed = false, has_focus_moved = false;
};
TableResult data_table(const char* key, const TableInput& input, TableState& state);

// One line of text in the current cell, aligned as its column, cut with "…", announced as its content.
void cell_text(std::string_view text, Token ink = Token::text, TextRole role = TextRole::body);

}  // namespace zhike::ui
