#include "core/app/draft.h"

#include <algorithm>

#include "core/base/json.h"
#include "core/store/deletion.h"

namespace zhike::app {
namespace {

using commands::Fields;
using schema::FieldIndex;
using schema::Value;

base::Result<FieldIndex> field_of(schema::TypeIndex type, std::string_view key) {
  const auto& def = schema::registry[type];
  const FieldIndex f = def.find(key);
  if (f == def.fields.size()) return base::fail("record.unknown_field", std::string(key), std::string(def.key));
  return f;
}

base::Status check_unique(const store::Document& doc, schema::TypeIndex type, const schema::FieldDef& field,
                          const Value& value, schema::Handle self) {
  if (!field.has(schema::unique) || schema::is_empty(value)) return {};
  const schema::Handle other = doc.find_by_key(type, schema::text_of(value));
  if (other && other != self) return base::fail("record.exists", std::string(field.key), schema::text_of(value));
  return {};
}

std::string saw_json(const std::vector<base::ChangeId>& ids) {
  base::Json saw = base::Json::array();
  for (base::ChangeId id : ids) saw.push(base::write_change_id(id));
  return base::write_canonical(base::Json::object().set("saw", std::move(saw)));
}

base::Result<schema::Handle> known(const store::Document& doc, base::RecId rec) {
  const schema::Handle handle = doc.find(rec);
  if (!handle || doc.place(handle).type >= schema::type_count) return base::fail("record.missing", base::write_id(rec));
  return handle;
}

}  // namespace

Value find_value(const Fields& values, std::string_view key) {
  const auto at = std::ranges::find(values, key, [](const auto& v) { return std::string_view(v.first); });
  return at == values.end() ? Value{} : at->second;
}

void put_value(Fields& values, std::string_view key, Value value) {
  const auto at = std::ranges::find(values, key, [](const auto& v) { return std::string_view(v.first); });
  if (at == values.end())
    values.emplace_back(key, std::move(value));
  else
    at->second = std::move(value);
}

base::Status add_create(Draft& draft, const store::Document& doc, std::string_view type_key, base::RecId rec,
                        const Fields& values) {
  const schema::TypeIndex type = schema::find_type(type_key);
  if (type == schema::type_count) return base::fail("record.unknown_type", std::string(type_key));
  store::RecordOp op{std::string(type_key), rec, {}};
  for (const auto& [key, value] : values) {
    TRY(const FieldIndex f, field_of(type, key));
    const schema::FieldDef& field = schema::registry[type].fields[f];
    TRY_DO(schema::check(field, value));
    TRY_DO(check_unique(doc, type, field, value, 0));
    if (!schema::is_empty(value)) op.sets.push_back({key, {value, {}}, {}});
  }
  for (const schema::FieldDef& field : schema::registry[type].fields)
    if (field.has(schema::required) && schema::is_empty(find_value(values, field.key)))
      return base::fail("value.required", std::string(field.key));
  draft.records.push_back(std::move(op));
  return {};
}

namespace {

enum class Checks { all, none };

base::Status add_edit(Draft& draft, const store::Document& doc, base::RecId rec, const Fields& values, Checks checks) {
  TRY(const schema::Handle handle, known(doc, rec));
  if (!doc.is_visible(handle)) return base::fail("record.deleted", base::write_id(rec));
  const auto type = static_cast<schema::TypeIndex>(doc.place(handle).type);
  store::RecordOp op{std::string(schema::registry[type].key), rec, {}};
  for (const auto& [key, value] : values) {
    TRY(const FieldIndex f, field_of(type, key));
    const schema::FieldDef& field = schema::registry[type].fields[f];
    const Value shown = doc.value(handle, f);
    if (shown == value && doc.live_changes(handle, f).size() < 2) continue;
    if (checks == Checks::all) {
      if (field.has(schema::locked) && !schema::is_empty(shown)) return base::fail("record.locked_field", key);
      TRY_DO(schema::check(field, value));
      TRY_DO(check_unique(doc, type, field, value, handle));
    }
    // Fields of one group are written together: the others keep what is shown.
    for (const FieldIndex member : doc.slot_fields(type, f)) {
      const std::string_view member_key = schema::registry[type].fields[member].key;
      if (std::ranges::find(op.sets, member_key, &store::FieldSet::field) != op.sets.end()) continue;
      const bool is_given = std::ranges::any_of(values, [&](const auto& v) { return v.first == member_key; });
      op.sets.push_back({std::string(member_key),
                         {is_given ? find_value(values, member_key) : doc.value(handle, member), {}},
                         doc.live_changes(handle, f)});
    }
  }
  if (!op.sets.empty()) draft.records.push_back(std::move(op));
  return {};
}

}  // namespace

base::Status add_update(Draft& draft, const store::Document& doc, base::RecId rec, const Fields& values) {
  return add_edit(draft, doc, rec, values, Checks::all);
}

base::Status add_revert(Draft& draft, const store::Document& doc, base::RecId rec, const Fields& values) {
  return add_edit(draft, doc, rec, values, Checks::none);
}

base::Status add_delete(Draft& draft, const store::Document& doc, base::RecId rec) {
  TRY(const schema::Handle handle, known(doc, rec));
  if (doc.is_deleted(handle)) return {};
  const std::string type(doc.type_key(doc.place(handle).type));
  store::FieldValue saw{{}, saw_json(doc.live_changes(handle))};
  if (!draft.batches.empty() && draft.batches.back().type == type &&
      draft.batches.back().cols == std::vector<std::string>{std::string(store::deleted_key)}) {
    draft.batches.back().rows.push_back({rec, {std::move(saw)}});
  } else {
    draft.batches.push_back({type, {std::string(store::deleted_key)}, {{rec, {std::move(saw)}}}});
  }
  return {};
}

base::Status add_restore(Draft& draft, const store::Document& doc, base::RecId rec) {
  TRY(const schema::Handle handle, known(doc, rec));
  if (!doc.is_deleted(handle)) return {};
  draft.records.push_back(store::restore_op(doc, handle));
  return {};
}

void add_alias(Draft& draft, const store::Document& doc, schema::Handle record, base::RecId same_as) {
  // What was seen in the record is named too: an edit that is not among it was made without knowing (query/join.h).
  std::vector<base::ChangeId> over;
  if (same_as) over = doc.live_changes(record);
  if (const store::Register* now = doc.find_register(record, store::alias_slot))
    for (const store::LiveValue& live : now->live) over.push_back(doc.change(live.change).id);
  std::string value = same_as ? '"' + base::write_id(same_as) + '"' : "null";
  draft.records.push_back({std::string(doc.type_key(doc.place(record).type)),
                           doc.id(record),
                           {{std::string(store::alias_key), {{}, std::move(value)}, std::move(over)}}});
}

}  // namespace zhike::app
