#include "core/store/document.h"

#include <algorithm>

#include "core/base/sort.h"

namespace zhike::store {

using schema::Kind;
using schema::Value;

// Text → record maps, built when first asked for and again after the table has changed.
struct Document::Impl {
  struct TextIndex {
    std::uint64_t revision = UINT64_MAX;
    std::unordered_map<std::uint64_t, Handle> by_hash;  // hash of the text → first visible record
  };
  std::map<std::pair<schema::TypeIndex, FieldIndex>, TextIndex> text_indices;
};

Document::Document() : impl_(std::make_unique<Impl>()) {
  for (const schema::RecordDef& def : schema::registry) {
    Table& table = tables_.emplace_back();
    auto& slots = slots_.emplace_back();
    for (const schema::FieldDef& field : def.fields) {
      table.columns.emplace_back(field);
      std::vector<FieldIndex>& together = slots.emplace_back();
      for (FieldIndex f = 0; f < def.fields.size(); ++f)
        if (&def.fields[f] == &field ||
            (!field.options.group.empty() && def.fields[f].options.group == field.options.group))
          together.push_back(f);
    }
  }
}
Document::~Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;

bool Document::prepare_successor(Document& next, std::size_t count) const {
  if (next.revision_ == 0) {
    next.revision_ = revision_ + 1;
    next.reserve(*this);
  }
  for (; count > 0 && next.ids_.size() < ids_.size(); --count) next.add_id(ids_[next.ids_.size()]);
  return next.ids_.size() < ids_.size();
}

Document Document::repeat() const {
  Document next;
  prepare_successor(next, SIZE_MAX);
  next.purged_ = purged_;
  next.claimed_types_ = claimed_types_;
  return next;
}

Handle Document::add_id(base::RecId id) {
  const auto handle = static_cast<Handle>(ids_.size());
  ids_.push_back(id);
  places_.push_back({});
  born_.push_back(0);
  register_bits_.push_back(0);
  index_.insert(ids_, handle);
  return handle;
}

// A vector that grows step by step moves all it holds now and then, and for a column of a million rows that takes long.
void Document::reserve(const Document& other) {
  ids_.reserve(other.ids_.size());
  places_.reserve(other.ids_.size());
  born_.reserve(other.ids_.size());
  register_bits_.reserve(other.ids_.size());
  for (std::size_t type = 0; type < tables_.size(); ++type) tables_[type].reserve(other.tables_[type]);
}

Handle Document::find(base::RecId id) const { return index_.find(ids_, id); }

bool Document::is_visible(Handle record) const {
  if (record == 0 || record >= places_.size()) return false;
  const Place place = places_[record];
  return place.type < schema::type_count && tables_[place.type].visible[place.row];
}

// Deleted when a live delete has seen every change whose value is live in the record: an unseen edit beats it.
bool Document::is_deleted(Handle record) const {
  const Register* deletes = find_register(record, deleted_slot);
  if (!deletes) return false;
  const std::vector<base::ChangeId> live = live_changes(record);
  return std::ranges::any_of(deletes->live, [&](const LiveValue& value) {
    const std::string_view text = raw_json(value.raws[0]);
    if (text == "false") return false;
    return std::ranges::all_of(live, [&](base::ChangeId id) {
      return text.find('"' + base::write_change_id(id) + '"') != std::string_view::npos;
    });
  });
}

std::vector<Handle> Document::joined(Handle record) const {
  const Handle shown = root(record);
  std::vector<Handle> others;
  if (shown != record) others.push_back(shown);
  for (const auto& [member, its_root] : roots_)
    if (its_root == shown && member != record) others.push_back(member);
  base::sort(others, {}, [&](Handle h) { return ids_[h]; });
  return others;
}

std::int64_t Document::written(std::uint16_t type, FieldIndex field, Row row) const {
  const auto at = redirected_.empty() ? redirected_.end() : redirected_.find(cell_key(type, field, row));
  return at == redirected_.end() ? tables_[type].columns[field].raw(row) : std::int64_t{at->second};
}

Value Document::to_value(schema::TypeIndex type, FieldIndex field, std::int64_t raw) const {
  const Column& column = tables_[type].columns[field];
  if (raw == column.empty_raw()) return {};
  if (column.field().is_text()) return std::string(column.text_at(raw));
  if (column.field().kind == Kind::ref) return ids_[static_cast<Handle>(raw)];
  return raw;
}

Value Document::value(Handle record, FieldIndex field) const {
  const Place place = places_[record];
  if (place.type >= schema::type_count || field >= tables_[place.type].columns.size()) return {};
  const auto type = static_cast<schema::TypeIndex>(place.type);
  return to_value(type, field, tables_[type].columns[field].raw(place.row));
}

std::string_view Document::text(Handle record, FieldIndex field) const {
  const Place place = places_[record];
  if (place.type >= schema::type_count) return {};
  const Column& column = tables_[place.type].columns[field];
  return column.field().is_text() ? column.text(place.row) : std::string_view();
}

void Document::fill(void* record_struct, Handle record) const {
  const Place place = places_[record];
  for (const Column& column : tables_[place.type].columns) {
    const bool is_text = column.field().is_text();
    column.field().set(record_struct, is_text ? column.text(place.row) : std::string_view(),
                       is_text ? 0 : column.raw(place.row));
  }
}

Handle Document::find_by_key(schema::TypeIndex type, std::string_view key) const {
  const auto& fields = schema::registry[type].fields;
  for (FieldIndex f = 0; f < fields.size(); ++f)
    if (fields[f].has(schema::unique)) return find_by_text(type, f, key);
  return 0;
}

Handle Document::find_by_text(schema::TypeIndex type, FieldIndex field, std::string_view text) const {
  if (text.empty()) return 0;
  const Table& table = tables_[type];
  Impl::TextIndex& index = impl_->text_indices[{type, field}];
  const Column& column = table.columns[field];
  if (index.revision != table.revision) {
    index.revision = table.revision;
    index.by_hash.clear();
    for (Row row = 0; row < table.rows(); ++row)
      if (table.visible[row] && column.is_set(row))
        index.by_hash.try_emplace(base::fast_hash(column.text(row)), table.handles[row]);
  }
  const auto found = index.by_hash.find(base::fast_hash(text));
  return found == index.by_hash.end() ? 0 : found->second;
}

const Register* Document::find_register(Handle record, Slot slot) const {
  if (!may_have_register(record, slot)) return nullptr;
  const auto found = registers_.find(std::uint64_t{record} << 16 | slot);
  return found == registers_.end() ? nullptr : &found->second;
}

std::vector<base::ChangeId> Document::live_changes(Handle record, FieldIndex field) const {
  const Place place = places_[record];
  if (place.type >= schema::type_count) return {};
  const auto type = static_cast<schema::TypeIndex>(place.type);
  const std::vector<FieldIndex>& together = slot_fields(type, field);
  std::vector<base::ChangeId> ids;
  if (const Register* r = find_register(record, together.front())) {
    for (const LiveValue& live : r->live) ids.push_back(changes_[live.change].id);
  } else if (std::ranges::any_of(together, [&](FieldIndex f) { return tables_[type].columns[f].is_set(place.row); })) {
    ids.push_back(changes_[born_[record] - 1].id);
  }
  return ids;
}

std::vector<base::ChangeId> Document::live_changes(Handle record) const {
  std::vector<base::ChangeId> ids;
  const Place place = places_[record];
  if (place.type < schema::type_count) {
    for (FieldIndex f = 0; f < tables_[place.type].columns.size(); ++f)
      for (base::ChangeId id : live_changes(record, f)) ids.push_back(id);
  }
  for (std::size_t u = 0; register_bits_[record] && u < unknown_fields_.size(); ++u)
    if (const Register* r = find_register(record, static_cast<Slot>(first_unknown_slot + u)))
      for (const LiveValue& live : r->live) ids.push_back(changes_[live.change].id);
  base::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

std::vector<Conflict> Document::conflicts() const {
  std::vector<Conflict> found;
  for (const auto& [key, reg] : registers_) {
    const auto record = static_cast<Handle>(key >> 16);
    const auto slot = static_cast<Slot>(key & 0xFFFF);
    if (reg.live.size() < 2 || slot >= first_unknown_slot || !is_visible(record)) continue;
    const auto type = static_cast<schema::TypeIndex>(places_[record].type);
    const std::vector<FieldIndex>& together = slot_fields(type, slot);
    const auto values = [&](const LiveValue& live) {
      std::vector<Value> out;
      for (std::size_t i = 0; i < together.size(); ++i) out.push_back(to_value(type, together[i], live.raws[i]));
      return out;
    };
    const auto first = values(reg.live.front());
    if (std::ranges::any_of(reg.live, [&](const LiveValue& live) { return values(live) != first; }))
      found.push_back({record, slot});
  }
  base::sort(found, {}, [](const Conflict& c) { return std::pair(c.record, c.slot); });
  return found;
}

std::optional<ChangeIndex> Document::find_change(base::ChangeId id) const {
  const auto found = change_index_.find(id);
  if (found == change_index_.end()) return std::nullopt;
  return found->second;
}

std::string_view Document::type_key(std::uint16_t type) const {
  return type < schema::type_count ? schema::registry[type].key
                                   : std::string_view(unknown_types_[type - schema::type_count]);
}

}  // namespace zhike::store
