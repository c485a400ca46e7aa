// The shape of the generated catalogue: what scripts/i18n.py writes and catalog.cpp searches. Nobody else includes it.
#pragma once

#include <span>
#include <string_view>

namespace zhike::i18n {

inline constexpr int lang_count = 4;

// `words` in the order of Lang; for an entry with plural forms they are the form "other".
struct CatalogRow {
  std::string_view key;
  std::string_view words[lang_count];
};

// Both sorted by key, bytewise. A key in the second also stands in the first; its words are the form "one" (empty
// where the language has no such form).
std::span<const CatalogRow> catalog_rows();
std::span<const CatalogRow> singular_rows();

}  // namespace zhike::i18n
