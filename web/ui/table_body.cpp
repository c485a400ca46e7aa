#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "web/ui/table_parts.h"

namespace zhike::ui {
namespace table {

bool check_mark(const char* key, bool is_on, bool is_mixed) {
  ImGui::PushItemFlag(ImGuiItemFlags_NoTabStop, true);
  const float size = px(18);
  const draw::Press item = draw::press(key, px(28, 28));
  ImGui::PopItemFlag();
  if (!item.is_drawn) return false;
  const ImVec2 min{item.centre().x - size / 2, item.centre().y - size / 2}, max{min.x + size, min.y + size};
  const bool is_filled = is_on || is_mixed;
  draw::box(min, max, color(is_filled ? Token::accent : item.hovered ? Token::hover : Token::surface), 4);
  if (!is_filled) draw::edge(min, max, color(Token::border_strong), 4);
  if (is_filled) draw::glyph(item.centre(), is_mixed ? icon::minus : icon::check, 14, color(Token::on_accent));
  if (item.focused) draw::focus_ring(min, max, 4);
  Node node{.role = Role::checkbox, .key = key, .name = std::string(tr(key))};
  node.flags = flag::checkable | (is_on ? flag::checked : 0u) | (is_mixed ? flag::mixed : 0u);
  draw::announce(item, std::move(node));
  return item.pressed;
}

// The one item of the grid in the tab order: a hairline below the header.
void Frame::focus_item(ImVec2 at, std::int64_t page) {
  ImGui::SetCursorScreenPos(at);
  ImGui::InvisibleButton(key, {width, std::max(1.0f, px(1))}, ImGuiButtonFlags_EnableNav);
  const bool is_activated = draw::honour(key, id);
  is_focused = ImGui::IsItemFocused();
  if (is_activated) is_focused = true;
  if (is_focused) {
    if (state.focused < 0 && input.row_count > 0) state.focused = 0;
    handle_keys(id, page);
    if (Node* node = current().probe.open_container()) node->flags |= flag::focused;
  }
}

void Frame::draw_ground(std::int64_t row, ImVec2 min, ImVec2 max, bool is_hovered) {
  const bool is_selected = input.is_selectable && state.is_selected(id_of(row));
  const bool is_current = row == state.focused && is_focused;
  const float radius = is_phone ? radius_card : 0;
  if (is_phone) draw::box(min, max, color(Token::surface), radius);
  if (is_selected || is_hovered) draw::box(min, max, color(is_selected ? Token::selected : Token::hover), radius);
  const float line = std::max(1.0f, px(1));
  if (!is_phone) ImGui::GetWindowDrawList()->AddRectFilled({min.x, max.y - line}, max, color(Token::border));
  if (is_phone) draw::edge(min, max, color(Token::border), radius);
  if (is_current && draw::shows_focus())
    draw::edge({min.x + px(1), min.y + px(1)}, {max.x - px(1), max.y - px(1)}, color(Token::focus),
               is_phone ? radius : 4, 2);
}

void Frame::draw_cell(std::int64_t row, int column, ImVec2 min, ImVec2 max, Align align) {
  ImGuiStorage* storage = ImGui::GetStateStorage();
  const ImGuiID height_id = id + 0x901u + static_cast<ImGuiID>(column);
  const float content = storage->GetFloat(height_id, draw::font_px(TextRole::body));
  const float pad = px(is_phone ? 0 : 10);
  Context& context = current();
  context.cell = {.left = min.x + pad,
                  .right = max.x - pad,
                  .top = min.y,
                  .height = max.y - min.y,
                  .is_open = true,
                  .is_right_aligned = align == Align::right};
  context.right_edges.push_back(max.x - pad);
  const bool is_current = is_focused && row == state.focused && column == state.focused_column;
  context.probe.push({.id = key_id("cell") + static_cast<ImGuiID>(column),
                      .role = Role::cell,
                      .key = std::string(input.columns[static_cast<std::size_t>(column)].key) + ".cell",
                      .min = min,
                      .max = max,
                      .flags = is_current ? flag::focused : 0u,
                      .column_index = column + check_columns});
  if (is_current && column > 0 && draw::shows_focus())
    draw::edge({min.x + px(3), min.y + px(4)}, {max.x - px(3), max.y - px(4)}, color(Token::focus), 4);
  ImGui::PushID(column);
  ImGui::PushClipRect(min, max, true);
  ImGui::SetCursorScreenPos({min.x + pad, min.y + std::floor(std::max(0.0f, (max.y - min.y - content) / 2))});
  ImGui::BeginGroup();
  input.cell(row, column);
  ImGui::EndGroup();
  storage->SetFloat(height_id, std::max(1.0f, ImGui::GetItemRectSize().y));
  ImGui::PopClipRect();
  ImGui::PopID();
  context.probe.pop();
  context.right_edges.pop_back();
  context.cell.is_open = false;
}

void Frame::draw_check(std::int64_t row, ImVec2 at) {
  const Group cell({.id = key_id("check"),
                    .role = Role::cell,
                    .key = "ui.table.select_row.cell",
                    .min = at,
                    .max = {at.x + check_width, at.y + row_height},
                    .column_index = 0});
  ImGui::SetCursorScreenPos({at.x + px(6), at.y + (row_height - px(28)) / 2});
  if (check_mark("ui.table.select_row", state.is_selected(id_of(row)), false)) toggle(row);
}

void Frame::draw_cells(std::int64_t row, ImVec2 at) {
  float x = at.x;
  if (input.is_selectable) {
    draw_check(row, at);
    x += check_width;
  }
  for (std::size_t i = 0; i < widths.size(); ++i) {
    draw_cell(row, static_cast<int>(i), {x, at.y}, {x + widths[i], at.y + row_height}, input.columns[i].align);
    x += widths[i];
  }
}

// As wide as the longest heading, within reason.
float Frame::card_label_width(float room) const {
  float widest = px(88);
  for (const Column& each : input.columns)
    if (!each.is_title && !each.is_hidden_on_phone)
      widest = std::max(widest, draw::text_size(tr(each.key), TextRole::small).x);
  return std::min(widest + px(12), room * 0.45f);
}

float Frame::gutter() const { return is_in_page ? 0 : ImGui::GetStyle().ScrollbarSize; }

// Phones: the title, then one line a column with its heading before it.
void Frame::draw_card(std::int64_t row, ImVec2 at) {
  const float left = at.x + px(14), line = px(26);
  const float right = at.x + width - gutter() - px(14), labels = card_label_width(right - left);
  float y = at.y + px(8);
  for (const bool is_title_pass : {true, false}) {
    for (std::size_t i = 0; i < input.columns.size(); ++i) {
      const Column& each = input.columns[i];
      if (each.is_title != is_title_pass || each.is_hidden_on_phone) continue;
      const float label = each.is_title ? 0 : labels;
      if (!each.is_title)
        draw::text_cut({left, y + (line - draw::font_px(TextRole::small)) / 2}, label - px(8), tr(each.key),
                       TextRole::small, color(Token::text_muted));
      draw_cell(row, static_cast<int>(i), {left + label, y}, {right, y + line}, Align::left);
      y += line;
    }
  }
}

void Frame::draw_row(std::int64_t row) {
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const ImVec2 max{min.x + (is_phone ? width - gutter() : std::max(total, width)),
                   min.y + row_height - (is_phone ? px(8) : 0)};
  ImGui::PushID(static_cast<int>(row));
  const ImGuiID item = ImGui::GetID("##row");
  const bool is_hovered = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(min, max);
  draw_ground(row, min, max, is_hovered);
  Node node{.id = item,
            .role = Role::row,
            .key = std::string(key) + ".row",
            .row = std::to_string(row),
            .min = min,
            .max = max,
            .row_index = static_cast<int>(row)};
  if (input.is_selectable) node.flags |= flag::selectable | (state.is_selected(id_of(row)) ? flag::selected : 0u);
  if (row == state.focused && is_focused) node.flags |= flag::focused;
  current().probe.push(std::move(node));
  current().probe.push_row(std::to_string(id_of(row)));
  ImGui::PushItemFlag(ImGuiItemFlags_NoTabStop, row != state.focused);
  if (is_phone)
    draw_card(row, min);
  else
    draw_cells(row, min);
  ImGui::PopItemFlag();
  current().probe.pop_row();
  current().probe.pop();
  row_item(row, min, max);
  ImGui::PopID();
  ImGui::SetCursorScreenPos(min);
  ImGui::Dummy({1, row_height});
}

// What of the row no widget in its cells has taken. It comes last, because the first item under the pointer wins.
void Frame::row_item(std::int64_t row, ImVec2 min, ImVec2 max) {
  ImGui::SetCursorScreenPos(min);
  const bool is_pressed = ImGui::InvisibleButton("##row", {max.x - min.x, max.y - min.y});
  const bool is_activated = current().probe.take_activate(ImGui::GetItemID());
  if (ImGui::IsItemHovered()) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (ImGui::IsMouseReleased(ImGuiMouseButton_Right)) {
      result.context = row;
      state.focused = row;
    }
  }
  if (is_pressed || is_activated) press_row(row);
}

void Frame::reveal_focused(float height) {
  if (!state.scroll_to_focused || state.focused < 0) return;
  state.scroll_to_focused = false;
  reveal_column();
  const float top = static_cast<float>(state.focused) * row_height, bottom = top + row_height,
              now = ImGui::GetScrollY();
  if (top < now)
    ImGui::SetScrollY(top);
  else if (bottom > now + height)
    ImGui::SetScrollY(bottom - height);
  wake_in(0);
}

// The page scrolls, not the table: before the body begins, while the page is the window.
void Frame::reveal_in_page(float body_top) {
  if (!state.scroll_to_focused || state.focused < 0) return;
  state.scroll_to_focused = false;
  const ImVec2 window = ImGui::GetWindowPos();
  const float top = body_top + static_cast<float>(state.focused) * row_height, bottom = top + row_height;
  if (top < window.y)
    ImGui::SetScrollFromPosY(top - window.y, 0);
  else if (bottom > window.y + ImGui::GetWindowHeight())
    ImGui::SetScrollFromPosY(bottom - window.y, 1);
  wake_in(0);
}

void Frame::reveal_column() {
  if (is_phone || static_cast<std::size_t>(state.focused_column) >= widths.size()) return;
  float left = check_width;
  for (int i = 0; i < state.focused_column; ++i) left += widths[static_cast<std::size_t>(i)];
  const float right = left + widths[static_cast<std::size_t>(state.focused_column)], now = ImGui::GetScrollX();
  if (left < now)
    ImGui::SetScrollX(state.focused_column == 0 ? 0 : left);
  else if (right > now + width)
    ImGui::SetScrollX(right - width);
}

void Frame::draw_body(ImVec2 at, float height) {
  const float used = std::min(height, static_cast<float>(input.row_count) * row_height);
  if (!is_phone)
    ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + width, at.y + used}, color(Token::surface), px(radius_card),
                                              ImDrawFlags_RoundCornersBottom);
  ImGui::SetCursorScreenPos(at);
  ImGui::SetNextWindowContentSize(
      {is_phone ? 0 : std::max(total, 1.0f), static_cast<float>(input.row_count) * row_height});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  const bool is_wide = total > width + 1 && !is_phone;
  if (is_in_page) reveal_in_page(at.y);
  ImGui::BeginChild("##body", {width, height}, ImGuiChildFlags_NavFlattened,
                    is_in_page ? ImGuiWindowFlags_NoScrollbar
                    : is_wide  ? ImGuiWindowFlags_HorizontalScrollbar
                               : 0);
  if (!is_in_page) reveal_focused(height);
  ImGuiListClipper clipper;
  const int shown = static_cast<int>(std::min<std::int64_t>(input.row_count, INT32_MAX));
  clipper.Begin(shown, row_height);
  while (clipper.Step())
    for (int row = clipper.DisplayStart; row < clipper.DisplayEnd; ++row) draw_row(row);
  clipper.End();
  const float scroll_x = ImGui::GetScrollX();
  ImGui::EndChild();
  ImGui::PopStyleVar();
  ImGui::GetStateStorage()->SetFloat(id + 7, scroll_x);
}

