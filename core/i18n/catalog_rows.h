// The shape of the generated catalogue: what scripts/i18n.py writes and catalog.cpp searches. Used by catalog.cpp, by
// tests, and by the page, which brings the words of a language from a file of its own (web/shell/words.cpp).
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "core/i18n/catalog.h"

namespace zhike::i18n {

inline constexpr int lang_count = 4;
inline constexpr std::size_t texts_a_mark = 8;
// The form for one of a key with plural forms stands under the key with this behind it.
inline constexpr std::string_view singular_mark = "#one";

// Texts one behind the other, each followed by a NUL. marks: where every eighth begins (32 bits, low byte first).
struct CatalogTexts {
  std::span<const unsigned char> marks, bytes;
};
// Keys, sorted bytewise, and the words in the same order; "" where the language has no such form.
struct CatalogWords {
  CatalogTexts keys, words;
};
// Defined once a program: by the generated file, with every language, or by the page. Empty: not there (yet).
CatalogWords catalog_words(Lang lang);

// Every key but the singular ones, with the words of each language in the order of Lang. For checks: slow.
struct CatalogRow {
  std::string_view key;
  std::string_view words[lang_count];
};
std::vector<CatalogRow> catalog_rows();

}  // namespace zhike::i18n
