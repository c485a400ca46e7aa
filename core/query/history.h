// History: who wrote what into a record, when, on which device, over which value. Read from the journal's own lines,
// which keep what the document has replaced. Used on a click, not per frame.
#pragma once

#include <string>
#include <vector>

#include "core/query/period.h"
#include "core/schema/value.h"
#include "core/store/book.h"

namespace zhike::query {

struct HistoryRow {
  store::ChangeIndex change = 0;
  base::ChangeId id;
  base::Hlc at;
  std::string by, command;
  std::string field;        // stored key; "_del": deleted or restored
  schema::Value old_value;  // what it replaced; empty when nothing
  schema::Value new_value;
  std::string raw_json;   // of fields this version does not know, and for "_del"
  bool is_first = false;  // the change that made the record
};

// All writes to the record, newest first (clock, then device and number). Empty for handle 0.
std::vector<HistoryRow> compute_history(const store::Book& book, Handle record);

}  // namespace zhike::query
