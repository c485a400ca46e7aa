#include "core/base/text.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <string>
#include <vector>

#include "web/ui/draw.h"
#include "web/ui/overlay.h"
#include "web/ui/wrap.h"

namespace zhike::ui {
namespace {

void announce_text(std::string_view words, Role role, ImVec2 min, ImVec2 max, int level = 0) {
  Node node{.role = role, .name = std::string(words), .min = min, .max = max, .level = level};
  current().probe.announce(std::move(node));
}

// Draws `words` wrapped at the container's edge and returns the rectangle taken.
ImVec4 draw_wrapped(std::string_view words, TextRole role, ImU32 ink) {
  draw::centre_in_line(draw::font_px(role));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float size = draw::font_px(role), leading = std::floor(size * 1.18f);
  const float width = content_width();
  ImFontBaked* face = draw::font(role)->GetFontBaked(size);
  const std::vector<std::string_view> lines = wrap_lines(words, *face, width);
  float widest = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    widest = std::max(widest, draw::text_size(lines[i], role).x);
    draw::text({at.x, at.y + static_cast<float>(i) * leading}, lines[i], role, ink);
  }
  const float height = size + static_cast<float>(lines.size() - 1) * leading;
  ImGui::Dummy({std::max(1.0f, widest), height});
  return {at.x, at.y, at.x + widest, at.y + height};
}

ImVec4 draw_cut(std::string_view words, TextRole role, ImU32 ink) {
  draw::centre_in_line(draw::font_px(role));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = std::min(content_width(), std::ceil(draw::text_size(words, role).x));
  const bool is_cut = draw::text_cut(at, content_width(), words, role, ink);
  ImGui::Dummy({std::max(1.0f, width), draw::font_px(role)});
  if (is_cut) tooltip(words);
  return {at.x, at.y, at.x + width, at.y + draw::font_px(role)};
}

// "Ann Lee" → "AL", "王芳" → "王"
std::string initials(std::string_view name) {
  std::string result;
  std::size_t at = 0;
  bool is_start = true;
  int count = 0;
  while (at < name.size() && count < 2) {
    const std::size_t here = at;
    const char32_t c = base::next_code_point(name, at);
    if (is_start && !base::is_space(c)) {
      result += name.substr(here, at - here);
      ++count;
      if (base::is_han(c)) break;
    }
    is_start = base::is_space(c);
  }
  for (char& c : result)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return result;
}

}  // namespace

void text(std::string_view words, TextRole role, Token ink, Wrap wrap) {
  const ImVec4 at = wrap == Wrap::wrap ? draw_wrapped(words, role, color(ink)) : draw_cut(words, role, color(ink));
  announce_text(words, Role::text, {at.x, at.y}, {at.z, at.w});
}

void muted(std::string_view words) { text(words, TextRole::small, Token::text_muted); }

void heading(std::string_view words, int level) {
  const TextRole role = level <= 1 ? TextRole::title : level == 2 ? TextRole::heading : TextRole::strong;
  const ImVec4 at = draw_wrapped(words, role, color(Token::text));
  announce_text(words, Role::heading, {at.x, at.y}, {at.z, at.w}, level);
}

void label_value(std::string_view label, std::string_view value) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float label_width = std::min(px(120), content_width() * 0.45f);
  const float width = content_width();
  const float label_room = label_width - px(8);
  draw::text({at.x, at.y + px(1)}, label, TextRole::small, color(Token::text_muted), label_room);
  const float label_end = at.y + px(1) + draw::text_size(label, TextRole::small, label_room).y;
  ImGui::SetCursorScreenPos({at.x + label_width, at.y});
  const draw::EdgeScope edge(at.x + width);
  const ImVec4 value_at =
      draw_wrapped(value.empty() ? std::string_view("–") : value, TextRole::body, color(Token::text));
  Node node{.role = Role::text,
            .name = std::string(label),
            .value = std::string(value),
            .min = at,
            .max = {value_at.z, value_at.w}};
  current().probe.announce(std::move(node));
  ImGui::SetCursorScreenPos({at.x, std::max(value_at.w, label_end) + px(6)});
  ImGui::Dummy({1, 1});
}

