#include "web/ui/draw.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace zhike::ui::draw {

ImFont* font(TextRole role) {
  const Context& context = current();
  ImFont* base = context.font ? context.font : ImGui::GetIO().Fonts->Fonts[0];
  const bool is_strong = role == TextRole::strong || role == TextRole::heading || role == TextRole::title;
  return is_strong && context.font_strong ? context.font_strong : base;
}

float font_px(TextRole role) { return std::floor(line_height_css(role) * current().scale + 0.5f); }

FontScope::FontScope(TextRole role) { ImGui::PushFont(font(role), line_height_css(role)); }
FontScope::~FontScope() { ImGui::PopFont(); }

EdgeScope::EdgeScope(float right_edge) { current().right_edges.push_back(right_edge); }
EdgeScope::~EdgeScope() { current().right_edges.pop_back(); }

ImVec2 text_size(std::string_view text, TextRole role, float wrap_width) {
  if (text.empty()) return {0, font_px(role)};
  return font(role)->CalcTextSizeA(font_px(role), FLT_MAX, wrap_width, text.data(), text.data() + text.size());
}

void text(ImVec2 at, std::string_view text, TextRole role, ImU32 ink, float wrap_width) {
  if (text.empty()) return;
  ImGui::GetWindowDrawList()->AddText(font(role), font_px(role), at, ink, text.data(), text.data() + text.size(),
                                      wrap_width);
}

bool text_cut(ImVec2 at, float width, std::string_view text, TextRole role, ImU32 ink) {
  if (text.empty()) return false;
  const std::size_t line = text.find('\n');
  const bool has_more = line != std::string_view::npos;
  if (has_more) text = text.substr(0, line);
  ImFont* face = font(role);
  const float size = font_px(role);
  const char *begin = text.data(), *end = begin + text.size();
  const float whole = face->CalcTextSizeA(size, FLT_MAX, 0, begin, end).x;
  if (whole <= width + 0.5f && !has_more) {
    draw::text(at, text, role, ink);
    return false;
  }
  constexpr std::string_view dots = "…";
  const float dots_width = face->CalcTextSizeA(size, FLT_MAX, 0, dots.data(), dots.data() + dots.size()).x;
  const char* cut = begin;
  const float room = std::max(0.0f, width - dots_width);
  const float used = face->CalcTextSizeA(size, room, 0, begin, end, &cut).x;
  draw::text(at, text.substr(0, static_cast<std::size_t>(cut - begin)), role, ink);
  draw::text({at.x + used, at.y}, dots, role, ink);
  if (current().lang == i18n::Lang::pseudo && text.starts_with("⟦")) current().cut_texts.emplace_back(text);
  return true;
}

void glyph(ImVec2 centre, const char* icon, float size_css, ImU32 ink) {
  // The sizes of text only, because each size is rasterised for itself.
  const TextRole role = size_css <= 14   ? TextRole::small
                        : size_css <= 18 ? TextRole::body
                        : size_css <= 22 ? TextRole::heading
                                         : TextRole::title;
  ImFont* face = current().font ? current().font : ImGui::GetIO().Fonts->Fonts[0];
  const float size = font_px(role);
  const ImVec2 extent = face->CalcTextSizeA(size, FLT_MAX, 0, icon);
  const ImVec2 at{std::floor(centre.x - extent.x / 2 + 0.5f), std::floor(centre.y - extent.y / 2 + 0.5f)};
  ImGui::GetWindowDrawList()->AddText(face, size, at, ink, icon);
}

void box(ImVec2 min, ImVec2 max, ImU32 fill, float radius_css) {
  ImGui::GetWindowDrawList()->AddRectFilled(min, max, fill, px(radius_css));
}

void edge(ImVec2 min, ImVec2 max, ImU32 ink, float radius_css, float width_css) {
  ImGui::GetWindowDrawList()->AddRect(min, max, ink, px(radius_css), 0, std::max(1.0f, px(width_css)));
}

