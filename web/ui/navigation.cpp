#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "web/ui/draw.h"
#include "web/ui/format.h"
#include "web/ui/layout.h"
#include "web/ui/overlay.h"

namespace zhike::ui {
namespace {

void draw_badge(ImVec2 right_middle, int count) {
  const std::string words = count > 99 ? "99+" : std::to_string(count);
  const ImVec2 extent = draw::text_size(words, TextRole::small);
  const float height = px(18), width = std::max(height, extent.x + px(10));
  const ImVec2 min{right_middle.x - width, right_middle.y - height / 2},
      max{right_middle.x, right_middle.y + height / 2};
  draw::box(min, max, color(Token::bad_fill), 9);
  draw::text({min.x + (width - extent.x) / 2, min.y + (height - extent.y) / 2}, words, TextRole::small,
             color(Token::on_bad));
}

void announce_rail_item(const draw::Press& item, const RailItem& each, bool is_current) {
  Node node{.role = Role::link, .key = each.key, .name = std::string(tr(each.key)), .href = std::string(each.href)};
  if (each.badge > 0) node.description = format_count(each.badge);
  node.flags = flag::selectable | (is_current ? flag::selected : 0u);
  draw::announce(item, std::move(node));
}

int side_rail(const char* key, std::span<const RailItem> items, int current_item) {
  Context& context = current();
  const bool is_narrow = context.size_class != SizeClass::wide;
  const float width = px(is_narrow ? 64 : 208), height = context.content.w;
  const ImVec2 origin{context.content.x, context.content.y};
  ImGui::SetCursorScreenPos(origin);
  ImGui::BeginChild(key, {width, height}, ImGuiChildFlags_NavFlattened, ImGuiWindowFlags_NoScrollbar);
  const draw::EdgeScope edge(-1);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 end{origin.x + width, origin.y + height};
  list->AddRectFilled(origin, end, color(Token::surface));
  list->AddRectFilled({end.x - std::max(1.0f, px(1)), origin.y}, end, color(Token::border));
  const Group group({.role = Role::navigation, .key = key, .name = std::string(tr(key)), .min = origin, .max = end});
  const float mark = px(32), left = origin.x + px(16);
  draw::box({left, origin.y + px(20)}, {left + mark, origin.y + px(20) + mark}, color(Token::accent), 9);
  draw::glyph({left + mark / 2, origin.y + px(20) + mark / 2}, icon::handshake, 20, color(Token::on_accent));
  if (!is_narrow)
    draw::text({left + mark + px(10), origin.y + px(24)}, tr("ui.app"), TextRole::heading, color(Token::text));
  int pressed = -1;
  float y = origin.y + px(72);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const RailItem& each = items[i];
    const bool is_current = static_cast<int>(i) == current_item;
    const bool is_last = i + 1 == items.size() && items.size() > 4;
    if (is_last) y = std::max(y, end.y - px(60));
    ImGui::SetCursorScreenPos({origin.x + px(10), y});
    const draw::Press item = draw::press(each.key, {width - px(20), px(is_narrow ? 44 : 40)});
    y += px(is_narrow ? 46 : 42);
    if (!item.is_drawn) continue;
    if (is_current || item.hovered)
      draw::box(item.min, item.max, color(is_current ? Token::selected : Token::hover), radius_control);
    if (item.focused) draw::focus_ring(item.min, item.max, radius_control);
    const ImU32 ink = color(is_current ? Token::accent_text : Token::text_muted);
    draw::glyph({is_narrow ? item.centre().x : item.min.x + px(20), item.centre().y}, each.icon, 20, ink);
    if (!is_narrow) {
      const TextRole role = is_current ? TextRole::strong : TextRole::body;
      draw::text_cut({item.min.x + px(42), item.min.y + (item.height() - draw::font_px(role)) / 2},
                     item.width() - px(each.badge > 0 ? 72 : 46), tr(each.key), role,
                     color(is_current ? Token::accent_text : Token::text));
    }
    if (each.badge > 0)
      draw_badge({item.max.x - px(is_narrow ? 2 : 8), is_narrow ? item.min.y + px(10) : item.centre().y}, each.badge);
    announce_rail_item(item, each, is_current);
    if (is_narrow) tooltip(tr(each.key));
    if (item.pressed) pressed = static_cast<int>(i);
  }
  ImGui::EndChild();
  context.content.x += width;
  context.content.z -= width;
  return pressed;
}

// Icon above label; the whole width is the target.
draw::Press bar_item(const RailItem& each, ImVec2 size, bool is_current) {
  const draw::Press item = draw::press(each.key, size);
  if (!item.is_drawn) return item;
  const ImU32 ink = color(is_current ? Token::accent_text : Token::text_muted);
  if (is_current)
    draw::box({item.centre().x - px(24), item.min.y + px(6)}, {item.centre().x + px(24), item.min.y + px(32)},
              color(Token::selected), 13);
  draw::glyph({item.centre().x, item.min.y + px(19)}, each.icon, 20, ink);
  const std::string_view label = tr(each.key);
  const float extent = std::min(size.x - px(4), draw::text_size(label, TextRole::small).x);
  draw::text_cut({item.centre().x - extent / 2, item.min.y + px(36)}, size.x - px(4), label, TextRole::small, ink);
  if (item.focused)
    draw::focus_ring({item.min.x + px(3), item.min.y + px(3)}, {item.max.x - px(3), item.max.y - px(3)},
                     radius_control);
  if (each.badge > 0) draw_badge({item.centre().x + px(22), item.min.y + px(11)}, each.badge);
  return item;
}

// The rooms for which the bar has no place. Returns the index of the one chosen or -1.
int more_rooms(std::span<const RailItem> items, std::size_t first, ImVec2 size, bool is_current) {
  int badges = 0;
  for (const RailItem& each : items.subspan(first)) badges += each.badge;
  const draw::Press item = bar_item({.key = "ui.rail.more", .icon = icon::ellipsis, .badge = badges}, size, is_current);
  if (item.is_drawn)
    draw::announce(item, {.role = Role::button,
                          .key = "ui.rail.more",
                          .name = std::string(tr("ui.rail.more")),
                          .flags = flag::expandable});
  if (item.pressed) open_menu("ui.rail.more");
  std::vector<MenuItem> rooms;
  for (const RailItem& each : items.subspan(first)) rooms.push_back({.key = each.key, .icon = each.icon});
  const int chosen = menu("ui.rail.more", rooms);
  return chosen < 0 ? -1 : static_cast<int>(first) + chosen;
}

// Phones: a bar at the bottom; the rooms that do not fit are in a menu at its end.
int bottom_bar(const char* key, std::span<const RailItem> items, int current_item) {
  Context& context = current();
  const float height = px(60), narrowest = px(70);
  const ImVec2 origin{context.content.x, context.content.y + context.content.w - height};
  ImGui::SetCursorScreenPos(origin);
  ImGui::BeginChild(key, {context.content.z, height}, ImGuiChildFlags_NavFlattened, ImGuiWindowFlags_NoScrollbar);
  const draw::EdgeScope edge(-1);
  const ImVec2 end{origin.x + context.content.z, origin.y + height};
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(origin, end, color(Token::surface));
  list->AddRectFilled(origin, {end.x, origin.y + std::max(1.0f, px(1))}, color(Token::border));
  const Group group({.role = Role::navigation, .key = key, .name = std::string(tr(key)), .min = origin, .max = end});
  const auto places = static_cast<std::size_t>(std::max(2.0f, context.content.z / narrowest));
  const bool has_more = items.size() > places;
  const std::size_t shown = has_more ? places - 1 : items.size();
  const ImVec2 size{context.content.z / static_cast<float>(has_more ? places : std::max<std::size_t>(1, shown)),
                    height};
  int pressed = -1;
  for (std::size_t i = 0; i < shown; ++i) {
    const bool is_current = static_cast<int>(i) == current_item;
    if (i > 0) ImGui::SameLine(0, 0);
    const draw::Press item = bar_item(items[i], size, is_current);
    if (item.is_drawn) announce_rail_item(item, items[i], is_current);
    if (item.pressed) pressed = static_cast<int>(i);
  }
  if (has_more) {
    ImGui::SameLine(0, 0);
    const int chosen = more_rooms(items, shown, size, current_item >= static_cast<int>(shown));
    if (chosen >= 0) pressed = chosen;
  }
  ImGui::EndChild();
  context.content.w -= height;
  return pressed;
}

}  // namespace

