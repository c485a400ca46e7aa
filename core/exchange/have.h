// Have: which change-sets a laptop holds, exactly: for each device the ranges of sequence numbers. Every bundle carries
// one, and so acknowledges what arrived. Used by bundle and merge.
//
// Written form, stored: do not change: {"7f3a9c0e11d24b58":[[1,57],[60,61]]}
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "core/base/json.h"
#include "core/store/document.h"

namespace zhike::exchange {

using SeqRange = std::pair<std::uint32_t, std::uint32_t>;  // first, last, both held

struct Have {
  std::map<base::DeviceId, std::vector<SeqRange>> ranges;  // sorted, not touching

  bool contains(base::ChangeId id) const;
};

Have have_of(const store::Document& document);
base::Json write_have(const Have& have);
// Also takes a whole bundle's header. Unreadable parts count as not held: at worst too much is sent.
Have read_have(const base::Json& json);

struct Gap {
  base::DeviceId device;
  SeqRange range;
};
// Sequence numbers below a device's newest that are not held.
std::vector<Gap> gaps(const Have& have);

}  // namespace zhike::exchange
