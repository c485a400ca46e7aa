// A word that is typed is matched as a set of positions in it that have been reached (one bit each), moved on by every
// letter of a name. Call flow: NameText::mark → Pattern (the word) → Walk (one name) → Pattern::reach, reach_with_slip.
#include "core/query/name_search.h"

#include <algorithm>
#include <bit>

#include "core/base/han.h"
#include "core/base/text.h"

namespace zhike::query {
namespace {

using Positions = std::uint64_t;

constexpr std::size_t longest_word = 60;  // bits of Positions, and some
constexpr std::size_t fewest_letters_for_slip = 4, fewest_han_for_slip = 3;
constexpr char between_names = '\x1f';
constexpr std::uint32_t no_segment = UINT32_MAX;
constexpr std::uint16_t boundary = 0, part = 1;  // letters that stand for the end of a name, and for a blank or mark

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 0xc0 && c < 0x3000); }
bool is_syllable_letter(char32_t c) { return c >= 'a' && c <= 'z'; }

std::u32string characters(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) out.push_back(base::next_code_point(text, at));
  return out;
}

// Blanks and the marks between the parts of a name, which few people type.
bool parts_names(char32_t c) { return c == ' ' || c == U'·' || c == '-' || c == '.' || c == '\'' || c == U'’'; }

// Whether one letter wrong, missing, too many or exchanged with its neighbour turns `typed` into `right`.
bool is_one_slip(std::u32string_view typed, std::string_view right) {
  std::size_t head = 0;
  while (head < typed.size() && head < right.size() && typed[head] == static_cast<char32_t>(right[head])) ++head;
  std::size_t tail = 0;
  const auto from_end = [&](std::size_t i) { return static_cast<char32_t>(right[right.size() - 1 - i]); };
  while (tail < typed.size() - head && tail < right.size() - head && typed[typed.size() - 1 - tail] == from_end(tail))
    ++tail;
  const std::size_t typed_rest = typed.size() - head - tail, right_rest = right.size() - head - tail;
  if (typed_rest <= 1 && right_rest <= 1) return typed_rest + right_rest > 0;
  return typed_rest == 2 && right_rest == 2 && typed[head] == static_cast<char32_t>(right[head + 1]) &&
         typed[head + 1] == static_cast<char32_t>(right[head]);
}

// One word as typed.
class Pattern {
 public:
  explicit Pattern(std::string_view folded) : word_(characters(folded)) {
    std::erase_if(word_, parts_names);
    if (word_.size() > longest_word) word_.clear();
    han_count_ = static_cast<std::size_t>(std::ranges::count_if(word_, base::is_han));
    for (const char32_t c : word_) sounds_.push_back(base::is_han(c) ? base::readings(c) : base::Readings());
  }
  bool is_empty() const { return word_.empty(); }
  bool has(char32_t letter) const { return word_.contains(letter); }
  Positions end() const { return Positions{1} << word_.size(); }

  // Positions that `name_letter` leads to from position `at`.
  Positions reach(char32_t name_letter, const base::Readings& sounds, std::size_t at, Slips slips) const {
    if (at >= word_.size()) return 0;
    if (word_[at] == name_letter) return bit(at + 1);
    Positions out = 0;
    if (is_syllable_letter(word_[at])) {
      for (const std::string_view sound : sounds) out |= reach_sound(sound, at, slips);
    } else if (slips == Slips::one && sound_alike(sounds_[at], sounds)) {
      out = bit(at + 1);
    }
    return out;
  }

  // Positions that it leads to when the slip is made here.
  Positions reach_with_slip(char32_t name_letter, const base::Readings& sounds, std::size_t at) const {
    if (at >= word_.size()) return 0;
    if (is_digit(word_[at]) || is_digit(name_letter)) return 0;
    Positions out = 0;
    if (sounds.count == 0 || !is_syllable_letter(word_[at])) {
      if ((sounds.count > 0 || base::is_han(word_[at])) && han_count_ < fewest_han_for_slip) return 0;
      out |= bit(at + 1);                                                             // another one
      if (at > 0) out |= bit(at);                                                     // left out
      if (at + 1 < word_.size() && word_[at + 1] == name_letter) out |= bit(at + 2);  // one too many before it
      return out;
    }
    const std::u32string_view rest = std::u32string_view(word_).substr(at);
    for (const std::string_view sound : sounds) {
      if (sound.size() < 2) continue;
      for (std::size_t size = sound.size() - 1; size <= sound.size() + 1; ++size)
        if (size <= rest.size() && is_one_slip(rest.substr(0, size), sound)) out |= bit(at + size);
    }
    return out;
  }
  // One too many at the very end.
  Positions before_last() const { return han_count_ == 0 ? bit(word_.size() - 1) : 0; }
  bool is_exchanged(char32_t first, char32_t second, std::size_t at) const {
    return at + 1 < word_.size() && word_[at] == second && word_[at + 1] == first && first != second;
  }