void draw_icon(const char* glyph, Token ink, float size_css) {
  const ImVec2 size{px(size_css), std::max(px(size_css), draw::font_px(TextRole::body))};
  draw::centre_in_line(size.y);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  draw::glyph({at.x + size.x / 2, at.y + size.y / 2}, glyph, size_css, color(ink));
  ImGui::Dummy(size);
}

float text_width(std::string_view words, TextRole role) { return draw::text_size(words, role).x; }

void avatar(std::string_view name, float size_css) {
  draw::centre_in_line(px(size_css));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float size = px(size_css);
  constexpr Token tints[][2] = {{Token::tier_high, Token::tier_high_soft},
                                {Token::tier_middle, Token::tier_middle_soft},
                                {Token::good, Token::good_soft},
                                {Token::info, Token::info_soft},
                                {Token::tier_top, Token::tier_top_soft}};
  std::size_t sum = 0;
  for (const char c : name) sum = sum * 31 + static_cast<unsigned char>(c);
  const Token* tint = tints[sum % std::size(tints)];
  ImGui::GetWindowDrawList()->AddCircleFilled({at.x + size / 2, at.y + size / 2}, size / 2, color(tint[1]), 0);
  const std::string letters = initials(name);
  const TextRole role = size_css >= 44 ? TextRole::heading : size_css >= 28 ? TextRole::strong : TextRole::small;
  const ImVec2 extent = draw::text_size(letters, role);
  draw::text({at.x + (size - extent.x) / 2, at.y + (size - extent.y) / 2}, letters, role, color(tint[0]));
  ImGui::Dummy({size, size});
}

void key_hint(std::string_view chord) {
  draw::centre_in_line(px(22));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = px(22);
  float x = at.x;
  for (const std::string_view part : base::split(chord, '+')) {
    const ImVec2 extent = draw::text_size(part, TextRole::small);
    const float width = std::max(height, extent.x + px(10));
    draw::box({x, at.y}, {x + width, at.y + height}, color(Token::sunken), 4);
    draw::edge({x, at.y}, {x + width, at.y + height}, color(Token::border), 4);
    draw::text({x + (width - extent.x) / 2, at.y + (height - extent.y) / 2}, part, TextRole::small,
               color(Token::text_muted));
    x += width + px(4);
  }
  announce_text(chord, Role::text, at, {x, at.y + height});
  ImGui::Dummy({x - at.x, height});
}

// --- small layout ---
void same_line(float gap_css) { ImGui::SameLine(0, px(gap_css)); }

void space(float css) { ImGui::Dummy({1, std::max(1.0f, px(css) - ImGui::GetStyle().ItemSpacing.y)}); }

void divider() {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = content_width();
  ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + width, at.y + std::max(1.0f, px(1))}, color(Token::border));
  ImGui::Dummy({width, std::max(1.0f, px(1))});
}

RowScope::RowScope(std::string_view row) {
  ImGui::PushID(row.data(), row.data() + row.size());
  current().probe.push_row(row);
}
RowScope::~RowScope() {
  current().probe.pop_row();
  ImGui::PopID();
}

RightAlign::RightAlign(const char* id) : id_(ImGui::GetID(id)) {
  const float width = ImGui::GetStateStorage()->GetFloat(id_, 0);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  start_x_ = std::max(at.x, at.x + content_width() - width);
  ImGui::SetCursorScreenPos({start_x_, at.y});
  current().right_edges.push_back(FLT_MAX);
  ImGui::BeginGroup();
}
RightAlign::~RightAlign() {
  ImGui::EndGroup();
  current().right_edges.pop_back();
  const float width = ImGui::GetItemRectSize().x;
  float* kept = ImGui::GetStateStorage()->GetFloatRef(id_, 0);
  if (*kept != width) wake_in(0);
  *kept = width;
}

}  // namespace zhike::ui
