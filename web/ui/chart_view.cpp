#include "web/ui/chart_view.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "web/ui/draw.h"
#include "web/ui/overlay.h"

namespace zhike::ui {
namespace {

// Charts are built in CSS pixels, so that strokes and markers keep their weight on dense screens.
ImVec2 moved(chart::Point point, ImVec2 origin) {
  const float scale = current().scale;
  return {origin.x + point.x * scale, origin.y + point.y * scale};
}

ImU32 with_alpha(ImU32 ink, ImU32 alpha) { return (ink & ~IM_COL32_A_MASK) | (alpha << IM_COL32_A_SHIFT); }

void draw_dashed(ImVec2 from, ImVec2 to, ImU32 ink, float stroke, chart::Dash dash) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float on = px(dash == chart::Dash::dotted ? 2 : 6), off = px(4);
  const float length = std::hypot(to.x - from.x, to.y - from.y);
  if (length <= 0) return;
  for (float at = 0; at < length; at += on + off) {
    const float a = at / length, b = std::min(1.0f, (at + on) / length);
    list->AddLine({from.x + (to.x - from.x) * a, from.y + (to.y - from.y) * a},
                  {from.x + (to.x - from.x) * b, from.y + (to.y - from.y) * b}, ink, stroke);
  }
}

void draw_line(const chart::Primitive& shape, ImVec2 origin, ImU32 ink) {
  const float stroke = std::max(1.0f, shape.size * current().scale);
  std::vector<ImVec2> points;
  points.reserve(shape.points.size());
  for (const chart::Point& point : shape.points) points.push_back(moved(point, origin));
  if (shape.dash == chart::Dash::solid) {
    ImGui::GetWindowDrawList()->AddPolyline(points.data(), static_cast<int>(points.size()), ink, 0, stroke);
    return;
  }
  for (std::size_t i = 1; i < points.size(); ++i) draw_dashed(points[i - 1], points[i], ink, stroke, shape.dash);
}

// 2k points: k along one edge, then back along the other.
void draw_band(const chart::Primitive& shape, ImVec2 origin, ImU32 ink) {
  const std::size_t half = shape.points.size() / 2, last = shape.points.size() - 1;
  for (std::size_t i = 0; i + 1 < half; ++i)
    ImGui::GetWindowDrawList()->AddQuadFilled(moved(shape.points[i], origin), moved(shape.points[i + 1], origin),
                                              moved(shape.points[last - i - 1], origin),
                                              moved(shape.points[last - i], origin), ink);
}

void draw_words(const chart::Primitive& shape, ImVec2 origin, ImU32 ink) {
  ImFont* face = draw::font(TextRole::small);
  const char* end = shape.text.data() + shape.text.size();
  const float size = std::floor(shape.size * current().scale + 0.5f);
  const ImVec2 extent = face->CalcTextSizeA(size, FLT_MAX, 0, shape.text.data(), end);
  ImVec2 at = moved(shape.points[0], origin);
  if (shape.anchor == chart::Anchor::middle) at.x -= extent.x / 2;
  if (shape.anchor == chart::Anchor::end) at.x -= extent.x;
  at = {std::floor(at.x), std::floor(at.y - extent.y / 2)};
  ImGui::GetWindowDrawList()->AddText(face, size, at, ink, shape.text.data(), end);
}

void draw_shape(const chart::Primitive& shape, ImVec2 origin) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImU32 ink = chart_color(shape.role);
  if (shape.points.empty() || (shape.shape == chart::Shape::text && shape.text.empty())) return;
  switch (shape.shape) {
    case chart::Shape::line:
      draw_line(shape, origin, ink);
      break;
    case chart::Shape::band:
      draw_band(shape, origin, ink);
      break;
    case chart::Shape::rect:
      if (shape.points.size() >= 2)
        list->AddRectFilled(moved(shape.points[0], origin), moved(shape.points[1], origin), ink, px(2));
      break;
    case chart::Shape::circle:
      list->AddCircleFilled(moved(shape.points[0], origin), shape.size * current().scale, ink);
      break;
    case chart::Shape::text:
      draw_words(shape, origin, ink);
      break;
    case chart::Shape::polygon: {
      std::vector<ImVec2> points;
      points.reserve(shape.points.size());
      for (const chart::Point& point : shape.points) points.push_back(moved(point, origin));
      list->AddConvexPolyFilled(points.data(), static_cast<int>(points.size()), ink);
      break;
    }
  }
}

// "Region: North · NPS: 31 · n: 120": one row of the chart's table.
std::string row_words(const chart::Table& table, std::size_t row) {
  std::string words;
  if (row >= table.rows.size()) return words;
  const std::vector<std::string>& cells = table.rows[row];
  for (std::size_t i = 0; i < cells.size() && i < table.headings.size(); ++i) {
    if (cells[i].empty()) continue;
    if (!words.empty()) words += '\n';
    if (i > 0 && !table.headings[i].empty()) words += table.headings[i] + ": ";
    words += cells[i];
  }
  return words;
}

