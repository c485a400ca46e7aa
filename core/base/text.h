// Text: UTF-8 checks and walks, trimming, width folding, splitting. Used everywhere; knows no language rules
// beyond Unicode ranges. Must never produce broken UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zhike::base {

// Byte offset of the first invalid sequence (overlong, surrogate, > U+10FFFF, cut off), or npos when all is valid.
std::size_t find_invalid_utf8(std::string_view text);
// Every invalid byte becomes U+FFFD.
std::string repair_utf8(std::string_view text);
// The code point at `at` (which moves past it); U+FFFD for an invalid byte.
char32_t next_code_point(std::string_view text, std::size_t& at);
void append_utf8(std::string& out, char32_t code_point);
std::size_t count_code_points(std::string_view text);
// At most `count` code points, never cutting one.
std::string_view first_code_points(std::string_view text, std::size_t count);

bool is_han(char32_t c);
bool is_space(char32_t c);  // ASCII blanks, U+00A0, U+3000, zero-width and BOM

std::string_view trim(std::string_view text);  // both ends, is_space()
// Full-width ASCII forms (U+FF01–FF5E) and U+3000 to their ASCII twins; other code points unchanged.
std::string fold_width(std::string_view text);
// Width folding + ASCII/Latin-1/Greek/Cyrillic lower case + one form for all writings of a Han character (han.h) +
// inner blanks collapsed to one + trimmed: the form in which names are compared and searched.
std::string fold_for_search(std::string_view text);
std::string to_lower_ascii(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string replace_all(std::string text, std::string_view from, std::string_view to);

}  // namespace zhike::base
