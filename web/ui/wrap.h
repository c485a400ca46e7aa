// Line breaking for mixed Chinese and Latin text: between Han characters and at blanks, with the usual rules on
// punctuation at the ends of lines. Used by every text of the page. Must never change the text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

struct ImFontBaked;

namespace zhike::ui {

// The lines of `text` at most `width` device pixels wide in this baked font (at least one character each). Line ends in
// the text start a new line; blanks at a break are left out. Empty text gives one empty line.
std::vector<std::string_view> wrap_lines(std::string_view text, ImFontBaked& face, float width);
// Bytes [start, end) of the text make the line; `next` is where the following one starts (blanks and a line end lie
// between).
struct LineSpan {
  std::size_t start = 0, end = 0, next = 0;
  bool ends_paragraph = false;
};
std::vector<LineSpan> wrap_spans(std::string_view text, ImFontBaked& face, float width);

// For fields of several lines, which break lines at "\n" alone: soft breaks are written "\r\n", which no value holds.
std::string with_soft_breaks(std::string_view plain, ImFontBaked& face, float width);
std::string without_soft_breaks(std::string_view shown);                 // also drops a lone "\r"
std::size_t plain_offset(std::string_view shown, std::size_t at);        // byte offset in the plain text
std::size_t shown_offset(std::string_view shown, std::size_t plain_at);  // behind a soft break rather than before it

// Must not start a line: closing brackets, commas, full stops.
bool is_line_end_mark(char32_t c);
// Must not end a line: opening brackets and quotes.
bool is_line_start_mark(char32_t c);

}  // namespace zhike::ui
