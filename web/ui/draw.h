// Drawing helpers shared by the widgets: fonts by role, boxes, focus rings, text cut to a width, and the press item
// every button-like widget is made of. For web/ui alone; views use widgets.h. Must never know a record.
#pragma once

#include <string>
#include <string_view>

#include "web/ui/widgets.h"

namespace zhike::ui::draw {

class FontScope {
 public:
  explicit FontScope(TextRole role);
  ~FontScope();
  FontScope(const FontScope&) = delete;
  FontScope& operator=(const FontScope&) = delete;
};

// What is drawn inside keeps this right edge (device pixels; < 0: the window's own).
class EdgeScope {
 public:
  explicit EdgeScope(float right_edge);
  ~EdgeScope();
  EdgeScope(const EdgeScope&) = delete;
  EdgeScope& operator=(const EdgeScope&) = delete;
};

ImFont* font(TextRole role);
float font_px(TextRole role);  // device pixels, as ImGui rounds them
ImVec2 text_size(std::string_view text, TextRole role, float wrap_width = 0);
void text(ImVec2 at, std::string_view text, TextRole role, ImU32 ink, float wrap_width = 0);
// One line, cut with "…" when wider than `width`. True when it was cut.
bool text_cut(ImVec2 at, float width, std::string_view text, TextRole role, ImU32 ink);
// An icon of 14, 18, 22 or 28 CSS pixels (the nearest) around `centre`.
void glyph(ImVec2 centre, const char* icon, float size_css, ImU32 ink);

void box(ImVec2 min, ImVec2 max, ImU32 fill, float radius_css);
void edge(ImVec2 min, ImVec2 max, ImU32 ink, float radius_css, float width_css = 1);
void shadow(ImVec2 min, ImVec2 max, float radius_css, int strength);  // strength 1 card … 3 dialog
void popup_ground();  // shadow, ground and edge of the current popup, begun with popup_flags
inline constexpr ImGuiWindowFlags popup_flags = ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoBackground;
void focus_ring(ImVec2 min, ImVec2 max, float radius_css);
bool shows_focus();  // the keyboard is in use: focus is to be seen

struct Press {
  bool is_drawn = false;  // false: its window is not shown; nothing to draw or announce
  bool pressed = false, hovered = false, held = false, focused = false;
  ImGuiID id = 0;
  ImVec2 min{}, max{};
  float width() const { return max.x - min.x; }
  float height() const { return max.y - min.y; }
  ImVec2 centre() const { return {(min.x + max.x) / 2, (min.y + max.y) / 2}; }
};
// An invisible pressable item at the cursor; honours the probe's actions and focus requests.
Press press(const char* key, ImVec2 size, Enabled enabled = Enabled::yes);
// After any other ImGui item: focus requests and queued focus actions. True when the item was activated by the probe.
// `typing`: the focus starts editing the field.
enum class Focus : std::uint8_t { item, typing };
bool honour(const char* key, ImGuiID id, Focus focus = Focus::item);

// Moves the cursor down so that an item of this height stands in the middle of the line it continues.
void centre_in_line(float height);

struct Ink {
  ImU32 ink, ground;
};
Ink tone(Tone tone);  // text and soft ground of a tone
float control_px();   // height of buttons and fields
void announce(const Press& press, Node node);

}  // namespace zhike::ui::draw
