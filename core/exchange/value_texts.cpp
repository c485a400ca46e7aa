#include <algorithm>
#include <array>

#include "core/base/text.h"
#include "core/exchange/values.h"

namespace zhike::exchange {
namespace {

constexpr std::size_t npos = std::string_view::npos;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool contains(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr bool is_invisible(char32_t c) {
  return (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || c == 0x2060 || c == 0xfeff ||
         (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f || (c >= 0x80 && c < 0xa0 && c != 0x85);
}

// Letters and digits only: full-width punctuation is right in Chinese.
char32_t half_width_letter(char32_t c) {
  const bool is_letter_or_digit =
      (c >= 0xff10 && c <= 0xff19) || (c >= 0xff21 && c <= 0xff3a) || (c >= 0xff41 && c <= 0xff5a);
  return is_letter_or_digit ? c - 0xfee0 : c;
}

bool is_line_break(char32_t c) {
  return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029 || c == 0x85 || c == 0x0b || c == 0x0c;
}

// A telephone number's digits and "+"; what stands behind an extension word becomes "x" and its digits.
base::Result<std::string> clean_one_phone(std::string_view part) {
  std::string text = base::to_lower_ascii(base::fold_width(base::trim(part)));
  const auto refuse = [part](const char* code) { return base::fail(code, {}, std::string(base::trim(part))); };
  if (text.find("e+") != npos) return refuse("value.digits_lost");
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  std::string extension;
  for (const std::string_view word : {"转", "轉", "分机", "分機", "ext.", "ext", "x", "#"}) {
    const std::size_t at = text.find(word);
    if (at == npos || at == 0) continue;
    std::copy_if(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), std::back_inserter(extension), is_digit);
    text.resize(at);
    break;
  }
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = base::next_code_point(text, at);
    const bool is_plus = c == '+' && out.empty();
    if (c < 0x80 && (is_digit(static_cast<char>(c)) || is_plus)) {
      out.push_back(static_cast<char>(c));
    } else if (!base::is_space(c) && !is_invisible(c) && c != '-' && c != '.' && c != '(' && c != ')' && c != '/' &&
               c != U'–' && c != U'—' && c != U'‑' && c != '\'') {
      return refuse("value.not_a_phone");
    }
  }
  if (out.starts_with("00") && out.size() > 9) out.replace(0, 2, "+");
  const std::size_t digits = out.size() - (out.starts_with('+') ? 1 : 0);
  if (digits < 5 || digits > 17) return refuse("value.not_a_phone");
  return extension.empty() ? out : out + "x" + extension;
}

// "138…/139…", "138…、139…": several numbers. A slash between short groups belongs to one number.
std::vector<std::string_view> split_phones(std::string_view cell) {
  std::vector<std::string_view> parts;
  std::size_t start = 0;
  for (std::size_t at = 0; at < cell.size();) {
    const std::size_t before = at;
    const char32_t c = base::next_code_point(cell, at);
    const bool is_separator = c == ';' || c == ',' || c == U'；' || c == U'，' || c == U'、' || c == '\n' ||
                              ((c == '/' || c == U'／') && before - start >= 7 && cell.size() - at >= 7);
    if (!is_separator) continue;
    parts.push_back(cell.substr(start, before - start));
    start = at;
  }
  parts.push_back(cell.substr(start));
  std::erase_if(parts, [](std::string_view part) { return base::trim(part).empty(); });
  return parts;
}

// Mojibake has no blanks between its odd letters; fewer than this many bytes beyond ASCII prove nothing.
constexpr std::size_t least_evidence = 2;

struct Shape {
  std::size_t characters = 0, hanzi = 0, odd = 0;  // beyond ASCII; odd: control characters and private use
};

Shape shape_of(std::string_view text) {
  Shape shape;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = base::next_code_point(text, at);
    if (c < 0x80) continue;
    ++shape.characters;
    shape.hanzi += base::is_han(c) ? 1 : 0;
    shape.odd += (c < 0xa0 || (c >= 0xe000 && c <= 0xf8ff) || c == 0xfffd) ? 1 : 0;
  }
  return shape;
}

// `bytes` as UTF-8, when they are UTF-8 with something beyond ASCII in it.
std::optional<std::string> as_utf8(std::optional<std::string> bytes) {
  if (!bytes || base::find_invalid_utf8(*bytes) != npos) return std::nullopt;
  const Shape shape = shape_of(*bytes);
  if (shape.characters == 0 || shape.odd > 0) return std::nullopt;
  return bytes;
}

}  // namespace

base::Result<bool> read_flag(std::string_view cell) {
  static constexpr std::array<std::string_view, 19> yes = {"是", "yes", "y",  "true", "t",   "1",  "√",
                                                           "✓",  "✔",   "☑",  "有",   "对",  "對", "on",
                                                           "真", "1.0", "已", "正确", "需要"};
  static constexpr std::array<std::string_view, 19> no = {"否", "no", "n",  "false", "f",   "0",  "×",   "✗",  "✘", "☐",
                                                          "无", "無", "错", "錯",    "off", "假", "0.0", "未", "不"};
  const std::string folded = base::fold_for_search(cell);
  if (contains(yes, folded)) return true;
  if (contains(no, folded)) return false;
  return base::fail("value.not_a_flag", {}, std::string(base::trim(cell)));
}

base::Result<std::size_t> read_choice(std::string_view cell, std::span<const ChoiceName> names) {
  const auto squeezed = [](std::string_view text) {
    std::string folded = base::fold_for_search(text);
    std::erase_if(folded, [](char c) { return c == ' ' || c == '_' || c == '-'; });
    return folded;
  };
  const std::string wanted = squeezed(cell);
  for (const ChoiceName& name : names) {
    if (!wanted.empty() && squeezed(name.name) == wanted) return name.choice;
  }
  return base::fail("value.no_such_choice", {}, std::string(base::trim(cell)));
}

base::Result<std::string> clean_phone(std::string_view cell) {
  std::string all;
  for (const std::string_view part : split_phones(cell)) {
    TRY(const std::string phone, clean_one_phone(part));
    if (!all.empty()) all += "; ";
    all += phone;
  }
  if (all.empty()) return base::fail("value.not_a_phone", {}, std::string(base::trim(cell)));
  return all;
}

std::string phone_key(std::string_view phone) {
  std::string digits;
  for (const char c : phone.substr(0, phone.find_first_of("x;"))) {
    if (is_digit(c)) digits.push_back(c);
  }
  const bool has_international_zeros = digits.starts_with("0086");
  if (has_international_zeros) digits.erase(0, 2);
  // +86 138 0013 8000 and 86 10 6552 9988: longer than any number of another country that begins so.
  if (digits.starts_with("86") && digits.size() >= 12) digits.erase(0, 2);
  if (digits.starts_with('0') && digits.size() > 9) digits.erase(0, 1);  // the trunk zero of 010-6552 9988
  return digits;
}

base::Result<std::string> clean_email(std::string_view cell) {
  std::string text = base::fold_width(base::trim(cell));
  std::erase(text, ' ');
  if (base::to_lower_ascii(text).starts_with("mailto:")) text.erase(0, 7);
  if (text.starts_with('<') && text.ends_with('>')) text = text.substr(1, text.size() - 2);
  const std::size_t at = text.find('@');
  const auto refuse = [cell] { return base::fail("value.not_an_email", {}, std::string(base::trim(cell))); };
  if (at == npos || at == 0 || text.find('@', at + 1) != npos) return refuse();
  const std::string domain = base::to_lower_ascii(text.substr(at + 1));
  const std::size_t point = domain.find_last_of('.');
  if (point == npos || point == 0 || point + 1 == domain.size() || domain.find("..") != npos) return refuse();
  if (text.find_first_of(" ,;:()<>[]\\\"\t\r\n") != npos) return refuse();
  return text.substr(0, at + 1) + domain;
}

std::string clean_line(std::string_view cell) {
  std::string out;
  bool blank_pending = false;
  for (std::size_t at = 0; at < cell.size();) {
    const char32_t c = half_width_letter(base::next_code_point(cell, at));
    if (base::is_space(c) || is_line_break(c)) {
      blank_pending = blank_pending || (!out.empty() && !is_invisible(c));
      continue;
    }
    if (is_invisible(c)) continue;
    if (blank_pending) out.push_back(' ');
    blank_pending = false;
    base::append_utf8(out, c);
  }
  return out;
}

std::string clean_paragraph(std::string_view cell) {
  std::string out;
  std::string line;
  const auto end_line = [&out, &line](std::string_view ending) {
    out.append(base::trim(line)).append(ending);
    line.clear();
  };
  for (std::size_t at = 0; at < cell.size();) {
    const char32_t c = base::next_code_point(cell, at);
    if (c == '\r' && at < cell.size() && cell[at] == '\n') continue;
    if (is_line_break(c)) {
      end_line("\n");
    } else if (!is_invisible(c)) {
      base::append_utf8(line, c == 0xa0 ? U' ' : c);
    }
  }
  end_line("");
  return std::string(base::trim(out));
}

std::optional<std::string> MojibakeRepair::repair(std::string_view text) const {
  const Shape before = shape_of(text);
  if (before.characters < least_evidence) return std::nullopt;
  // Western letters that happen to be UTF-8 when put back into bytes: real text practically never is.
  if (before.hanzi == 0) {
    if (std::optional<std::string> western = as_utf8(encode_windows_1252(text))) return western;
  }
  std::optional<std::string> chinese = as_utf8(encode_gbk(text, table_));
  if (!chinese) return std::nullopt;
  // Real Chinese can be UTF-8 by accident; it is then the commoner characters that tell which was meant.
  const Shape after = shape_of(*chinese);
  const bool is_better =
      after.hanzi > 0 && after.hanzi * 2 >= after.characters && common_hanzi_share(*chinese) > common_hanzi_share(text);
  return is_better ? chinese : std::nullopt;
}

}  // namespace zhike::exchange
