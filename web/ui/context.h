// Context: what one frame of the page knows about its surroundings (language, theme, scale, today, size class), and the
// services the widgets share (probe, toasts, wake-ups). Filled by web/main.cpp or the headless harness; read by all
// widgets and views. Must never hold records.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/date.h"
#include "core/i18n/catalog.h"
#include "imgui.h"
#include "web/ui/memory.h"
#include "web/ui/probe.h"
#include "web/ui/theme.h"
#include "web/ui/toast.h"

namespace zhike::ui {

enum class SizeClass : std::uint8_t { phone, regular, wide };  // < 700, < 1200, ≥ 1200 CSS pixels

struct Context {
  // Set by the owner before each frame.
  i18n::Lang lang{};
  ThemeMode theme = ThemeMode::light;
  TextSize text_size = TextSize::normal;
  float device_scale = 1;  // device pixels per CSS pixel
  base::Day today = base::no_day;
  base::InstantMs now = base::no_instant;
  int zone_offset_minutes = 0;
  bool reduced_motion = false;
  bool touch = false;             // last pointer was a finger: targets ≥ 40 px
  ImFont* font = nullptr;         // text; nullptr: the first font of the atlas
  ImFont* font_strong = nullptr;  // headings and emphasis; nullptr: `font`

  // Kept by ui::begin_frame.
  float scale = 1;  // device pixels per CSS pixel of the layout (device_scale × text size)
  SizeClass size_class = SizeClass::regular;
  // Seconds until something on the page changes by itself (toast, caret, tooltip, progress); < 0: nothing will.
  double wake_in_s = -1;
  std::string focus_request;  // i18n key of the widget that takes the focus when it is next drawn; "" none
  float applied_scale = 0;    // what the ImGui style was last made for
  ThemeMode applied_theme = ThemeMode::light;
  int prepared_roles = 0;  // text sizes whose first character has been drawn, at prepared_scale and in prepared_lang
  float prepared_scale = 0;
  i18n::Lang prepared_lang{};
  bool was_submitted = false;                   // Enter in the field drawn last
  bool has_dialog = false, had_dialog = false;  // a modal dialog is drawn this frame / was in the one before
  std::map<ImGuiID, std::string> scratch;       // text being typed in fields whose value is not text
  std::vector<float> right_edges;               // device pixels: innermost container's right edge; < 0: the window's
  float display_height = 0;                     // of the frame before
  int shrunk_frames = 0;                        // > 0: the page has just lost height, to a keyboard on the screen
  ImVec4 content{};                             // x, y, width, height of the page area left over by the rail
  ImVec4 page_title{};                          // of the page being drawn: left, top, right, bottom
  struct Cell {  // of the table row being drawn; is_open: between the table's calls of `cell`
    float left = 0, right = 0, top = 0, height = 0;
    bool is_open = false, is_right_aligned = false;
  } cell;

  // Catalogue texts of the pseudo-language that did not fit, for the test that looks for them; nobody else fills it.
  std::vector<std::string> cut_texts;

  Probe probe;
  ToastStack toasts;
  Memory memory;  // widths, filters
  Memory drafts;  // forms that are not saved
};

// Between these two calls `context` is the one all widgets use. begin_frame follows ImGui::NewFrame and applies the
// theme when theme, text size or device scale changed; end_frame precedes ImGui::Render.
void begin_frame(Context& context);
void end_frame();
Context& current();  // asserts between frames

float px(float css);  // layout pixels, rounded to a whole device pixel
ImVec2 px(float css_x, float css_y);
ImU32 color(Token token);  // of the current theme
float viewport_width_css();
bool is_phone();
float content_width();  // device pixels from the cursor to the container's right edge

// Catalogue text in the current language. An unknown key comes back as itself.
std::string_view tr(std::string_view key);
// The same with {name} replaced: trf("today.due", {{"n", 3}}).
std::string trf(std::string_view key, std::initializer_list<i18n::Arg> arguments);

// Asks for another frame at the latest in `seconds` (0: the next one).
void wake_in(double seconds);
// The widget with this key (and row, see probe.h) takes the focus when it is drawn next.
void request_focus(std::string_view key);

}  // namespace zhike::ui
