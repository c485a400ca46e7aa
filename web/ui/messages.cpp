#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "core/i18n/format.h"
#include "web/ui/draw.h"
#include "web/ui/layout.h"
#include "web/ui/overlay.h"
#include "web/ui/wrap.h"

namespace zhike::ui {
namespace {

const char* icon_of(Tone tone) {
  switch (tone) {
    case Tone::good:
      return icon::circle_check;
    case Tone::warn:
      return icon::triangle_alert;
    case Tone::bad:
      return icon::circle_alert;
    case Tone::info:
    case Tone::neutral:
      break;
  }
  return icon::info;
}

// Wrapped text at a place that is not the cursor; returns its height.
float draw_lines(ImVec2 at, std::string_view words, TextRole role, Token ink, float width) {
  const float size = draw::font_px(role), leading = std::floor(size * 1.18f);
  float y = at.y;
  for (const std::string_view line : wrap_lines(words, *draw::font(role)->GetFontBaked(size), width)) {
    draw::text({at.x, y}, line, role, color(ink));
    y += leading;
  }
  return y - at.y - (leading - size);
}

void draw_centred(std::string_view words, TextRole role, Token ink, float left, float width, Role announced) {
  const float size = draw::font_px(role), leading = std::floor(size * 1.2f);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  float y = at.y;
  for (const std::string_view line :
       wrap_lines(words, *draw::font(role)->GetFontBaked(size), std::min(width, px(460)))) {
    draw::text({left + std::floor((width - draw::text_size(line, role).x) / 2), y}, line, role, color(ink));
    y += leading;
  }
  current().probe.announce({.role = announced,
                            .name = std::string(words),
                            .min = {left, at.y},
                            .max = {left + width, y},
                            .level = announced == Role::heading ? 3 : 0});
  ImGui::SetCursorScreenPos({left, at.y});
  ImGui::Dummy({width, y - at.y});
}

float button_width(const char* key) { return draw::text_size(tr(key), TextRole::strong).x + px(28); }

}  // namespace

BannerAct banner(const char* key, std::string_view words, const BannerOptions& options) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = content_width(), control = draw::control_px();
  const float action = options.action_key ? button_width(options.action_key) + px(8) : 0;
  const float close = options.is_dismissible ? control : 0;
  const bool is_below = action > 0 && width < px(520);  // the button gets a line of its own
  const float room = width - px(58) - close - (is_below ? 0 : action);
  const draw::Ink ink = draw::tone(options.tone);
  ImDrawListSplitter layers;
  ImDrawList* list = ImGui::GetWindowDrawList();
  layers.Split(list, 2);
  layers.SetCurrentChannel(list, 1);
  const float text_height = draw_lines({at.x + px(44), at.y + px(14)}, words, TextRole::body, Token::text, room);
  const float height = std::max(text_height + px(28), px(48)) + (is_below ? control + px(4) : 0);
  draw::glyph({at.x + px(24), at.y + px(24)}, icon_of(options.tone), 18, ink.ink);
  const ImVec2 end{at.x + width, at.y + height};
  const Role role = options.tone == Tone::bad || options.tone == Tone::warn ? Role::alert : Role::status;
  const Group group({.role = role, .key = key, .name = std::string(words), .min = at, .max = end});
  BannerAct act = BannerAct::none;
  ImGui::PushID(key);
  if (options.action_key) {
    const ImVec2 beside{end.x - action - close, at.y + (height - control) / 2},
        below{at.x + px(44), end.y - control - px(10)};
    ImGui::SetCursorScreenPos(is_below ? below : beside);
    if (button(options.action_key)) act = BannerAct::act;
  }
  if (options.is_dismissible) {
    ImGui::SetCursorScreenPos({end.x - close - px(6), at.y + px(6)});
    if (icon_button("ui.dismiss", icon::x)) act = BannerAct::dismiss;
  }
  ImGui::PopID();
  layers.SetCurrentChannel(list, 0);
  draw::box(at, end, ink.ground, radius_card);
  list->AddRectFilled(at, {at.x + px(4), end.y}, ink.ink, px(radius_card), ImDrawFlags_RoundCornersLeft);
  layers.Merge(list);
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, height + px(4)});
  return act;
}

