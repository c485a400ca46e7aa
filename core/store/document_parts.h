// The parts a document is made of: what is known of a change-set, live values of a slot, places of records. Plain data;
// used wherever store/document.h is.
#pragma once

#include <cstdint>
#include <vector>

#include "core/store/change.h"
#include "core/store/table.h"

namespace zhike::store {

using ChangeIndex = std::uint32_t;

struct ChangeInfo {
  base::ChangeId id;
  base::Hlc at;
  std::uint32_t by = 0;       // index into names()
  std::uint32_t command = 0;  // index into names()
  std::uint32_t group = 0;
  base::Sha256 hash{};  // zero until somebody asked for it: see Book::hash()
};

// One live value of a slot (a field, or a group of fields) that more than its record's first change has written.
struct LiveValue {
  ChangeIndex change;
  std::vector<std::int64_t> raws;  // one a field of the slot
};
struct Register {
  std::vector<LiveValue> live;
  std::vector<base::ChangeId> dead;  // seen and replaced, whether or not it has arrived yet
};

using Slot = std::uint16_t;
inline constexpr Slot deleted_slot = 0xFFFF;
inline constexpr Slot alias_slot = 0xFFFE;
inline constexpr Slot first_unknown_slot = 0x8000;  // fields this version does not know

enum class Applied { fresh, duplicate, fork };

struct Place {
  std::uint16_t type =
      UINT16_MAX;  // registry index; beyond it: a type this version does not know; UINT16_MAX: none yet
  Row row = no_row;
};

struct ChangeIdHash {
  std::size_t operator()(const base::ChangeId& id) const {
    return static_cast<std::size_t>((id.device ^ id.seq) * 0x9E3779B97F4A7C15ull >> 8);
  }
};

struct Conflict {
  Handle record;
  Slot slot;
};

}  // namespace zhike::store
