#include "core/base/text.h"

#include <cstring>

#include "core/base/han.h"

namespace zhike::base {
namespace {

constexpr char32_t replacement = 0xfffd;

// Length of the well-formed sequence at `at` (Unicode table 3-7), or 0. Sets `code_point` when there is one.
std::size_t read_sequence(std::string_view text, std::size_t at, char32_t& code_point) {
  const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(at);
  if (lead < 0x80) {
    code_point = lead;
    return 1;
  }
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const std::size_t length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (text.size() - at < length) return 0;
  const unsigned second = byte(at + 1);
  const unsigned lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
  const unsigned highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  char32_t c = lead & (0xffu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const unsigned next = byte(at + i);
    if ((next & 0xc0) != 0x80) return 0;
    c = c << 6 | (next & 0x3f);
  }
  code_point = c;
  return length;
}

// First byte at or after `at` that is not ASCII.
std::size_t skip_ascii(std::string_view text, std::size_t at) {
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + at, 8);
    if ((word & 0x8080808080808080ull) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

constexpr bool in_range(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

bool is_zero_width(char32_t c) { return in_range(c, 0x200b, 0x200d) || c == 0x2060 || c == 0xfeff; }

char32_t to_lower(char32_t c) {
  if (in_range(c, 'A', 'Z')) return c + 32;
  if (c < 0xc0) return c;
  if (in_range(c, 0xc0, 0xde)) return c == 0xd7 ? c : c + 32;
  if (c == 0x386) return 0x3ac;
  if (in_range(c, 0x388, 0x38a)) return c + 37;
  if (c == 0x38c) return 0x3cc;
  if (c == 0x38e || c == 0x38f) return c + 63;
  if (in_range(c, 0x391, 0x3ab) && c != 0x3a2) return c + 32;
  if (c == 0x3c2) return 0x3c3;  // final sigma is a form of sigma
  if (in_range(c, 0x400, 0x40f)) return c + 80;
  if (in_range(c, 0x410, 0x42f)) return c + 32;
  return c;
}

char32_t to_half_width(char32_t c) {
  if (in_range(c, 0xff01, 0xff5e)) return c - 0xfee0;
  return c == 0x3000 ? U' ' : c;
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text) {
  char32_t ignored;
  for (std::size_t at = skip_ascii(text, 0); at < text.size();) {
    const std::size_t length = read_sequence(text, at, ignored);
    if (length == 0) return at;
    at += length;
    if (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) at = skip_ascii(text, at);
  }
  return std::string_view::npos;
}

std::string repair_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t bad = find_invalid_utf8(text);
    out.append(text.substr(0, bad));
    if (bad == std::string_view::npos) break;
    append_utf8(out, replacement);
    text.remove_prefix(bad + 1);
  }
  return out;
}

char32_t next_code_point(std::string_view text, std::size_t& at) {
  char32_t c = replacement;
  const std::size_t length = read_sequence(text, at, c);
  at += length == 0 ? 1 : length;
  return c;
}

void append_utf8(std::string& out, char32_t c) {
  if (c > 0x10ffff || in_range(c, 0xd800, 0xdfff)) c = replacement;
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
    return;
  }
  const auto trail = [](char32_t bits) { return static_cast<char>(0x80 | (bits & 0x3f)); };
  if (c < 0x800) {
    out.push_back(static_cast<char>(0xc0 | c >> 6));
  } else {
    if (c < 0x10000) {
      out.push_back(static_cast<char>(0xe0 | c >> 12));
    } else {
      out.push_back(static_cast<char>(0xf0 | c >> 18));
      out.push_back(trail(c >> 12));
    }
    out.push_back(trail(c >> 6));
  }
  out.push_back(trail(c));
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) next_code_point(text, at);
  return count;
}

std::string_view first_code_points(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  for (; count > 0 && at < text.size(); --count) next_code_point(text, at);
  return text.substr(0, at);
}

bool is_han(char32_t c) {
  return in_range(c, 0x4e00, 0x9fff) || in_range(c, 0x3400, 0x4dbf) || in_range(c, 0x20000, 0x323af) ||
         in_range(c, 0xf900, 0xfaff) || c == 0x3005 || c == 0x3007;
}

bool is_space(char32_t c) {
  if (c < 0x80) return c == ' ' || in_range(c, 9, 13);
  return c == 0xa0 || c == 0x85 || c == 0x1680 || in_range(c, 0x2000, 0x200a) || c == 0x2028 || c == 0x2029 ||
         c == 0x202f || c == 0x205f || c == 0x3000 || is_zero_width(c);
}

std::string_view trim(std::string_view text) {
  while (!text.empty()) {
    std::size_t after = 0;
    if (!is_space(next_code_point(text, after))) break;
    text.remove_prefix(after);
  }
  while (!text.empty()) {
    std::size_t start = text.size() - 1;
    while (start > 0 && text.size() - start < 4 && (static_cast<unsigned char>(text[start]) & 0xc0) == 0x80) --start;
    std::size_t after = start;
    if (!is_space(next_code_point(text, after)) || after != text.size()) break;
    text.remove_suffix(text.size() - start);
  }
  return text;
}

std::string fold_width(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t ascii_end = skip_ascii(text, at);
    out.append(text.substr(at, ascii_end - at));
    at = ascii_end;
    if (at < text.size()) append_utf8(out, to_half_width(next_code_point(text, at)));
  }
  return out;
}

std::string fold_for_search(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool blank_pending = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = to_half_width(next_code_point(text, at));
    if (is_zero_width(c)) continue;  // invisible: must not make two equal-looking names differ
    if (is_space(c)) {
      blank_pending = !out.empty();
      continue;
    }
    if (blank_pending) out.push_back(' ');
    blank_pending = false;
    append_utf8(out, c < 0x3000 ? to_lower(c) : unify_han(c));
  }
  return out;
}

std::string to_lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t start = 0;;) {
    const std::size_t end = text.find(separator, start);
    parts.push_back(text.substr(start, end == std::string_view::npos ? end : end - start));
    if (end == std::string_view::npos) return parts;
    start = end + 1;
  }
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  if (from.empty() || text.find(from) == std::string::npos) return text;
  std::string out;
  out.reserve(text.size());
  std::size_t at = 0;
  for (std::size_t hit; (hit = text.find(from, at)) != std::string::npos; at = hit + from.size()) {
    out.append(text, at, hit - at);
    out.append(to);
  }
  out.append(text, at);
  return out;
}

}  // namespace zhike::base
