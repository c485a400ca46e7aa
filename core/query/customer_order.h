// Customer order: the visible rows of the customer table in ascending order of one field. Texts compare by their order
// key (Chinese by Pinyin), a name by its phonetic form where it has one; rows without a value come last, equal ones in
// the order they were made. Kept by the cache, one a field.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/store/document.h"

namespace zhike::query {

class CustomerOrder {
  // Invariant: every row that stands in order_ without being marked in is_changed_ has its key as it was ordered.
 public:
  explicit CustomerOrder(schema::FieldIndex field) : field_(field) {}
  // Brings it up to date; the key of a text is made again only where the text has changed. In parts of about `rows`
  // rows: true while there is more.
  bool update(const store::Document& document, std::size_t rows = SIZE_MAX);
  // As of the last update() that returned false.
  const std::vector<store::Row>& rows() const { return order_; }
  // The same from the greatest value down: equal ones stay in the order they were made, those without a value last.
  std::vector<store::Row> descending() const;

 private:
  struct Key {
    std::uint64_t head = 0;  // the first eight bytes, so that few comparisons look at the text; all ones: no text
    std::uint32_t start = 0, length = 0;
    std::uint64_t signature = 0;  // of the cells it was made from; 0: not visible
  };
  void begin(const store::Table& table);
  void renew(const store::Document& document, store::Row row);
  void begin_sorting();
  bool sort_changed(std::size_t rows);
  void merge_changed();
  void sort_by_head(std::vector<store::Row>& rows) const;
  void order_by_number(const store::Table& table);
  void order_by_repeated(const store::Table& table);
  int compare(store::Row a, store::Row b) const;
  bool is_less(store::Row a, store::Row b) const;
  void note_ties(auto has_value, auto is_equal);

  schema::FieldIndex field_;
  std::uint64_t revision_ = UINT64_MAX, update_ = UINT64_MAX;  // of the table: up to date with, being brought to
  store::Row next_row_ = 0;                                    // of the update under way
  bool is_sorting_ = false;                                    // all rows have their keys, changed_ is being sorted
  std::size_t sorted_ = 0;                                     // of changed_
  std::string texts_;                                          // behind the keys
  std::size_t wasted_ = 0;                                     // bytes of keys that were replaced
  std::vector<Key> keys_;                                      // by row
  std::vector<std::uint8_t> is_changed_;                       // by row
  std::vector<store::Row> changed_, order_;
  std::vector<std::uint8_t> is_tied_;  // by place in order_: to the one before
  std::size_t with_value_ = 0;         // of order_, before those without
};

}  // namespace zhike::query
