#include <algorithm>
#include <string>
#include <utility>

#include "web/ui/draw.h"
#include "web/ui/field_frame.h"
#include "web/ui/wrap.h"

namespace zhike::ui {
namespace {

const Option* find_option(std::span<const Option> options, std::string_view key) {
  const auto at = std::ranges::find(options, key, &Option::key);
  return at == options.end() ? nullptr : &*at;
}

std::size_t index_of(std::span<const Option> options, std::string_view key) {
  const auto at = std::ranges::find(options, key, &Option::key);
  return static_cast<std::size_t>(at - options.begin());
}

// One line of an open list. True when chosen.
bool option_row(const Option& option, bool is_chosen, float width) {
  const std::string id(option.key);
  const draw::Press item = draw::press(id.c_str(), {width, px(current().touch ? 44 : 36)});
  if (!item.is_drawn) return false;
  if (is_chosen || item.hovered || item.focused)
    draw::box(item.min, item.max, color(is_chosen ? Token::selected : Token::hover), radius_control);
  if (item.focused) draw::edge(item.min, item.max, color(Token::focus), radius_control, 2);
  const float y = item.min.y + (item.height() - draw::font_px(TextRole::body)) / 2;
  float x = item.min.x + px(10);
  if (option.icon) {
    draw::glyph({x + px(8), item.centre().y}, option.icon, 16, color(Token::text_muted));
    x += px(24);
  }
  draw::text_cut({x, y}, item.max.x - x - px(30), option.label, TextRole::body, color(Token::text));
  if (is_chosen) draw::glyph({item.max.x - px(16), item.centre().y}, icon::check, 16, color(Token::accent_text));
  draw::announce(item, {.role = Role::option,
                        .key = id,
                        .name = std::string(option.label),
                        .description = std::string(option.hint),
                        .flags = flag::selectable | (is_chosen ? flag::selected : 0u)});
  return item.pressed;
}

// The open list below a combo box. Returns the option chosen or nullptr.
const Option* option_list(std::string_view label, std::span<const Option> options, std::string_view value,
                          const draw::Press& box) {
  const float row = px(current().touch ? 44 : 36) + ImGui::GetStyle().ItemSpacing.y;
  const float height = std::min(px(340), row * static_cast<float>(std::max<std::size_t>(1, options.size())) + px(8));
  const bool fits_below = box.max.y + height + px(8) < ImGui::GetIO().DisplaySize.y;
  ImGui::SetNextWindowPos({box.min.x, fits_below ? box.max.y + px(4) : std::max(px(4), box.min.y - height - px(4))});
  ImGui::SetNextWindowSize({box.width(), height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, px(6, 6));
  const Option* chosen = nullptr;
  if (ImGui::BeginPopup("##list", draw::popup_flags)) {
    draw::popup_ground();
    const draw::EdgeScope edge(-1);
    const Group list({.role = Role::listbox,
                      .name = std::string(label),
                      .min = ImGui::GetWindowPos(),
                      .max = {box.max.x, box.max.y + height}});
    for (const Option& option : options) {
      const bool is_current = option.key == value;
      if (option_row(option, is_current, content_width())) chosen = &option;
      if (is_current && ImGui::IsWindowAppearing()) focus_last_item();
    }
    if (chosen) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
  return chosen;
}

struct Mark {
  bool is_round = false, is_on = false;
};

// Box or disc with its label: the look of checkboxes and radio buttons.
draw::Press marked_item(const char* key, std::string_view label, Mark mark, Enabled enabled,
                        std::string_view hint = {}) {
  const float size = px(18), height = std::max(px(current().touch ? touch_target : 28), draw::font_px(TextRole::body));
  const float room = content_width() - size - px(10);
  const float width = std::min(room, draw::text_size(label, TextRole::body).x) + size + px(10);
  const draw::Press item = draw::press(key, {width, height}, enabled);
  if (!item.is_drawn) return item;
  const ImVec2 min{item.min.x, item.centre().y - size / 2}, max{item.min.x + size, item.centre().y + size / 2};
  const float radius = mark.is_round ? 9 : 4;
  const bool is_off = enabled == Enabled::no;
  const Token fill = is_off         ? Token::sunken
                     : mark.is_on   ? item.hovered ? Token::accent_hover : Token::accent
                     : item.hovered ? Token::hover
                                    : Token::surface;
  draw::box(min, max, color(fill), radius);
  if (!mark.is_on || is_off) draw::edge(min, max, color(is_off ? Token::border : Token::border_strong), radius);
  const ImU32 ink = color(is_off ? Token::text_hint : Token::on_accent);
  if (mark.is_on && mark.is_round)
    ImGui::GetWindowDrawList()->AddCircleFilled({(min.x + max.x) / 2, (min.y + max.y) / 2}, px(4), ink);
  if (mark.is_on && !mark.is_round) draw::glyph({(min.x + max.x) / 2, (min.y + max.y) / 2}, icon::check, 14, ink);
  if (item.focused) draw::focus_ring(min, max, radius);
  const float y = item.min.y + (height - draw::font_px(TextRole::body)) / 2;
  draw::text_cut({max.x + px(10), y}, room, label, TextRole::body, color(is_off ? Token::text_hint : Token::text));
  if (!hint.empty()) {
    const ImVec2 at{item.min.x + size + px(10), item.max.y};
    ImGui::SetCursorScreenPos(at);
    muted(hint);
  }
  return item;
}

// Arrow keys move the choice inside a group whose focused part is `index`. Returns the new index.
std::size_t moved_by_arrows(ImGuiID owner, std::size_t index, std::size_t count) {
  own_keys(owner, {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow});
  const bool next = ImGui::IsKeyPressed(ImGuiKey_RightArrow) || ImGui::IsKeyPressed(ImGuiKey_DownArrow);
  const bool back = ImGui::IsKeyPressed(ImGuiKey_LeftArrow) || ImGui::IsKeyPressed(ImGuiKey_UpArrow);
  if (count == 0 || next == back) return index;
  return next ? (index + 1) % count : (index + count - 1) % count;
}

std::uint32_t group_flags(const FieldOptions& field) {
  return (field.is_required ? flag::required : 0u) | (field.error.empty() ? 0u : flag::invalid);
}

}  // namespace

bool choice(const char* key, std::string& value, std::span<const Option> options, const FieldOptions& field) {
  draw::FieldFrame frame(key, field);
  ImGui::PushID(key);
  const Option* now = find_option(options, value);
  const draw::Press item =
      draw::press("##box", {frame.width(), draw::control_px()}, field.is_read_only ? Enabled::no : Enabled::yes);
  bool has_changed = false;
  if (item.is_drawn) {
    if (draw::honour(key, item.id) || item.pressed) ImGui::OpenPopup("##list");
    const bool is_open = ImGui::IsPopupOpen("##list");
    frame.ground(item.min, item.max, item.hovered, is_open);
    if (item.focused && !is_open) draw::focus_ring(item.min, item.max, radius_control);
    const std::string_view shown = now ? now->label : field.example.empty() ? tr("ui.choose") : field.example;
    float x = item.min.x + px(12);
    if (now && now->icon) {
      draw::glyph({x + px(8), item.centre().y}, now->icon, 16, color(Token::text_muted));
      x += px(24);
    }
    draw::text_cut({x, item.min.y + (item.height() - draw::font_px(TextRole::body)) / 2}, item.max.x - x - px(32),
                   shown, TextRole::body, color(now ? Token::text : Token::text_hint));
    draw::glyph({item.max.x - px(18), item.centre().y}, icon::chevron_down, 16, color(Token::text_muted));
    if (const std::optional<std::string> given = current().probe.take_value(item.id)) {
      const auto wanted = [&](const Option& o) { return o.key == *given || o.label == *given; };
      const auto at = std::ranges::find_if(options, wanted);
      if (at != options.end() && at->key != value) value = at->key, has_changed = true;
    }
    if (const Option* chosen = option_list(frame.label(), options, value, item); chosen && chosen->key != value) {
      value = chosen->key;
      has_changed = true;
    }
    Node node{.id = item.id, .role = Role::combobox, .value = now ? std::string(now->label) : std::string()};
    node.flags |= flag::expandable | (is_open ? flag::expanded : 0u) | (item.focused ? flag::focused : 0u);
    frame.finish(std::move(node), item.min, item.max);
  }
  ImGui::PopID();
  return has_changed;
}

bool radio_group(const char* key, std::string& value, std::span<const Option> options, const FieldOptions& field) {
  draw::FieldFrame frame(key, field);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const Group group({.role = Role::radiogroup,
                     .key = key,
                     .name = std::string(frame.label()),
                     .value = value,
                     .description = std::string(field.error.empty() ? field.help : field.error),
                     .min = start,
                     .max = start,
                     .flags = group_flags(field)});
  ImGui::PushID(key);
  std::string chosen = value;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const Option& option = options[i];
    const std::string id(option.key);
    const bool is_on = option.key == value;
    const draw::Press item = marked_item(id.c_str(), option.label, {true, is_on},
                                         field.is_read_only ? Enabled::no : Enabled::yes, option.hint);
    draw::announce(item, {.role = Role::radio,
                          .key = id,
                          .name = std::string(option.label),
                          .description = std::string(option.hint),
                          .flags = flag::checkable | (is_on ? flag::checked : 0u)});
    if (item.pressed) chosen = option.key;
    if (item.focused) {
      const std::size_t moved = moved_by_arrows(item.id, i, options.size());
      if (moved != i) chosen = options[moved].key, request_focus(options[moved].key);
    }
  }
  if (Node* node = current().probe.open_container()) node->max = {start.x + frame.width(), ImGui::GetItemRectMax().y};
  ImGui::PopID();
  const bool has_changed = chosen != value;
  value = std::move(chosen);
  return has_changed;
}

bool segmented(const char* key, std::string& value, std::span<const Option> options, const FieldOptions& field) {
  draw::FieldFrame frame(key, field);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  float total = px(4);
  for (const Option& option : options)
    total += draw::text_size(option.label, TextRole::body).x + px(28) + (option.icon ? px(22) : 0);
  const float height = draw::control_px(), shrink = std::min(1.0f, frame.width() / total);
  const ImVec2 end{start.x + std::min(total, frame.width()), start.y + height};
  draw::box(start, end, color(Token::sunken), radius_control);
  draw::edge(start, end, color(Token::border), radius_control);
  const Group group({.role = Role::radiogroup,
                     .key = key,
                     .name = std::string(frame.label()),
                     .value = value,
                     .description = std::string(field.error.empty() ? field.help : field.error),
                     .min = start,
                     .max = end,
                     .flags = group_flags(field)});
  ImGui::PushID(key);
  std::string chosen = value;
  float x = start.x + px(2);
  for (std::size_t i = 0; i < options.size(); ++i) {
    const Option& option = options[i];
    const std::string id(option.key);
    const bool is_on = option.key == value;
    const float extent = draw::text_size(option.label, TextRole::body).x + (option.icon ? px(22) : 0);
    ImGui::SetCursorScreenPos({x, start.y + px(2)});
    const draw::Press item = draw::press(id.c_str(), {(extent + px(28)) * shrink, height - px(4)});
    if (!item.is_drawn) continue;
    x = item.max.x;
    if (is_on || item.hovered)
      draw::box(item.min, item.max, color(is_on ? Token::surface : Token::hover), radius_control - 1);
    if (is_on) draw::edge(item.min, item.max, color(Token::accent), radius_control - 1);
    if (item.focused) draw::focus_ring(item.min, item.max, radius_control - 1);
    const ImU32 ink = color(is_on ? Token::accent_text : Token::text_muted);
    float at = item.min.x + std::max(px(6), (item.width() - extent) / 2);
    if (option.icon) draw::glyph({at + px(8), item.centre().y}, option.icon, 16, ink), at += px(22);
    draw::text_cut({at, item.min.y + (item.height() - draw::font_px(TextRole::body)) / 2}, item.max.x - at - px(4),
                   option.label, TextRole::body, ink);
    draw::announce(item, {.role = Role::radio,
                          .key = id,
                          .name = std::string(option.label),
                          .flags = flag::checkable | (is_on ? flag::checked : 0u)});
    if (item.pressed) chosen = option.key;
    if (item.focused) {
      const std::size_t moved = moved_by_arrows(item.id, index_of(options, option.key), options.size());
      if (moved != i) chosen = options[moved].key, request_focus(options[moved].key);
    }
  }
  ImGui::SetCursorScreenPos(start);
  ImGui::Dummy({end.x - start.x, height});
  ImGui::PopID();
  const bool has_changed = chosen != value;
  value = std::move(chosen);
  return has_changed;
}

bool checkbox(const char* key, bool& value, const FieldOptions& field) {
  const std::string_view label = field.label.empty() ? tr(key) : field.label;
  const draw::Press item = marked_item(key, label, {false, value}, field.is_read_only ? Enabled::no : Enabled::yes);
  if (item.pressed) value = !value;
  Node node{.role = Role::checkbox,
            .key = key,
            .name = std::string(label),
            .description = std::string(field.error.empty() ? field.help : field.error)};
  node.flags = flag::checkable | (value ? flag::checked : 0u) | (field.is_read_only ? flag::disabled : 0u) |
               (field.error.empty() ? 0u : flag::invalid);
  draw::announce(item, std::move(node));
  if (!field.help.empty() && field.error.empty()) muted(field.help);
  if (!field.error.empty()) text(field.error, TextRole::small, Token::bad);
  return item.pressed;
}

bool switch_box(const char* key, bool& value, const FieldOptions& field) {
  const std::string_view label = field.label.empty() ? tr(key) : field.label;
  const float width = px(38), height = px(22), line = std::max(px(current().touch ? touch_target : 30), height);
  const float room = content_width() - width - px(12);
  const float extent = std::min(room, draw::text_size(label, TextRole::body).x);
  const draw::Press item =
      draw::press(key, {width + px(12) + extent, line}, field.is_read_only ? Enabled::no : Enabled::yes);
  if (!item.is_drawn) return false;
  if (item.pressed) value = !value;
  const ImVec2 min{item.min.x, item.centre().y - height / 2}, max{item.min.x + width, item.centre().y + height / 2};
  draw::box(min, max, color(value ? item.hovered ? Token::accent_hover : Token::accent : Token::sunken), 11);
  if (!value) draw::edge(min, max, color(Token::border_strong), 11);
  const float knob = value ? max.x - height / 2 : min.x + height / 2;
  ImGui::GetWindowDrawList()->AddCircleFilled({knob, item.centre().y}, px(value ? 8 : 7),
                                              color(value ? Token::on_accent : Token::border_strong));
  if (item.focused) draw::focus_ring(min, max, 11);
  draw::text_cut({max.x + px(12), item.min.y + (line - draw::font_px(TextRole::body)) / 2}, room, label, TextRole::body,
                 color(Token::text));
  draw::announce(item, {.role = Role::switch_,
                        .key = key,
                        .name = std::string(label),
                        .description = std::string(field.help),
                        .flags = flag::checkable | (value ? flag::checked : 0u)});
  if (!field.help.empty()) muted(field.help);
  return item.pressed;
}

}  // namespace zhike::ui
