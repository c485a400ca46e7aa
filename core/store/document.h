// Document: the state of a book in memory, a pure function of the set of change-sets applied, in any order. Read by
// queries and views; changed only by apply(). Reads no clock, makes no ids.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/store/change.h"
#include "core/store/table.h"

namespace zhike::store {

using ChangeIndex = std::uint32_t;

struct ChangeInfo {
  base::ChangeId id;
  base::Hlc at;
  std::uint32_t by = 0;       // index into names()
  std::uint32_t command = 0;  // index into names()
  std::uint32_t group = 0;
  base::Sha256 hash{};  // zero until somebody asked for it: see Book::hash()
};

// One live value of a slot (a field, or a group of fields) that more than its record's first change has written.
struct LiveValue {
  ChangeIndex change;
  std::vector<std::int64_t> raws;  // one a field of the slot
};
struct Register {
  std::vector<LiveValue> live;
  std::vector<base::ChangeId> dead;  // seen and replaced, whether or not it has arrived yet
};

using Slot = std::uint16_t;
inline constexpr Slot deleted_slot = 0xFFFF;
inline constexpr Slot first_unknown_slot = 0x8000;  // fields this version does not know

enum class Applied { fresh, duplicate, fork };

struct Place {
  std::uint16_t type =
      UINT16_MAX;  // registry index; beyond it: a type this version does not know; UINT16_MAX: none yet
  Row row = no_row;
};

struct ChangeIdHash {
  std::size_t operator()(const base::ChangeId& id) const {
    return static_cast<std::size_t>((id.device ^ id.seq) * 0x9E3779B97F4A7C15ull >> 8);
  }
};

struct Conflict {
  Handle record;
  Slot slot;
};

class Document {
  // Invariant: every displayed cell is the winning live value (greatest clock, device, seq) of its slot.
 public:
  Document();
  ~Document();
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;

  // Grows by one with every applied change-set; memoised queries are keyed by it.
  std::uint64_t revision() const { return revision_; }
  // An empty document in which every id has the handle it has here and whose revisions go on from here.
  Document successor() const;

  const Table& table(schema::TypeIndex type) const { return tables_[type]; }
  template <class Record>
  const Table& table() const {
    return tables_[schema::type_of<Record>];
  }
  template <auto M>
  const Column& column() const {
    using Record = decltype(schema::class_type(M));
    return tables_[schema::type_of<Record>].columns[schema::index_of<M>()];
  }

  // 0 when no change has mentioned the id.
  Handle find(base::RecId id) const;
  base::RecId id(Handle record) const { return ids_[record]; }
  Place place(Handle record) const { return places_[record]; }
  std::size_t handle_count() const { return ids_.size(); }
  // True for a record of a known type that exists and is not deleted.
  bool is_visible(Handle record) const;
  // True when the record exists, is visible and of that type.
  template <class Record>
  bool is(Handle record) const {
    return is_visible(record) && places_[record].type == schema::type_of<Record>;
  }

  schema::Value value(Handle record, FieldIndex field) const;
  std::string_view text(Handle record, FieldIndex field) const;
  // Fills a record struct; texts are views, valid until the next apply(). Neutral when the record is of another type.
  template <class Record>
  Record read(Handle record) const {
    Record out{};
    if (places_[record].type == schema::type_of<Record>) fill(&out, record);
    return out;
  }
  // The record of this type whose unique field has this text; 0 when there is none. Deleted ones do not count.
  Handle find_by_key(schema::TypeIndex type, std::string_view key) const;
  // All visible records of this type whose field (text) equals the given text, by a map kept per table revision.
  Handle find_by_text(schema::TypeIndex type, FieldIndex field, std::string_view text) const;

  // The ids an edit of this slot must list as seen: every change whose value is live there.
  std::vector<base::ChangeId> live_changes(Handle record, FieldIndex field) const;
  // For a delete: every change with a live value anywhere in the record.
  std::vector<base::ChangeId> live_changes(Handle record) const;
  // Slots with two or more different live values, in records that are visible.
  std::vector<Conflict> conflicts() const;
  const Register* find_register(Handle record, Slot slot) const;
  // The fields written together with this one, itself included.
  const std::vector<FieldIndex>& slot_fields(schema::TypeIndex type, FieldIndex field) const {
    return slots_[type][field];
  }
  schema::Value to_value(schema::TypeIndex type, FieldIndex field, std::int64_t raw) const;

  // Canonical JSON of a value in a slot this version does not know, or of "_del".
  std::string_view raw_json(std::int64_t raw) const { return raw_json_.at(static_cast<std::uint32_t>(raw)); }

  std::size_t change_count() const { return changes_.size(); }
  const ChangeInfo& change(ChangeIndex index) const { return changes_[index]; }
  std::optional<ChangeIndex> find_change(base::ChangeId id) const;
  std::string_view name(std::uint32_t index) const { return names_.at(index); }
  // For each device the highest seq applied.
  const std::map<base::DeviceId, std::uint32_t>& heads() const { return heads_; }
  base::Hlc latest() const { return latest_; }
  std::string_view type_key(std::uint16_t type) const;

 private:
  friend class Applier;
  friend Applied apply(Document&, const Change&, const base::Sha256&);
  friend std::string state_hash(const Document&);
  void fill(void* record_struct, Handle record) const;

  struct Impl;
  std::uint64_t revision_ = 0;
  std::vector<Table> tables_;
  std::vector<base::RecId> ids_{base::RecId{}};
  std::vector<Place> places_{Place{}};
  std::vector<std::vector<std::vector<FieldIndex>>> slots_;  // type, field → the fields written together with it
  std::vector<std::uint8_t> has_register_{0};                // handle → 1: registers_ has an entry for it
  std::vector<ChangeIndex> born_{0};                         // handle → first change + 1; 0: only referred to so far
  std::vector<std::uint32_t> index_;                         // open addressing over ids_
  std::unordered_map<std::uint64_t, Register> registers_;    // handle << 16 | slot
  std::vector<ChangeInfo> changes_;
  std::unordered_map<base::ChangeId, ChangeIndex, ChangeIdHash> change_index_;
  std::map<base::DeviceId, std::uint32_t> heads_;
  base::Hlc latest_;
  TextArena names_, raw_json_;
  std::vector<std::string> unknown_fields_, unknown_types_;
  std::unique_ptr<Impl> impl_;  // lookup maps derived on demand
};

// Adds one change-set; `hash` may be zero when it is not known yet. duplicate: the same one was there already, nothing
// happens. fork: another change-set with this device and seq but another hash is there; nothing happens, the caller
// keeps the bytes and reports it.
Applied apply(Document& document, const Change& change, const base::Sha256& hash);

// SHA-256 (hex) of the canonical state: every live value of every record, in order of type, id, field and change.
std::string state_hash(const Document& document);

}  // namespace zhike::store
