// File names of a team folder. A name says whose change-sets a file holds, from which to which number, and the hash of
// its bytes: a listing alone tells what is worth fetching, and two files of one name are equal. Used by plan and pack.
//
// Stored: do not change. DEVICE-FIRST-LAST-HEAD-SHA256.zhike.json.age (sealed) or ….zhike.json.gz (open to everyone):
// DEVICE 16 hex digits; FIRST, LAST sequence numbers; HEAD the first 16 hex digits of the hash of change-set LAST,
// which by its chain stands for all before it; SHA256 64 hex digits over the file's bytes. While it is being written a
// file is called DEVICE-INSTANT-RANDOM.zhike.tmp: who writes, since when (Unix ms, 12 hex digits), 16 random hex
// digits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/date.h"
#include "core/base/ids.h"

namespace zhike::sync {

enum class Cover : std::uint8_t { sealed, open };

struct FileName {
  base::DeviceId device = 0;
  std::uint32_t first = 0, last = 0;
  std::string head, sha256;  // hex
  Cover cover = Cover::sealed;
  auto operator<=>(const FileName&) const = default;
};

std::string write_name(const FileName& name);
// Nothing for a name that is not exactly of this form.
std::optional<FileName> read_name(std::string_view text);

struct TemporaryName {
  base::DeviceId device = 0;
  base::InstantMs at = 0;
  std::uint64_t random = 0;
};
std::string write_temporary(const TemporaryName& name);
std::optional<TemporaryName> read_temporary(std::string_view text);

}  // namespace zhike::sync
