#include "core/base/sort.h"

#include <numeric>

namespace zhike::base {

std::vector<std::uint32_t> sorted_places(std::size_t count, ComesBefore comes_before, const void* of) {
  std::vector<std::uint32_t> places(count);
  std::iota(places.begin(), places.end(), 0u);
  std::ranges::stable_sort(places, [&](std::uint32_t a, std::uint32_t b) { return comes_before(of, a, b); });
  return places;
}

}  // namespace zhike::base
