// Commands every record type has: create, update, delete, restore, resolve a conflict.
#include "core/app/handlers.h"

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

}  // namespace zhike::app
