#include <array>
#include <bitset>
#include <cstdint>
#include <string_view>

#include <emscripten/emscripten.h>

#include "imgui.h"
#include "web/platform/canvas_internal.h"
#include "web/platform/frames.h"
#include "web/platform/input.h"
#include "web/platform/text_agent.h"

namespace zhike::platform {
namespace {

struct NamedKey {
  std::string_view code;  // KeyboardEvent.code
  ImGuiKey key;
};

constexpr NamedKey named_keys[] = {
    {"Tab", ImGuiKey_Tab},
    {"ArrowLeft", ImGuiKey_LeftArrow},
    {"ArrowRight", ImGuiKey_RightArrow},
    {"ArrowUp", ImGuiKey_UpArrow},
    {"ArrowDown", ImGuiKey_DownArrow},
    {"PageUp", ImGuiKey_PageUp},
    {"PageDown", ImGuiKey_PageDown},
    {"Home", ImGuiKey_Home},
    {"End", ImGuiKey_End},
    {"Insert", ImGuiKey_Insert},
    {"Delete", ImGuiKey_Delete},
    {"Backspace", ImGuiKey_Backspace},
    {"Space", ImGuiKey_Space},
    {"Enter", ImGuiKey_Enter},
    {"Escape", ImGuiKey_Escape},
    {"Quote", ImGuiKey_Apostrophe},
    {"Comma", ImGuiKey_Comma},
    {"Minus", ImGuiKey_Minus},
    {"Period", ImGuiKey_Period},
    {"Slash", ImGuiKey_Slash},
    {"Semicolon", ImGuiKey_Semicolon},
    {"Equal", ImGuiKey_Equal},
    {"BracketLeft", ImGuiKey_LeftBracket},
    {"Backslash", ImGuiKey_Backslash},
    {"BracketRight", ImGuiKey_RightBracket},
    {"Backquote", ImGuiKey_GraveAccent},
    {"CapsLock", ImGuiKey_CapsLock},
    {"ScrollLock", ImGuiKey_ScrollLock},
    {"NumLock", ImGuiKey_NumLock},
    {"PrintScreen", ImGuiKey_PrintScreen},
    {"Pause", ImGuiKey_Pause},
    {"NumpadDecimal", ImGuiKey_KeypadDecimal},
    {"NumpadDivide", ImGuiKey_KeypadDivide},
    {"NumpadMultiply", ImGuiKey_KeypadMultiply},
    {"NumpadSubtract", ImGuiKey_KeypadSubtract},
    {"NumpadAdd", ImGuiKey_KeypadAdd},
    {"NumpadEnter", ImGuiKey_Enter},
    {"NumpadEqual", ImGuiKey_KeypadEqual},
    {"ShiftLeft", ImGuiKey_LeftShift},
    {"ControlLeft", ImGuiKey_LeftCtrl},
    {"AltLeft", ImGuiKey_LeftAlt},
    {"MetaLeft", ImGuiKey_LeftSuper},
    {"ShiftRight", ImGuiKey_RightShift},
    {"ControlRight", ImGuiKey_RightCtrl},
    {"AltRight", ImGuiKey_RightAlt},
    {"MetaRight", ImGuiKey_RightSuper},
    {"ContextMenu", ImGuiKey_Menu},
};

// Keys whose browser default would scroll the page, leave the canvas or go back, with or without modifiers.
constexpr ImGuiKey taken_keys[] = {
    ImGuiKey_Tab,    ImGuiKey_LeftArrow,   ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow,
    ImGuiKey_PageUp, ImGuiKey_PageDown,    ImGuiKey_Home,       ImGuiKey_End,     ImGuiKey_Backspace,
    ImGuiKey_Enter,  ImGuiKey_KeypadEnter, ImGuiKey_Escape,     ImGuiKey_F1,      ImGuiKey_F2,
    ImGuiKey_F3,     ImGuiKey_F4,
};

// Shortcuts with Control (Command) that the app takes. Reload, tabs, zoom, full screen, developer tools and
// the address bar stay the browser's.
constexpr std::string_view taken_shortcuts = "AFKOPSYZ,./";

struct State {
  std::bitset<ImGuiKey_NamedKey_COUNT> held;
};
State state;

std::size_t slot(ImGuiKey key) { return static_cast<std::size_t>(key - ImGuiKey_NamedKey_BEGIN); }

ImGuiKey offset_key(ImGuiKey first, int offset) { return static_cast<ImGuiKey>(first + offset); }

bool is_upper(char letter) { return letter >= 'A' && letter <= 'Z'; }
bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

// Letters follow the layout (`key`, so that Ctrl+Z is where Z is printed); on layouts without Latin letters,
// and for everything else, the place on the keyboard (`code`) decides.
ImGuiKey key_of(std::string_view code, std::string_view key) {
  if (key.size() == 1) {
    const char letter = key[0] >= 'a' && key[0] <= 'z' ? static_cast<char>(key[0] - 'a' + 'A') : key[0];
    if (is_upper(letter)) return offset_key(ImGuiKey_A, letter - 'A');
  }
  if (code.size() == 4 && code.starts_with("Key") && is_upper(code[3])) return offset_key(ImGuiKey_A, code[3] - 'A');
  if (code.size() == 6 && code.starts_with("Digit") && is_digit(code[5])) return offset_key(ImGuiKey_0, code[5] - '0');
  if (code.size() == 7 && code.starts_with("Numpad") && is_digit(code[6]))
    return key.size() == 1 ? offset_key(ImGuiKey_Keypad0, code[6] - '0') : key_of(key, "");  // NumLock is off
  if (code.size() >= 2 && code[0] == 'F' && is_digit(code[1])) {
    const int number = code.size() == 2 ? code[1] - '0' : (code[1] - '0') * 10 + (code[2] - '0');
    return number >= 1 && number <= 24 ? offset_key(ImGuiKey_F1, number - 1) : ImGuiKey_None;
  }
  for (const NamedKey& named : named_keys)
    if (named.code == code) return named.key;
  // Soft keyboards and test drivers may send a key name without a place.
  return code.empty() && !key.empty() ? key_of(key, "") : ImGuiKey_None;
}

bool is_shortcut(int modifiers) {
  return (modifiers & (is_apple() ? mod_meta : mod_ctrl)) != 0 && (modifiers & mod_alt) == 0;
}

// Copy, cut and paste come as clipboard events of their own.
bool is_clipboard_key(ImGuiKey key, int modifiers) {
  if (is_shortcut(modifiers) && (key == ImGuiKey_C || key == ImGuiKey_X || key == ImGuiKey_V || key == ImGuiKey_Insert))
    return true;
  return (modifiers & mod_shift) != 0 && (key == ImGuiKey_Insert || key == ImGuiKey_Delete);
}

bool is_modifier(ImGuiKey key) { return key >= ImGuiKey_LeftCtrl && key <= ImGuiKey_RightSuper; }

bool is_taken_shortcut(ImGuiKey key) {
  for (const char letter : taken_shortcuts) {
    if (is_upper(letter) && key == offset_key(ImGuiKey_A, letter - 'A')) return true;
    if ((letter == ',' && key == ImGuiKey_Comma) || (letter == '.' && key == ImGuiKey_Period) ||
        (letter == '/' && key == ImGuiKey_Slash))
      return true;
  }
  return false;
}

// Should the browser be kept from acting on this key?
bool is_taken(ImGuiKey key, int modifiers) {
  if (is_shortcut(modifiers)) {
    if (is_taken_shortcut(key)) return true;
    if (key == ImGuiKey_Tab) return false;
  }
  if (modifiers & mod_alt) return key >= ImGuiKey_0 && key <= ImGuiKey_9 && !text_agent::is_focused();
  for (const ImGuiKey taken : taken_keys)
    if (taken == key) return true;
  // Without a field nothing is typed: keep "/" and "'" from opening the browser's own search.
  const bool plain = (modifiers & (mod_ctrl | mod_meta)) == 0;
  return plain && !text_agent::is_focused() &&
         (key == ImGuiKey_Space || key == ImGuiKey_Slash || key == ImGuiKey_Apostrophe);
}

void release_held(std::size_t at) {
  if (!state.held[at]) return;
  state.held[at] = false;
  ImGui::GetIO().AddKeyEvent(offset_key(ImGuiKey_NamedKey_BEGIN, static_cast<int>(at)), false);
}

void press(ImGuiKey key) {
  state.held[slot(key)] = true;
  ImGui::GetIO().AddKeyEvent(key, true);
}

}  // namespace

void input::release_all() {
  for (std::size_t at = 0; at < state.held.size(); ++at) release_held(at);
  refresh_modifiers(0);
}

}  // namespace zhike::platform

