// What lies over the page: dialogs, menus, tooltips, the command palette, keyboard shortcuts. Used by views; at most
// one dialog is open over another. Must never keep state: `is_open` and PaletteState belong to the view.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "web/ui/widgets.h"

namespace zhike::ui {

// Modal dialog with focus trap; Esc, the close button and a press on the scrim set is_open = false.
//   if (Dialog dialog("promise.new", state.is_open); dialog) { fields…; if (dialog.footer("promise.save")) … }
struct DialogOptions {
  std::string_view title = {};  // instead of tr(key)
  float width_css = 520;
  bool closes_on_scrim = false;
};
class Dialog {
 public:
  Dialog(const char* key, bool& is_open, const DialogOptions& options = {});
  ~Dialog();
  Dialog(const Dialog&) = delete;
  Dialog& operator=(const Dialog&) = delete;
  explicit operator bool() const { return is_drawn_; }
  void close();
  // Cancel and one main button at the end. True when the main one (or Ctrl+Enter) was pressed; Cancel closes.
  bool footer(const char* action_key, const ButtonOptions& options = {.kind = ButtonKind::primary});

 private:
  bool& is_open_;
  bool is_drawn_ = false;
};

// The most a dialog takes of the screen's height, device pixels: it stands a little above the middle.
float highest_dialog();

// A button that opens a menu. Returns the index of the item chosen in this frame, or -1.
struct MenuItem {
  const char* key;
  const char* icon = nullptr;
  std::string_view shortcut = {};
  Enabled enabled = Enabled::yes;
  bool is_danger = false;
  bool has_divider_before = false;
  std::string_view label = {};
};
int menu_button(const char* key, const char* icon, std::span<const MenuItem> items, const ButtonOptions& options = {});
// The same items as a context menu of the last item (right click, long press, Shift+F10).
int context_menu(const char* key, std::span<const MenuItem> items);

// A menu opened by the view, e.g. for the row that data_table reports as `context`: open_menu once, menu every frame,
// in the same scope. It opens at the pointer.
void open_menu(const char* key);
int menu(const char* key, std::span<const MenuItem> items);

void tooltip(std::string_view text, std::string_view shortcut = {});  // for the last item, after a short rest

// --- command palette (Ctrl+K) ---
struct PaletteItem {
  std::string id = {};                // given back
  std::string label = {}, hint = {};  // translated; hint at the right: "Customer", "Ctrl+N"
  const char* icon = nullptr;
  std::string words = {};  // further words to find it by (pinyin, English name)
};
struct PaletteState {
  bool is_open = false;
  std::string query;
  int focused = 0;
};
// Draws the palette when open. Items are filtered by query (letters in order, starts of words first) and the first 50
// shown; items whose id starts with "=" are always shown (results the view has searched itself).
// Returns the id chosen, or "".
std::string palette(const char* key, PaletteState& state, std::span<const PaletteItem> items);
// Match quality of `query` in `text`, both folded for search: 0 none, higher is better.
int fuzzy_score(std::string_view query, std::string_view text);

// --- keyboard ---
// "ctrl+k", "shift+f10", "escape", "n", "?" … True in the frame it was pressed; a chord without Ctrl or Alt never
// fires while a text field is active; nothing fires below an open dialog.
bool shortcut(std::string_view chord);
ImGuiKeyChord parse_chord(std::string_view chord);  // 0 when it is none

}  // namespace zhike::ui
