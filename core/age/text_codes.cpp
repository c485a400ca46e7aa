#include "core/age/text_codes.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace zhike::age {
namespace {

constexpr std::string_view base64_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view bech32_letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::size_t checksum_letters = 6;

constexpr std::array<std::int8_t, 256> inverse(std::string_view letters) {
  std::array<std::int8_t, 256> out{};
  out.fill(-1);
  for (std::size_t i = 0; i < letters.size(); ++i)
    out[static_cast<std::uint8_t>(letters[i])] = static_cast<std::int8_t>(i);
  return out;
}
constexpr auto base64_values = inverse(base64_letters);
constexpr auto bech32_values = inverse(bech32_letters);

// The checksum's polynomial over 5-bit groups, as BIP 173 defines it.
std::uint32_t polymod(std::uint32_t sum, std::uint8_t group) {
  constexpr std::uint32_t generator[] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
  const std::uint32_t top = sum >> 25;
  sum = (sum & 0x1ffffff) << 5 ^ group;
  for (int i = 0; i < 5; ++i)
    if (top >> i & 1) sum ^= generator[i];
  return sum;
}

std::uint32_t prefix_sum(std::string_view prefix) {
  std::uint32_t sum = 1;
  for (const char c : prefix) sum = polymod(sum, static_cast<std::uint8_t>(c) >> 5);
  sum = polymod(sum, 0);
  for (const char c : prefix) sum = polymod(sum, c & 31);
  return sum;
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

// 5-bit groups to bytes; nullopt when what is left over is a whole group or not zero.
std::optional<Secret> join_groups(const Secret& groups) {
  Secret out(groups.size() * 5 / 8);
  std::uint32_t bits = 0;
  int count = 0;
  std::size_t at = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    bits = bits << 5 | groups.data()[i];
    if ((count += 5) >= 8) out.data()[at++] = static_cast<std::uint8_t>(bits >> (count -= 8));
    bits &= (1u << count) - 1;
  }
  if (count >= 5 || bits != 0) return std::nullopt;
  return out;
}

}  // namespace

std::string write_base64(std::string_view bytes, Padding padding) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : bytes) {
    bits = bits << 8 | static_cast<std::uint8_t>(c);
    for (count += 8; count >= 6;) out += base64_letters[bits >> (count -= 6) & 63];
  }
  if (count > 0) out += base64_letters[bits << (6 - count) & 63];
  while (padding == Padding::full && out.size() % 4 != 0) out += '=';
  return out;
}

std::optional<std::string> read_base64(std::string_view text, Padding padding) {
  if (padding == Padding::full) {
    if (text.size() % 4 != 0) return std::nullopt;
    for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  }
  if (text.size() % 4 == 1) return std::nullopt;
  std::string out;
  out.reserve(text.size() * 3 / 4);
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::int8_t value = base64_values[static_cast<std::uint8_t>(c)];
    if (value < 0) return std::nullopt;
    bits = (bits << 6 | static_cast<std::uint32_t>(value)) & 0xffffff;
    if ((count += 6) >= 8) out += static_cast<char>(bits >> (count -= 8));
  }
  if ((bits & ((1u << count) - 1)) != 0) return std::nullopt;
  return out;
}

Secret write_bech32(std::string_view prefix, std::string_view bytes) {
  const std::size_t groups = (bytes.size() * 8 + 4) / 5;
  Secret out(prefix.size() + 1 + groups + checksum_letters);
  std::uint8_t* at = std::ranges::copy(prefix, out.data()).out;
  *at++ = '1';
  std::uint32_t sum = prefix_sum(prefix), bits = 0;
  int count = 0;
  const auto put = [&](std::uint32_t group) {
    *at++ = static_cast<std::uint8_t>(bech32_letters[group]);
    sum = polymod(sum, static_cast<std::uint8_t>(group));
  };
  for (const char c : bytes) {
    bits = (bits << 8 | static_cast<std::uint8_t>(c)) & 0xfff;
    for (count += 8; count >= 5;) put(bits >> (count -= 5) & 31);
  }
  if (count > 0) put(bits << (5 - count) & 31);
  for (std::size_t i = 0; i < checksum_letters; ++i) sum = polymod(sum, 0);
  sum ^= 1;
  for (std::size_t i = 0; i < checksum_letters; ++i)
    *at++ = static_cast<std::uint8_t>(bech32_letters[sum >> 5 * (checksum_letters - 1 - i) & 31]);
  return out;
}

std::optional<Bech32> read_bech32(std::string_view text) {
  if (std::ranges::any_of(text, is_upper) && std::ranges::any_of(text, is_lower)) return std::nullopt;
  const std::size_t one = text.rfind('1');
  if (one == std::string_view::npos || one == 0 || text.size() - one - 1 < checksum_letters) return std::nullopt;
  std::string prefix(text.substr(0, one));
  for (char& c : prefix) c = is_upper(c) ? static_cast<char>(c + 32) : c;
  if (std::ranges::any_of(prefix, [](char c) { return c < 33 || c > 126; })) return std::nullopt;
  Secret groups(text.size() - one - 1 - checksum_letters);
  std::uint32_t sum = prefix_sum(prefix);
  for (std::size_t i = one + 1; i < text.size(); ++i) {
    const char c = is_upper(text[i]) ? static_cast<char>(text[i] + 32) : text[i];
    const std::int8_t value = bech32_values[static_cast<std::uint8_t>(c)];
    if (value < 0) return std::nullopt;
    sum = polymod(sum, static_cast<std::uint8_t>(value));
    if (i - one - 1 < groups.size()) groups.data()[i - one - 1] = static_cast<std::uint8_t>(value);
  }
  if (sum != 1) return std::nullopt;
  auto bytes = join_groups(groups);
  if (!bytes) return std::nullopt;
  return Bech32{std::move(prefix), std::move(*bytes)};
}

}  // namespace zhike::age
