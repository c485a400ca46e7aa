// Line breaking for mixed Chinese and Latin text: between Han characters and at blanks, with the usual rules on
// punctuation at the ends of lines. Used by every text of the page. Must never change the text.
#pragma once

#include <string_view>
#include <vector>

struct ImFontBaked;

namespace zhike::ui {

// The lines of `text` at most `width` device pixels wide in this baked font (at least one character each). Line ends in
// the text start a new line; blanks at a break are left out. Empty text gives one empty line.
std::vector<std::string_view> wrap_lines(std::string_view text, ImFontBaked& face, float width);
// Must not start a line: closing brackets, commas, full stops.
bool is_line_end_mark(char32_t c);
// Must not end a line: opening brackets and quotes.
bool is_line_start_mark(char32_t c);

}  // namespace zhike::ui
