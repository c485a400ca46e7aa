#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "core/base/json.h"
#include "core/base/text.h"

namespace zhike::base {
namespace {

void append_integer(std::string& out, std::int64_t value) {
  char digits[20];
  std::size_t at = sizeof digits;
  const auto bits = static_cast<std::uint64_t>(value);
  std::uint64_t magnitude = value < 0 ? 0 - bits : bits;
  do {
    digits[--at] = static_cast<char>('0' + magnitude % 10);
    magnitude /= 10;
  } while (magnitude > 0);
  if (value < 0) out.push_back('-');
  out.append(digits + at, sizeof digits - at);
}

// The fewest significant digits that read back as `magnitude`, and the decimal exponent of the first of them.
struct Digits {
  char text[20];
  int count;
  int exponent;
};

Digits shortest_digits(double magnitude) {
  char buffer[40];
  // Fifteen digits survive any round trip, so fewer than fifteen show as trailing zeros, save for subnormal numbers.
  int precision = magnitude < 1e-300 ? 1 : 15;
  for (;; ++precision) {
    std::snprintf(buffer, sizeof buffer, "%.*e", precision - 1, magnitude);
    if (precision >= 17 || std::strtod(buffer, nullptr) == magnitude) break;
  }
  Digits digits{};
  const char* p = buffer;
  for (; *p != 'e'; ++p) {
    if (*p != '.') digits.text[digits.count++] = *p;
  }
  while (digits.count > 1 && digits.text[digits.count - 1] == '0') --digits.count;
  digits.exponent = std::atoi(p + 1);
  return digits;
}

// The form of ECMAScript's Number::toString, which RFC 8785 prescribes.
void append_double(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  if (value == 0) {
    out.push_back('0');
    return;
  }
  if (value < 0) out.push_back('-');
  const Digits digits = shortest_digits(std::fabs(value));
  const std::string_view all(digits.text, static_cast<std::size_t>(digits.count));
  const int point = digits.exponent + 1;  // digits before the decimal point
  if (point > 21 || point < -5) {
    out.append(all.substr(0, 1));
    if (digits.count > 1) out.append(".").append(all.substr(1));
    out.append(digits.exponent < 0 ? "e-" : "e+");
    append_integer(out, std::abs(digits.exponent));
  } else if (point <= 0) {
    out.append("0.").append(static_cast<std::size_t>(-point), '0').append(all);
  } else if (point >= digits.count) {
    out.append(all).append(static_cast<std::size_t>(point - digits.count), '0');
  } else {
    out.append(all.substr(0, static_cast<std::size_t>(point))).append(".");
    out.append(all.substr(static_cast<std::size_t>(point)));
  }
}

bool append_scalar(std::string& out, const Json& value) {
  if (value.is_string()) {
    append_json_string(out, value.as_string());
  } else if (value.is_integer()) {
    append_integer(out, value.as_integer());
  } else if (value.is_number()) {
    append_double(out, value.as_number());
  } else if (value.is_bool()) {
    out += value.as_bool() ? "true" : "false";
  } else if (value.is_null()) {
    out += "null";
  } else {
    return false;
  }
  return true;
}

void append_canonical(std::string& out, const Json& value);

void append_canonical_member(std::string& out, const JsonMember& member) {
  if (out.back() != '{') out.push_back(',');
  append_json_string(out, member.first);
  out.push_back(':');
  append_canonical(out, member.second);
}

void append_canonical_object(std::string& out, const JsonObject& members) {
  out.push_back('{');
  const auto by_key = [](const JsonMember& a, const JsonMember& b) { return utf16_less(a.first, b.first); };
  if (std::is_sorted(members.begin(), members.end(), by_key)) {
    for (const JsonMember& member : members) append_canonical_member(out, member);
  } else {
    std::vector<const JsonMember*> sorted;
    sorted.reserve(members.size());
    for (const JsonMember& member : members) sorted.push_back(&member);
    std::sort(sorted.begin(), sorted.end(),
              [&by_key](const JsonMember* a, const JsonMember* b) { return by_key(*a, *b); });
    for (const JsonMember* member : sorted) append_canonical_member(out, *member);
  }
  out.push_back('}');
}

void append_canonical(std::string& out, const Json& value) {
  if (append_scalar(out, value)) return;
  if (value.is_object()) {
    append_canonical_object(out, value.members());
    return;
  }
  out.push_back('[');
  bool first = true;
  for (const Json& item : value.items()) {
    if (!first) out.push_back(',');
    first = false;
    append_canonical(out, item);
  }
  out.push_back(']');
}

class Printer {  // Invariant: level_ is the number of open containers
 public:
  Printer(std::string& out, int indent) : out_(out), indent_(indent > 0 ? static_cast<std::size_t>(indent) : 0) {}

