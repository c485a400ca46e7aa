// Document: the state of a book in memory, a pure function of the set of change-sets applied, in any order. Read by
// queries and views; changed only by apply(). Reads no clock, makes no ids.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/store/document_parts.h"
#include "core/store/id_index.h"

namespace zhike::store {

class Document {
  // Invariant: every displayed cell is the winning live value (greatest clock, device, seq) of its slot.
 public:
  Document();
  ~Document();
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  // True once a change-set was applied that takes back what earlier ones showed (a purge, an id of two types): then the
  // state is that of the same change-sets applied to repeat().
  bool is_stale() const { return is_stale_; }

  // Grows by one with every applied change-set; memoised queries are keyed by it.
  std::uint64_t revision() const { return revision_; }
  // Makes `next`, new before the first call, an empty document in which every id has the handle it has here and whose
  // revisions go on from here. It learns nothing of what was in this one: change-sets may be taken out meanwhile. In
  // parts of `count` ids: true while there is more.
  bool prepare_successor(Document& next, std::size_t count) const;
  // The same at once for the very same change-sets, knowing what must be known before the first of them: the erased
  // records and the types of ids that several claim.
  Document repeat() const;

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
  // True for a record of a known type that exists, is not deleted and is not shown as another one.
  bool is_visible(Handle record) const;
  bool is_deleted(Handle record) const;
  bool is_purged(base::RecId id) const { return purged_.contains(id); }
  const std::set<base::RecId>& purged() const { return purged_; }
  // The record this one is shown as: itself, unless a person said that both are the same. References to it read as
  // references to that record.
  Handle root(Handle record) const {
    const auto at = roots_.find(record);
    return at == roots_.end() ? record : at->second;
  }
  // The other records shown as the same one, in order of id.
  std::vector<Handle> joined(Handle record) const;
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

  // What was written in the cell; the column may show the root of an alias instead.
  std::int64_t written(std::uint16_t type, FieldIndex field, Row row) const;
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

  // Canonical JSON of a value in a slot this version does not know, of "_del" or "_alias".
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
  friend class AliasPass;
  friend class CheckpointPacker;
  friend class CheckpointUnpacker;
  friend Applied apply(Document&, const Change&, const base::Sha256&);
  friend std::string state_hash(const Document&);
  void fill(void* record_struct, Handle record) const;
  Handle add_id(base::RecId id);
  void reserve(const Document& other);  // as much as that one holds
  static std::uint64_t cell_key(std::uint16_t type, FieldIndex field, Row row) {
    return std::uint64_t{type} << 48 | std::uint64_t{field} << 32 | row;
  }

  // Most records have no register, and those that have one have few: a bit saves most of the lookups.
  static std::uint8_t slot_bit(Slot slot) { return static_cast<std::uint8_t>(1u << (slot & 7u)); }
  bool may_have_register(Handle record, Slot slot) const { return (register_bits_[record] & slot_bit(slot)) != 0; }

  struct Impl;
  std::uint64_t revision_ = 0;
  std::vector<Table> tables_;
  std::vector<base::RecId> ids_{base::RecId{}};
  std::vector<Place> places_{Place{}};
  std::vector<std::vector<std::vector<FieldIndex>>> slots_;  // type, field → the fields written together with it
  std::vector<std::uint8_t> register_bits_{0};               // handle → slot_bit() of its entries in registers_
  std::vector<ChangeIndex> born_{0};                         // handle → first change + 1; 0: only referred to so far
  IdIndex index_;
  std::unordered_map<std::uint64_t, Register> registers_;  // handle << 16 | slot
  std::vector<ChangeInfo> changes_;
  std::unordered_map<base::ChangeId, ChangeIndex, ChangeIdHash> change_index_;
  std::map<base::DeviceId, std::uint32_t> heads_;
  base::Hlc latest_;
  TextArena names_, raw_json_;
  std::vector<std::string> unknown_fields_, unknown_types_;
  std::set<base::RecId> purged_;
  std::map<base::RecId, std::string> claimed_types_;  // ids that several types claim → the type that has them
  bool is_stale_ = false;
  std::map<Handle, std::vector<Handle>> aliases_;         // record → live values of its "_alias"
  std::set<Handle> alias_members_;                        // both ends of all of them
  std::unordered_map<Handle, Handle> roots_;              // only where the root is another record
  std::unordered_map<std::uint64_t, Handle> redirected_;  // cell_key() → the record written there
  std::unique_ptr<Impl> impl_;                            // lookup maps derived on demand
};

// Adds one change-set; `hash` may be zero when it is not known yet. duplicate: the same one was there already, nothing
// happens. fork: another change-set with this device and seq but another hash is there; nothing happens, the caller
// keeps the bytes and reports it.
Applied apply(Document& document, const Change& change, const base::Sha256& hash);

// SHA-256 (hex) of the canonical state: every live value of every record, in order of type, id, field and change.
std::string state_hash(const Document& document);

}  // namespace zhike::store
