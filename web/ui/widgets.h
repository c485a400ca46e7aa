// The small widgets: text, buttons, links, chips, fields, choices. Used by every view. Each is named by its i18n key,
// which is also its id, and announces itself to the probe. Must never hold data: values live in the view's draft.
//
// Keys and rows: two widgets with one key in one view must differ by `row` (a record id or number), or sit in a
// RowScope.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/base/date.h"
#include "web/ui/context.h"
#include "web/ui/icons.h"

namespace zhike::ui {

// All widgets inside get this row: RowScope scope(record_id).
class RowScope {
 public:
  explicit RowScope(std::string_view row);
  ~RowScope();
  RowScope(const RowScope&) = delete;
  RowScope& operator=(const RowScope&) = delete;
};

// --- text: already translated or data; wraps at the right edge unless said otherwise ---
enum class Wrap : std::uint8_t { wrap, ellipsis };  // ellipsis: one line, cut with "…", whole text as tooltip
void text(std::string_view text, TextRole role = TextRole::body, Token ink = Token::text, Wrap wrap = Wrap::wrap);
void muted(std::string_view text);                   // small, text_muted
void heading(std::string_view text, int level = 2);  // 1 page title, 2 section, 3 card; announced as heading
void label_value(std::string_view label, std::string_view value);  // "Owner  王芳" on one line, announced as a pair
void draw_icon(const char* glyph, Token ink = Token::text_muted, float size_css = 18);  // decoration: not announced
float text_width(std::string_view text, TextRole role = TextRole::body);                // device pixels, one line

// --- buttons ---
enum class ButtonKind : std::uint8_t { secondary, primary, ghost, danger };
enum class Enabled : std::uint8_t { yes, no };
struct ButtonOptions {
  ButtonKind kind = ButtonKind::secondary;
  const char* icon = nullptr;
  std::string_view label = {};     // instead of tr(key)
  std::string_view hint = {};      // tooltip and description, translated
  std::string_view shortcut = {};  // shown in the tooltip, e.g. "Ctrl+K"
  Enabled enabled = Enabled::yes;
  float width_css = 0;  // 0: fits its label; < 0: the whole width
};
bool button(const char* key, const ButtonOptions& options = {});  // true in the frame it was pressed
bool icon_button(const char* key, const char* icon, const ButtonOptions& options = {});  // tr(key) is name and tooltip
// Looks like text. `href` ("#/customers/<id>") is announced; pressing returns true, the view navigates.
struct LinkOptions {
  std::string_view label = {}, href = {};
  const char* icon = nullptr;
  TextRole role = TextRole::body;
};
bool link(const char* key, const LinkOptions& options = {});

// --- chips ---
void chip(std::string_view text, Tone tone = Tone::neutral, const char* icon = nullptr);
// Customer tier 1 (top) … 4 (low), 0 none; `why` is the rule in words, shown as tooltip. True when pressed.
bool tier_chip(const char* key, int tier, std::string_view label, std::string_view why);
// A chip that can be switched on and off, for filters. Returns true when it changed.
bool filter_chip(const char* key, bool& is_on, std::string_view label = {}, int count = -1);
void avatar(std::string_view name, float size_css = 32);  // initials (or the family-name character) on a tinted disc
void key_hint(std::string_view chord);                    // "Ctrl+K" as keycaps

// --- fields: label above, help or error below; each returns true when its value changed this frame ---
struct FieldOptions {
  std::string_view label = {};    // instead of tr(key)
  std::string_view example = {};  // shown while empty
  std::string_view help = {};
  std::string_view error = {};   // shown instead of help; the field is announced invalid
  std::string_view suffix = {};  // unit, e.g. "%" or "¥"
  bool is_required = false;      // adds a mark; checking is the view's affair
  bool is_read_only = false;
  bool is_label_hidden = false;  // the label is announced, not drawn
  float width_css = 0;           // 0: the whole width
  int lines = 4;                 // text_area
};
bool text_field(const char* key, std::string& value, const FieldOptions& options = {});
bool password_field(const char* key, std::string& value, const FieldOptions& options = {});
bool text_area(const char* key, std::string& value, const FieldOptions& options = {});
bool search_box(const char* key, std::string& value, const FieldOptions& options = {});  // label hidden, clear button
// Whole or decimal numbers and money as text; full-width digits, blanks and grouping commas are cleaned on leaving.
bool number_field(const char* key, std::string& value, const FieldOptions& options = {});
bool money_field(const char* key, std::string& value, std::string_view currency, const FieldOptions& options = {});
// Typing "2026-11-21", "20261121", "21.11.2026", "11/21" or "2026年11月21日", or picking from the calendar.
// no_day when empty or unreadable (then the field shows its own error).
bool date_field(const char* key, base::Day& value, const FieldOptions& options = {});
// True in the frame Enter was pressed in the field drawn last.
bool was_submitted();

// --- choices ---
struct Option {
  std::string_view key;    // stored choice key or id
  std::string_view label;  // translated
  const char* icon = nullptr;
  std::string_view hint = {};
};
// `value` is the key of the chosen option, "" none. True when it changed.
bool choice(const char* key, std::string& value, std::span<const Option> options, const FieldOptions& field = {});
bool radio_group(const char* key, std::string& value, std::span<const Option> options, const FieldOptions& field = {});
bool segmented(const char* key, std::string& value, std::span<const Option> options, const FieldOptions& field = {});
bool checkbox(const char* key, bool& value, const FieldOptions& field = {});
bool switch_box(const char* key, bool& value, const FieldOptions& field = {});  // acts at once, as in settings

// --- small layout ---
void same_line(float gap_css = gap);
void space(float css = gap);  // vertical
void divider();
// What is drawn between construction and destruction sits at the right end of the line (width known from last frame).
class RightAlign {
 public:
  explicit RightAlign(const char* id);
  ~RightAlign();
  RightAlign(const RightAlign&) = delete;
  RightAlign& operator=(const RightAlign&) = delete;

 private:
  ImGuiID id_;
  float start_x_;
};

}  // namespace zhike::ui
