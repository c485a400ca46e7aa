// The inside of data_table: one frame of one table. For data_table.cpp and table_body.cpp alone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "web/ui/data_table.h"
#include "web/ui/draw.h"

namespace zhike::ui::table {

enum class Selected : std::uint8_t { no, yes };
void set_selected(TableState& state, std::uint64_t id, Selected wanted);
// A check box without label, outside the tab order. True when pressed.
bool check_mark(const char* key, bool is_on, bool is_mixed);

struct Frame {
  const char* key;
  const TableInput& input;
  TableState& state;
  TableResult result{};
  ImGuiID id = 0;              // of the grid's focus item
  float width = 0, total = 0;  // seen; of all columns
  float check_width = 0, row_height = 0;
  std::vector<float> widths{};
  bool is_focused = false, is_phone = false;
  bool is_in_page = false;  // without a scroll of its own
  int check_columns = 0;    // 1 when the check marks take a column of their own

  std::uint64_t id_of(std::int64_t row) const;
  void toggle(std::int64_t row);
  void extend_to(std::int64_t row);
  void move_focus(std::int64_t row);
  void move_column(int column);
  void press_row(std::int64_t row);
  void handle_keys(ImGuiID owner, std::int64_t page);

  void lay_out_columns();
  ImGuiID width_id(std::size_t column) const;
  std::string width_key(std::size_t column) const;
  float dragged_width(std::size_t column) const;
  void sort_by(int column);
  void header_cell(int column, ImVec2 at, float height);
  void resize_handle(std::size_t column, ImVec2 at, float height);
  void header_check(ImVec2 at, float height);
  void draw_header(ImVec2 at, float height, float scroll_x);

  void focus_item(ImVec2 at, std::int64_t page);
  void draw_body(ImVec2 at, float height);
  void draw_row(std::int64_t row);
  void row_item(std::int64_t row, ImVec2 min, ImVec2 max);
  void draw_cells(std::int64_t row, ImVec2 at);
  void draw_check(std::int64_t row, ImVec2 at);
  void draw_card(std::int64_t row, ImVec2 at);
  float card_label_width(float room) const;
  void draw_cell(std::int64_t row, int column, ImVec2 min, ImVec2 max, Align align);
  void draw_ground(std::int64_t row, ImVec2 min, ImVec2 max, bool is_hovered);
  std::string cell_words(std::int64_t row, int column);
  void append_row(std::string& out, std::int64_t row);
  void copy_rows();
  float choose_height(float header);
  float gutter() const;  // what a scroll bar takes on the right
  void reveal_focused(float height);
  void reveal_in_page(float body_top);
  void reveal_column();
};

}  // namespace zhike::ui::table
