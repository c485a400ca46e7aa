#include "web/ui/wrap.h"

#include <cstddef>

#include "core/base/text.h"
#include "imgui.h"

namespace zhike::ui {
namespace {

bool is_in(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }

// Scripts written without blanks: a line may break on both sides of each character.
bool is_ideographic(char32_t c) {
  return base::is_han(c) || (c >= 0x3000 && c <= 0x30FF) || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xFF00 && c <= 0xFFEF);
}

bool can_break_between(char32_t left, char32_t right) {
  if (is_line_end_mark(right) || is_line_start_mark(left)) return false;
  if (is_ideographic(left) || is_ideographic(right)) return true;
  return left == U'-' || left == U'/' || left == U'—' || left == U'–';
}

struct Line {
  std::size_t start = 0, brk = 0, next = 0;  // brk: end of the line at the last chance; next: start of the one after
  bool has_break = false;
};

void wrap_paragraph(std::string_view text, ImFontBaked& face, float width, std::vector<std::string_view>& lines) {
  Line line;
  float used = 0;
  char32_t before = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t here = at;
    const char32_t c = base::next_code_point(text, at);
    const bool is_blank = c == U' ' || c == U'\t';
    if (before != 0 && !is_blank && here > line.start && before != U' ' && can_break_between(before, c))
      line.brk = line.next = here, line.has_break = true;
    const float advance = face.GetCharAdvance(static_cast<ImWchar>(c));
    if (used + advance > width && here > line.start && !is_blank) {
      const std::size_t end = line.has_break ? line.brk : here;
      lines.push_back(text.substr(line.start, end - line.start));
      at = line.has_break ? line.next : here;
      line = {.start = at};
      used = 0;
      before = 0;
      continue;
    }
    if (is_blank) {
      if (before != U' ') line.brk = here;
      line.next = at;
      line.has_break = true;
    }
    used += advance;
    before = is_blank ? U' ' : c;
  }
  lines.push_back(text.substr(line.start));
}

}  // namespace

bool is_line_end_mark(char32_t c) {
  return is_in(U"，。、；：！？）》」』】〉”’…·％,.;:!?)]}%", c);
}

bool is_line_start_mark(char32_t c) { return is_in(U"（《「『【〈“‘([{¥$", c); }

std::vector<std::string_view> wrap_lines(std::string_view text, ImFontBaked& face, float width) {
  std::vector<std::string_view> lines;
  for (const std::string_view paragraph : base::split(text, '\n')) wrap_paragraph(paragraph, face, width, lines);
  if (lines.empty()) lines.emplace_back();
  return lines;
}

}  // namespace zhike::ui