  void print(const Json& value) {
    if (append_scalar(out_, value)) return;
    if (value.is_array()) {
      print_container('[', ']', value.items(), [this](const Json& item) { print(item); });
      return;
    }
    print_container('{', '}', value.members(), [this](const JsonMember& member) {
      append_json_string(out_, member.first);
      out_ += indent_ > 0 ? ": " : ":";
      print(member.second);
    });
  }

 private:
  template <class Items, class PrintItem>
  void print_container(char opening, char closing, const Items& items, PrintItem&& print_item) {
    out_.push_back(opening);
    ++level_;
    bool first = true;
    for (const auto& item : items) {
      if (!first) out_.push_back(',');
      first = false;
      break_line();
      print_item(item);
    }
    --level_;
    if (!items.empty()) break_line();
    out_.push_back(closing);
  }

  void break_line() {
    if (indent_ > 0) out_.append("\n").append(indent_ * level_, ' ');
  }

  std::string& out_;
  std::size_t indent_;
  std::size_t level_ = 0;
};

bool is_plain(unsigned char c) { return c >= 0x20 && c < 0x80 && c != '"' && c != '\\'; }

void append_escaped(std::string& out, unsigned char c) {
  static constexpr char hex[] = "0123456789abcdef";
  static constexpr char short_forms[] = "\"\"\\\\\bb\tt\nn\ff\rr";
  for (const char* p = short_forms; *p != '\0'; p += 2) {
    if (static_cast<unsigned char>(*p) != c) continue;
    out.push_back('\\');
    out.push_back(p[1]);
    return;
  }
  out.append("\\u00").push_back(hex[c >> 4]);
  out.push_back(hex[c & 15]);
}

}  // namespace

std::string write_canonical(const Json& value) {
  std::string out;
  append_canonical(out, value);
  return out;
}

std::string write_json(const Json& value, int indent) {
  std::string out;
  Printer(out, indent).print(value);
  return out;
}

// Invalid bytes come out as U+FFFD: a text that no reader would take back must never be written.
void append_json_string(std::string& out, std::string_view text) {
  out.push_back('"');
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t run = at;
    while (at < text.size() && is_plain(static_cast<unsigned char>(text[at]))) ++at;
    out.append(text.substr(run, at - run));
    if (at == text.size()) break;
    if (static_cast<unsigned char>(text[at]) >= 0x80) {
      append_utf8(out, next_code_point(text, at));
    } else {
      append_escaped(out, static_cast<unsigned char>(text[at++]));
    }
  }
  out.push_back('"');
}

// UTF-8 order is code point order; it differs from UTF-16 order only where a character beyond U+FFFF (a surrogate
// pair, D800–DFFF) meets one of U+E000–FFFF.
bool utf16_less(std::string_view a, std::string_view b) {
  const std::size_t common = std::min(a.size(), b.size());
  const auto [at_a, at_b] = std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(common), b.begin());
  if (at_a == a.begin() + static_cast<std::ptrdiff_t>(common)) return a.size() < b.size();
  const auto byte_a = static_cast<unsigned char>(*at_a), byte_b = static_cast<unsigned char>(*at_b);
  if (byte_a >= 0xee && byte_b >= 0xee && (byte_a >= 0xf0) != (byte_b >= 0xf0)) return byte_a >= 0xf0;
  return byte_a < byte_b;
}

}  // namespace zhike::base
