#include "web/ui/overlay.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "web/ui/draw.h"
#include "web/ui/wrap.h"

namespace zhike::ui {
namespace {

constexpr float dialog_middle = 0.46f;  // of the screen's height

void dialog_head(const char* key, std::string_view title, float right_edge, bool& wants_close) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float size = draw::control_px();
  {
    const draw::EdgeScope edge(right_edge - size - px(8));
    heading(title, 2);
  }
  const float bottom = ImGui::GetItemRectMax().y;
  ImGui::SetCursorScreenPos({right_edge - size + px(6), at.y - px(6)});
  ImGui::PushID(key);
  if (icon_button("ui.close", icon::x)) wants_close = true;
  ImGui::PopID();
  ImGui::SetCursorScreenPos({at.x, std::max(bottom, at.y + size - px(6)) + px(8)});
}

int menu_items(std::span<const MenuItem> items) {
  int chosen = -1;
  float width = px(180);
  for (const MenuItem& item : items) {
    const std::string_view label = item.label.empty() ? tr(item.key) : item.label;
    width = std::max(
        width, draw::text_size(label, TextRole::body).x + draw::text_size(item.shortcut, TextRole::small).x + px(84));
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    const MenuItem& each = items[i];
    const std::string_view label = each.label.empty() ? tr(each.key) : each.label;
    if (each.has_divider_before) {
      const ImVec2 at = ImGui::GetCursorScreenPos();
      ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + width, at.y + std::max(1.0f, px(1))}, color(Token::border));
      ImGui::Dummy({width, 1});
    }
    const draw::Press item = draw::press(each.key, {width, px(current().touch ? 44 : 34)}, each.enabled);
    if (!item.is_drawn) continue;
    const bool is_off = each.enabled == Enabled::no;
    if (item.hovered || item.focused) draw::box(item.min, item.max, color(Token::hover), radius_control);
    if (item.focused) draw::edge(item.min, item.max, color(Token::focus), radius_control, 2);
    const ImU32 ink = color(is_off ? Token::text_hint : each.is_danger ? Token::bad : Token::text);
    if (each.icon)
      draw::glyph({item.min.x + px(18), item.centre().y}, each.icon, 16,
                  is_off || each.is_danger ? ink : color(Token::text_muted));
    const float y = item.min.y + (item.height() - draw::font_px(TextRole::body)) / 2;
    draw::text({item.min.x + px(each.icon ? 36 : 12), y}, label, TextRole::body, ink);
    const float hint = draw::text_size(each.shortcut, TextRole::small).x;
    draw::text({item.max.x - hint - px(10), item.min.y + (item.height() - draw::font_px(TextRole::small)) / 2},
               each.shortcut, TextRole::small, color(Token::text_muted));
    draw::announce(
        item,
        {.role = Role::menuitem, .key = each.key, .name = std::string(label), .flags = is_off ? flag::disabled : 0u});
    if (i == 0 && ImGui::IsWindowAppearing()) focus_last_item();
    if (item.pressed && !is_off) chosen = static_cast<int>(i);
  }
  if (chosen >= 0) ImGui::CloseCurrentPopup();
  return chosen;
}

int menu_popup(const char* popup, const char* key, std::span<const MenuItem> items) {
  int chosen = -1;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, px(6, 6));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, px(4, 2));
  if (ImGui::BeginPopup(popup, draw::popup_flags)) {
    draw::popup_ground();
    const draw::EdgeScope edge(-1);
    const ImVec2 min = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
    const Group menu(
        {.role = Role::menu, .name = std::string(tr(key)), .min = min, .max = {min.x + size.x, min.y + size.y}});
    chosen = menu_items(items);
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar(2);
  return chosen;
}

}  // namespace

// --- dialog ---
float highest_dialog() {
  const float screen = ImGui::GetIO().DisplaySize.y;
  return is_phone() ? screen - px(24) : std::min(px(1080), std::floor(2 * dialog_middle * screen) - px(24));
}