extern "C" {

// A key that goes to the input method, not to the app: only the receiver must be the right one.
EMSCRIPTEN_KEEPALIVE void zk_on_composing_key() { zhike::platform::frames::settle_focus(); }

// Returns 1 if the browser must not act on the key.
EMSCRIPTEN_KEEPALIVE int zk_on_key_down(const char* code, const char* key_name, int modifiers) {
  using namespace zhike::platform;
  frames::settle_focus();
  input::refresh_modifiers(modifiers);
  const ImGuiKey key = key_of(code, key_name);
  if (key == ImGuiKey_None || is_clipboard_key(key, modifiers)) return 0;
  press(key);
  if (!is_modifier(key) && (key < ImGuiKey_A || key > ImGuiKey_Z || is_shortcut(modifiers))) frames::focus_may_move();
  request_frames();
  return is_taken(key, modifiers) ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE void zk_on_key_up(const char* code, const char* key_name, int modifiers) {
  using namespace zhike::platform;
  const ImGuiKey key = key_of(code, key_name);
  input::refresh_modifiers(modifiers);
  if (key != ImGuiKey_None) release_held(slot(key));
  // Browsers send no key-up for letters released while Control or Command is held.
  if (key == ImGuiKey_LeftSuper || key == ImGuiKey_RightSuper || key == ImGuiKey_LeftCtrl || key == ImGuiKey_RightCtrl)
    for (std::size_t at = 0; at < state.held.size(); ++at) release_held(at);
  request_frames();
}

// A soft keyboard asked for an act (delete, new line) without a usable key event.
EMSCRIPTEN_KEEPALIVE void zk_on_soft_key(const char* name) {
  using namespace zhike::platform;
  const ImGuiKey key = key_of("", name);
  if (key == ImGuiKey_None) return;
  ImGui::GetIO().AddKeyEvent(key, true);
  ImGui::GetIO().AddKeyEvent(key, false);
  request_frames();
}
}
