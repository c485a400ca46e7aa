// Table: the records of one type as columns: one contiguous array a field, so that queries over millions of rows run
// at memory speed. Also the text arena behind text columns. Changed only by store::apply.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/hash.h"
#include "core/schema/registry.h"
#include "core/schema/value.h"

namespace zhike::store {

using schema::FieldIndex;
using schema::Handle;
using Row = std::uint32_t;
inline constexpr Row no_row = UINT32_MAX;

// Texts by number; 0 is the empty text. Views stay valid until the next add().
class TextArena {
 public:
  std::string_view at(std::uint32_t index) const {
    return std::string_view(bytes_).substr(starts_[index], starts_[index + 1] - starts_[index]);
  }
  std::uint32_t add(std::string_view text) {
    if (text.empty()) return 0;
    bytes_ += text;
    starts_.push_back(static_cast<std::uint32_t>(bytes_.size()));
    return static_cast<std::uint32_t>(starts_.size() - 2);
  }
  std::size_t size() const { return starts_.size() - 1; }
  void reserve(const TextArena& other) {
    bytes_.reserve(other.bytes_.size());
    starts_.reserve(other.starts_.size());
  }

 private:
  friend class CheckpointPacker;
  friend class CheckpointUnpacker;
  std::string bytes_;
  std::vector<std::uint32_t> starts_{0, 0};
};

// The column's cells as numbers: number kinds hold the value (schema::unset when empty), text kinds an arena index,
// ref a handle. Dates, flags, texts and refs take 32 bits a cell.
class Column {
 public:
  explicit Column(const schema::FieldDef& field) : field_(&field), wide_(is_wide(field.kind)) {}

  const schema::FieldDef& field() const { return *field_; }
  std::int64_t raw(Row row) const {
    if (wide_) return wide_cells_[row];
    const std::int32_t v = cells_[row];
    return field_->is_text() || field_->kind == schema::Kind::ref ? v : v == INT32_MIN ? schema::unset : v;
  }
  bool is_set(Row row) const { return raw(row) != empty_raw(); }
  std::int64_t empty_raw() const { return field_->is_text() || field_->kind == schema::Kind::ref ? 0 : schema::unset; }
  std::string_view text(Row row) const { return arena_.at(static_cast<std::uint32_t>(cells_[row])); }
  std::string_view text_at(std::int64_t raw) const { return arena_.at(static_cast<std::uint32_t>(raw)); }

  // The stored form of a cell; `id_of` gives the id behind a handle.
  template <class F>
  void append_json(std::string& out, std::int64_t raw_cell, F&& id_of) const {
    const bool is_text = field_->is_text(), is_ref = field_->kind == schema::Kind::ref;
    schema::append_value_json(out, *field_, is_text ? text_at(raw_cell) : std::string_view(),
                              is_text || is_ref ? schema::unset : raw_cell,
                              is_ref ? id_of(static_cast<Handle>(raw_cell)) : base::RecId{});
  }

  // The first row from `from` on without a value; the number of rows when there is none.
  Row find_blank(Row from) const {
    const auto find = [from](const auto& cells, auto blank) {
      return static_cast<Row>(std::find(cells.begin() + from, cells.end(), blank) - cells.begin());
    };
    return wide_ ? find(wide_cells_, schema::unset) : find(cells_, blank());
  }

  // Whole columns for scans. words(): text indices, handles, days (INT32_MIN empty), flags. longs(): the wide kinds.
  std::span<const std::int32_t> words() const { return cells_; }
  std::span<const std::int64_t> longs() const { return wide_cells_; }
  // For fields that repeat: the distinct texts, by index.
  const TextArena& arena() const { return arena_; }

  // Columns of a table that grow at the same row would move all their cells in one step: `turn`, the place of this one
  // among them, spreads that.
  void resize(std::size_t rows, std::size_t turn) {
    if (rows > capacity()) reserve(rows + rows * (8 + turn % 8) / 16);
    if (wide_)
      wide_cells_.resize(rows, schema::unset);
    else
      cells_.resize(rows, blank());
  }
  void set_raw(Row row, std::int64_t raw) {
    if (wide_)
      wide_cells_[row] = raw;
    else
      cells_[row] = raw == schema::unset ? INT32_MIN : static_cast<std::int32_t>(raw);
  }
  // The raw cell for a text: its own entry, or the shared one where the field repeats.
  std::int64_t intern(std::string_view text);
  // Room for as much as that one holds, and some.
  void reserve(const Column& other, std::size_t turn) {
    const std::size_t rows = std::max(other.cells_.size(), other.wide_cells_.size());
    reserve(rows + rows * (turn % 8) / 32);
    arena_.reserve(other.arena_);
  }

 private:
  friend class CheckpointPacker;
  friend class CheckpointUnpacker;
  std::size_t capacity() const { return wide_ ? wide_cells_.capacity() : cells_.capacity(); }
  void reserve(std::size_t rows) {
    if (wide_)
      wide_cells_.reserve(rows);
    else
      cells_.reserve(rows);
  }
  std::int32_t blank() const { return empty_raw() == schema::unset ? INT32_MIN : 0; }
  static bool is_wide(schema::Kind k) {
    return k == schema::Kind::integer || k == schema::Kind::decimal || k == schema::Kind::money ||
           k == schema::Kind::datetime;
  }
  const schema::FieldDef* field_;
  bool wide_;
  std::vector<std::int32_t> cells_;
  std::vector<std::int64_t> wide_cells_;
  TextArena arena_;
  std::unordered_multimap<std::uint64_t, std::uint32_t> interned_;
};

struct Table {
  std::vector<Column> columns;
  std::vector<Handle> handles;        // row → handle
  std::vector<std::uint8_t> visible;  // row → 1 unless deleted or shown as another record
  std::size_t visible_count = 0;
  std::uint64_t revision = 0;  // of the last change that touched this table

  std::size_t rows() const { return handles.size(); }
  void reserve(const Table& other) {
    handles.reserve(other.rows());
    visible.reserve(other.rows());
    for (std::size_t i = 0; i < columns.size(); ++i) columns[i].reserve(other.columns[i], i);
  }
  void show(Row row) { visible_count += visible[row] ? 0 : 1, visible[row] = 1; }
  void hide(Row row) { visible_count -= visible[row] ? 1 : 0, visible[row] = 0; }
};

}  // namespace zhike::store
