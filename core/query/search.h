// Search: finds records by what is written in their searchable fields, and names by their sound (name_search.h). Used
// by Ctrl+K, pickers and the customer list; SearchText is the folded text behind it, kept up to date row by row.
// Folding: core/base/text.h (width, case, blanks, one form for all writings of a Han character).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/query/name_search.h"
#include "core/query/period.h"

namespace zhike::query {

// How a row holds a search, best first after `not_found`.
enum Match : std::uint8_t { not_found, as_written, by_sound, with_slip };

// The folded searchable texts of one table, its names, and the digits of its phone fields.
class SearchText {
  // Invariant: every visible row has exactly one live segment; a text is never found across two rows or two fields.
 public:
  explicit SearchText(schema::TypeIndex type) : type_(type) {}
  // Brings it up to date; only rows whose cells changed are folded again. In parts of about `rows` rows: true while
  // there is more.
  bool update(const store::Document& document, std::size_t rows = SIZE_MAX);
  // A Match for each row; all visible rows are as_written when `search` has no word. A row is found when it holds every
  // word: written anywhere, as part of a phone number (three digits or more), or as the sound of a name. With a slip
  // only where no row holds all words without one.
  // A search that goes on where the last one ended ("wan", "wang") looks only at what that one found, or at what holds
  // its other words.
  std::vector<std::uint8_t> match(const store::Document& document, std::string_view search);

 private:
  struct Segment {
    std::uint32_t start;
    store::Row row;
  };
  struct Blob {
    std::string bytes;
    std::vector<Segment> segments;               // ascending by start
    std::vector<std::uint32_t> starts;           // by row
    std::vector<std::uint32_t> lengths;          // by row
    std::array<std::uint32_t, 256> frequency{};  // of each byte ever put
    std::size_t wasted = 0;                      // bytes of texts that were replaced
    void put(store::Row row, std::string_view text);
    // Every row that stands at `word` and holds the needle goes on to `word` + 1.
    void mark(std::string_view needle, std::vector<std::uint8_t>& rows, std::uint8_t word) const;
    void scan(std::string_view needle, std::vector<std::uint8_t>& rows, std::uint8_t word) const;
  };
  schema::TypeIndex type_;
  std::uint64_t revision_ = UINT64_MAX, update_ = UINT64_MAX;  // of the table: up to date with, being brought to
  store::Row next_row_ = 0;                                    // of the update under way
  std::vector<std::uint64_t> signatures_;                      // by row, of the cells folded last
  // The last search without a slip, with which the next may go on.
  struct Last {
    std::uint64_t revision = UINT64_MAX;
    std::vector<std::string> words;
    std::vector<std::uint8_t> holds_all, holds_others;  // by row: all words; all but the last
    // The rows in which to look for these words; null: every row.
    const std::vector<std::uint8_t>* rows_for(const std::vector<std::string_view>& next) const;
  };
  // Words of `words` that each row holds one after the other from the first on, in any way up to `most`; not looked for
  // in rows where `may_match` is 0.
  std::vector<std::uint8_t> count_words(const std::vector<std::string_view>& words,
                                        const std::vector<std::uint8_t>& may_match, Match most) const;
  Blob words_, digits_;
  NameText names_;
  Last last_;
};

struct SearchParams {
  std::string text{};
  std::size_t limit = 20;
  bool operator==(const SearchParams&) const = default;
};

struct SearchHit {
  Handle record = 0;
  schema::TypeIndex type = 0;
  Handle customer = 0;  // the customer it belongs to; itself for a customer; 0 when it has none
  std::string title;    // name, title or text
};

struct Search {
  std::vector<SearchHit> hits;  // customers first; those whose name begins as typed before the others
};

Search compute_search(const store::Document& document, Cache& cache, const SearchParams& params);

// Title of any record: its name, title, text, original words or key, whichever comes first; empty when it has none.
std::string_view record_title(const store::Document& document, Handle record);

}  // namespace zhike::query
