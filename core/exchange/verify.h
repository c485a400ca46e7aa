// Verify: whether a snapshot or a plain export is sound in itself, more strictly than merging asks for: every
// change-set readable, the root right, chains whole, no change-set twice, numbers as the header says. Used by `zhike
// verify` and tests of the formats. Knows no book.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/base/result.h"

namespace zhike::exchange {

struct Verified {
  bool is_plain = false;
  std::size_t count = 0;  // change-sets of a snapshot, records of a plain export
};

// Fails as BundleReader::open(), check_plain() and with "bundle.damaged": where: the line (or number) of the
// change-set; detail: the code of the fault, or "root", "twice", "prev" (not the hash of the one before) or "heads"
// (not the hash of the change-set named).
base::Result<Verified> verify(std::string_view text);

// True for faults inside a file of ours; false where it is none, or not to be read.
bool is_damage(const base::Error& error);

}  // namespace zhike::exchange
