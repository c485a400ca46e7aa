// Conflicts: fields to which two people wrote different values without seeing each other's. Everything is kept; a
// person chooses. Used by the data room, Today and the merge preview.
#pragma once

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/query/period.h"
#include "core/schema/value.h"

namespace zhike::query {

struct ConflictValue {
  std::vector<schema::Value> values;    // one a field of ConflictRow::fields
  std::vector<base::ChangeId> changes;  // the change-sets that wrote exactly this
  store::ChangeIndex change = 0;        // the newest of them
  std::string by;
  base::DeviceId device = 0;
  std::uint32_t seq = 0;
  base::Hlc at;
  bool is_shown = false;  // the one displayed meanwhile
};

struct ConflictRow {
  Handle record = 0;
  schema::TypeIndex type = 0;
  std::vector<schema::FieldIndex> fields;     // written together
  std::vector<schema::FieldIndex> differing;  // those of them whose values differ
  std::vector<ConflictValue> values;          // shown one first, then newest first; equal values once
};

struct ConflictsParams {
  Handle record = 0;  // 0: all
  bool operator==(const ConflictsParams&) const = default;
};

struct Conflicts {
  std::vector<ConflictRow> rows;  // by type, record, field
};

Conflicts compute_conflicts(const store::Document& document, const ConflictsParams& params);
// {"type","rec","field","values":[{"v","dev","seq","by","at"}]}; for fields written together also "fields":{key:value}
// a value.
base::Json conflict_to_json(const store::Document& document, const ConflictRow& row);

}  // namespace zhike::query