 private:
  static Positions bit(std::size_t at) { return Positions{1} << at; }

  // In full, its beginning as the end of the word, or by its initial.
  Positions reach_sound(std::string_view sound, std::size_t at, Slips slips) const {
    std::size_t same = 0;
    while (same < sound.size() && at + same < word_.size() && word_[at + same] == static_cast<char32_t>(sound[same]))
      ++same;
    if (same == 0) return 0;
    Positions out = same == sound.size() || at + same == word_.size() ? bit(at + same) : 0;
    if (sound.ends_with('v') && same + 1 == sound.size() && at + same < word_.size() && word_[at + same] == 'u')
      out |= bit(at + sound.size());  // lü, typed lu
    if (slips == Slips::one) return out;
    out |= bit(at + 1);
    const bool has_long_initial = sound.size() > 1 && sound[1] == 'h';
    return has_long_initial && same >= 2 ? out | bit(at + 2) : out;
  }
  static bool sound_alike(const base::Readings& a, const base::Readings& b) {
    return std::ranges::any_of(a, [&](std::string_view x) { return std::ranges::find(b, x) != b.end(); });
  }

  std::u32string word_;
  std::vector<base::Readings> sounds_;
  std::size_t han_count_ = 0;
};

// Calls `use` with every position of the set.
template <class Use>
void each_position(Positions set, Use use) {
  for (; set != 0; set &= set - 1) use(static_cast<std::size_t>(std::countr_zero(set)));
}

// One letter of the alphabet, and what it leads to from the beginning of the word.
struct Step {
  char32_t letter = 0;
  base::Readings sounds{};
  Positions from_start = 0, from_start_with_slip = 0;
  bool is_typed = false;  // the word has this very letter
};

// Whether the letters of a name hold the word, blanks and marks passed over. `from_start` is that of the steps: small
// enough to stay near while most letters lead nowhere.
bool holds(const Pattern& pattern, std::span<const Step> steps, std::span<const Positions> from_start,
           std::span<const std::uint16_t> name) {
  Positions reached = 0;
  for (const std::uint16_t letter : name) {
    if (letter == part) continue;
    Positions next = from_start[letter];
    each_position(reached, [&](std::size_t at) {
      next |= pattern.reach(steps[letter].letter, steps[letter].sounds, at, Slips::none);
    });
    if ((next & pattern.end()) != 0) return true;
    reached = letter == boundary ? 0 : next;
  }
  return false;
}

// What the letters of one name have reached so far, with one slip allowed.
class SlipWalk {
 public:
  explicit SlipWalk(const Pattern& pattern) : pattern_(pattern) {}
  void restart() {
    right_ = slipped_ = right_before_ = 0;
    before_ = 0;
    is_word_start_ = true;
    was_typed_ = false;
  }
  void part() { is_word_start_ = true; }
  // True when the word has been found.
  bool step(const Step& step) {
    const bool may_start = is_word_start_ || step.sounds.count > 0;
    Positions next_right = may_start ? step.from_start : 0;
    Positions next_slipped = may_start ? step.from_start_with_slip : 0;
    each_position(right_, [&](std::size_t at) {
      next_right |= pattern_.reach(step.letter, step.sounds, at, Slips::one);
      next_slipped |= pattern_.reach_with_slip(step.letter, step.sounds, at);
    });
    each_position(slipped_,
                  [&](std::size_t at) { next_slipped |= pattern_.reach(step.letter, step.sounds, at, Slips::one); });
    if (step.is_typed && was_typed_)
      each_position(right_before_, [&](std::size_t at) {
        if (pattern_.is_exchanged(before_, step.letter, at)) next_slipped |= Positions{1} << (at + 2);
      });
    was_typed_ = step.is_typed;
    right_before_ = right_ | (may_start ? 1 : 0);
    before_ = step.letter;
    right_ = next_right;
    slipped_ = next_slipped;
    is_word_start_ = step.sounds.count > 0;  // Chinese has no blanks: a word may begin behind any character
    return ((right_ | slipped_) & pattern_.end()) != 0 || (right_ & pattern_.before_last()) != 0;
  }

