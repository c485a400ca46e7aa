// Draft: the change-sets a handler wants made, before they are stamped. Helpers that turn field values into ops with
// the right `over`, checked against the field table. Used by handlers and jobs; changes nothing itself.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/commands/commands.h"
#include "core/store/book.h"

namespace zhike::app {

// What a handler may know besides the document.
struct Env {
  base::InstantMs now = 0;
  base::Day today = 0;
  std::string by;
  std::function<base::RecId()> make_id;
  const store::Book* book = nullptr;  // for what the document has forgotten: replaced values
};

struct Draft {
  std::string command;
  std::vector<store::RecordOp> records;
  std::vector<store::BatchOp> batches;
  base::RecId made{};  // the main record this draft creates, if any

  bool is_empty() const { return records.empty() && batches.empty(); }
};

// Adds a new record. Checks every value and that required fields are there. Fails with "record.unknown_type",
// "record.unknown_field" (where: field), "record.exists" (its unique key is taken; detail: the key) and what
// schema::check finds.
base::Status add_create(Draft& draft, const store::Document& doc, std::string_view type, base::RecId rec,
                        const commands::Fields& values);

// Adds an edit of an existing record; values equal to what is shown are left out. Fails as add_create, and with
// "record.missing", "record.deleted", "record.locked_field" (where: field).
base::Status add_update(Draft& draft, const store::Document& doc, base::RecId rec, const commands::Fields& values);

// Adds an edit that puts earlier values back (undo, "restore this value"): neither locks nor limits apply to them.
base::Status add_revert(Draft& draft, const store::Document& doc, base::RecId rec, const commands::Fields& values);

// Adds a delete or a restore. Records that are in that state already are left out; "record.missing" when unknown.
base::Status add_delete(Draft& draft, const store::Document& doc, base::RecId rec);
base::Status add_restore(Draft& draft, const store::Document& doc, base::RecId rec);

// Says that the record is the same as another one, or (none) that it is not.
void add_alias(Draft& draft, const store::Document& doc, schema::Handle record, base::RecId same_as);

// The value of a field among `values`, or an empty one.
schema::Value find_value(const commands::Fields& values, std::string_view key);
// Sets or replaces a field.
void put_value(commands::Fields& values, std::string_view key, schema::Value value);

}  // namespace zhike::app
