// Id index: from the id of a record to its handle. Open addressing over the ids, which the document holds and every
// call gets. It grows a few entries at a time: no insert takes long, however large the book. Used by Document alone.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/base/ids.h"
#include "core/schema/value.h"

namespace zhike::store {

using schema::Handle;

class IdIndex {
  // Invariant: every handle put in stands in slots_, or still in old_; at most half of slots_ is taken.
 public:
  // 0 when it is not there.
  Handle find(std::span<const base::RecId> ids, base::RecId id) const {
    const Handle handle = find_in(slots_, ids, id);
    return handle == 0 && !old_.empty() ? find_in(old_, ids, id) : handle;
  }
  // The id ids[handle] must not be there yet; handle > 0.
  void insert(std::span<const base::RecId> ids, Handle handle) {
    if (++count_ * 2 > slots_.size()) {
      while (!old_.empty()) move(ids, old_.size());
      old_ = std::exchange(slots_, std::vector<Handle>(slots_.size() * 2));
      moved_ = 0;
    }
    put(ids, handle);
    if (!old_.empty()) move(ids, slots_an_insert);
  }
  // Room for so many; to be called while it is empty.
  void reserve(std::size_t count) {
    std::size_t size = slots_.size();
    while (size < count * 2) size *= 2;
    slots_.assign(size, 0);
  }

 private:
  static constexpr std::size_t slots_an_insert = 8;

  static Handle find_in(const std::vector<Handle>& slots, std::span<const base::RecId> ids, base::RecId id) {
    const std::size_t mask = slots.size() - 1;
    for (std::size_t at = base::RecIdHash{}(id)&mask;; at = (at + 1) & mask)
      if (slots[at] == 0 || ids[slots[at]] == id) return slots[at];
  }
  void put(std::span<const base::RecId> ids, Handle handle) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = base::RecIdHash{}(ids[handle]) & mask;
    while (slots_[at]) at = (at + 1) & mask;
    slots_[at] = handle;
  }
  // They stay in old_ too, so that what was put behind them there is found until it has moved as well.
  void move(std::span<const base::RecId> ids, std::size_t count) {
    for (; count > 0 && moved_ < old_.size(); --count, ++moved_)
      if (old_[moved_]) put(ids, old_[moved_]);
    if (moved_ == old_.size()) old_ = {};
  }

  std::vector<Handle> slots_ = std::vector<Handle>(1024), old_;
  std::size_t count_ = 0, moved_ = 0;
};

}  // namespace zhike::store
