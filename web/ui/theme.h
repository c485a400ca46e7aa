// Theme: the colours, sizes and font roles of every page, light and dark. Used by all of web/ui and by the chart
// painter. Must never hold text or data, and no colour pair may fall below WCAG AA (tests/ui/theme.cpp computes them
// all).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "imgui.h"

namespace zhike::ui {

// The last two are for people whose system asks for more contrast, or forces its own colours.
enum class ThemeMode : std::uint8_t { light, dark, light_contrast, dark_contrast };
bool is_dark(ThemeMode mode);
enum class TextSize : std::uint8_t { small, normal, large };

enum class Token : std::uint8_t {
  canvas,   // the page behind everything
  surface,  // cards, tables, fields
  raised,   // menus, dialogs, toasts
  sunken,   // table headings, wells, tracks
  hover,    // a row or ghost button under the pointer
  pressed,
  selected,       // selected row, active rail item
  scrim,          // behind a dialog
  border,         // hairlines
  border_strong,  // edges of fields and checkboxes: 3:1 against surface
  text,
  text_muted,  // second line, labels
  text_hint,   // example text in an empty field
  accent,
  accent_hover,
  accent_pressed,
  on_accent,
  accent_soft,
  accent_text,  // accent_text: links, active items
  good,
  good_soft,
  warn,
  warn_soft,
  bad,
  bad_soft,
  info,
  info_soft,  // text colour on its own soft ground
  bad_fill,
  on_bad,  // the danger button
  focus,   // focus ring
  shadow,
  tier_top,
  tier_top_soft,
  tier_high,
  tier_high_soft,
  tier_middle,
  tier_middle_soft,
  tier_low,
  tier_low_soft,
  series_1,
  series_2,
  series_3,
  series_4,
  series_5,
  series_6,
  series_7,
  series_8,  // chart series, in order
  count,
};

// Packed colour (IM_COL32 order) of a token.
ImU32 color(ThemeMode mode, Token token);
// Name of a token as used by CSS and tests, e.g. "text_muted".
std::string_view token_name(Token token);

// Ground and ink that are drawn on each other, with the lowest ratio WCAG 2.2 AA asks for (4.5 text, 3 large or parts).
struct ContrastPair {
  Token ink, ground;
  double least;
};
std::span<const ContrastPair> contrast_pairs();
// WCAG 2.x contrast ratio, 1…21, of two opaque colours (relative luminance of sRGB).
double contrast_ratio(ImU32 a, ImU32 b);

// Line heights in CSS pixels; letters are 0.8 of them (15, 13, 15, 20, 26 pixels).
enum class TextRole : std::uint8_t { body, small, strong, heading, title };
inline constexpr int text_role_count = 5;
float line_height_css(TextRole role);  // 19, 16, 19, 25, 32
inline constexpr float radius_card = 8, radius_control = 6, control_height = 36, touch_target = 40, gap = 8;
inline constexpr float phone_width = 700, wide_width = 1200;

// Factor of the text-size setting on the whole layout: 0.9, 1, 1.15.
float text_size_factor(TextSize size);

// Fills `style` for `mode`; `scale` = device pixels per CSS pixel × text_size_factor. Colours, rounding, spacing and
// FontScaleDpi; call on change, not each frame.
void apply_theme(ImGuiStyle& style, ThemeMode mode, float scale);

}  // namespace zhike::ui
