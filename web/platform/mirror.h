// The accessible copy of the canvas: one DOM node per announced widget, over its place on the canvas, for screen
// readers, voice control and browser tests. Used by web/main.cpp, which feeds it from web/ui's semantics probe.
// Pointer, wheel and touch on a mirror node are passed on to the canvas, so a mouse works as if the mirror were not
// there; an assistive click, a focus or typing comes back as an event. Must never know what a widget means.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace zhike::platform {

enum MirrorFlag : std::uint32_t {
  mirror_disabled = 1u << 0,
  mirror_checkable = 1u << 1,  // aria-checked is given, by mirror_checked
  mirror_checked = 1u << 2,
  mirror_expandable = 1u << 3,  // aria-expanded is given, by mirror_expanded
  mirror_expanded = 1u << 4,
  mirror_selectable = 1u << 5,  // aria-selected (aria-current for links) is given, by mirror_selected
  mirror_selected = 1u << 6,
  mirror_focusable = 1u << 7,
  mirror_focused = 1u << 8,  // the widget with ImGui's keyboard focus
  mirror_invalid = 1u << 9,
  mirror_multiline = 1u << 10,  // textbox of several lines
  mirror_read_only = 1u << 11,
  mirror_modal = 1u << 12,  // dialog: aria-modal
  mirror_password = 1u << 13,  // textbox whose value must not be shown
};

struct MirrorNode {
  std::uint32_t id = 0;      // widget id; 0 for text without one (it then cannot be activated)
  std::int32_t parent = -1;  // index in the same list, smaller than the node's own; -1 for the top
  std::string_view role;     // an ARIA role; "" or "text" for plain text
  std::string_view key;      // data-key: the i18n key
  std::string_view name;     // the accessible name, in the language shown
  std::string_view value;    // text of a field, chosen entry, number of a slider
  std::string_view description;
  std::string_view href;  // links only; may be empty
  float x = 0, y = 0, width = 0, height = 0;  // CSS pixels from the canvas's top left corner
  std::uint32_t flags = 0;                    // MirrorFlag
  std::int32_t row_count = -1, column_count = -1;  // table, grid: all rows, also those not shown; -1: not said
  std::int32_t row_index = -1, column_index = -1;  // row, cell: from 1, as ARIA counts
  std::int32_t level = -1;                         // heading, treeitem
};

struct MirrorEvents {
  std::function<void(std::uint32_t id)> activate;  // clicked by an assistive tool, Enter or Space: press the widget
  std::function<void(std::uint32_t id)> focus;     // got DOM focus: give the widget ImGui's keyboard focus
  std::function<void(std::uint32_t id, std::string_view text)> set_value;  // the whole new text of a field
};

// Makes the mirror over the element with id `canvas_id`. Call once, before the others.
void start_mirror(std::string_view canvas_id, MirrorEvents events);

// Shows `nodes` (document order). Copies what it needs; sends only differences, at most ten times a second: a list
// given sooner is kept and sent when its time has come, also if no frame follows.
void update_mirror(std::span<const MirrorNode> nodes);

// Sends a kept list at once. For tests that must not wait.
void flush_mirror();

enum class Urgency : std::uint8_t { polite, assertive };

// Reads `text` out through a live region. Equal texts in a row are read each time.
void announce(std::string_view text, Urgency urgency);

}  // namespace zhike::platform