void draw_table(const char* key, const chart::Chart& chart) {
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const std::size_t columns = std::max<std::size_t>(1, chart.table.headings.size());
  const float width = content_width() / static_cast<float>(columns), line = px(30);
  const float height = line * static_cast<float>(chart.table.rows.size() + 1);
  const Group table({.role = Role::table,
                     .key = key,
                     .name = chart.title,
                     .min = start,
                     .max = {start.x + content_width(), start.y + height},
                     .row_count = static_cast<int>(chart.table.rows.size()),
                     .column_count = static_cast<int>(columns)});
  const auto row_widget = [&](const std::vector<std::string>& cells, int row, Role role, Token ink) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const RowScope scope(std::to_string(row));
    const Group group(
        {.role = Role::row, .key = key, .min = at, .max = {at.x + content_width(), at.y + line}, .row_index = row});
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const float extent = std::min(width - px(12), draw::text_size(cells[i], TextRole::small).x);
      const ImVec2 cell{at.x + width * static_cast<float>(i), at.y + (line - draw::font_px(TextRole::small)) / 2};
      const float x = i == 0 ? cell.x : cell.x + width - px(12) - extent;
      draw::text_cut({x, cell.y}, width - px(12), cells[i], TextRole::small, color(ink));
      current().probe.announce({.role = role,
                                .name = cells[i],
                                .min = cell,
                                .max = {cell.x + width, at.y + line},
                                .column_index = static_cast<int>(i)});
    }
    const float hair = std::max(1.0f, px(1));
    ImGui::GetWindowDrawList()->AddRectFilled({at.x, at.y + line - hair}, {at.x + content_width(), at.y + line},
                                              color(Token::border));
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({1, line - ImGui::GetStyle().ItemSpacing.y});
  };
  row_widget(chart.table.headings, -1, Role::columnheader, Token::text_muted);
  for (std::size_t i = 0; i < chart.table.rows.size(); ++i)
    row_widget(chart.table.rows[i], static_cast<int>(i), Role::cell, Token::text);
}

std::optional<chart::HitRegion> draw_picture(const char* key, const chart::Chart& chart) {
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  ImGui::PushID(key);
  const bool is_pressed = ImGui::InvisibleButton(
      "##picture", {std::max(1.0f, chart.width * current().scale), std::max(1.0f, chart.height * current().scale)});
  const bool is_hovered = ImGui::IsItemHovered();
  ImGui::PopID();
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const float scale = current().scale;
  const chart::HitRegion* hit =
      is_hovered ? chart::hit_at(chart, {(mouse.x - origin.x) / scale, (mouse.y - origin.y) / scale}) : nullptr;
  if (hit) {
    const ImVec2 min = moved({hit->area.left, hit->area.top}, origin),
                 max = moved({hit->area.right, hit->area.bottom}, origin);
    ImGui::GetWindowDrawList()->AddRectFilled(min, max, with_alpha(color(Token::accent), 20), px(2));
  }
  for (const chart::Primitive& shape : chart.primitives) draw_shape(shape, origin);
  if (hit) {
    tooltip(row_words(chart.table, hit->datum));
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  }
  current().probe.announce({.role = Role::img,
                            .key = key,
                            .name = chart.title,
                            .description = chart.description,
                            .min = origin,
                            .max = moved({chart.width, chart.height}, origin)});
  if (is_pressed && hit) return *hit;
  return std::nullopt;
}

}  // namespace

ImU32 chart_color(chart::Role role) {
  constexpr Token series[] = {Token::series_1, Token::series_2, Token::series_3,
                              Token::series_4, Token::series_5, Token::series_6};
  const int at = static_cast<int>(role);
  const int first_series = static_cast<int>(chart::Role::series1), first_band = static_cast<int>(chart::Role::band1);
  if (at >= first_series && at < first_series + 6) return color(series[at - first_series]);
  if (at >= first_band && at < first_band + 6) return with_alpha(color(series[at - first_band]), 44);
  switch (role) {
    case chart::Role::axis:
      return color(Token::border_strong);
    case chart::Role::grid:
      return color(Token::border);
    case chart::Role::muted_text:
      return color(Token::text_muted);
    case chart::Role::accent:
      return color(Token::accent);
    case chart::Role::good:
      return color(Token::good);
    case chart::Role::warn:
      return color(Token::warn);
    case chart::Role::bad:
      return color(Token::bad);
    default:
      break;
  }
  return color(Token::text);
}

chart::Frame chart_frame(std::string_view title, std::string_view description, float height_css,
                         std::string_view empty_text) {
  chart::Frame frame;
  const float scale = current().scale;
  frame.width = std::floor(content_width() / scale);
  frame.height = height_css;
  frame.font_px = draw::font_px(TextRole::small) / scale;
  frame.title = title;
  frame.description = description;
  frame.empty_text = empty_text;
  ImFont* face = draw::font(TextRole::small);
  frame.measure = [face, scale](std::string_view words, float font_px) {
    if (words.empty()) return 0.0f;
    return face->CalcTextSizeA(font_px * scale, FLT_MAX, 0, words.data(), words.data() + words.size()).x / scale;
  };
  return frame;
}

std::optional<chart::HitRegion> chart_view(const char* key, const chart::Chart& chart, ChartState& state) {
  const RowScope scope(key);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float size = draw::control_px();
  ImGui::SetCursorScreenPos({at.x + content_width() - size, at.y - size - px(4)});
  const bool was_table = state.is_table;
  const bool is_switched =
      was_table ? icon_button("ui.chart.as_chart", icon::chart_line) : icon_button("ui.chart.as_table", icon::table);
  if (is_switched) state.is_table = !state.is_table;
  ImGui::SetCursorScreenPos(at);
  if (!was_table) return draw_picture(key, chart);
  draw_table(key, chart);
  return std::nullopt;
}

}  // namespace zhike::ui
