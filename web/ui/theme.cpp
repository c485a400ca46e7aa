#include "web/ui/theme.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>

namespace zhike::ui {
namespace {

struct Row {
  Token token;
  std::string_view name;
  std::uint32_t light, dark;  // 0xRRGGBBAA
};

// One line a token, in the order of the enum.
constexpr Row rows[] = {
    {Token::canvas, "canvas", 0xF4F6F8FF, 0x0E1418FF},
    {Token::surface, "surface", 0xFFFFFFFF, 0x161D23FF},
    {Token::raised, "raised", 0xFFFFFFFF, 0x1D262DFF},
    {Token::sunken, "sunken", 0xEEF2F5FF, 0x12191EFF},
    {Token::hover, "hover", 0xEFF4F6FF, 0x222C34FF},
    {Token::pressed, "pressed", 0xE3EAEEFF, 0x2A3640FF},
    {Token::selected, "selected", 0xE2F0F2FF, 0x17323AFF},
    {Token::scrim, "scrim", 0x0B1A2470, 0x000000A8},
    {Token::border, "border", 0xE1E7ECFF, 0x2A343CFF},
    {Token::border_strong, "border_strong", 0x7F8C98FF, 0x74828EFF},
    {Token::text, "text", 0x14202AFF, 0xE9EEF2FF},
    {Token::text_muted, "text_muted", 0x52616DFF, 0xA9B5BFFF},
    {Token::text_hint, "text_hint", 0x63717CFF, 0x93A0ABFF},
    {Token::accent, "accent", 0x0F6876FF, 0x55B7C5FF},
    {Token::accent_hover, "accent_hover", 0x0C5764FF, 0x6DC5D2FF},
    {Token::accent_pressed, "accent_pressed", 0x094752FF, 0x47A6B4FF},
    {Token::on_accent, "on_accent", 0xFFFFFFFF, 0x05191DFF},
    {Token::accent_soft, "accent_soft", 0xE0F0F2FF, 0x15323AFF},
    {Token::accent_text, "accent_text", 0x0B5C69FF, 0x72CCD9FF},
    {Token::good, "good", 0x17663BFF, 0x74D59EFF},
    {Token::good_soft, "good_soft", 0xE3F4EAFF, 0x143022FF},
    {Token::warn, "warn", 0x80490AFF, 0xF1BC66FF},
    {Token::warn_soft, "warn_soft", 0xFDF1DCFF, 0x362911FF},
    {Token::bad, "bad", 0xAB2620FF, 0xFF9A90FF},
    {Token::bad_soft, "bad_soft", 0xFCE9E7FF, 0x3B1B19FF},
    {Token::info, "info", 0x2355A0FF, 0x94BDF7FF},
    {Token::info_soft, "info_soft", 0xE6EFFBFF, 0x182B46FF},
    {Token::bad_fill, "bad_fill", 0xB92D26FF, 0xC8413AFF},
    {Token::on_bad, "on_bad", 0xFFFFFFFF, 0xFFFFFFFF},
    {Token::focus, "focus", 0x0E86A0FF, 0x63CFDFFF},
    {Token::shadow, "shadow", 0x0B1E2A10, 0x00000038},
    {Token::tier_top, "tier_top", 0x74490AFF, 0xF3C77AFF},
    {Token::tier_top_soft, "tier_top_soft", 0xFBEDCBFF, 0x3A2C10FF},
    {Token::tier_high, "tier_high", 0x0B5C69FF, 0x72CCD9FF},
    {Token::tier_high_soft, "tier_high_soft", 0xDDEFF2FF, 0x15323AFF},
    {Token::tier_middle, "tier_middle", 0x3B5270FF, 0xA9C1E0FF},
    {Token::tier_middle_soft, "tier_middle_soft", 0xE6ECF4FF, 0x212D3DFF},
    {Token::tier_low, "tier_low", 0x55626CFF, 0xAEB9C2FF},
    {Token::tier_low_soft, "tier_low_soft", 0xEDF0F3FF, 0x262E35FF},
    {Token::series_1, "series_1", 0x0F6876FF, 0x55B7C5FF},
    {Token::series_2, "series_2", 0xC06A12FF, 0xE9A559FF},
    {Token::series_3, "series_3", 0x5B57B5FF, 0xA19DEBFF},
    {Token::series_4, "series_4", 0x3A8450FF, 0x79C98FFF},
    {Token::series_5, "series_5", 0xB5475FFF, 0xEC8FA3FF},
    {Token::series_6, "series_6", 0x86683EFF, 0xC9AA7CFF},
    {Token::series_7, "series_7", 0x367DB6FF, 0x7FBAEAFF},
    {Token::series_8, "series_8", 0x6A7782FF, 0x9DAAB5FF},
};
static_assert(std::size(rows) == static_cast<std::size_t>(Token::count));
static_assert([] {
  for (std::size_t i = 0; i < std::size(rows); ++i)
    if (static_cast<std::size_t>(rows[i].token) != i) return false;
  return true;
}());

constexpr Token grounds[] = {Token::canvas, Token::surface, Token::raised,  Token::sunken,
                             Token::hover,  Token::pressed, Token::selected};
constexpr Token inks[] = {Token::text, Token::text_muted, Token::accent_text};
constexpr ContrastPair single_pairs[] = {
    {Token::text_hint, Token::surface, 4.5},
    {Token::text_hint, Token::raised, 4.5},
    {Token::text_hint, Token::canvas, 4.5},
    {Token::on_accent, Token::accent, 4.5},
    {Token::on_accent, Token::accent_hover, 4.5},
    {Token::on_accent, Token::accent_pressed, 4.5},
    {Token::accent_text, Token::accent_soft, 4.5},
    {Token::text, Token::accent_soft, 4.5},
    {Token::good, Token::good_soft, 4.5},
    {Token::good, Token::surface, 4.5},
    {Token::warn, Token::warn_soft, 4.5},
    {Token::warn, Token::surface, 4.5},
    {Token::bad, Token::bad_soft, 4.5},
    {Token::bad, Token::surface, 4.5},
    {Token::bad, Token::raised, 4.5},
    {Token::bad, Token::canvas, 4.5},
    {Token::good, Token::canvas, 4.5},
    {Token::warn, Token::canvas, 4.5},
    {Token::bad, Token::hover, 4.5},
    {Token::info, Token::info_soft, 4.5},
    {Token::info, Token::surface, 4.5},
    {Token::on_bad, Token::bad_fill, 4.5},
    {Token::text, Token::good_soft, 4.5},
    {Token::text, Token::warn_soft, 4.5},
    {Token::text, Token::bad_soft, 4.5},
    {Token::text, Token::info_soft, 4.5},
    {Token::tier_top, Token::tier_top_soft, 4.5},
    {Token::tier_high, Token::tier_high_soft, 4.5},
    {Token::tier_middle, Token::tier_middle_soft, 4.5},
    {Token::tier_low, Token::tier_low_soft, 4.5},
    {Token::border_strong, Token::surface, 3},
    {Token::border_strong, Token::canvas, 3},
    {Token::border_strong, Token::raised, 3},
    {Token::focus, Token::surface, 3},
    {Token::focus, Token::canvas, 3},
    {Token::focus, Token::raised, 3},
    {Token::focus, Token::sunken, 3},
    {Token::accent, Token::surface, 3},
    {Token::accent, Token::sunken, 3},
    {Token::series_1, Token::surface, 3},
    {Token::series_2, Token::surface, 3},
    {Token::series_3, Token::surface, 3},
    {Token::series_4, Token::surface, 3},
    {Token::series_5, Token::surface, 3},
    {Token::series_6, Token::surface, 3},
    {Token::series_7, Token::surface, 3},
    {Token::series_8, Token::surface, 3},
};
constexpr std::size_t pair_count = std::size(grounds) * std::size(inks) + std::size(single_pairs);
struct PairTable {
  ContrastPair pairs[pair_count];
};
constexpr PairTable all_pairs = [] {
  PairTable table{};
  std::size_t at = 0;
  for (const Token ground : grounds)
    for (const Token ink : inks) table.pairs[at++] = {ink, ground, 4.5};
  for (const ContrastPair& pair : single_pairs) table.pairs[at++] = pair;
  return table;
}();

double channel(ImU32 value) {
  const double share = static_cast<double>(value & 0xFF) / 255.0;
  return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}

double luminance(ImU32 value) {
  return 0.2126 * channel(value >> IM_COL32_R_SHIFT) + 0.7152 * channel(value >> IM_COL32_G_SHIFT) +
         0.0722 * channel(value >> IM_COL32_B_SHIFT);
}

struct StyleColor {
  ImGuiCol_ index;
  Token token;
};
constexpr StyleColor style_colors[] = {
    {ImGuiCol_Text, Token::text},
    {ImGuiCol_TextDisabled, Token::text_hint},
    {ImGuiCol_WindowBg, Token::canvas},
    {ImGuiCol_PopupBg, Token::raised},
    {ImGuiCol_Border, Token::border},
    {ImGuiCol_FrameBg, Token::surface},
    {ImGuiCol_FrameBgHovered, Token::surface},
    {ImGuiCol_FrameBgActive, Token::surface},
    {ImGuiCol_ScrollbarGrab, Token::border},
    {ImGuiCol_ScrollbarGrabHovered, Token::border_strong},
    {ImGuiCol_ScrollbarGrabActive, Token::border_strong},
    {ImGuiCol_CheckMark, Token::accent},
    {ImGuiCol_Button, Token::surface},
    {ImGuiCol_ButtonHovered, Token::hover},
    {ImGuiCol_ButtonActive, Token::pressed},
    {ImGuiCol_Header, Token::selected},
    {ImGuiCol_HeaderHovered, Token::hover},
    {ImGuiCol_HeaderActive, Token::pressed},
    {ImGuiCol_Separator, Token::border},
    {ImGuiCol_TextLink, Token::accent_text},
    {ImGuiCol_TableBorderLight, Token::border},
    {ImGuiCol_TableBorderStrong, Token::border},
    {ImGuiCol_TableHeaderBg, Token::sunken},
    {ImGuiCol_ModalWindowDimBg, Token::scrim},
};

// With more contrast there is one ground, one ink, and every edge is seen.
Token stronger(Token token) {
  switch (token) {
    case Token::canvas:
    case Token::raised:
    case Token::sunken:
      return Token::surface;
    case Token::text_muted:
    case Token::text_hint:
    case Token::border_strong:
    case Token::focus:
      return Token::text;
    case Token::border:
      return Token::border_strong;
    default:
      return token;
  }
}

}  // namespace

bool is_dark(ThemeMode mode) { return mode == ThemeMode::dark || mode == ThemeMode::dark_contrast; }

ImU32 color(ThemeMode mode, Token token) {
  const bool has_more_contrast = mode == ThemeMode::light_contrast || mode == ThemeMode::dark_contrast;
  const Token drawn = has_more_contrast ? stronger(token) : token;
  if (has_more_contrast && drawn == Token::surface) return is_dark(mode) ? IM_COL32_BLACK : IM_COL32_WHITE;
  if (has_more_contrast && drawn == Token::text) return is_dark(mode) ? IM_COL32_WHITE : IM_COL32_BLACK;
  const Row& row = rows[static_cast<std::size_t>(drawn)];
  const std::uint32_t rgba = is_dark(mode) ? row.dark : row.light;
  return IM_COL32(rgba >> 24, (rgba >> 16) & 0xFF, (rgba >> 8) & 0xFF, rgba & 0xFF);
}

std::string_view token_name(Token token) { return rows[static_cast<std::size_t>(token)].name; }

std::span<const ContrastPair> contrast_pairs() { return all_pairs.pairs; }

double contrast_ratio(ImU32 a, ImU32 b) {
  const double first = luminance(a) + 0.05, second = luminance(b) + 0.05;
  return std::max(first, second) / std::min(first, second);
}

float line_height_css(TextRole role) {
  switch (role) {
    case TextRole::small:
      return 16;
    case TextRole::heading:
      return 25;
    case TextRole::title:
      return 32;
    case TextRole::body:
    case TextRole::strong:
      break;
  }
  return 19;
}

float text_size_factor(TextSize size) {
  return size == TextSize::small ? 0.9f : size == TextSize::large ? 1.15f : 1.0f;
}

void apply_theme(ImGuiStyle& style, ThemeMode mode, float scale) {
  style = ImGuiStyle();
  style.FontSizeBase = line_height_css(TextRole::body);
  style.WindowPadding = {0, 0};
  style.WindowBorderSize = 0;
  style.ChildBorderSize = 0;
  style.PopupBorderSize = 1;
  style.FrameBorderSize = 0;
  style.WindowRounding = 0;
  style.PopupRounding = radius_card;
  style.ChildRounding = radius_card;
  style.FrameRounding = radius_control;
  style.FramePadding = {12, 8.5f};
  style.ItemSpacing = {gap, gap};
  style.ItemInnerSpacing = {gap, 4};
  style.ScrollbarSize = 10;
  style.ScrollbarRounding = 5;
  style.HoverStationaryDelay = 0.15f;
  style.HoverDelayNormal = 0.45f;
  style.DisabledAlpha = 1;  // widgets draw their own disabled look, which keeps the text readable
  style.ScaleAllSizes(scale);
  style.FontScaleDpi = scale;
  style.CurveTessellationTol = 1.0f;
  for (int i = 0; i < ImGuiCol_COUNT; ++i) style.Colors[i] = ImVec4(0, 0, 0, 0);
  for (const StyleColor& each : style_colors)
    style.Colors[each.index] = ImGui::ColorConvertU32ToFloat4(color(mode, each.token));
  ImVec4 marked = ImGui::ColorConvertU32ToFloat4(color(mode, Token::accent));
  marked.w = 0.28f;
  style.Colors[ImGuiCol_TextSelectedBg] = marked;
  style.Colors[ImGuiCol_InputTextCursor] = ImGui::ColorConvertU32ToFloat4(color(mode, Token::accent_text));
}

}  // namespace zhike::ui
