#include "core/base/decimal.h"

#include <cmath>

namespace zhike::base {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "e-3" and the like from `at` to the end; nullopt when malformed. Capped, so that absurd exponents cannot overflow.
std::optional<int> read_exponent(std::string_view text, std::size_t at) {
  if (at == text.size()) return 0;
  if (text[at] != 'e' && text[at] != 'E') return std::nullopt;
  ++at;
  bool negative = false;
  if (at < text.size() && (text[at] == '+' || text[at] == '-')) negative = text[at++] == '-';
  if (at == text.size()) return std::nullopt;
  int value = 0;
  for (; at < text.size(); ++at) {
    if (!is_digit(text[at])) return std::nullopt;
    if (value < 10'000'000) value = value * 10 + (text[at] - '0');
  }
  return negative ? -value : value;
}

}  // namespace

std::optional<Decimal> read_decimal(std::string_view text) {
  std::size_t at = 0;
  bool negative = false;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) negative = text[at++] == '-';
  std::uint64_t value = 0;      // significant digits so far, trailing zeros held back
  std::int64_t digits = 0;      // how many are in `value`
  std::int64_t held_zeros = 0;  // zeros seen since the last other digit
  std::int64_t fraction = 0;    // digits seen after the point
  bool any = false, point = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (!is_digit(c)) break;
    any = true;
    if (point) ++fraction;
    if (c == '0') {
      ++held_zeros;
      continue;
    }
    if (digits > 0) {
      if (digits + held_zeros > 19) return std::nullopt;
      for (; held_zeros > 0; --held_zeros, ++digits) value *= 10;
    }
    held_zeros = 0;
    if (digits >= 19) return std::nullopt;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
    ++digits;
  }
  const std::optional<int> exponent = read_exponent(text, at);
  if (!any || !exponent) return std::nullopt;
  if (value == 0) return Decimal{};
  const std::int64_t shift = decimal_scale - fraction + held_zeros + *exponent;
  if (shift < 0 || digits + shift > 19) return std::nullopt;
  for (std::int64_t i = 0; i < shift; ++i) value *= 10;
  constexpr auto largest = static_cast<std::uint64_t>(INT64_MAX);
  if (negative)
    return value <= largest + 1 ? std::optional(Decimal{static_cast<std::int64_t>(0 - value)}) : std::nullopt;
  return value <= largest ? std::optional(Decimal{static_cast<std::int64_t>(value)}) : std::nullopt;
}

std::string write_decimal(Decimal value) {
  const bool negative = value.units < 0;
  const auto bits = static_cast<std::uint64_t>(value.units);
  std::uint64_t magnitude = negative ? 0 - bits : bits;
  std::string reversed;
  int places = decimal_scale;
  for (; places > 0 && magnitude % 10 == 0; --places) magnitude /= 10;
  for (int i = 0; i < places; ++i, magnitude /= 10) reversed.push_back(static_cast<char>('0' + magnitude % 10));
  if (places > 0) reversed.push_back('.');
  do {
    reversed.push_back(static_cast<char>('0' + magnitude % 10));
    magnitude /= 10;
  } while (magnitude > 0);
  if (negative) reversed.push_back('-');
  return {reversed.rbegin(), reversed.rend()};
}

Decimal from_double(double value) {
  if (std::isnan(value)) return {};
  const double scaled = std::nearbyint(value * static_cast<double>(decimal_one));
  constexpr double limit = 9223372036854775808.0;  // 2^63
  if (scaled >= limit) return {INT64_MAX};
  if (scaled <= -limit) return {INT64_MIN};
  return {static_cast<std::int64_t>(scaled)};
}

}  // namespace zhike::base
