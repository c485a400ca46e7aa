// Id index: from the id of a record to its handle. Open addressing over the ids, which the document holds and every
// call gets, in many small tables that grow one by one: no insert takes long, however large the book. Used by Document
// alone.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/base/ids.h"
#include "core/schema/value.h"

namespace zhike::store {

using schema::Handle;

class IdIndex {
 public:
  // 0 when it is not there.
  Handle find(std::span<const base::RecId> ids, base::RecId id) const {
    const std::uint32_t hash = hash_of(id);
    const Part& part = parts_[hash % part_count];
    return part.slots.empty() ? 0 : part.slots[place(part, ids, id, hash)];
  }
  // The id ids[handle] must not be there yet; handle > 0.
  void insert(std::span<const base::RecId> ids, Handle handle) {
    const std::uint32_t hash = hash_of(ids[handle]);
    Part& part = parts_[hash % part_count];
    if (++part.count * 2 > part.slots.size()) grow(part, ids);
    part.slots[place(part, ids, ids[handle], hash)] = handle;
  }

 private:
  static constexpr std::size_t part_count = 256;
  struct Part {
    // Invariant: at most half of them is taken (0: free), and their number is a power of two.
    std::vector<Handle> slots;
    std::size_t count = 0;
  };

  static std::uint32_t hash_of(base::RecId id) { return static_cast<std::uint32_t>(base::RecIdHash{}(id)); }
  // Where the id stands, or would.
  static std::size_t place(const Part& part, std::span<const base::RecId> ids, base::RecId id, std::uint32_t hash) {
    const std::size_t mask = part.slots.size() - 1;
    std::size_t at = hash / part_count & mask;
    while (part.slots[at] && ids[part.slots[at]] != id) at = (at + 1) & mask;
    return at;
  }
  static void grow(Part& part, std::span<const base::RecId> ids) {
    const std::size_t size = part.slots.empty() ? 8 : part.slots.size() * 2;
    for (const Handle handle : std::exchange(part.slots, std::vector<Handle>(size)))
      if (handle) part.slots[place(part, ids, ids[handle], hash_of(ids[handle]))] = handle;
  }

  std::array<Part, part_count> parts_;
};

}  // namespace zhike::store
