// Call flow: apply → Applier::run → record (one op) or row (one row of a batch) → write_slot → settle (display)
//            → refresh_visibility → AliasPass (records that are the same).
#include <algorithm>

#include "core/store/alias.h"

namespace zhike::store {

class Applier {
 public:
  Applier(Document& document, const Change& change, ChangeIndex index)
      : doc_(document), change_(change), index_(index) {}

  void run() {
    for (const RecordOp& op : change_.records) record(op);
    for (const BatchOp& op : change_.batches) batch(op);
  }

  std::uint32_t name(std::string_view text) {
    for (std::uint32_t i = 1; i < doc_.names_.size(); ++i)
      if (doc_.names_.at(i) == text) return i;
    return doc_.names_.add(text);
  }

 private:
  Handle handle_of(base::RecId id) {
    if (const Handle known = doc_.find(id)) return known;
    return doc_.add_id(id);
  }

  std::uint16_t type_of(std::string_view key) {
    const schema::TypeIndex known = schema::find_type(key);
    if (known < schema::type_count) return known;
    auto& types = doc_.unknown_types_;
    const auto index = static_cast<std::size_t>(std::ranges::find(types, key) - types.begin());
    if (index == types.size()) types.emplace_back(key);
    return static_cast<std::uint16_t>(schema::type_count + index);
  }

  // An id that several types claim belongs to the one whose key is least, whichever came first.
  bool claims(base::RecId id, std::uint16_t type, std::uint16_t holder) {
    const std::string key(doc_.type_key(type));
    std::string& owner = doc_.claimed_types_.try_emplace(id, doc_.type_key(holder)).first->second;
    if (key < owner) {
      owner = key;
      doc_.is_stale_ = true;
    }
    return key == owner;
  }

  // The record with its row; 0 when it was erased or the id belongs to another type (the op is kept in the log, not
  // shown).
  Handle enter(base::RecId id, std::uint16_t type) {
    if (!doc_.purged_.empty() && doc_.purged_.contains(id)) return 0;
    const Handle handle = handle_of(id);
    Place& place = doc_.places_[handle];
    if (!doc_.claimed_types_.empty() && doc_.claimed_types_.contains(id) && !claims(id, type, type)) return 0;
    if (place.type != UINT16_MAX && place.type != type) {
      claims(id, type, place.type);
      return 0;
    }
    if (place.type == UINT16_MAX) {
      place.type = type;
      if (type < schema::type_count) {
        Table& table = doc_.tables_[type];
        place.row = static_cast<Row>(table.rows());
        table.handles.push_back(handle);
        table.visible.push_back(1);
        ++table.visible_count;
        if (!has_room(table)) resize(table, table.rows());
      }
    }
    if (doc_.born_[handle] == 0) {
      doc_.born_[handle] = index_ + 1;
      if (doc_.alias_members_.contains(handle)) AliasPass(doc_).run();
    }
    if (type < schema::type_count) doc_.tables_[type].revision = doc_.revision_ + 1;
    return handle;
  }

