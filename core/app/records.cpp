// Commands every record type has: create, update, delete, restore, resolve a conflict.
#include "core/app/handlers.h"
#include "core/query/history.h"

namespace zhike::app {

base::Result<Draft> create_record(const Document& doc, const commands::CreateRecord& c, const Env& env) {
  Draft draft;
  draft.made = c.rec ? c.rec : env.make_id();
  if (doc.find(draft.made) && doc.place(doc.find(draft.made)).row != store::no_row)
    return base::fail("record.exists", "rec", base::write_id(draft.made));
  commands::Fields values = c.values;
  // What a person leaves empty gets the value that is true of any new record.
  const auto fill = [&](std::string_view type, std::string_view field, schema::Value value) {
    if (c.type == type && schema::is_empty(find_value(values, field))) put_value(values, field, std::move(value));
  };
  fill("customer", "status", "active");
  fill("communication", "at", env.now);
  fill("communication", "staff", env.by);
  fill("promise", "status", "open");
  fill("promise", "made_on", std::int64_t{env.today});
  fill("promise", "staff", env.by);
  fill("complaint", "status", "open");
  fill("complaint", "severity", "normal");
  fill("complaint", "received", env.now);
  fill("problem", "status", "open");
  fill("problem", "opened", std::int64_t{env.today});
  TRY_DO(add_create(draft, doc, c.type, draft.made, values));
  return draft;
}

base::Result<Draft> update_records(const Document& doc, const commands::UpdateRecords& c, const Env&) {
  Draft draft;
  for (const base::RecId rec : c.recs) TRY_DO(add_update(draft, doc, rec, c.values));
  return draft;
}

base::Result<Draft> delete_records(const Document& doc, const commands::DeleteRecords& c, const Env&) {
  Draft draft;
  for (const base::RecId rec : c.recs) TRY_DO(add_delete(draft, doc, rec));
  return draft;
}

base::Result<Draft> restore_records(const Document& doc, const commands::RestoreRecords& c, const Env&) {
  Draft draft;
  for (const base::RecId rec : c.recs) TRY_DO(add_restore(draft, doc, rec));
  return draft;
}

base::Result<Draft> resolve_conflict(const Document& doc, const commands::ResolveConflict& c, const Env&) {
  Draft draft;
  TRY_DO(add_update(draft, doc, c.rec, c.values));
  return draft;
}

base::Result<Draft> restore_value(const Document& doc, const commands::RestoreValue& c, const Env& env) {
  Draft draft;
  for (const query::HistoryRow& row : query::compute_history(*env.book, doc.find(c.rec))) {
    if (row.id != c.change || row.field != c.field) continue;
    if (row.field == store::deleted_key) {
      TRY_DO(add_restore(draft, doc, c.rec));
      return draft;
    }
    const bool is_written = c.which == commands::RestoreValue::Which::written;
    TRY_DO(add_revert(draft, doc, c.rec, {{c.field, is_written ? row.new_value : row.old_value}}));
    return draft;
  }
  return base::fail("history.no_such_value", c.field, base::write_change_id(c.change));
}

}  // namespace zhike::app
