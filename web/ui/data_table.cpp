// Index: TableState · Columns (widths) · Header · Body (rows, keyboard) · Cards (phones) · data_table · cell_text.
#include "web/ui/data_table.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/decimal.h"
#include "web/ui/draw.h"
#include "web/ui/overlay.h"
#include "web/ui/table_parts.h"

namespace zhike::ui {

// --- TableState ---
bool TableState::is_selected(std::uint64_t id) const {
  return std::ranges::binary_search(selected, id) != is_all_selected;
}

std::int64_t TableState::selected_count(std::int64_t row_count) const {
  const std::int64_t listed = static_cast<std::int64_t>(selected.size());
  return is_all_selected ? row_count - listed : listed;
}

void TableState::clear_selection() {
  selected.clear();
  is_all_selected = false;
  anchor = -1;
}

namespace table {

void set_selected(TableState& state, std::uint64_t id, Selected wanted) {
  const bool is_listed_wanted = (wanted == Selected::yes) != state.is_all_selected;
  const auto at = std::ranges::lower_bound(state.selected, id);
  const bool is_listed = at != state.selected.end() && *at == id;
  if (is_listed == is_listed_wanted) return;
  if (is_listed_wanted)
    state.selected.insert(at, id);
  else
    state.selected.erase(at);
}

std::uint64_t Frame::id_of(std::int64_t row) const {
  return input.row_id ? input.row_id(row) : static_cast<std::uint64_t>(row);
}

void Frame::toggle(std::int64_t row) {
  const std::uint64_t row_id = id_of(row);
  set_selected(state, row_id, state.is_selected(row_id) ? Selected::no : Selected::yes);
  state.anchor = row;
  result.has_selection_changed = true;
}

void Frame::extend_to(std::int64_t row) {
  const std::int64_t from = state.anchor >= 0 ? state.anchor : std::max<std::int64_t>(0, state.focused);
  for (std::int64_t i = std::min(from, row); i <= std::max(from, row); ++i)
    set_selected(state, id_of(i), Selected::yes);
  if (state.anchor < 0) state.anchor = from;
  result.has_selection_changed = true;
}

void Frame::move_focus(std::int64_t row) {
  const std::int64_t target = std::clamp<std::int64_t>(row, 0, input.row_count - 1);
  if (target == state.focused) return;
  state.focused = target;
  state.scroll_to_focused = true;
  result.has_focus_moved = true;
}

void Frame::move_column(int column) {
  const int target = std::clamp(column, 0, static_cast<int>(input.columns.size()) - 1);
  if (target == state.focused_column) return;
  state.focused_column = target;
  state.scroll_to_focused = true;
  wake_in(0);
}

void Frame::press_row(std::int64_t row) {
  const ImGuiIO& io = ImGui::GetIO();
  if (input.is_selectable && io.KeyShift)
    extend_to(row);
  else if (input.is_selectable && io.KeyCtrl)
    toggle(row);
  else
    result.opened = row;
  state.focused = row;
}

// Keys of the grid while it has the focus. `page` is the number of rows seen at once.
void Frame::handle_keys(ImGuiID owner, std::int64_t page) {
  own_keys(owner, {ImGuiKey_UpArrow, ImGuiKey_DownArrow, ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_PageUp,
                   ImGuiKey_PageDown, ImGuiKey_Home, ImGuiKey_End, ImGuiKey_Enter, ImGuiKey_KeypadEnter, ImGuiKey_Space,
                   ImGuiKey_Escape});
  if (input.row_count == 0) return;
  const auto is_down = [](ImGuiKey key) { return ImGui::IsKeyPressed(key); };
  const bool is_extending = ImGui::GetIO().KeyShift && input.is_selectable;
  const std::int64_t before = state.focused, at = std::max<std::int64_t>(0, before);
  if (is_down(ImGuiKey_DownArrow)) move_focus(before + 1);
  if (is_down(ImGuiKey_UpArrow)) move_focus(at - 1);
  if (is_down(ImGuiKey_PageDown)) move_focus(at + page);
  if (is_down(ImGuiKey_PageUp)) move_focus(at - page);
  if (is_down(ImGuiKey_LeftArrow)) move_column(state.focused_column - 1);
  if (is_down(ImGuiKey_RightArrow)) move_column(state.focused_column + 1);
  if (is_down(ImGuiKey_Home)) move_focus(0);
  if (is_down(ImGuiKey_End)) move_focus(input.row_count - 1);
  if (is_extending && state.focused != before) {
    if (state.anchor < 0) state.anchor = at;
    extend_to(state.focused);
  }
  if (state.focused >= 0 && (is_down(ImGuiKey_Enter) || is_down(ImGuiKey_KeypadEnter))) result.opened = state.focused;
  if (state.focused >= 0 && ImGui::GetIO().KeyShift && ImGui::IsKeyPressed(ImGuiKey_F10, false))
    result.context = state.focused;
  if (ImGui::GetIO().KeyCtrl && ImGui::IsKeyPressed(ImGuiKey_C, false)) copy_rows();
  if (!input.is_selectable) return;
  if (ImGui::IsKeyPressed(ImGuiKey_Space, false) && state.focused >= 0) toggle(state.focused);
  if (ImGui::GetIO().KeyCtrl && ImGui::IsKeyPressed(ImGuiKey_A, false)) {
    state.clear_selection();
    state.is_all_selected = true;
    result.has_selection_changed = true;
  }
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false) && state.selected_count(input.row_count) > 0) {
    state.clear_selection();
    result.has_selection_changed = true;
  }
}

