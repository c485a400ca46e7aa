// Identity of records and devices, and the order of changes. Ids are made from arguments (time, random bits,
// names): this file has no source of either. Text forms are stored: do not change.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/date.h"

namespace zhike::base {

// A UUID. All zero means "none".
struct RecId {
  std::uint64_t high = 0, low = 0;
  auto operator<=>(const RecId&) const = default;
  explicit operator bool() const { return high != 0 || low != 0; }
};
struct RecIdHash {
  std::size_t operator()(const RecId& id) const {
    return static_cast<std::size_t>((id.high ^ (id.low * 0x9E3779B97F4A7C15ull)) * 0xBF58476D1CE4E5B9ull >> 16);
  }
};

std::string write_id(RecId id);                       // "0192f0c4-…", 36 lower-case characters
std::optional<RecId> read_id(std::string_view text);  // 36 characters, either case
// UUIDv7 (RFC 9562): 48 bits of time, 74 of `random`.
RecId make_time_id(InstantMs at, std::uint64_t random_high, std::uint64_t random_low);
// UUIDv5 in Zhike's own namespace over `source` + U+001F + `row_key`: the same import row gets the same id on every
// laptop.
RecId make_name_id(std::string_view source, std::string_view row_key);

// A device: 64 random bits, written as 16 hex digits.
using DeviceId = std::uint64_t;
std::string write_device(DeviceId device);
std::optional<DeviceId> read_device(std::string_view text);

// One change-set's identity. Written "7f3a9c0e11d24b58:17".
struct ChangeId {
  DeviceId device = 0;
  std::uint32_t seq = 0;  // from 1
  auto operator<=>(const ChangeId&) const = default;
};
std::string write_change_id(ChangeId id);
std::optional<ChangeId> read_change_id(std::string_view text);

// Hybrid logical clock: 48-bit milliseconds + 32-bit counter. Written "2026-11-21T10:15:03.123Z-00000000".
struct Hlc {
  InstantMs ms = 0;
  std::uint32_t counter = 0;
  auto operator<=>(const Hlc&) const = default;
};
std::string write_hlc(Hlc at);
std::optional<Hlc> read_hlc(std::string_view text);
// The stamp for a new local change: later than `last` whatever the wall clock says.
Hlc advance(Hlc last, InstantMs now);
// The local clock after seeing `foreign`: moves forward at most to now + 5 minutes.
Hlc receive(Hlc local, Hlc foreign, InstantMs now);
inline constexpr InstantMs clock_cap_ms = 5 * 60 * 1000;
inline constexpr InstantMs clock_suspect_ms = 24 * 60 * 60 * 1000;

}  // namespace zhike::base
