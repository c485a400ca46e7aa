// Duplicates: customers that may be one and the same, with the reasons. A suggestion for a person to judge; changes
// nothing. Pairs already joined (core/query/join.h) or told apart are left out.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/query/period.h"

namespace zhike::query {

// What is alike, and its weight in the score. Sources: the weights order evidence as in record linkage (Fellegi and
// Sunter, 1969: the rarer an agreement by chance, the more it says); their sizes are ours and only rank suggestions.
enum class Alike : std::uint8_t { name, sound, other_name, phone, email, street, birthday, city };
inline constexpr std::size_t alike_count = 8;
struct AlikeDef {
  std::string_view key;
  std::int32_t weight;
  // Enough to suggest a pair at all; the others only strengthen one.
  bool is_lead;
};
inline constexpr std::array<AlikeDef, alike_count> alikes{{{"name", 50, true},
                                                           {"sound", 30, true},
                                                           {"other_name", 40, true},
                                                           {"phone", 40, true},
                                                           {"email", 40, true},
                                                           {"street", 15, false},
                                                           {"birthday", 15, false},
                                                           {"city", 10, false}}};
inline constexpr std::int32_t least_score = 40;
// Taken off where both have a birthday, or both a kind (person, organisation), and they differ.
inline constexpr std::int32_t contradiction = 25;

struct DuplicatesParams {
  Handle customer = 0;  // only pairs with this one; 0: all
  std::size_t limit = 500;
  bool operator==(const DuplicatesParams&) const = default;
};

struct DuplicatePair {
  Handle first = 0, second = 0;  // first: the lesser id, which a join keeps
  std::uint8_t reasons = 0;      // a bit for each Alike
  std::int32_t score = 0;        // 0..100: sum of weights, less contradictions; at least least_score
  bool has(Alike alike) const { return reasons >> static_cast<int>(alike) & 1; }
};

struct Duplicates {
  std::vector<DuplicatePair> pairs;  // highest score first
  std::int64_t total = 0;            // before the limit
};

// Compares folded names (script, width, case, blanks), how they sound (Pinyin, or the phonetic form), other names, the
// last digits of phones, folded e-mail addresses. A value shared by more than 20 customers (a switchboard, a common
// name) says nothing and is passed over.
Duplicates compute_duplicates(const store::Document& document, const DuplicatesParams& params);

// The same in parts; the document must not change meanwhile.
class DuplicateSearch {
 public:
  DuplicateSearch(const store::Document& document, const DuplicatesParams& params);
  ~DuplicateSearch();
  DuplicateSearch(DuplicateSearch&&) noexcept;
  DuplicateSearch& operator=(DuplicateSearch&&) noexcept;
  // Looks at about `rows` customers more for one kind of likeness; true while there is more.
  bool step(std::size_t rows);
  double share() const;  // how far it has come, 0..1
  Duplicates take();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// A name as it sounds: letters and digits only, Chinese characters by their reading; empty for less than two.
std::string sound_key(std::string_view name);

}  // namespace zhike::query
