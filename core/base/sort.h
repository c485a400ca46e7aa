// Sorting where code size matters more than time: std::ranges::sort writes about 2 KB of machine code for each type and
// order it is used with, and the page is fetched over slow lines. Long lists keep using the standard one.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <ranges>
#include <utility>
#include <vector>

namespace zhike::base {

// Whether the element at place a comes before the one at place b, for which `of` says what it stands for.
using ComesBefore = bool (*)(const void* of, std::uint32_t a, std::uint32_t b);

// The places 0 … count - 1 in order, equal ones as they were.
std::vector<std::uint32_t> sorted_places(std::size_t count, ComesBefore comes_before, const void* of);

// As std::ranges::stable_sort: equal elements keep their order. At most 2³² elements.
template <std::ranges::random_access_range Range, class Less = std::ranges::less, class Key = std::identity>
void sort(Range&& range, Less less = {}, Key key = {}) {
  const auto first = std::ranges::begin(range);
  const auto is_less = [&](std::uint32_t a, std::uint32_t b) -> bool {
    return std::invoke(less, std::invoke(key, first[a]), std::invoke(key, first[b]));
  };
  const ComesBefore comes_before = [](const void* of, std::uint32_t a, std::uint32_t b) {
    return (*static_cast<decltype(&is_less)>(of))(a, b);
  };
  std::vector<std::ranges::range_value_t<Range>> sorted;
  sorted.reserve(std::ranges::size(range));
  for (const std::uint32_t place : sorted_places(std::ranges::size(range), comes_before, &is_less))
    sorted.push_back(std::move(first[place]));
  std::ranges::move(sorted, first);
}

}  // namespace zhike::base
