#include "web/ui/wrap.h"

#include <algorithm>
#include <cstddef>

#include "core/base/text.h"
#include "imgui.h"

namespace zhike::ui {
namespace {

bool is_in(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }

// Scripts written without blanks: a line may break on both sides of each character.
bool is_ideographic(char32_t c) {
  return base::is_han(c) || (c >= 0x3000 && c <= 0x30FF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xFF00 && c <= 0xFFEF);
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

// Wraps text[from, to), which holds no line end.
void wrap_paragraph(std::string_view text, std::size_t from, std::size_t to, ImFontBaked& face, float width,
                    std::vector<LineSpan>& lines) {
  Line line{.start = from};
  float used = 0;
  char32_t before = 0;
  std::size_t at = from;
  while (at < to) {
    const std::size_t here = at;
    const char32_t c = base::next_code_point(text, at);
    const bool is_blank = c == U' ' || c == U'\t';
    if (before != 0 && !is_blank && before != U' ' && can_break_between(before, c))
      line.brk = line.next = here, line.has_break = true;
    const float advance = face.GetCharAdvance(static_cast<ImWchar>(c));
    if (used + advance > width && here > line.start && !is_blank) {
      const std::size_t next = line.has_break ? line.next : here;
      lines.push_back({.start = line.start, .end = line.has_break ? line.brk : here, .next = next});
      at = next;
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
  lines.push_back({.start = line.start, .end = to, .next = to, .ends_paragraph = true});
}

}  // namespace

bool is_line_end_mark(char32_t c) { return is_in(U"，。、；：！？）》」』】〉”’…·％,.;:!?)]}%", c); }

bool is_line_start_mark(char32_t c) { return is_in(U"（《「『【〈“‘([{¥$", c); }

std::vector<LineSpan> wrap_spans(std::string_view text, ImFontBaked& face, float width) {
  std::vector<LineSpan> lines;
  std::size_t from = 0;
  while (true) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    wrap_paragraph(text, from, end, face, width, lines);
    if (end == text.size()) return lines;
    lines.back().next = from = end + 1;
  }
}

std::vector<std::string_view> wrap_lines(std::string_view text, ImFontBaked& face, float width) {
  std::vector<std::string_view> lines;
  for (const LineSpan& each : wrap_spans(text, face, width))
    lines.push_back(text.substr(each.start, each.end - each.start));
  return lines;
}

std::string with_soft_breaks(std::string_view plain, ImFontBaked& face, float width) {
  std::string shown;
  shown.reserve(plain.size() + 32);
  for (const LineSpan& each : wrap_spans(plain, face, width)) {
    shown += plain.substr(each.start, each.next - each.start);
    if (!each.ends_paragraph) shown += "\r\n";
  }
  return shown;
}

std::string without_soft_breaks(std::string_view shown) {
  std::string plain;
  plain.reserve(shown.size());
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (shown[i] != '\r')
      plain += shown[i];
    else if (i + 1 < shown.size() && shown[i + 1] == '\n')
      ++i;
  }
  return plain;
}

std::size_t plain_offset(std::string_view shown, std::size_t at) {
  std::size_t plain = 0;
  for (std::size_t i = 0; i < std::min(at, shown.size()); ++i)
    if (shown[i] != '\r' && !(shown[i] == '\n' && i > 0 && shown[i - 1] == '\r')) ++plain;
  return plain;
}

std::size_t shown_offset(std::string_view shown, std::size_t plain_at) {
  std::size_t plain = 0, i = 0;
  while (i < shown.size()) {
    if (shown[i] == '\r')
      i += i + 1 < shown.size() && shown[i + 1] == '\n' ? 2 : 1;
    else if (plain == plain_at)
      return i;
    else
      ++i, ++plain;
  }
  return i;
}

}  // namespace zhike::ui
