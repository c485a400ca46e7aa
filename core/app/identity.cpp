// Which record is which: two that are the same, and one that must be forgotten.
#include <algorithm>
#include <set>

#include "core/app/handlers.h"
#include "core/query/join.h"

namespace zhike::app {
namespace {

using schema::Handle;

base::Result<Handle> known(const Document& doc, base::RecId rec) {
  const Handle handle = doc.find(rec);
  if (!handle || doc.place(handle).type >= schema::type_count) return base::fail("record.missing", base::write_id(rec));
  return handle;
}

// The records that would mean nothing without this one: those that must name it.
std::vector<Handle> parts_of(const Document& doc, Handle whole) {
  std::vector<Handle> parts;
  const std::string_view key = doc.type_key(doc.place(whole).type);
  for (schema::TypeIndex type = 0; type < schema::type_count; ++type) {
    const store::Table& table = doc.table(type);
    for (std::size_t f = 0; f < table.columns.size(); ++f) {
      const store::Column& column = table.columns[f];
      if (column.field().kind != schema::Kind::ref || column.field().options.target != key) continue;
      // A response keeps a customer's words even where the survey does not ask who answers.
      if (!column.field().has(schema::required) && key != "customer") continue;
      for (store::Row row = 0; row < table.rows(); ++row)
        if (column.raw(row) == whole || doc.written(type, static_cast<schema::FieldIndex>(f), row) == whole)
          parts.push_back(table.handles[row]);
    }
  }
  return parts;
}

}  // namespace

base::Result<Draft> join_records(const Document& doc, const commands::JoinRecords& c, const Env&) {
  TRY(const Handle given, known(doc, c.kept));
  TRY(const Handle duplicate, known(doc, c.duplicate));
  const Handle kept = doc.root(given);
  if (doc.place(kept).type != doc.place(duplicate).type)
    return base::fail("join.other_type", base::write_id(c.duplicate), std::string(doc.type_key(doc.place(kept).type)));
  if (kept == doc.root(duplicate)) return base::fail("join.same_already", base::write_id(c.duplicate));
  if (!doc.is_visible(kept)) return base::fail("record.deleted", base::write_id(c.kept));
  if (doc.is_deleted(duplicate)) return base::fail("record.deleted", base::write_id(c.duplicate));
  Draft draft;
  // The least id is the one shown: that one must have everything.
  const auto [shown, hidden] =
      doc.id(kept) < doc.id(duplicate) ? std::pair(kept, doc.root(duplicate)) : std::pair(doc.root(duplicate), kept);
  commands::Fields values;
  const auto& fields = schema::registry[doc.place(shown).type].fields;
  for (const query::JoinField& row : query::plan_join(doc, shown, hidden).fields)
    put_value(values, fields[row.field].key, row.proposed);
  for (const auto& [key, value] : c.values) put_value(values, key, value);
  if (!values.empty()) TRY_DO(add_revert(draft, doc, doc.id(shown), values));
  add_alias(draft, doc, hidden, doc.id(shown));
  return draft;
}

base::Result<Draft> separate_record(const Document& doc, const commands::SeparateRecord& c, const Env& env) {
  TRY(const Handle record, known(doc, c.rec));
  Draft draft;
  std::vector<Handle> parting{record};
  // From the record that is shown, whatever was joined to it parts.
  if (doc.root(record) == record)
    for (const Handle other : doc.joined(record)) parting.push_back(other);
  for (const Handle handle : parting) {
    const store::Register* now = doc.find_register(handle, store::alias_slot);
    const auto is_alias = [&](const store::LiveValue& live) { return doc.raw_json(live.raws[0]) != "null"; };
    if (!now || std::ranges::none_of(now->live, is_alias)) continue;
    TRY_DO(add_revert(draft, doc, doc.id(doc.root(record)), query::before_join(*env.book, handle)));
    add_alias(draft, doc, handle, {});
  }
  if (draft.is_empty()) return base::fail("join.not_joined", base::write_id(c.rec));
  return draft;
}

base::Result<Draft> purge_records(const Document& doc, const commands::PurgeRecords& c, const Env&) {
  std::set<base::RecId> done;
  std::vector<Handle> open;
  const auto reach = [&](Handle handle) {
    if (done.insert(doc.id(handle)).second) open.push_back(handle);
  };
  for (const base::RecId rec : c.recs) {
    TRY(const Handle handle, known(doc, rec));
    reach(handle);
  }
  for (std::size_t at = 0; at < open.size(); ++at) {
    const Handle whole = open[at];
    for (const Handle part : parts_of(doc, whole)) reach(part);
    for (const Handle other : doc.joined(whole)) reach(other);  // the same person under another id
  }
  Draft draft;
  for (const Handle handle : open)
    draft.records.push_back({std::string(doc.type_key(doc.place(handle).type)),
                             doc.id(handle),
                             {{std::string(store::purge_key), {{}, "true"}, {}}}});
  return draft;
}

}  // namespace zhike::app
