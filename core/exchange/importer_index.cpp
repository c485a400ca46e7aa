#include "core/exchange/importer_index.h"

#include "core/base/text.h"
#include "core/store/deletion.h"

namespace zhike::exchange {

using schema::FieldIndex;

void HashMap::reserve(std::size_t count) {
  std::size_t size = slots_.size();
  while (size < count * 2) size *= 2;
  if (size > slots_.size()) grow(size);
}

void HashMap::grow(std::size_t size) {
  std::vector<Slot> old(size);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (!slot.is_used) continue;
    std::size_t at = slot.hash & (size - 1);
    while (slots_[at].is_used) at = (at + 1) & (size - 1);
    slots_[at] = slot;
  }
}

std::uint32_t& HashMap::at(std::uint64_t hash) {
  if ((used_ + 1) * 2 > slots_.size()) grow(slots_.size() * 2);
  std::size_t at = hash & (slots_.size() - 1);
  while (slots_[at].is_used && slots_[at].hash != hash) at = (at + 1) & (slots_.size() - 1);
  if (!slots_[at].is_used) {
    slots_[at] = {hash, 0, true};
    ++used_;
  }
  return slots_[at].value;
}

std::uint32_t HashMap::find(std::uint64_t hash) const {
  std::size_t at = hash & (slots_.size() - 1);
  while (slots_[at].is_used && slots_[at].hash != hash) at = (at + 1) & (slots_.size() - 1);
  return slots_[at].is_used ? slots_[at].value : 0;
}

FieldIndex name_field(schema::TypeIndex type) {
  const schema::RecordDef& def = schema::registry[type];
  for (const std::string_view key : {"name", "title"})
    if (const FieldIndex f = def.find(key); f < def.fields.size()) return f;
  if (type == schema::type_of<schema::Question>) return def.find("text");
  return static_cast<FieldIndex>(def.fields.size());
}

namespace {

std::array<FieldIndex, 2> scope_fields(schema::TypeIndex type) {
  const schema::RecordDef& def = schema::registry[type];
  const FieldIndex none = static_cast<FieldIndex>(def.fields.size());
  if (type == schema::type_of<schema::ContactPerson>) return {def.find("customer"), none};
  if (type == schema::type_of<schema::Question> || type == schema::type_of<schema::Wave>)
    return {def.find("survey"), none};
  if (type == schema::type_of<schema::Response>) return {def.find("wave"), def.find("survey")};
  return {none, none};
}

}  // namespace

RecordIndex::RecordIndex(schema::TypeIndex type)
    : type_(type), scopes_(scope_fields(type)), key_(schema::registry[type].find("key")), name_(name_field(type)) {}

bool RecordIndex::build(const store::Document& document, std::size_t rows) {
  const store::Table& table = document.table(type_);
  const std::size_t fields = table.columns.size();
  for (std::size_t done = 0; done < rows && next_row_ < table.rows(); ++done, ++next_row_) {
    const store::Handle handle = table.handles[next_row_];
    IndexedRecord record{document.id(handle), handle, IndexedRecord::State::usable};
    if (!table.visible[next_row_]) {
      if (store::is_taken_back(document, handle)) continue;
      record.state = IndexedRecord::State::deleted;
    }
    base::RecId scope{};
    for (const FieldIndex f : scopes_)
      if (!scope && f < fields)
        if (const auto to = static_cast<store::Handle>(table.columns[f].raw(next_row_))) scope = document.id(to);
    if (key_ < fields && table.columns[key_].is_set(next_row_))
      enter(by_key_, table.columns[key_].text(next_row_), scope, record, Rule::lowest_id);
    if (name_ < fields && table.columns[name_].is_set(next_row_))
      enter(by_name_, base::fold_for_search(table.columns[name_].text(next_row_)), scope, record, Rule::report_several);
  }
  return next_row_ >= table.rows();
}

// A usable record goes before a deleted one. Of several with one key the lowest id is meant, so that every laptop means
// the same; of several with one name none is.
void RecordIndex::enter(HashMap& map, std::string_view text, base::RecId scope, const IndexedRecord& record,
                        Rule rule) {
  using State = IndexedRecord::State;
  std::uint32_t& at = map.at(hash_of(text, scope));
  if (at == 0) {
    at = static_cast<std::uint32_t>(records_.size());
    records_.push_back(record);
    return;
  }
  IndexedRecord& known = records_[at];
  if (record.state == State::deleted || known.id == record.id) return;
  if (known.state == State::deleted)
    known = record;
  else if (rule == Rule::report_several)
    known.state = State::several;
  else if (record.id < known.id)
    known = record;
}

void RecordIndex::add(base::RecId id, std::string_view key, std::string_view name, base::RecId scope) {
  const IndexedRecord record{id, 0, IndexedRecord::State::usable};
  if (!key.empty()) enter(by_key_, key, scope, record, Rule::lowest_id);
  if (!name.empty()) enter(by_name_, base::fold_for_search(name), scope, record, Rule::report_several);
}

IndexedRecord RecordIndex::find(const HashMap& map, std::string_view text, base::RecId scope) const {
  if (text.empty()) return {};
  const std::uint32_t at = map.find(hash_of(text, scope));
  return at ? records_[at] : IndexedRecord{};
}

IndexedRecord RecordIndex::find_name(std::string_view name, base::RecId scope) const {
  return find(by_name_, base::fold_for_search(name), scope);
}

IndexedRecord RecordIndex::find_either(std::string_view text, base::RecId scope) const {
  const IndexedRecord by_key = find_key(text, scope);
  if (by_key.state == IndexedRecord::State::usable) return by_key;
  const IndexedRecord by_name = find_name(text, scope);
  return by_name.state == IndexedRecord::State::absent ? by_key : by_name;
}

}  // namespace zhike::exchange
