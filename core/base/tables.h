// Large constant tables, made at build time by scripts/tables.py: legacy encodings and Han characters. Used by
// core/base/han.cpp and core/exchange/encoding.cpp. Numbers are stored low byte first.
//
// table() is defined once a program: the command line and the tests have the tables linked in; the page fetches them
// after its first frame (web/platform/tables.cpp).
#pragma once

#include <cstdint>
#include <span>

namespace zhike::base {

enum class TableName : std::uint8_t {
  gb_pairs,          // GB18030's two-byte codes, packed: see pack() in scripts/encoding_tables.py
  gb_ranges,         // its four-byte codes: u16 first index, u16 first character of each run, 0 for a run of none
  big5_pairs,        // as gb_pairs
  han_unified,       // from U+4E00, u16 each: the simplified standard form, 0 where it is that already
  han_readings,      // from U+4E00, u16 each: number of the reading set, from 1; 0 for none
  han_others,        // characters outside that block, ascending: u32 character, u16 reading set, u16 nothing
  han_reading_sets,  // six u16 each: numbers of syllables, from 1, the commonest reading first; then 0
  han_syllables,     // six bytes each, filled up with 0
};
inline constexpr int table_count = 8;

// The bytes of a table; empty only in a page that has not got it yet.
std::span<const unsigned char> table(TableName name);

}  // namespace zhike::base