  // A batch makes room for all its rows at once, and gives back what it did not need.
  static bool has_room(const Table& table) {
    const Column& first = table.columns.front();
    return std::max(first.words().size(), first.longs().size()) >= table.rows();
  }
  static void resize(Table& table, std::size_t rows) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) table.columns[i].resize(rows, i);
  }

  void purge(base::RecId id) {
    if (!doc_.purged_.insert(id).second) return;
    const Handle known = doc_.find(id);
    if (known && doc_.born_[known]) doc_.is_stale_ = true;
  }

  Slot slot_of(std::uint16_t type, std::string_view field, std::vector<FieldIndex>& together) {
    together.clear();
    if (field == deleted_key) return deleted_slot;
    if (field == alias_key) return alias_slot;
    if (type < schema::type_count) {
      const auto& def = schema::registry[type];
      const FieldIndex f = def.find(field);
      if (f < def.fields.size()) {
        together = doc_.slot_fields(static_cast<schema::TypeIndex>(type), f);
        return together.front();
      }
    }
    auto& names = doc_.unknown_fields_;
    auto at = std::ranges::find(names, field);
    if (at == names.end()) at = names.insert(names.end(), std::string(field));
    return static_cast<Slot>(first_unknown_slot + (at - names.begin()));
  }

  std::int64_t raw_of(std::uint16_t type, FieldIndex f, const FieldValue& value) {
    Column& column = doc_.tables_[type].columns[f];
    if (schema::is_empty(value.value)) return column.empty_raw();
    if (column.field().is_text()) return column.intern(schema::text_of(value.value));
    if (column.field().kind == schema::Kind::ref) return handle_of(schema::id_of(value.value));
    return schema::number_of(value.value);
  }

  void record(const RecordOp& op) {
    if (std::ranges::find(op.sets, purge_key, &FieldSet::field) != op.sets.end()) return purge(op.rec);
    const std::uint16_t type = type_of(op.type);
    const Handle handle = enter(op.rec, type);
    if (!handle) return;
    std::vector<Slot> done;
    std::vector<FieldIndex> together;
    for (const FieldSet& set : op.sets) {
      const Slot slot = slot_of(type, set.field, together);
      if (std::ranges::find(done, slot) != done.end()) continue;  // its group was written with the first member
      done.push_back(slot);
      std::vector<std::int64_t> raws;
      if (together.empty()) {
        raws.push_back(doc_.raw_json_.add(set.value.raw_json));
      } else {
        for (FieldIndex f : together) {
          const auto& key = schema::registry[type].fields[f].key;
          const auto member = std::ranges::find(op.sets, key, &FieldSet::field);
          raws.push_back(member == op.sets.end() ? doc_.tables_[type].columns[f].empty_raw()
                                                 : raw_of(type, f, member->value));
        }
      }
      write_slot(handle, slot, std::move(raws), set.over);
    }
    refresh_visibility(handle);
  }

  void batch(const BatchOp& op) {
    const std::uint16_t type = type_of(op.type);
    std::vector<FieldIndex> columns;
    bool is_plain = type < schema::type_count;
    for (const std::string& col : op.cols) {
      columns.push_back(is_plain ? schema::registry[type].find(col) : FieldIndex{0});
      if (is_plain && columns.back() >= schema::registry[type].fields.size()) is_plain = false;
    }
    Table* const table = is_plain ? &doc_.tables_[type] : nullptr;
    if (table) resize(*table, table->rows() + op.rows.size());
    for (const BatchRow& row : op.rows) {
      const Handle known = doc_.find(row.rec);
      if (is_plain && (known == 0 || doc_.born_[known] == 0)) {  // a new record: straight into the columns
        const Handle handle = enter(row.rec, type);
        if (!handle) continue;
        const Row at = doc_.places_[handle].row;
        for (std::size_t i = 0; i < columns.size(); ++i) {
          const std::int64_t raw = raw_of(type, columns[i], row.values[i]);
          put_cell(type, columns[i], at, raw);
        }
        continue;
      }
      RecordOp single{op.type, row.rec, {}};
      for (std::size_t i = 0; i < op.cols.size(); ++i) single.sets.push_back({op.cols[i], row.values[i], {}});
      record(single);
    }
    if (table) resize(*table, table->rows());
  }

  bool holds_value(Handle handle, Slot slot) const {
    if (slot >= first_unknown_slot) return false;
    const Place place = doc_.places_[handle];
    const auto type = static_cast<schema::TypeIndex>(place.type);
    return std::ranges::any_of(doc_.slot_fields(type, slot),
                               [&](FieldIndex f) { return doc_.tables_[type].columns[f].is_set(place.row); });
  }

  bool is_blank(Handle handle, Slot slot, const std::vector<std::int64_t>& raws) const {
    if (slot >= first_unknown_slot) return false;
    const auto type = static_cast<schema::TypeIndex>(doc_.places_[handle].type);
    const auto& together = doc_.slot_fields(type, slot);
    for (std::size_t i = 0; i < together.size(); ++i)
      if (raws[i] != doc_.tables_[type].columns[together[i]].empty_raw()) return false;
    return true;
  }

  void write_slot(Handle handle, Slot slot, std::vector<std::int64_t> raws, const std::vector<base::ChangeId>& over) {
    const std::uint64_t key = std::uint64_t{handle} << 16 | slot;
    auto found = doc_.may_have_register(handle, slot) ? doc_.registers_.find(key) : doc_.registers_.end();
    const bool is_birth = doc_.born_[handle] == index_ + 1;
    if (found == doc_.registers_.end()) {
      if (over.empty() && is_blank(handle, slot, raws)) return;  // an empty value that replaces nothing says nothing
      if (over.empty() && is_birth && slot < first_unknown_slot) {
        show(handle, slot, raws);
        return;
      }
      found = doc_.registers_.try_emplace(key).first;
      doc_.register_bits_[handle] |= Document::slot_bit(slot);
      if (holds_value(handle, slot)) found->second.live.push_back({doc_.born_[handle] - 1, shown(handle, slot)});
    } else if (over.empty() && is_blank(handle, slot, raws)) {
      return;
    }
    Register& reg = found->second;
    for (const base::ChangeId& seen : over) {
      std::erase_if(reg.live, [&](const LiveValue& live) { return doc_.changes_[live.change].id == seen; });
      if (std::ranges::find(reg.dead, seen) == reg.dead.end()) reg.dead.push_back(seen);
    }
    // Within one change-set the later value of a slot is the one that counts.
    std::erase_if(reg.live, [&](const LiveValue& live) { return live.change == index_; });
    if (std::ranges::find(reg.dead, change_.id) == reg.dead.end()) reg.live.push_back({index_, std::move(raws)});
    settle(handle, slot, reg);
    if (slot == alias_slot) keep_aliases(handle, reg);
  }

  void keep_aliases(Handle handle, const Register& reg) {
    std::vector<Handle> targets;
    for (const LiveValue& live : reg.live) {
      if (const auto id = alias_target(doc_.raw_json(live.raws[0]))) targets.push_back(handle_of(*id));
    }
    doc_.aliases_[handle] = std::move(targets);
    AliasPass(doc_).run();
  }

  std::vector<std::int64_t> shown(Handle handle, Slot slot) const {
    const Place place = doc_.places_[handle];
    std::vector<std::int64_t> raws;
    for (FieldIndex f : doc_.slot_fields(static_cast<schema::TypeIndex>(place.type), slot))
      raws.push_back(doc_.written(place.type, f, place.row));
    return raws;
  }

  void show(Handle handle, Slot slot, const std::vector<std::int64_t>& raws) {
    const Place place = doc_.places_[handle];
    const auto& together = doc_.slot_fields(static_cast<schema::TypeIndex>(place.type), slot);
    for (std::size_t i = 0; i < together.size(); ++i) put_cell(place.type, together[i], place.row, raws[i]);
  }

  void put_cell(std::uint16_t type, FieldIndex f, Row row, std::int64_t raw) {
    Column& column = doc_.tables_[type].columns[f];
    if (!doc_.alias_members_.empty() && column.field().kind == schema::Kind::ref) {
      const Handle root = doc_.root(static_cast<Handle>(raw));
      doc_.redirected_.erase(Document::cell_key(type, f, row));
      if (root != raw) doc_.redirected_.emplace(Document::cell_key(type, f, row), static_cast<Handle>(raw));
      raw = root;
    }
    column.set_raw(row, raw);
  }

  // Displays the greatest live value by (clock, device, seq); nothing when none is live.
  void settle(Handle handle, Slot slot, const Register& reg) {
    if (slot >= first_unknown_slot) return;
    const auto order = [&](const LiveValue& live) {
      const ChangeInfo& info = doc_.changes_[live.change];
      return std::tuple(info.at, info.id);
    };
    const auto winner = std::ranges::max_element(reg.live, {}, order);
    if (winner != reg.live.end()) {
      show(handle, slot, winner->raws);
      return;
    }
    const auto type = static_cast<schema::TypeIndex>(doc_.places_[handle].type);
    std::vector<std::int64_t> blank;
    for (FieldIndex f : doc_.slot_fields(type, slot)) blank.push_back(doc_.tables_[type].columns[f].empty_raw());
    show(handle, slot, blank);
  }

  void refresh_visibility(Handle handle) {
    const Place place = doc_.places_[handle];
    if (place.type >= schema::type_count || !doc_.find_register(handle, deleted_slot)) return;
    if (doc_.alias_members_.contains(handle)) return AliasPass(doc_).run();
    if (doc_.is_deleted(handle))
      doc_.tables_[place.type].hide(place.row);
    else
      doc_.tables_[place.type].show(place.row);
  }

  Document& doc_;
  const Change& change_;
  ChangeIndex index_;
};

Applied apply(Document& document, const Change& change, const base::Sha256& hash) {
  if (const auto known = document.find_change(change.id))
    return document.changes_[*known].hash == hash ? Applied::duplicate : Applied::fork;
  const auto index = static_cast<ChangeIndex>(document.changes_.size());
  Applier applier(document, change, index);
  document.changes_.push_back(
      {change.id, change.at, applier.name(change.by), applier.name(change.command), change.group, hash});
  document.change_index_.emplace(change.id, index);
  std::uint32_t& head = document.heads_[change.id.device];
  head = std::max(head, change.id.seq);
  document.latest_ = std::max(document.latest_, change.at);
  applier.run();
  ++document.revision_;
  return Applied::fresh;
}

}  // namespace zhike::store
