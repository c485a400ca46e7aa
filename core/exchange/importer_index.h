// Importer's index: finds records of one type by their own key or by name, among those of the book and those this
// import has made. Built once in slices, then kept up by the importer itself, so that no step depends on the size of
// the book. Used by the importer only; changes no document.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/base/hash.h"
#include "core/store/document.h"

namespace zhike::exchange {

// 64-bit hash → number; open addressing. Two texts with one hash count as the same (as in the document's own maps).
class HashMap {  // Invariant: slots_.size() is a power of two, more than half of them free
 public:
  HashMap() : slots_(64) {}
  void reserve(std::size_t count);
  // The number kept for this hash, 0 at first. The reference is valid until the next call of at().
  std::uint32_t& at(std::uint64_t hash);
  std::uint32_t find(std::uint64_t hash) const;  // 0: none

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t value = 0;
    bool is_used = false;
  };
  void grow(std::size_t size);
  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

struct IndexedRecord {
  base::RecId id;
  store::Handle handle = 0;  // 0: made by this import (and, in a dry run, nowhere else)
  enum class State : std::uint8_t { absent, usable, deleted, several } state = State::absent;
};

class RecordIndex {
 public:
  // Keys and names of some types are unique only within another record, their scope: a contact person's customer, a
  // question's or wave's survey, a response's wave (or survey where it has none). For other types it is left empty.
  explicit RecordIndex(schema::TypeIndex type);

  schema::TypeIndex type() const { return type_; }
  // Takes in up to `rows` more records of the document; true when all are in.
  bool build(const store::Document& document, std::size_t rows);

  IndexedRecord find_key(std::string_view key, base::RecId scope = {}) const { return find(by_key_, key, scope); }
  // Compared by base::fold_for_search.
  IndexedRecord find_name(std::string_view name, base::RecId scope = {}) const;
  // By key where it has one, else by name.
  IndexedRecord find_either(std::string_view text, base::RecId scope = {}) const;
  // Enters a record made by this import. Empty texts are left out.
  void add(base::RecId id, std::string_view key, std::string_view name, base::RecId scope = {});

 private:
  static std::uint64_t hash_of(std::string_view text, base::RecId scope) {
    return base::fast_hash(text) ^ (scope ? base::RecIdHash{}(scope) * 0x9E3779B97F4A7C15ull : 0);
  }
  IndexedRecord find(const HashMap& map, std::string_view text, base::RecId scope) const;
  enum class Rule { lowest_id, report_several };
  void enter(HashMap& map, std::string_view text, base::RecId scope, const IndexedRecord& record, Rule rule);

  schema::TypeIndex type_;
  std::array<schema::FieldIndex, 2> scopes_;  // the first that is set counts
  schema::FieldIndex key_, name_;
  store::Row next_row_ = 0;
  HashMap by_key_, by_name_;
  std::vector<IndexedRecord> records_{IndexedRecord{}};
};

// The field that holds a record's name: "name", "title" or a question's "text"; fields.size() when the type has none.
schema::FieldIndex name_field(schema::TypeIndex type);

}  // namespace zhike::exchange
