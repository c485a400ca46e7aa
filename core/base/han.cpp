#include "core/base/han.h"

#include <algorithm>
#include <cstdint>
#include <span>

#include "core/base/tables.h"
#include "core/base/text.h"

namespace zhike::base {
namespace {

constexpr char32_t first_in_block = 0x4e00, last_in_block = 0x9fff;
constexpr std::size_t set_size = 6, syllable_size = 6, other_size = 8;

std::uint32_t number_at(std::span<const unsigned char> bytes, std::size_t index) {
  return 2 * index + 1 < bytes.size() ? bytes[2 * index] | static_cast<std::uint32_t>(bytes[2 * index + 1]) << 8 : 0;
}

struct Surname {
  char32_t character;
  std::string_view reading;
  std::u32string_view before{};  // only before one of these
};
// Family names whose reading is not the commonest one of the character.
constexpr Surname surnames[] = {
    {U'万', "mo", U"俟"},   {U'乐', "yue"},  {U'仇', "qiu"},          {U'便', "pian"}, {U'区', "ou"},
    {U'单', "chan", U"于"}, {U'单', "shan"}, {U'召', "shao"},         {U'员', "yun"},  {U'尉', "yu", U"迟"},
    {U'折', "she"},         {U'曾', "zeng"}, {U'朴', "piao"},         {U'查', "zha"},  {U'洗', "xian"},
    {U'澹', "tan", U"台"},  {U'盖', "ge"},   {U'种', "chong"},        {U'秘', "bi"},   {U'繁', "po"},
    {U'缪', "miao"},        {U'翟', "zhai"}, {U'能', "nai"},          {U'薄', "bo"},   {U'覃', "qin"},
    {U'解', "xie"},         {U'那', "na"},   {U'长', "zhang", U"孙"}, {U'隗', "wei"},  {U'黑', "he"},
};

const Surname* find_surname(char32_t character, char32_t next) {
  const auto* found = std::ranges::find_if(surnames, [&](const Surname& s) {
    return s.character == character && (s.before.empty() || s.before.contains(next));
  });
  return found == std::end(surnames) ? nullptr : found;
}

std::uint32_t set_of(char32_t character) {
  if (character >= first_in_block && character <= last_in_block)
    return number_at(table(TableName::han_readings), character - first_in_block);
  const std::span<const unsigned char> others = table(TableName::han_others);
  const auto character_at = [&](std::size_t i) {
    return number_at(others, 4 * i) | number_at(others, 4 * i + 1) << 16;
  };
  std::size_t low = 0;
  for (std::size_t high = others.size() / other_size; low < high;) {
    const std::size_t middle = (low + high) / 2;
    if (character_at(middle) < character)
      low = middle + 1;
    else
      high = middle;
  }
  const bool is_found = low < others.size() / other_size && character_at(low) == character;
  return is_found ? number_at(others, 4 * low + 2) : 0;
}

std::string_view syllable(std::uint32_t number) {
  const std::span<const unsigned char> all = table(TableName::han_syllables).subspan((number - 1) * syllable_size);
  const std::string_view text(reinterpret_cast<const char*>(all.data()), syllable_size);
  return text.substr(0, text.find('\0'));
}

}  // namespace

char32_t unify_han(char32_t character) {
  if (character < first_in_block || character > last_in_block) return character;
  const std::uint32_t form = number_at(table(TableName::han_unified), character - first_in_block);
  return form == 0 ? character : form;
}

Readings readings(char32_t character) {
  Readings out;
  if (character < 0x3000) return out;
  const std::uint32_t set = set_of(character);
  for (std::size_t i = 0; set != 0 && i < set_size; ++i) {
    const std::uint32_t number = number_at(table(TableName::han_reading_sets), (set - 1) * set_size + i);
    if (number != 0) out.of[out.count++] = syllable(number);
  }
  if (out.count == 0) return out;
  for (const Surname& name : surnames)
    if (name.character == character && std::ranges::find(out, name.reading) == out.end() && out.count < out.of.size())
      out.of[out.count++] = name.reading;
  return out;
}

std::string_view surname_reading(char32_t character, char32_t next) {
  const Surname* found = find_surname(character, next);
  return found ? found->reading : std::string_view();
}

std::string order_key(std::string_view name) {
  constexpr char between = '\x01';  // before every letter: "li an" stands before "lian"
  const std::string folded = fold_for_search(name);
  std::string key;
  bool has_han = false;
  for (std::size_t at = 0; at < folded.size();) {
    const bool is_first = at == 0;
    const std::size_t start = at;
    const char32_t character = next_code_point(folded, at);
    const Readings known = readings(character);
    if (known.count == 0) {
      key.append(folded, start, at - start);
      continue;
    }
    std::size_t after = at;
    const char32_t next = at < folded.size() ? next_code_point(folded, after) : 0;
    const std::string_view own = is_first ? surname_reading(character, next) : std::string_view();
    key.append(own.empty() ? known.of[0] : own).push_back(between);
    has_han = true;
  }
  return has_han ? key.append(1, '\0').append(folded) : key;
}

}  // namespace zhike::base
