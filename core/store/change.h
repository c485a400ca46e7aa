// Change: one immutable change-set: what one command did, by whom, on which device, atomically. Also its written form.
// Used by app (makes them), store (applies them), exchange (mails them). Holds no document.
//
// Written form, stored: do not change. One line of JCS (RFC 8785), members sorted; integers and strings only:
//   {"at":HLC,"by":NAME,"cmd":COMMAND,"dev":DEVICE,"group":SEQ,"ops":[OP…],"prev":"sha256:HEX","seq":N,"sv":1,"v":1}
//   OP one record:  {"rec":UUID,"set":{FIELD:{"over":[CHANGE…],"v":VALUE}…},"type":TYPE}
//   OP many new records: {"cols":[FIELD…],"rows":[[UUID,VALUE…]…],"type":TYPE}
// "over" (absent when empty) names the changes whose values were seen and replaced. VALUE is as schema::Kind says; null
// clears. FIELD "_del" holds {"saw":[CHANGE…]} (deleted; what the deleter saw) or false (restored); "_alias" the id of
// the record this one is the same as, or null (not the same after all); "_purge" true: erased for ever, whoever held
// it. "group" (absent unless a command made several change-sets) is the seq of the command's first change-set; "prev"
// is absent at seq 1. "stub" (absent unless a purge took contents out) is the "sha256:HEX" the line had before.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/hash.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/schema/registry.h"
#include "core/schema/value.h"

namespace zhike::store {

inline constexpr int format_version = 1;  // "v"
inline constexpr int schema_version = 1;  // "sv"
inline constexpr std::string_view deleted_key = "_del";
inline constexpr std::string_view alias_key = "_alias";
inline constexpr std::string_view purge_key = "_purge";

// A value known to this version, or canonical JSON text of one it does not know (field or type of a newer version).
struct FieldValue {
  schema::Value value;
  std::string raw_json;  // used only where the field or type is unknown, and for "_del"
};

struct FieldSet {
  std::string field;
  FieldValue value;
  std::vector<base::ChangeId> over;
};

struct RecordOp {
  std::string type;
  base::RecId rec;
  std::vector<FieldSet> sets;
};

struct BatchRow {
  base::RecId rec;
  std::vector<FieldValue> values;  // as many as cols
};
struct BatchOp {
  std::string type;
  std::vector<std::string> cols;
  std::vector<BatchRow> rows;
};

struct Change {
  base::ChangeId id;
  base::Hlc at;
  std::string by;
  std::string command;
  std::uint32_t group = 0;  // seq of the command's first change-set; 0: this one stands alone
  std::string prev;         // hex SHA-256 of the device's previous change-set; empty at seq 1
  std::string stub;         // hex SHA-256 before a purge took contents out; empty: nothing was taken
  std::vector<RecordOp> records;
  std::vector<BatchOp> batches;
};

inline constexpr std::size_t max_batch_rows = 1000;

// The field of a type by its key; nullptr when this version does not know the type or the field.
const schema::FieldDef* find_field(std::string_view type, std::string_view field);

// The canonical line, without newline.
std::string write_change(const Change& change);
// Reads a line. Fails with parse_json's codes, or "change.malformed" (where: the member). Unknown members are
// ignored here: the line itself is what is kept and passed on.
base::Result<Change> read_change(std::string_view line);
base::Result<Change> read_change(const base::Json& json);

}  // namespace zhike::store
