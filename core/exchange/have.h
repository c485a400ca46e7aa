// Have: which change-sets a laptop holds, exactly: for each device the ranges of sequence numbers. Every bundle carries
// one, and so acknowledges what arrived. Used by bundle and merge.
//
// Written form, stored: do not change: {"7f3a9c0e11d24b58":[[1,57],[60,61]]}: by device (16 hex digits) the ranges of
// numbers held, first and last, both included, ascending, neither touching nor overlapping. Here 58 and 59 are a hole:
// they have not come yet, and are sent again. Devices of which nothing is held are absent. A reader takes ranges in any
// order.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "core/base/json.h"
#include "core/store/book.h"

namespace zhike::exchange {

using SeqRange = std::pair<std::uint32_t, std::uint32_t>;  // first, last, both held

struct Have {
  std::map<base::DeviceId, std::vector<SeqRange>> ranges;  // sorted, not touching

  bool contains(base::ChangeId id) const;
  // Adds one number.
  void add(base::ChangeId id);
  // What either holds.
  void join(const Have& other);
  // How many numbers are held.
  std::size_t count() const;
};

Have have_of(const store::Document& document);
// What a bundle acknowledges: all but the devices in doubt (Book::doubted).
Have acknowledged(const store::Book& book);
base::Json write_have(const Have& have);
// Also takes a whole bundle's header. Unreadable parts count as not held: at worst too much is sent.
Have read_have(const base::Json& json);

struct Gap {
  base::DeviceId device;
  SeqRange range;
};
// Numbers below a device's newest that are not held; twins of a fork count as held.
std::vector<Gap> gaps(const Have& have, const store::Forks& forks);

}  // namespace zhike::exchange