Dialog::Dialog(const char* key, bool& is_open, const DialogOptions& options) : is_open_(is_open) {
  const std::string id = std::string("###") + key;
  if (is_open && !ImGui::IsPopupOpen(id.c_str())) ImGui::OpenPopup(id.c_str());
  if (!is_open && !ImGui::IsPopupOpen(id.c_str())) return;
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float width = is_phone() ? screen.x : std::min(px(options.width_css), screen.x - px(32));
  ImGui::SetNextWindowPos({screen.x / 2, is_phone() ? screen.y : std::floor(screen.y * dialog_middle)},
                          ImGuiCond_Always, {0.5f, is_phone() ? 1.0f : 0.5f});
  ImGui::SetNextWindowSizeConstraints({width, 0}, {width, highest_dialog()});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, px(24, 22));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, px(12));
  ImGui::PushStyleVar(ImGuiStyleVar_PopupBorderSize, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, px(8, 12));
  is_drawn_ = ImGui::BeginPopupModal(id.c_str(), nullptr,
                                     ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoResize |
                                         ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings);
  if (!is_drawn_) {
    ImGui::PopStyleVar(4);
    return;
  }
  const ImVec2 min = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  const std::string_view title = options.title.empty() ? tr(key) : options.title;
  current().has_dialog = true;
  current().right_edges.push_back(min.x + width - px(24));
  current().probe.push({.id = ImGui::GetID("##dialog"),
                        .role = Role::dialog,
                        .key = key,
                        .name = std::string(title),
                        .min = min,
                        .max = {min.x + size.x, min.y + size.y},
                        .flags = flag::modal});
  bool wants_close = false;
  dialog_head(key, title, min.x + width - px(24), wants_close);
  const bool is_top = ImGui::IsWindowFocused(ImGuiFocusedFlags_RootAndChildWindows);
  if (is_top && !ImGui::GetIO().WantTextInput && ImGui::IsKeyPressed(ImGuiKey_Escape, false)) wants_close = true;
  const bool is_outside = !ImGui::IsMouseHoveringRect(min, {min.x + size.x, min.y + size.y}, false);
  if (options.closes_on_scrim && is_top && is_outside && ImGui::IsMouseClicked(0) && !ImGui::IsWindowAppearing())
    wants_close = true;
  if (wants_close) is_open_ = false;
  if (!is_open_) ImGui::CloseCurrentPopup();
}

Dialog::~Dialog() {
  if (!is_drawn_) return;
  if (!is_open_) ImGui::CloseCurrentPopup();
  current().probe.pop();
  current().right_edges.pop_back();
  ImGui::EndPopup();
  ImGui::PopStyleVar(4);
}

void Dialog::close() { is_open_ = false; }

bool Dialog::footer(const char* action_key, const ButtonOptions& options) {
  space(4);
  bool is_pressed = false;
  {
    const RightAlign right("##footer");
    if (button("ui.cancel", {.kind = ButtonKind::ghost})) is_open_ = false;
    same_line();
    is_pressed = button(action_key, options);
  }
  const bool is_chord = ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_Enter) && options.enabled == Enabled::yes;
  return is_pressed || is_chord;
}

// --- menus ---
int menu_button(const char* key, const char* icon, std::span<const MenuItem> items, const ButtonOptions& options) {
  ButtonOptions own = options;
  own.icon = icon;
  const bool has_label = !options.label.empty();
  ImGui::PushID(key);
  const bool is_pressed = has_label ? button(key, own) : icon_button(key, icon, own);
  const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
  if (is_pressed) ImGui::OpenPopup("##menu");
  const bool is_low = max.y + px(40) * static_cast<float>(items.size()) > ImGui::GetIO().DisplaySize.y;
  const bool is_right = min.x > ImGui::GetIO().DisplaySize.x * 0.6f;
  if (is_pressed)
    ImGui::SetNextWindowPos({is_right ? max.x : min.x, is_low ? min.y - px(4) : max.y + px(4)}, ImGuiCond_Always,
                            {is_right ? 1.0f : 0.0f, is_low ? 1.0f : 0.0f});
  const int chosen = menu_popup("##menu", key, items);
  ImGui::PopID();
  return chosen;
}

int context_menu(const char* key, std::span<const MenuItem> items) {
  ImGui::PushID(key);
  const bool is_keyboard = ImGui::IsItemFocused() && ImGui::IsKeyChordPressed(ImGuiMod_Shift | ImGuiKey_F10);
  if ((ImGui::IsItemHovered() && ImGui::IsMouseReleased(ImGuiMouseButton_Right)) || is_keyboard)
    ImGui::OpenPopup("##context");
  const int chosen = menu_popup("##context", key, items);
  ImGui::PopID();
  return chosen;
}

void open_menu(const char* key) {
  ImGui::PushID(key);
  ImGui::OpenPopup("##opened");
  ImGui::PopID();
}

int menu(const char* key, std::span<const MenuItem> items) {
  ImGui::PushID(key);
  const int chosen = menu_popup("##opened", key, items);
  ImGui::PopID();
  return chosen;
}

// --- tooltip ---
void tooltip(std::string_view words, std::string_view chord) {
  if (words.empty() || !ImGui::IsItemHovered(ImGuiHoveredFlags_ForTooltip)) {
    if (!words.empty() && ImGui::IsItemHovered()) wake_in(0.3);
    return;
  }
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, px(10, 7));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, px(radius_control));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, std::max(1.0f, px(1)));
  if (ImGui::BeginTooltip()) {
    const float size = draw::font_px(TextRole::small);
    for (const std::string_view line : wrap_lines(words, *draw::font(TextRole::small)->GetFontBaked(size), px(320))) {
      const ImVec2 at = ImGui::GetCursorScreenPos();
      draw::text(at, line, TextRole::small, color(Token::text));
      ImGui::Dummy({draw::text_size(line, TextRole::small).x, size - px(4)});
    }
    if (!chord.empty()) {
      const ImVec2 at = ImGui::GetCursorScreenPos();
      draw::text(at, chord, TextRole::small, color(Token::text_muted));
      ImGui::Dummy({draw::text_size(chord, TextRole::small).x, size});
    }
    ImGui::EndTooltip();
  }
  ImGui::PopStyleVar(3);
}

}  // namespace zhike::ui