// --- Columns: widths in device pixels; those without a width share what is left ---
void Frame::lay_out_columns() {
  const std::size_t count = input.columns.size();
  widths.assign(count, 0);
  float used = check_width, shares = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const float dragged = dragged_width(i);
    const float css = dragged > 0 ? dragged : input.columns[i].width_css;
    if (css > 0)
      widths[i] = px(std::max(48.0f, css)), used += widths[i];
    else
      shares += input.columns[i].is_title ? 1.6f : 1.0f;
  }
  const float left = width - used - px(12);
  for (std::size_t i = 0; i < count; ++i) {
    if (widths[i] > 0) continue;
    const float share = left * (input.columns[i].is_title ? 1.6f : 1.0f) / std::max(1.0f, shares);
    widths[i] = std::floor(std::max(px(110), share));
  }
  total = check_width;
  for (const float each : widths) total += each;
}

ImGuiID Frame::width_id(std::size_t column) const { return id + 0x51u + static_cast<ImGuiID>(column); }

// stored in the browser: do not change
std::string Frame::width_key(std::size_t column) const {
  return "width/" + std::string(key) + "/" + input.columns[column].key;
}

// CSS pixels; 0 or less: never dragged.
float Frame::dragged_width(std::size_t column) const {
  float* kept = ImGui::GetStateStorage()->GetFloatRef(width_id(column), 0);
  if (*kept == 0) {  // first seen: another visit may have set it
    const auto before = base::read_decimal(current().memory.find(width_key(column)));
    *kept = before ? static_cast<float>(base::to_double(*before)) : -1;
  }
  return *kept;
}

// --- Header ---
void Frame::sort_by(int column) {
  if (state.sort_column == column && state.is_descending)
    state.sort_column = -1, state.is_descending = false;
  else if (state.sort_column == column)
    state.is_descending = true;
  else
    state.sort_column = column, state.is_descending = false;
  result.has_sort_changed = true;
}

