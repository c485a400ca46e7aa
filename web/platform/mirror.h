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

// The same bits as zhike::ui::flag (web/main.cpp asserts it), so that the probe's flags pass through unchanged.
namespace mirror_flag {
inline constexpr std::uint32_t disabled = 1, checked = 2, checkable = 4, expanded = 8, expandable = 16, selected = 32,
                               selectable = 64, focusable = 128, focused = 256, invalid = 512, clipped = 1024,
                               required = 2048, multiline = 4096, modal = 8192, busy = 16384, read_only = 32768,
                               multiselectable = 65536, mixed = 131072, sortable = 262144, sorted_up = 524288,
                               sorted_down = 1048576;
}

struct MirrorNode {
  std::uint32_t id = 0;      // widget id; 0 for text without one (it then cannot be activated)
  std::uint32_t parent = 0;  // id of an earlier node of the list; 0 or unknown: the page
  std::string_view role;     // an ARIA role; "", "text" or "generic" for none
  std::string_view key;      // data-key: the i18n key
  std::string_view row;      // data-row: what tells equal keys apart
  std::string_view name;     // the accessible name, in the language shown
  std::string_view value;    // text of a field, chosen entry, number of a slider
  std::string_view description;
  std::string_view href;                           // links only; may be empty
  float x = 0, y = 0, width = 0, height = 0;       // CSS pixels from the canvas's top left corner
  std::uint32_t flags = 0;                         // see mirror_flag
  std::int32_t row_count = -1, column_count = -1;  // table, grid: all rows, also those not shown; -1: not said
  std::int32_t row_index = -1, column_index = -1;  // row, cell: from 1, as ARIA counts; -1: not said
  std::int32_t level = -1;                         // heading, treeitem: from 1; else not said
  double now = 0, low = 0, high = 0;               // progressbar, slider, spinbutton; not said when all are 0
};

struct MirrorEvents {
  std::function<void(std::uint32_t id)> activate;  // clicked by an assistive tool, Enter or Space: press the widget
  std::function<void(std::uint32_t id)> focus;     // got DOM focus: give the widget ImGui's keyboard focus
  std::function<void(std::uint32_t id, std::string_view text)> set_value;  // the whole new text of a field
};

// Lays the mirror (the page's element #mirror) over the element with id `canvas_id`. Call once, before the others.
void start_mirror(std::string_view canvas_id, MirrorEvents events);

// Shows `nodes` (document order). Copies what it needs; sends only differences, at most ten times a second: a list
// given sooner is kept and sent when its time has come, also if no frame follows.
void update_mirror(std::span<const MirrorNode> nodes);

// Sends a kept list at once. For tests that must not wait.
void flush_mirror();

enum class Urgency : std::uint8_t { polite, assertive };

// Reads `text` out through the page's live region (#live-polite, #live-assertive). Equal texts in a row are read each
// time.
void announce(std::string_view text, Urgency urgency);

}  // namespace zhike::platform
