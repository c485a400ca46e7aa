#include "core/store/table.h"

namespace zhike::store {

std::int64_t Column::intern(std::string_view text) {
  if (text.empty()) return 0;
  if (!field_->has(schema::repeats)) return arena_.add(text);
  const std::uint64_t hash = base::fast_hash(text);
  const auto [first, last] = interned_.equal_range(hash);
  for (auto it = first; it != last; ++it)
    if (arena_.at(it->second) == text) return it->second;
  const std::uint32_t index = arena_.add(text);
  interned_.emplace(hash, index);
  return index;
}

}  // namespace zhike::store
