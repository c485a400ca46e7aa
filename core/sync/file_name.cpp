#include "core/sync/file_name.h"

#include <algorithm>
#include <charconv>

#include "core/base/hash.h"
#include "core/base/text.h"

namespace zhike::sync {
namespace {

constexpr std::string_view sealed_ending = ".zhike.json.age", open_ending = ".zhike.json.gz";
constexpr std::string_view temporary_ending = ".zhike.tmp";
constexpr std::size_t device_digits = 16, head_digits = 16, instant_digits = 12;

bool is_hex(std::string_view text, std::size_t digits) {
  return text.size() == digits &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

// As it is written, so that no two names mean the same.
std::optional<std::uint32_t> read_seq(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_plain = error == std::errc() && end == text.data() + text.size() && !text.starts_with('0');
  return is_plain ? std::optional(value) : std::nullopt;
}

std::uint64_t read_hex(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value, 16);
  return value;
}

}  // namespace

std::string write_name(const FileName& name) {
  return base::write_device(name.device) + '-' + std::to_string(name.first) + '-' + std::to_string(name.last) + '-' +
         name.head + '-' + name.sha256 + std::string(name.cover == Cover::sealed ? sealed_ending : open_ending);
}

std::optional<FileName> read_name(std::string_view text) {
  FileName name;
  name.cover = text.ends_with(sealed_ending) ? Cover::sealed : Cover::open;
  const std::string_view ending = name.cover == Cover::sealed ? sealed_ending : open_ending;
  if (!text.ends_with(ending)) return std::nullopt;
  const auto parts = base::split(text.substr(0, text.size() - ending.size()), '-');
  if (parts.size() != 5 || !is_hex(parts[0], device_digits) || !is_hex(parts[3], head_digits)) return std::nullopt;
  const auto first = read_seq(parts[1]), last = read_seq(parts[2]);
  if (!first || !last || *first > *last || !base::read_sha256(parts[4])) return std::nullopt;
  name.device = read_hex(parts[0]);
  name.first = *first;
  name.last = *last;
  name.head = parts[3];
  name.sha256 = parts[4];
  return name;
}

std::string write_temporary(const TemporaryName& name) {
  const std::string at = base::write_device(static_cast<std::uint64_t>(name.at));
  return base::write_device(name.device) + '-' + at.substr(at.size() - instant_digits) + '-' +
         base::write_device(name.random) + std::string(temporary_ending);
}

std::optional<TemporaryName> read_temporary(std::string_view text) {
  if (!text.ends_with(temporary_ending)) return std::nullopt;
  const auto parts = base::split(text.substr(0, text.size() - temporary_ending.size()), '-');
  if (parts.size() != 3 || !is_hex(parts[0], device_digits) || !is_hex(parts[1], instant_digits) ||
      !is_hex(parts[2], device_digits))
    return std::nullopt;
  return TemporaryName{read_hex(parts[0]), static_cast<base::InstantMs>(read_hex(parts[1])), read_hex(parts[2])};
}

}  // namespace zhike::sync
