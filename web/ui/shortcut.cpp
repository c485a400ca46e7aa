#include <string>
#include <string_view>

#include "core/base/text.h"
#include "web/ui/overlay.h"

namespace zhike::ui {
namespace {

struct NamedKey {
  std::string_view name;
  ImGuiKey key;
};
constexpr NamedKey named_keys[] = {
    {"enter", ImGuiKey_Enter},
    {"escape", ImGuiKey_Escape},
    {"esc", ImGuiKey_Escape},
    {"space", ImGuiKey_Space},
    {"tab", ImGuiKey_Tab},
    {"delete", ImGuiKey_Delete},
    {"backspace", ImGuiKey_Backspace},
    {"up", ImGuiKey_UpArrow},
    {"down", ImGuiKey_DownArrow},
    {"left", ImGuiKey_LeftArrow},
    {"right", ImGuiKey_RightArrow},
    {"home", ImGuiKey_Home},
    {"end", ImGuiKey_End},
    {"pageup", ImGuiKey_PageUp},
    {"pagedown", ImGuiKey_PageDown},
    {"/", ImGuiKey_Slash},
    {",", ImGuiKey_Comma},
    {".", ImGuiKey_Period},
    {"-", ImGuiKey_Minus},
    {"=", ImGuiKey_Equal},
};

ImGuiKey key_named(std::string_view name) {
  if (name.size() == 1 && name[0] >= 'a' && name[0] <= 'z') return static_cast<ImGuiKey>(ImGuiKey_A + (name[0] - 'a'));
  if (name.size() == 1 && name[0] >= '0' && name[0] <= '9') return static_cast<ImGuiKey>(ImGuiKey_0 + (name[0] - '0'));
  if (name.size() >= 2 && name.size() <= 3 && name[0] == 'f') {
    int number = 0;
    for (const char c : name.substr(1)) number = c >= '0' && c <= '9' ? number * 10 + (c - '0') : 99;
    if (number >= 1 && number <= 12) return static_cast<ImGuiKey>(ImGuiKey_F1 + number - 1);
  }
  for (const NamedKey& each : named_keys)
    if (each.name == name) return each.key;
  return ImGuiKey_None;
}

}  // namespace

ImGuiKeyChord parse_chord(std::string_view chord) {
  const std::string lower = base::to_lower_ascii(chord);
  if (lower == "?") return ImGuiMod_Shift | ImGuiKey_Slash;
  ImGuiKeyChord result = 0;
  ImGuiKey key = ImGuiKey_None;
  for (const std::string_view part : base::split(lower, '+')) {
    if (part == "ctrl")
      result |= ImGuiMod_Ctrl;
    else if (part == "shift")
      result |= ImGuiMod_Shift;
    else if (part == "alt")
      result |= ImGuiMod_Alt;
    else if (key != ImGuiKey_None)
      return 0;
    else if (key = key_named(part); key == ImGuiKey_None)
      return 0;
  }
  return key == ImGuiKey_None ? 0 : result | key;
}

bool shortcut(std::string_view chord) {
  const ImGuiKeyChord keys = parse_chord(chord);
  if (keys == 0 || !ImGui::IsKeyChordPressed(keys)) return false;
  const bool is_plain = (keys & (ImGuiMod_Ctrl | ImGuiMod_Alt)) == 0;
  const bool is_function = (keys & ~ImGuiMod_Mask_) >= ImGuiKey_F1 && (keys & ~ImGuiMod_Mask_) <= ImGuiKey_F12;
  if (is_plain && !is_function && is_text_field_active()) return false;
  if (is_plain && ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) return false;
  return !current().had_dialog;
}

}  // namespace zhike::ui
