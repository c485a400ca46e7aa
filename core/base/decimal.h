// Decimal: exact decimal numbers for money and measures: an int64 count of 10^-scale units. Used by schema, exchange,
// query. Never goes through double.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zhike::base {

// Fixed scale of all stored decimals and money: 4 digits after the point (range ±922 trillion). stored: do not change
inline constexpr int decimal_scale = 4;
inline constexpr std::int64_t decimal_one = 10'000;

struct Decimal {
  std::int64_t units = 0;  // value × 10^4
  auto operator<=>(const Decimal&) const = default;
};

// "-12.5" → units −125000. Digits, one optional point, optional sign, optional exponent; nullopt when it is no
// number, has more than four digits after the point (trailing zeros aside), or is out of range.
std::optional<Decimal> read_decimal(std::string_view text);
// Shortest exact text: "12.5", "-3", "0".
std::string write_decimal(Decimal value);
inline double to_double(Decimal value) { return static_cast<double>(value.units) / decimal_one; }
Decimal from_double(double value);  // rounds half to even to four digits; out of range is clamped

}  // namespace zhike::base
