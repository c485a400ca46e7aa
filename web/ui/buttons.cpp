#include <algorithm>
#include <string>
#include <utility>

#include "core/base/text.h"
#include "web/ui/draw.h"
#include "web/ui/format.h"
#include "web/ui/overlay.h"

namespace zhike::ui {
namespace {

struct Look {
  ImU32 ground = 0, edge = 0, ink = 0;
};

Look look_of(ButtonKind kind, const draw::Press& item, Enabled enabled) {
  const Token none = Token::count;
  const auto pick = [&](Token rest, Token hover, Token held) { return item.held ? held : item.hovered ? hover : rest; };
  if (enabled == Enabled::no) {
    const bool is_filled = kind == ButtonKind::primary || kind == ButtonKind::danger || kind == ButtonKind::secondary;
    return {is_filled ? color(Token::sunken) : 0, is_filled ? color(Token::border) : 0, color(Token::text_hint)};
  }
  switch (kind) {
    case ButtonKind::primary:
      return {color(pick(Token::accent, Token::accent_hover, Token::accent_pressed)), 0, color(Token::on_accent)};
    case ButtonKind::danger:
      return {color(Token::bad_fill), 0, color(Token::on_bad)};
    case ButtonKind::ghost: {
      const Token ground = pick(none, Token::hover, Token::pressed);
      return {ground == none ? 0 : color(ground), 0, color(Token::text)};
    }
    case ButtonKind::secondary:
      break;
  }
  return {color(pick(Token::surface, Token::hover, Token::pressed)), color(Token::border_strong), color(Token::text)};
}

void draw_ground(const draw::Press& item, const Look& look) {
  if (look.ground != 0) draw::box(item.min, item.max, look.ground, radius_control);
  if (look.edge != 0) draw::edge(item.min, item.max, look.edge, radius_control);
  if (item.focused) draw::focus_ring(item.min, item.max, radius_control);
}

Node node_of(const char* key, std::string_view label, const ButtonOptions& options) {
  Node node{.role = Role::button, .key = key, .name = std::string(label), .description = std::string(options.hint)};
  if (options.enabled == Enabled::no) node.flags |= flag::disabled;
  return node;
}

}  // namespace

bool button(const char* key, const ButtonOptions& options) {
  const std::string_view label = options.label.empty() ? tr(key) : options.label;
  const TextRole role =
      options.kind == ButtonKind::primary || options.kind == ButtonKind::danger ? TextRole::strong : TextRole::body;
  const float icon_width = options.icon ? px(20) + px(6) : 0;
  const ImVec2 extent = draw::text_size(label, role);
  const float margin = px(14);
  float width = extent.x + icon_width + 2 * margin;
  if (options.width_css > 0) width = px(options.width_css);
  if (options.width_css < 0) width = content_width();
  width = std::min(width, std::max(px(40), content_width()));
  const draw::Press item = draw::press(key, {width, draw::control_px()}, options.enabled);
  if (!item.is_drawn) return false;
  const Look look = look_of(options.kind, item, options.enabled);
  draw_ground(item, look);
  const float inner = std::min(extent.x + icon_width, item.width() - 2 * px(6));
  float x = item.min.x + (item.width() - inner) / 2;
  if (options.icon) draw::glyph({x + px(9), item.centre().y}, options.icon, 18, look.ink);
  x += icon_width;
  draw::text_cut({x, item.min.y + (item.height() - extent.y) / 2}, inner - icon_width, label, role, look.ink);
  draw::announce(item, node_of(key, label, options));
  if (!options.hint.empty() || !options.shortcut.empty())
    tooltip(options.hint.empty() ? label : options.hint, options.shortcut);
  return item.pressed;
}

bool icon_button(const char* key, const char* icon, const ButtonOptions& options) {
  const std::string_view label = options.label.empty() ? tr(key) : options.label;
  const ButtonKind kind = options.kind == ButtonKind::secondary ? ButtonKind::ghost : options.kind;
  const float size = draw::control_px();
  const draw::Press item = draw::press(key, {size, size}, options.enabled);
  if (!item.is_drawn) return false;
  Look look = look_of(kind, item, options.enabled);
  if (kind == ButtonKind::ghost && options.enabled == Enabled::yes)
    look.ink = color(item.hovered ? Token::text : Token::text_muted);
  draw_ground(item, look);
  draw::glyph(item.centre(), icon, 18, look.ink);
  draw::announce(item, node_of(key, label, options));
  tooltip(options.hint.empty() ? label : options.hint, options.shortcut);
  return item.pressed;
}

bool link(const char* key, const LinkOptions& options) {
  const std::string_view label = options.label.empty() ? tr(key) : options.label;
  const float icon_width = options.icon ? px(22) : 0;
  const ImVec2 extent = draw::text_size(label, options.role);
  const float width = std::min(content_width(), extent.x + icon_width);
  draw::centre_in_line(extent.y);
  const draw::Press item = draw::press(key, {width, extent.y});
  if (!item.is_drawn) return false;
  const ImU32 ink = color(Token::accent_text);
  if (options.icon) draw::glyph({item.min.x + px(8), item.centre().y}, options.icon, 16, ink);
  const ImVec2 at{item.min.x + icon_width, item.min.y};
  const bool is_cut = draw::text_cut(at, width - icon_width, label, options.role, ink);
  if (item.hovered) {
    const float y = item.max.y - px(1);
    ImGui::GetWindowDrawList()->AddRectFilled({at.x, y}, {item.max.x, y + std::max(1.0f, px(1))}, ink);
  }
  if (item.focused) draw::focus_ring(item.min, item.max, 3);
  draw::announce(item, {.role = Role::link, .key = key, .name = std::string(label), .href = std::string(options.href)});
  if (is_cut) tooltip(label);
  return item.pressed;
}

// --- chips ---
void chip(std::string_view words, Tone tone, const char* icon) {
  const draw::Ink ink = draw::tone(tone);
  draw::centre_in_line(px(22));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = px(22), icon_width = icon ? px(18) : 0;
  const ImVec2 extent = draw::text_size(words, TextRole::small);
  const float width = std::min(content_width(), extent.x + icon_width + px(16));
  const ImVec2 end{at.x + width, at.y + height};
  draw::box(at, end, ink.ground, 11);
  if (icon) draw::glyph({at.x + px(14), at.y + height / 2}, icon, 14, ink.ink);
  draw::text_cut({at.x + px(8) + icon_width, at.y + (height - extent.y) / 2}, width - icon_width - px(15), words,
                 TextRole::small, ink.ink);
  current().probe.announce({.role = Role::text, .name = std::string(words), .min = at, .max = end});
  ImGui::Dummy({width, height});
}

bool tier_chip(const char* key, int tier, std::string_view label, std::string_view why) {
  constexpr Token inks[][2] = {{Token::text_muted, Token::sunken},
                               {Token::tier_top, Token::tier_top_soft},
                               {Token::tier_high, Token::tier_high_soft},
                               {Token::tier_middle, Token::tier_middle_soft},
                               {Token::tier_low, Token::tier_low_soft}};
  const Token* ink = inks[std::clamp(tier, 0, 4)];
  const float height = px(22), mark = tier == 1 ? px(16) : 0;
  const ImVec2 extent = draw::text_size(label, TextRole::small);
  draw::centre_in_line(height);
  const draw::Press item = draw::press(key, {extent.x + mark + px(16), height});
  if (!item.is_drawn) return false;
  draw::box(item.min, item.max, color(ink[1]), 11);
  if (item.hovered) draw::edge(item.min, item.max, color(ink[0]), 11);
  if (item.focused) draw::focus_ring(item.min, item.max, 11);
  if (mark > 0) draw::glyph({item.min.x + px(14), item.centre().y}, icon::crown, 14, color(ink[0]));
  draw::text({item.min.x + px(8) + mark, item.min.y + (height - extent.y) / 2}, label, TextRole::small, color(ink[0]));
  draw::announce(item, {.role = Role::button, .key = key, .name = std::string(label), .description = std::string(why)});
  tooltip(why);
  return item.pressed;
}

bool filter_chip(const char* key, bool& is_on, std::string_view given, int count) {
  std::string label(given.empty() ? tr(key) : given);
  if (count >= 0) label += "  " + format_count(count);
  const float height = px(current().touch ? 40 : 30), mark = is_on ? px(18) : 0;
  const ImVec2 extent = draw::text_size(label, TextRole::small);
  const draw::Press item = draw::press(key, {extent.x + mark + px(24), height});
  if (!item.is_drawn) return false;
  const Token ground = is_on ? Token::accent_soft : item.hovered ? Token::hover : Token::surface;
  const ImU32 ink = color(is_on ? Token::accent_text : Token::text);
  const float radius = current().touch ? 20 : 15;
  draw::box(item.min, item.max, color(ground), radius);
  draw::edge(item.min, item.max, color(is_on ? Token::accent : Token::border_strong), radius);
  if (item.focused) draw::focus_ring(item.min, item.max, radius);
  if (is_on) draw::glyph({item.min.x + px(18), item.centre().y}, icon::check, 14, ink);
  draw::text({item.min.x + px(12) + mark, item.min.y + (height - extent.y) / 2}, label, TextRole::small, ink);
  if (item.pressed) is_on = !is_on;
  draw::announce(
      item,
      {.role = Role::checkbox, .key = key, .name = label, .flags = flag::checkable | (is_on ? flag::checked : 0u)});
  return item.pressed;
}

}  // namespace zhike::ui