void Frame::header_cell(int column, ImVec2 at, float height) {
  const Column& each = input.columns[static_cast<std::size_t>(column)];
  const float cell_width = widths[static_cast<std::size_t>(column)];
  const std::string_view label = tr(each.key);
  const bool is_sorted = state.sort_column == column;
  const ImVec2 extent = draw::text_size(label, TextRole::small);
  const float mark = is_sorted ? px(16) : 0, room = cell_width - px(20) - mark;
  Node node{.role = Role::columnheader, .key = each.key, .name = std::string(label)};
  node.column_index = column + check_columns;
  node.min = at;
  node.max = {at.x + cell_width, at.y + height};
  if (is_sorted) node.value = state.is_descending ? tr("ui.table.descending") : tr("ui.table.ascending");
  if (each.sortable == Sortable::yes)
    node.flags |= flag::sortable | (!is_sorted ? 0u : state.is_descending ? flag::sorted_down : flag::sorted_up);
  ImU32 ink = color(is_sorted ? Token::accent_text : Token::text_muted);
  if (each.sortable == Sortable::yes) {
    ImGui::SetCursorScreenPos({at.x + px(2), at.y + px(4)});
    const draw::Press item = draw::press(each.key, {cell_width - px(8), height - px(8)});
    if (item.hovered) draw::box(item.min, item.max, color(Token::hover), 4);
    if (item.focused) draw::focus_ring(item.min, item.max, 4);
    if (item.pressed) sort_by(column);
    draw::announce(item, std::move(node));
  } else {
    current().probe.announce(std::move(node));
  }
  const float shown = std::min(extent.x, room);
  const float x = each.align == Align::right ? at.x + cell_width - px(10) - shown - mark : at.x + px(10);
  const float y = at.y + (height - extent.y) / 2;
  draw::text_cut({x, y}, room, label, TextRole::small, ink);
  if (is_sorted)
    draw::glyph({x + shown + px(9), at.y + height / 2}, state.is_descending ? icon::arrow_down : icon::arrow_up, 14,
                ink);
}

// A thin handle at the right end of a heading.
void Frame::resize_handle(std::size_t column, ImVec2 at, float height) {
  ImGui::SetCursorScreenPos({at.x - px(4), at.y});
  ImGui::PushID(static_cast<int>(column));
  ImGui::InvisibleButton("##resize", {px(8), height});
  if (ImGui::IsItemHovered() || ImGui::IsItemActive()) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    ImGui::GetWindowDrawList()->AddRectFilled({at.x - px(1), at.y + px(6)}, {at.x + px(1), at.y + height - px(6)},
                                              color(Token::accent));
  }
  ImGuiStorage* storage = ImGui::GetStateStorage();
  if (ImGui::IsItemActive())
    storage->SetFloat(width_id(column),
                      std::max(48.0f, (widths[column] + ImGui::GetIO().MouseDelta.x) / current().scale));
  if (ImGui::IsItemDeactivated())
    current().memory.keep(width_key(column), std::to_string(static_cast<int>(widths[column] / current().scale)));
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(0)) {
    storage->SetFloat(width_id(column), -1);
    current().memory.forget(width_key(column));
  }
  ImGui::PopID();
}

void Frame::header_check(ImVec2 at, float height) {
  const Group cell({.role = Role::columnheader,
                    .name = std::string(tr("ui.table.select_all")),
                    .min = at,
                    .max = {at.x + check_width, at.y + height},
                    .column_index = 0});
  ImGui::SetCursorScreenPos({at.x + px(6), at.y + (height - px(28)) / 2});
  const std::int64_t count = state.selected_count(input.row_count);
  bool is_all = count > 0 && count == input.row_count;
  if (check_mark("ui.table.select_all", is_all, count > 0 && !is_all)) {
    const bool wants_all = !is_all && count == 0;
    state.clear_selection();
    state.is_all_selected = wants_all;
    result.has_selection_changed = true;
  }
}

void Frame::draw_header(ImVec2 at, float height, float scroll_x) {
  ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + width, at.y + height}, color(Token::sunken), px(radius_card),
                                            ImDrawFlags_RoundCornersTop);
  ImGui::PushClipRect(at, {at.x + width, at.y + height}, true);
  const Group row({.role = Role::row, .name = {}, .min = at, .max = {at.x + width, at.y + height}, .row_index = -1});
  float x = at.x - scroll_x;
  if (input.is_selectable) header_check({x, at.y}, height);
  x += check_width;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    header_cell(static_cast<int>(i), {x, at.y}, height);
    x += widths[i];
    if (i + 1 < widths.size()) resize_handle(i, {x, at.y}, height);
  }
  ImGui::PopClipRect();
}

}  // namespace table
}  // namespace zhike::ui
