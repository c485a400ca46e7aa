// Han characters as readers of Chinese compare and type them: one form for all writings of a character, and Mandarin
// readings in Pinyin without tones ("lv" for lü). Source: Unicode's Unihan database, through scripts/han_tables.py.
// Until the page has fetched its tables, every character is its own form and has no reading.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace zhike::base {

// The simplified standard form under which texts are compared: 國 → 国, 峯 → 峰, 裏 and 裡 → 里. Others unchanged.
char32_t unify_han(char32_t character);

struct Readings {
  std::array<std::string_view, 7> of{};
  std::size_t count = 0;
  const std::string_view* begin() const { return of.data(); }
  const std::string_view* end() const { return of.data() + count; }
};
// The commonest first; that of the family name last when the database lacks it. `character` as unify_han() gives it.
Readings readings(char32_t character);

// How a character is read that begins a family name, where that differs from its commonest reading (单 "shan",
// 曾 "zeng"; 单 before 于 "chan"); empty for any other. `next`: the character behind it, 0 for none.
std::string_view surname_reading(char32_t character, char32_t next);

// The text by which names are put in order: Pinyin for Han characters, family names read as such; everything else as
// fold_for_search() has it. Names that sound alike stay together, by character.
std::string order_key(std::string_view name);

}  // namespace zhike::base
