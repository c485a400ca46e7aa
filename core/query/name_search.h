// Names found by how people type them: characters, letters, Pinyin in full or by initials, in any mixture ("zgs",
// "zhanggs", "张gs" for 张国胜), and with one slip. Every reading of a character counts. Used by search.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/store/document.h"

namespace zhike::query {

// none: as typed, initials allowed. one: a letter or character wrong, missing, too many or exchanged with the next, or
// a character that sounds like the right one; syllables in full, from the beginning of a word.
enum class Slips : std::uint8_t { none, one };

// Whether a slip is looked for: in words of four letters or more, or two Chinese characters; never in numbers.
bool may_have_slip(std::string_view folded_word);

// Whether `name` begins with what is typed, in either way of Slips::none. Both as base::fold_for_search() gives them.
bool begins_as_typed(std::string_view name, std::string_view typed);

// The names of one table's rows.
class NameText {
  // Invariant: each row has at most one live segment of letters_; no name is found across two names.
 public:
  // `names`: folded, with '\x1f' behind each.
  void put(store::Row row, std::string_view names);
  // 1 in `found` for each row that holds the folded word; rows that have 1 already are passed over.
  void mark(std::string_view word, Slips slips, std::vector<std::uint8_t>& found) const;
  // More than half is texts that were replaced: time to fill it anew.
  bool is_wasteful() const { return wasted_ > letters_.size() / 2; }

 private:
  using Letter = std::uint16_t;  // index in alphabet_
  struct Segment {
    std::uint32_t start, length;
    store::Row row;
  };
  Letter letter_of(char32_t character);
  std::vector<Letter> letters_;
  std::vector<Segment> segments_;
  std::vector<std::uint32_t> segment_of_;  // by row; UINT32_MAX: none
  std::vector<char32_t> alphabet_{U'\0', U' '};
  std::unordered_map<char32_t, Letter> index_;
  std::size_t wasted_ = 0;
};

}  // namespace zhike::query