void shadow(ImVec2 min, ImVec2 max, float radius_css, int strength) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImU32 ink = color(Token::shadow), alpha = ink >> IM_COL32_A_SHIFT;
  const int layers = strength * 3;
  const float down = px(static_cast<float>(strength));
  for (int i = layers; i >= 1; --i) {
    const float grow = px(1) * static_cast<float>(i - 1) * 1.4f;
    const ImU32 layer =
        (ink & ~IM_COL32_A_MASK) | (std::max<ImU32>(1, alpha / static_cast<ImU32>(layers)) << IM_COL32_A_SHIFT);
    list->AddRectFilled({min.x - grow, min.y - grow + down}, {max.x + grow, max.y + grow + down}, layer,
                        px(radius_css) + grow);
  }
}

void popup_ground() {
  const ImVec2 min = ImGui::GetWindowPos(), size = ImGui::GetWindowSize(), max{min.x + size.x, min.y + size.y};
  ImGui::GetWindowDrawList()->PushClipRectFullScreen();
  shadow(min, max, radius_card, 3);
  box(min, max, color(Token::raised), radius_card);
  edge(min, max, color(Token::border), radius_card);
  ImGui::GetWindowDrawList()->PopClipRect();
}

bool shows_focus() { return ImGui::GetIO().NavVisible; }

void focus_ring(ImVec2 min, ImVec2 max, float radius_css) {
  const float out = px(2);
  ImGui::GetWindowDrawList()->AddRect({min.x - out, min.y - out}, {max.x + out, max.y + out}, color(Token::focus),
                                      px(radius_css) + out, 0, px(2));
}

bool honour(const char* key, ImGuiID id, Focus focus) {
  Context& context = current();
  bool wants_focus = context.probe.take_focus(id);
  if (!context.focus_request.empty() && context.focus_request == key) {
    context.focus_request.clear();
    wants_focus = true;
  }
  if (wants_focus && focus == Focus::item) focus_last_item();
  if (wants_focus && focus == Focus::typing) ImGui::SetKeyboardFocusHere(-1);
  return context.probe.take_activate(id);
}

Press press(const char* key, ImVec2 size, Enabled enabled) {
  Press result;
  size = {std::max(1.0f, size.x), std::max(1.0f, size.y)};
  result.min = ImGui::GetCursorScreenPos();
  result.max = {result.min.x + size.x, result.min.y + size.y};
  result.id = ImGui::GetID(key);
  if (enabled == Enabled::no) ImGui::BeginDisabled();
  result.pressed = ImGui::InvisibleButton(key, size, ImGuiButtonFlags_EnableNav);
  if (enabled == Enabled::no) ImGui::EndDisabled();
  result.is_drawn = is_item_drawn(result.id);
  if (!result.is_drawn) return result;
  const bool is_activated = honour(key, result.id);
  if (enabled == Enabled::no) return result;
  result.pressed = result.pressed || is_activated;
  result.hovered = ImGui::IsItemHovered();
  result.held = ImGui::IsItemActive();
  result.focused = ImGui::IsItemFocused() && shows_focus();
  if (result.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  return result;
}

void centre_in_line(float height) {
  const float line = line_height_so_far();
  if (line <= height) return;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos({at.x, at.y + std::floor((line - height) / 2)});
}

Ink tone(Tone tone) {
  switch (tone) {
    case Tone::info:
      return {color(Token::info), color(Token::info_soft)};
    case Tone::good:
      return {color(Token::good), color(Token::good_soft)};
    case Tone::warn:
      return {color(Token::warn), color(Token::warn_soft)};
    case Tone::bad:
      return {color(Token::bad), color(Token::bad_soft)};
    case Tone::neutral:
      break;
  }
  return {color(Token::text_muted), color(Token::sunken)};
}

float control_px() { return px(current().touch ? touch_target : control_height); }

void announce(const Press& press, Node node) {
  if (!press.is_drawn) return;
  node.id = press.id;
  node.min = press.min;
  node.max = press.max;
  if (ImGui::GetItemID() == press.id) {
    current().probe.announce_item(std::move(node));
    return;
  }
  if (press.focused) node.flags |= flag::focused;
  if (!(node.flags & flag::disabled)) node.flags |= flag::focusable;
  current().probe.announce(std::move(node));
}

}  // namespace zhike::ui::draw