int empty_state(const char* key, const EmptyOptions& options) {
  const std::string title_key = std::string(key) + ".title", text_key = std::string(key) + ".text";
  const std::string_view title = options.title.empty() ? tr(title_key) : options.title;
  const std::string_view words = options.text.empty() ? tr(text_key) : options.text;
  const float width = content_width();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Group group(
      {.role = Role::region, .key = key, .name = std::string(title), .min = at, .max = {at.x + width, at.y + px(280)}});
  ImGui::PushID(key);
  ImGui::Dummy({width, px(24)});
  const ImVec2 top = ImGui::GetCursorScreenPos();
  const ImVec2 centre{at.x + width / 2, top.y + px(32)};
  ImGui::GetWindowDrawList()->AddCircleFilled(centre, px(32), color(Token::accent_soft));
  draw::glyph(centre, options.icon ? options.icon : icon::inbox, 26, color(Token::accent_text));
  ImGui::Dummy({width, px(72)});
  draw_centred(title, TextRole::heading, Token::text, at.x, width, Role::heading);
  draw_centred(words, TextRole::body, Token::text_muted, at.x, width, Role::text);
  ImGui::Dummy({width, px(4)});
  float total = options.action_key ? button_width(options.action_key) : 0;
  if (options.second_action_key) total += button_width(options.second_action_key) + px(12);
  int act = 0;
  const ImVec2 line = ImGui::GetCursorScreenPos();
  if (options.action_key) {
    ImGui::SetCursorScreenPos({at.x + std::max(0.0f, (width - total) / 2), line.y});
    if (button(options.action_key, {.kind = ButtonKind::primary})) act = 1;
  }
  if (options.second_action_key) {
    if (total < width) same_line(12);
    if (button(options.second_action_key)) act = 2;
  }
  ImGui::Dummy({width, px(24)});
  ImGui::PopID();
  return act;
}

namespace {

// Small muted words in at most `most` lines (1 or 2), the last of them cut.
void two_lines(ImVec2 at, float room, std::string_view words, int most = 2) {
  const float small = draw::font_px(TextRole::small);
  const std::vector<std::string_view> lines =
      wrap_lines(words, *draw::font(TextRole::small)->GetFontBaked(small), room);
  const bool is_long = lines.size() > 1 && most > 1;
  draw::text_cut(at, room, is_long ? lines.front() : words, TextRole::small, color(Token::text_muted));
  if (!is_long) return;
  const auto rest = static_cast<std::size_t>(lines[1].data() - words.data());
  draw::text_cut({at.x, at.y + small}, room, words.substr(rest), TextRole::small, color(Token::text_muted));
}

// Label (two lines at most), value and, where there is room for it beside the value, the interval. Returns the interval
// when it has found no room.
std::string_view tile_head(ImVec2 at, float room, std::string_view label, const StatOptions& options) {
  const float small = draw::font_px(TextRole::small);
  const float label_room = room - (options.icon ? px(24) : 0);
  const bool is_long = draw::text_size(label, TextRole::small).x > label_room;
  two_lines({at.x, at.y - (is_long ? px(4) : 0)}, label_room, label);
  const bool fits = draw::text_size(options.value, TextRole::title).x <= room;
  const TextRole role = fits ? TextRole::title : TextRole::heading;
  const ImVec2 value{at.x, at.y + px(is_long ? 30 : fits ? 24 : 28)};
  draw::text_cut(value, room, options.value, role, color(Token::text));
  const float after = draw::text_size(options.value, role).x + px(8);
  if (options.interval.empty() || after + draw::text_size(options.interval, TextRole::small).x > room)
    return options.interval;
  draw::text({at.x + after, value.y + draw::font_px(role) - small - px(2)}, options.interval, TextRole::small,
             color(Token::text_muted));
  return {};
}

}  // namespace

