// The decoding tables of GB18030 and Big5, made at build time by scripts/encoding_tables.py. Used by encoding.cpp
// alone.
#pragma once

#include <cstddef>

namespace zhike::exchange {

// Packed tables of the two-byte codes: see pack() in the script. 0 means "no character".
extern const unsigned char gb_pairs[];
extern const std::size_t gb_pairs_size;
extern const unsigned char big5_pairs[];
extern const std::size_t big5_pairs_size;

// A run of GB18030's four-byte codes: from `index` on the characters follow one another; first 0: they mean nothing.
struct GbRange {
  unsigned short index, first;
};
extern const GbRange gb_ranges[];
extern const std::size_t gb_ranges_size;

}  // namespace zhike::exchange