// Of the whole table. Cards without a height of their own are a part of the page, as far as positions stay exact.
float Frame::choose_height(float header) {
  constexpr float exact_px = 4e6f;
  const float rows = static_cast<float>(input.row_count) * row_height;
  is_in_page = is_phone && input.height_css <= 0 && rows <= exact_px;
  if (is_in_page) return rows;
  if (input.height_css > 0) return std::max(px(input.height_css), header + 3 * row_height);
  const float rest = is_phone ? ImGui::GetWindowHeight() * 0.8f : ImGui::GetContentRegionAvail().y;
  return std::max(rest, header + 3 * row_height);
}

}  // namespace table

TableResult data_table(const char* key, const TableInput& input, TableState& state) {
  table::Frame frame{.key = key, .input = input, .state = state};
  const ImVec2 at = ImGui::GetCursorScreenPos();
  frame.is_phone = is_phone();
  frame.id = ImGui::GetID(key);
  frame.width = content_width();
  frame.check_columns = input.is_selectable && !frame.is_phone ? 1 : 0;
  frame.check_width = input.is_selectable && !frame.is_phone ? px(40) : 0;
  int lines = 0;
  for (const Column& each : input.columns) lines += each.is_hidden_on_phone ? 0 : 1;
  frame.row_height = frame.is_phone
                         ? px(static_cast<float>(24 + 26 * lines))
                         : px(current().touch ? std::max(48.0f, input.row_height_css) : input.row_height_css);
  const float header = frame.is_phone ? 0 : px(38);
  const float height = frame.choose_height(header);
  frame.lay_out_columns();
  if (state.focused >= input.row_count) state.focused = input.row_count - 1;
  state.focused_column = std::clamp(state.focused_column, 0, std::max(0, static_cast<int>(input.columns.size()) - 1));
  const std::string_view label = input.label.empty() ? tr(key) : input.label;
  const ImVec2 end{at.x + frame.width, at.y + height};
  current().probe.push({.id = frame.id,
                        .role = Role::grid,
                        .key = key,
                        .name = std::string(label),
                        .min = at,
                        .max = end,
                        .flags = flag::focusable | (input.is_selectable ? flag::multiselectable : 0u),
                        .row_count = static_cast<int>(std::min<std::int64_t>(input.row_count, INT32_MAX)),
                        .column_count = static_cast<int>(input.columns.size()) + frame.check_columns});
  const float seen = std::min(height - header, ImGui::GetWindowHeight());
  frame.focus_item({at.x, at.y + std::max(0.0f, header - 1)},
                   static_cast<std::int64_t>(std::max(1.0f, seen / frame.row_height - 1)));
  ImGui::PushID(key);
  if (!frame.is_phone) frame.draw_header(at, header, ImGui::GetStateStorage()->GetFloat(frame.id + 7, 0));
  frame.draw_body({at.x, at.y + header}, height - header);
  ImGui::PopID();
  const float used = std::min(height, header + static_cast<float>(input.row_count) * frame.row_height);
  if (!frame.is_phone) draw::edge(at, {end.x, at.y + used}, color(Token::border), radius_card);
  if (frame.is_focused && draw::shows_focus() && state.focused < 0) draw::focus_ring(at, end, radius_card);
  current().probe.pop();
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({frame.width, height});
  return frame.result;
}

void cell_text(std::string_view words, Token ink, TextRole role) {
  Context& context = current();
  if (!context.cell.is_open) {
    text(words, role, ink, Wrap::ellipsis);
    return;
  }
  draw::centre_in_line(draw::font_px(role));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float room = std::max(1.0f, context.cell.right - at.x);
  const float extent = std::min(room, std::ceil(draw::text_size(words, role).x));
  const float x = context.cell.is_right_aligned ? context.cell.right - extent : at.x;
  draw::text_cut({x, at.y}, room, words, role, color(ink));
  ImGui::Dummy({extent, draw::font_px(role)});
  Node* node = context.probe.open_container();
  if (node == nullptr || node->role != Role::cell) return;
  if (!node->name.empty()) node->name += ' ';
  node->name += words;
}

}  // namespace zhike::ui