int rail(const char* key, std::span<const RailItem> items, int current_item) {
  return is_phone() ? bottom_bar(key, items, current_item) : side_rail(key, items, current_item);
}

namespace {

std::string tab_count(const TabItem& item) { return item.count >= 0 ? format_count(item.count) : std::string(); }

float tab_width(const TabItem& item) {
  const std::string count = tab_count(item);
  return draw::text_size(tr(item.key), TextRole::strong).x + px(20) +
         (count.empty() ? 0 : draw::text_size(count, TextRole::small).x + px(18));
}

bool tabs_as_choice(const char* key, int& chosen, std::span<const TabItem> items) {
  std::vector<std::string> labels;
  for (const TabItem& item : items) labels.push_back(std::string(tr(item.key)) + "  " + tab_count(item));
  std::vector<Option> options;
  for (std::size_t i = 0; i < items.size(); ++i) options.push_back({.key = items[i].key, .label = labels[i]});
  std::string value = items[static_cast<std::size_t>(chosen)].key;
  if (!choice(key, value, options, {.is_label_hidden = true, .width_css = 320})) return false;
  chosen = static_cast<int>(std::ranges::find(options, value, &Option::key) - options.begin());
  return true;
}

}  // namespace

bool tabs(const char* key, int& chosen, std::span<const TabItem> items) {
  float needed = 0;
  for (const TabItem& item : items) needed += tab_width(item) + px(6);
  if (needed - px(6) > content_width()) return tabs_as_choice(key, chosen, items);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float width = content_width(), height = draw::control_px() + px(4);
  const float line = std::max(1.0f, px(1));
  ImGui::GetWindowDrawList()->AddRectFilled({start.x, start.y + height - line}, {start.x + width, start.y + height},
                                            color(Token::border));
  const Group group({.role = Role::tablist,
                     .key = key,
                     .name = std::string(tr(key)),
                     .min = start,
                     .max = {start.x + width, start.y + height}});
  ImGui::PushID(key);
  const int before = chosen;
  float x = start.x;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string_view label = tr(items[i].key);
    const std::string count = tab_count(items[i]);
    const bool is_current = before == static_cast<int>(i);
    const TextRole role = is_current ? TextRole::strong : TextRole::body;
    const ImVec2 extent = draw::text_size(label, TextRole::strong);
    ImGui::SetCursorScreenPos({x, start.y});
    const draw::Press item = draw::press(items[i].key, {tab_width(items[i]), height});
    if (!item.is_drawn) continue;
    x = item.max.x + px(6);
    const ImU32 ink = color(is_current ? Token::accent_text : item.hovered ? Token::text : Token::text_muted);
    if (item.hovered && !is_current)
      draw::box(item.min, {item.max.x, item.max.y - px(4)}, color(Token::hover), radius_control);
    const float y = item.min.y + (height - px(4) - draw::font_px(role)) / 2;
    draw::text({item.min.x + px(10), y}, label, role, ink);
    if (!count.empty()) {
      const ImVec2 min{item.min.x + px(16) + extent.x, item.min.y + (height - px(4)) / 2 - px(9)},
          max{item.max.x - px(6), min.y + px(18)};
      draw::box(min, max, color(is_current ? Token::accent_soft : Token::sunken), 9);
      draw::text({(min.x + max.x - draw::text_size(count, TextRole::small).x) / 2, min.y + px(1)}, count,
                 TextRole::small, ink);
    }
    if (is_current)
      draw::box({item.min.x + px(4), item.max.y - px(2)}, {item.max.x - px(4), item.max.y}, color(Token::accent), 1);
    if (item.focused)
      draw::focus_ring({item.min.x + px(2), item.min.y + px(2)}, {item.max.x - px(2), item.max.y - px(6)},
                       radius_control);
    draw::announce(item, {.role = Role::tab,
                          .key = items[i].key,
                          .name = std::string(label),
                          .description = count,
                          .flags = flag::selectable | (is_current ? flag::selected : 0u)});
    if (item.pressed) chosen = static_cast<int>(i);
    if (!item.focused) continue;
    own_keys(item.id, {ImGuiKey_LeftArrow, ImGuiKey_RightArrow});
    const int move = static_cast<int>(ImGui::IsKeyPressed(ImGuiKey_RightArrow)) -
                     static_cast<int>(ImGui::IsKeyPressed(ImGuiKey_LeftArrow));
    if (move == 0) continue;
    const int count_of = static_cast<int>(items.size());
    chosen = (static_cast<int>(i) + move + count_of) % count_of;
    request_focus(items[static_cast<std::size_t>(chosen)].key);
  }
  ImGui::PopID();
  ImGui::SetCursorScreenPos(start);
  ImGui::Dummy({width, height + px(8)});
  return chosen != before;
}

int breadcrumb(const char* key, std::span<const Option> crumbs) {
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const Group group({.role = Role::navigation,
                     .key = key,
                     .name = std::string(tr(key)),
                     .min = start,
                     .max = {start.x + content_width(), start.y + draw::font_px(TextRole::body)}});
  int pressed = -1;
  for (std::size_t i = 0; i < crumbs.size(); ++i) {
    if (i > 0) {
      same_line(4);
      draw_icon(icon::chevron_right, Token::text_hint, 16);
      same_line(4);
    }
    if (i + 1 == crumbs.size()) {
      text(crumbs[i].label, TextRole::body, Token::text_muted, Wrap::ellipsis);
    } else {
      const std::string id(crumbs[i].key);
      if (link(id.c_str(), {.label = crumbs[i].label, .href = crumbs[i].hint, .icon = crumbs[i].icon}))
        pressed = static_cast<int>(i);
    }
  }
  return pressed;
}

}  // namespace zhike::ui
