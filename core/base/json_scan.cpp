#include "core/base/json_scan.h"

#include <charconv>

namespace zhike::base {

constexpr std::size_t longest_string = 1 << 20;  // as JsonLimits

std::string_view JsonScanner::string() {
  expect('"');
  const std::size_t start = at_;
  while (ok_ && at_ < text_.size()) {
    const auto c = static_cast<unsigned char>(text_[at_]);
    if (c == '"' && at_ - start <= longest_string) return text_.substr(start, at_++ - start);
    if (c == '\\') return escaped_string(start);
    if (c < 0x20 || c == '"') break;
    ++at_;
  }
  ok_ = false;
  return {};
}

// JCS escapes only \" \\ \b \f \n \r \t and \u00XX for other control characters.
std::string_view JsonScanner::escaped_string(std::size_t start) {
  buffer_.assign(text_.substr(start, at_ - start));
  while (ok_ && at_ < text_.size()) {
    const auto c = static_cast<unsigned char>(text_[at_++]);
    if (c == '"' && buffer_.size() <= longest_string) return buffer_;
    if (c < 0x20) break;
    if (c != '\\') {
      buffer_ += static_cast<char>(c);
      continue;
    }
    const char e = at_ < text_.size() ? text_[at_++] : '\0';
    static constexpr std::string_view names = "\"\\bfnrt", meanings = "\"\\\b\f\n\r\t";
    if (const std::size_t known = names.find(e); e != '\0' && known != std::string_view::npos) {
      buffer_ += meanings[known];
    } else if (e == 'u' && text_.substr(at_, 2) == "00") {
      unsigned code = 0;
      const char* const digits = text_.data() + at_;
      if (at_ + 4 > text_.size() || std::from_chars(digits, digits + 4, code, 16).ptr != digits + 4 || code >= 0x20)
        break;
      buffer_ += static_cast<char>(code);
      at_ += 4;
    } else {
      break;
    }
  }
  ok_ = false;
  return {};
}

std::int64_t JsonScanner::integer() {
  std::int64_t value = 0;
  const char* const start = text_.data() + at_;
  const char* const end = text_.data() + text_.size();
  const auto [stopped, error] =
      ok_ ? std::from_chars(start, end, value) : std::from_chars_result{start, std::errc::invalid_argument};
  const std::string_view digits(start, static_cast<std::size_t>(stopped - start));
  const std::string_view plain = digits.starts_with('-') ? digits.substr(1) : digits;
  const bool has_leading_zero = plain.size() > 1 && plain[0] == '0';
  if (error != std::errc() || has_leading_zero || digits == "-0" ||
      (stopped != end && (*stopped == '.' || *stopped == 'e' || *stopped == 'E'))) {
    ok_ = false;
    return 0;
  }
  at_ += digits.size();
  return value;
}

bool JsonScanner::take_word(std::string_view word) {
  if (!ok_ || text_.substr(at_, word.size()) != word) return false;
  at_ += word.size();
  return true;
}

std::string_view JsonScanner::raw() {
  const std::size_t start = at_;
  const char first = peek();
  if (first == '"') {
    string();
  } else if (first == '[') {
    expect('[');
    if (!take(']')) {
      do string();
      while (ok_ && take(','));
      expect(']');
    }
  } else if (first == 't' || first == 'f' || first == 'n') {
    if (!take_word("true") && !take_word("false") && !take_word("null")) ok_ = false;
  } else {
    integer();
  }
  return ok_ ? text_.substr(start, at_ - start) : std::string_view();
}

}  // namespace zhike::base