bool stat_tile(const char* key, const StatOptions& options) {
  const std::string_view label = tr(key);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = content_width(), height = px(112), margin = px(16);
  draw::Press item{.min = at, .max = {at.x + width, at.y + height}};
  if (options.is_link)
    item = draw::press(key, {width, height});
  else
    ImGui::Dummy({width, height});
  if (options.is_link && !item.is_drawn) return false;
  draw::shadow(item.min, item.max, radius_card, 1);
  draw::box(item.min, item.max, color(Token::surface), radius_card);
  draw::edge(item.min, item.max, color(item.hovered ? Token::accent : Token::border), radius_card);
  if (item.focused) draw::focus_ring(item.min, item.max, radius_card);
  const float left = at.x + margin, room = width - 2 * margin;
  const std::string_view interval = tile_head({left, at.y + px(14)}, room, label, options);
  if (options.icon) draw::glyph({item.max.x - px(26), at.y + px(22)}, options.icon, 18, color(Token::text_muted));
  float x = left;
  const float y = at.y + height - px(28);
  if (!options.delta.empty()) {
    const draw::Ink ink = draw::tone(options.delta_tone);
    const float extent = draw::text_size(options.delta, TextRole::small).x;
    draw::box({x, y - px(2)}, {x + extent + px(12), y + px(18)}, ink.ground, 10);
    draw::text({x + px(6), y}, options.delta, TextRole::small, ink.ink);
    x += extent + px(20);
  }
  const float line = draw::font_px(TextRole::small);
  const bool fits = x + draw::text_size(options.base, TextRole::small).x <= left + room;
  if (fits || !interval.empty())
    draw::text_cut({x, y}, left + room - x, options.base, TextRole::small, color(Token::text_muted));
  else
    two_lines({left, y - line}, room, options.base, options.delta.empty() ? 2 : 1);
  draw::text_cut({left, y - line}, room, interval, TextRole::small, color(Token::text_muted));
  std::string value(options.value);
  for (const std::string_view part : {options.interval, options.delta, options.base})
    if (!part.empty()) value += std::string(" ") + std::string(part);
  Node node{.role = options.is_link ? Role::button : Role::group,
            .key = key,
            .name = std::string(label),
            .value = std::move(value),
            .description = std::string(options.hint),
            .min = item.min,
            .max = item.max};
  if (options.is_link)
    draw::announce(item, std::move(node));
  else
    current().probe.announce(std::move(node));
  tooltip(options.hint);
  return item.pressed;
}

bool progress(const char* key, double share, std::string_view words, const char* cancel_key) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float all = content_width(), button_room = cancel_key ? button_width(cancel_key) + px(12) : 0;
  const float width = all - button_room, bar = px(8), y = at.y + px(26);
  draw::text_cut(at, width, words, TextRole::small, color(Token::text_muted));
  draw::box({at.x, y}, {at.x + width, y + bar}, color(Token::sunken), 4);
  draw::edge({at.x, y}, {at.x + width, y + bar}, color(Token::border), 4);
  double from = 0, to = std::clamp(share, 0.0, 1.0);
  if (share < 0) {  // a piece that wanders, or stands still where motion is unwelcome
    const double phase = current().reduced_motion ? 0.3 : std::fmod(ImGui::GetTime() / 1.4, 1.0);
    from = std::max(0.0, phase * 1.3 - 0.3);
    to = std::min(1.0, phase * 1.3);
    if (!current().reduced_motion) wake_in(0.03);
  }
  const float left = at.x + width * static_cast<float>(from), right = at.x + width * static_cast<float>(to);
  if (right - left >= 1) draw::box({left, y}, {std::max(left + bar, right), y + bar}, color(Token::accent), 4);
  current().probe.announce({.role = Role::progressbar,
                            .key = key,
                            .name = std::string(words),
                            .value = share < 0 ? std::string() : i18n::percent(current().lang, share),
                            .min = at,
                            .max = {at.x + width, y + bar},
                            .flags = flag::busy,
                            .now = share,
                            .low = 0,
                            .high = 1});
  bool is_cancelled = false;
  if (cancel_key) {
    ImGui::PushID(key);
    ImGui::SetCursorScreenPos({at.x + width + px(12), at.y + px(2)});
    is_cancelled = button(cancel_key);
    ImGui::PopID();
  }
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({all, px(40)});
  return is_cancelled;
}

}  // namespace zhike::ui
