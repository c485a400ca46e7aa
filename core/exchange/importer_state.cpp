#include "core/exchange/importer_state.h"

#include <algorithm>

#include "core/base/sort.h"
#include "core/base/text.h"
#include "core/store/deletion.h"

namespace zhike::exchange {

using schema::FieldIndex;
using schema::TypeIndex;

void ImportState::count_also_created(std::string_view made) {
  auto& counts = preview.also_created;
  const auto at = std::ranges::find(counts, made, [](const auto& c) { return std::string_view(c.first); });
  if (at == counts.end())
    counts.emplace_back(made, 1);
  else
    ++at->second;
}

void ImportState::note(base::Error error) {
  constexpr std::size_t most_notes = 100;
  if (preview.notes.size() < most_notes) preview.notes.push_back(std::move(error));
}

void SliceBuilder::create(TypeIndex type, base::RecId rec, const std::vector<std::string>& cols,
                          std::vector<store::FieldValue> values) {
  if (const store::Handle known = document_->find(rec); known && document_->place(known).type == type) {
    update(revived(known, cols, values));
    return;
  }
  if (at_[type] == 0) {
    slice_->batches.push_back({std::string(schema::registry[type].key), cols, {}});
    at_[type] = slice_->batches.size();
  }
  slice_->batches[at_[type] - 1].rows.push_back({rec, std::move(values)});
  ++records_;
}

store::RecordOp SliceBuilder::revived(store::Handle record, const std::vector<std::string>& cols,
                                      const std::vector<store::FieldValue>& values) const {
  const store::Document& doc = *document_;
  const auto type = static_cast<TypeIndex>(doc.place(record).type);
  const auto& fields = schema::registry[type].fields;
  store::RecordOp op = store::restore_op(doc, record);
  const auto given = [&](FieldIndex f) {
    const auto at = std::ranges::find(cols, fields[f].key);
    return at == cols.end() ? schema::Value{} : values[static_cast<std::size_t>(at - cols.begin())].value;
  };
  const auto is_set = [&](FieldIndex f) {
    return !schema::is_empty(given(f)) || !schema::is_empty(doc.value(record, f));
  };
  for (FieldIndex f = 0; f < fields.size(); ++f)
    if (std::ranges::any_of(doc.slot_fields(type, f), is_set))
      op.sets.push_back({std::string(fields[f].key), {given(f), {}}, doc.live_changes(record, f)});
  return op;
}

void SliceBuilder::update(store::RecordOp op) {
  slice_->updates.push_back(std::move(op));
  ++records_;
}

void SliceBuilder::finish(TypeIndex main) {
  const auto rank = [main](const store::BatchOp& batch) {
    const TypeIndex type = schema::find_type(batch.type);
    return type == answer_type ? 2 * schema::type_count : type == main ? schema::type_count : int{type};
  };
  base::sort(slice_->batches, {}, rank);
  at_ = {};
}

void add_set(store::RecordOp& op, const store::Document& document, store::Handle record, FieldIndex field,
             const schema::Value& value) {
  const auto type = static_cast<TypeIndex>(document.place(record).type);
  const auto& fields = schema::registry[type].fields;
  for (const FieldIndex member : document.slot_fields(type, field)) {
    const std::string_view key = fields[member].key;
    const auto known = std::ranges::find(op.sets, key, &store::FieldSet::field);
    if (known != op.sets.end()) {
      if (member == field) known->value.value = value;
      continue;
    }
    const schema::Value shown = member == field ? value : document.value(record, member);
    op.sets.push_back({std::string(key), {shown, {}}, document.live_changes(record, field)});
  }
}

IndexedRecord known_record(const store::Document& document, TypeIndex type, base::RecId id) {
  const store::Handle handle = document.find(id);
  if (handle == 0 || document.place(handle).type != type) return {};
  if (document.is_visible(handle)) return {id, handle, IndexedRecord::State::usable};
  if (store::is_taken_back(document, handle)) return {};
  return {id, handle, IndexedRecord::State::deleted};
}

namespace {

std::string scoped(std::string_view text, base::RecId scope) {
  return scope ? base::write_id(scope) + '\x1f' + std::string(text) : std::string(text);
}

}  // namespace

base::RecId id_of_key(TypeIndex type, std::string_view key, base::RecId scope) {
  return base::make_name_id("key:" + std::string(schema::registry[type].key), scoped(key, scope));
}

base::RecId id_of_name(TypeIndex type, std::string_view name, base::RecId scope) {
  return base::make_name_id("name:" + std::string(schema::registry[type].key),
                            scoped(base::fold_for_search(name), scope));
}

}  // namespace zhike::exchange
