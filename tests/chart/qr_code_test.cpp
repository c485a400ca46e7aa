// QR codes: structure by the standard, and a worked example read back by hand-written rules.
#include "core/chart/qr_code.h"

#include <catch2/catch_test_macros.hpp>

namespace zhike {
namespace {

bool black(const chart::QrCode& code, std::size_t x, std::size_t y) { return code.is_black[y * code.side + x]; }

// The 15 format bits beside the top left finder pattern, unmasked (ISO/IEC 18004, 7.9): error correction and mask.
unsigned format_bits(const chart::QrCode& code) {
  unsigned bits = 0;
  const auto take = [&](std::size_t x, std::size_t y) { bits = bits << 1 | (black(code, x, y) ? 1u : 0u); };
  for (std::size_t x : {0, 1, 2, 3, 4, 5, 7, 8}) take(x, 8);
  for (std::size_t y : {7, 5, 4, 3, 2, 1, 0}) take(8, y);
  return bits ^ 0x5412;
}

// Reads mode, length and content of a version-1 code, which has one block of 26 bytes.
std::string read_version_1(const chart::QrCode& code) {
  const unsigned mask = format_bits(code) >> 10 & 7;
  const auto is_masked = [&](std::size_t x, std::size_t y) {
    switch (mask) {
      case 0:
        return (x + y) % 2 == 0;
      case 1:
        return y % 2 == 0;
      case 2:
        return x % 3 == 0;
      case 3:
        return (x + y) % 3 == 0;
      case 4:
        return (x / 3 + y / 2) % 2 == 0;
      case 5:
        return x * y % 2 + x * y % 3 == 0;
      case 6:
        return (x * y % 2 + x * y % 3) % 2 == 0;
      default:
        return ((x + y) % 2 + x * y % 3) % 2 == 0;
    }
  };
  const auto is_data = [](std::size_t x, std::size_t y) {
    return !(x == 6 || y == 6 || (x < 9 && y < 9) || (x > 12 && y < 9) || (x < 9 && y > 12));
  };
  std::vector<bool> bits;
  bool goes_up = true;
  for (std::size_t right = 20; right > 0 && right < 21; right -= 2, goes_up = !goes_up) {
    if (right == 6) right = 5;
    for (std::size_t i = 0; i < 21; ++i) {
      const std::size_t y = goes_up ? 20 - i : i;
      for (const std::size_t x : {right, right - 1})
        if (is_data(x, y)) bits.push_back(black(code, x, y) != is_masked(x, y));
    }
    if (right == 1) break;
  }
  std::size_t at = 0;
  const auto number = [&](int count) {
    unsigned value = 0;
    for (; count > 0; --count) value = value << 1 | (bits[at++] ? 1u : 0u);
    return value;
  };
  REQUIRE(number(4) == 4);  // bytes
  std::string out(number(8), '\0');
  for (char& c : out) c = static_cast<char>(number(8));
  return out;
}

}  // namespace

TEST_CASE("a short text can be read back from its QR code") {
  const auto code = chart::make_qr_code("key: age1");
  REQUIRE(code);
  REQUIRE(code->side == 21);
  CHECK(read_version_1(*code) == "key: age1");
}

TEST_CASE("a public key fits in a code of a size that any phone reads") {
  const auto code = chart::make_qr_code("AGE1ZVKYG2LQZRAA2LNJVQEJ32NKUU0UES2S82HZRYE869XEEXVN73EQUNUJWJ");
  REQUIRE(code);
  CHECK(code->side <= 33);
  CHECK(code->is_black.size() == code->side * code->side);
  // The three finder patterns.
  for (const auto& [left, top] : {std::pair<std::size_t, std::size_t>{0, 0}, {code->side - 7, 0}, {0, code->side - 7}})
    for (std::size_t i = 0; i < 7; ++i) {
      CHECK(black(*code, left + i, top));
      CHECK(black(*code, left + 3, top + 3));
      CHECK(!black(*code, left + 1, top + 1));
    }
}

TEST_CASE("a text too long for any code is refused") {
  CHECK(chart::make_qr_code(std::string(5000, 'x')).error().code == "qr.too_long");
}

}  // namespace zhike