 private:
  const Pattern& pattern_;
  Positions right_ = 0, slipped_ = 0, right_before_ = 0;
  char32_t before_ = 0;
  bool is_word_start_ = true, was_typed_ = false;
};

bool nearly_holds(SlipWalk& walk, std::span<const Step> steps, std::span<const std::uint16_t> name) {
  walk.restart();
  for (const std::uint16_t letter : name) {
    if (letter == boundary) walk.restart();
    if (letter == part) walk.part();
    if (letter > part && walk.step(steps[letter])) return true;
  }
  return false;
}

}  // namespace

bool may_have_slip(std::string_view folded_word) {
  const std::u32string word = characters(folded_word);
  if (word.size() > longest_word || std::ranges::any_of(word, is_digit)) return false;
  const auto letters = static_cast<std::size_t>(std::ranges::count_if(word, is_letter));
  const auto han = static_cast<std::size_t>(std::ranges::count_if(word, base::is_han));
  return letters + han == word.size() && (letters >= fewest_letters_for_slip || han >= 2);
}

bool begins_as_typed(std::string_view name, std::string_view typed) {
  if (name.starts_with(typed)) return true;
  const Pattern pattern(typed);
  if (pattern.is_empty()) return false;
  Positions reached = 1;
  for (const char32_t letter : characters(name)) {
    if (parts_names(letter)) continue;
    const base::Readings sounds = base::readings(letter);
    Positions next = 0;
    each_position(reached, [&](std::size_t at) { next |= pattern.reach(letter, sounds, at, Slips::none); });
    if ((next & pattern.end()) != 0) return true;
    if (next == 0) return false;
    reached = next;
  }
  return false;
}

NameText::Letter NameText::letter_of(char32_t character) {
  if (parts_names(character)) return part;
  const auto [place, is_new] = index_.try_emplace(character, static_cast<Letter>(alphabet_.size()));
  if (is_new && alphabet_.size() > UINT16_MAX) {  // more characters than Chinese has
    index_.erase(place);
    return boundary;
  }
  if (is_new) alphabet_.push_back(character);
  return place->second;
}

void NameText::put(store::Row row, std::string_view names) {
  if (row >= segment_of_.size()) segment_of_.resize(row + 1, no_segment);
  std::uint32_t& place = segment_of_[row];
  if (place != no_segment) {
    wasted_ += segments_[place].length;
    segments_[place].length = 0;
    place = no_segment;
  }
  if (names.empty()) return;
  place = static_cast<std::uint32_t>(segments_.size());
  Segment segment{static_cast<std::uint32_t>(letters_.size()), 0, row};
  for (std::size_t at = 0; at < names.size();) {
    const char32_t character = base::next_code_point(names, at);
    letters_.push_back(character == between_names ? boundary : letter_of(character));
  }
  segment.length = static_cast<std::uint32_t>(letters_.size()) - segment.start;
  segments_.push_back(segment);
}

void NameText::mark(std::string_view word, Slips slips, std::vector<std::uint8_t>& found) const {
  const Pattern pattern(word);
  if (pattern.is_empty()) return;
  std::vector<Step> steps(alphabet_.size());
  std::vector<Positions> from_start(alphabet_.size());
  for (std::size_t i = 2; i < alphabet_.size(); ++i) {
    Step& step = steps[i];
    step.letter = alphabet_[i];
    step.sounds = base::readings(step.letter);
    step.is_typed = pattern.has(step.letter);
    step.from_start = from_start[i] = pattern.reach(step.letter, step.sounds, 0, slips);
    if (slips == Slips::one) step.from_start_with_slip = pattern.reach_with_slip(step.letter, step.sounds, 0);
  }
  SlipWalk walk(pattern);
  const std::span<const Letter> all = letters_;
  for (const Segment& segment : segments_) {
    if (segment.length == 0 || found[segment.row]) continue;
    const std::span<const Letter> name = all.subspan(segment.start, segment.length);
    if (slips == Slips::none ? holds(pattern, steps, from_start, name) : nearly_holds(walk, steps, name))
      found[segment.row] = 1;
  }
}

}  // namespace zhike::query
