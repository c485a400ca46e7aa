#include "core/store/change.h"

#include <algorithm>

#include "core/base/json.h"

namespace zhike::store {
namespace {

using base::append_json_string;
using base::Json;

const schema::FieldDef* find_field(std::string_view type, std::string_view field) {
  const schema::TypeIndex t = schema::find_type(type);
  if (t == schema::type_count) return nullptr;
  const auto& fields = schema::registry[t].fields;
  const schema::FieldIndex f = schema::registry[t].find(field);
  return f < fields.size() ? &fields[f] : nullptr;
}

void append_value(std::string& out, const schema::FieldDef* field, const FieldValue& value) {
  if (!field || !value.raw_json.empty()) {
    out += value.raw_json.empty() ? "null" : value.raw_json;
  } else if (field->is_text() && field->kind != schema::Kind::list && !schema::is_empty(value.value)) {
    append_json_string(out, schema::text_of(value.value));
  } else {
    out += base::write_canonical(schema::value_to_json(*field, value.value));
  }
}

void append_record(std::string& out, const RecordOp& op) {
  std::vector<const FieldSet*> sorted;
  for (const FieldSet& set : op.sets) sorted.push_back(&set);
  std::ranges::sort(sorted, [](auto* a, auto* b) { return base::utf16_less(a->field, b->field); });
  out += "{\"rec\":\"" + base::write_id(op.rec) + "\",\"set\":{";
  bool first = true;
  for (const FieldSet* set : sorted) {
    if (!first) out += ',';
    first = false;
    append_json_string(out, set->field);
    out += ":{";
    if (!set->over.empty()) {
      out += "\"over\":[";
      for (std::size_t i = 0; i < set->over.size(); ++i)
        out += (i ? ",\"" : "\"") + base::write_change_id(set->over[i]) + '"';
      out += "],";
    }
    out += "\"v\":";
    append_value(out, find_field(op.type, set->field), set->value);
    out += '}';
  }
  out += "},\"type\":";
  append_json_string(out, op.type);
  out += '}';
}

void append_batch(std::string& out, const BatchOp& op) {
  std::vector<const schema::FieldDef*> fields;
  out += "{\"cols\":[";
  for (std::size_t i = 0; i < op.cols.size(); ++i) {
    if (i) out += ',';
    append_json_string(out, op.cols[i]);
    fields.push_back(find_field(op.type, op.cols[i]));
  }
  out += "],\"rows\":[";
  bool first = true;
  for (const BatchRow& row : op.rows) {
    out += first ? "[\"" : ",[\"";
    first = false;
    out += base::write_id(row.rec) + '"';
    for (std::size_t i = 0; i < op.cols.size(); ++i) {
      out += ',';
      append_value(out, fields[i], row.values[i]);
    }
    out += ']';
  }
  out += "],\"type\":";
  append_json_string(out, op.type);
  out += '}';
}

base::Result<FieldValue> read_value(std::string_view type, std::string_view key, const Json& json) {
  const schema::FieldDef* field = find_field(type, key);
  if (!field) return FieldValue{{}, base::write_canonical(json)};
  TRY(schema::Value value, schema::value_from_json(*field, json));
  return FieldValue{std::move(value), {}};
}

base::Result<RecordOp> read_record(const Json& json) {
  const auto rec = base::read_id(json["rec"].as_string());
  if (!rec) return base::fail("change.malformed", "rec");
  RecordOp op{json["type"].as_string(), *rec, {}};
  for (const auto& [key, cell] : json["set"].members()) {
    const Json* v = cell.find("v");
    if (!v) return base::fail("change.malformed", key);
    TRY(FieldValue value, read_value(op.type, key, *v));
    FieldSet set{key, std::move(value), {}};
    for (const Json& seen : cell["over"].items()) {
      const auto id = base::read_change_id(seen.as_string());
      if (!id) return base::fail("change.malformed", key + ".over");
      set.over.push_back(*id);
    }
    op.sets.push_back(std::move(set));
  }
  return op;
}

base::Result<BatchOp> read_batch(const Json& json) {
  BatchOp op{json["type"].as_string(), {}, {}};
  for (const Json& col : json["cols"].items()) op.cols.push_back(col.as_string());
  op.rows.reserve(json["rows"].items().size());
  for (const Json& row : json["rows"].items()) {
    const auto& cells = row.items();
    if (cells.size() != op.cols.size() + 1) return base::fail("change.malformed", "rows");
    const auto rec = base::read_id(cells[0].as_string());
    if (!rec) return base::fail("change.malformed", "rows");
    BatchRow read{*rec, {}};
    read.values.reserve(op.cols.size());
    for (std::size_t i = 0; i < op.cols.size(); ++i) {
      TRY(FieldValue value, read_value(op.type, op.cols[i], cells[i + 1]));
      read.values.push_back(std::move(value));
    }
    op.rows.push_back(std::move(read));
  }
  return op;
}

}  // namespace

std::string write_change(const Change& change) {
  std::string out = "{\"at\":\"" + base::write_hlc(change.at) + "\",\"by\":";
  append_json_string(out, change.by);
  out += ",\"cmd\":";
  append_json_string(out, change.command);
  out += ",\"dev\":\"" + base::write_device(change.id.device) + '"';
  if (change.group) out += ",\"group\":" + std::to_string(change.group);
  out += ",\"ops\":[";
  bool first = true;
  for (const RecordOp& op : change.records) {
    if (!first) out += ',';
    first = false;
    append_record(out, op);
  }
  for (const BatchOp& op : change.batches) {
    if (!first) out += ',';
    first = false;
    append_batch(out, op);
  }
  out += ']';
  if (!change.prev.empty()) out += ",\"prev\":\"sha256:" + change.prev + '"';
  out += ",\"seq\":" + std::to_string(change.id.seq) + ",\"sv\":" + std::to_string(schema_version) +
         ",\"v\":" + std::to_string(format_version) + '}';
  return out;
}

base::Result<Change> read_change(std::string_view line) {
  TRY(Json json, base::parse_json(line, {.depth = 32, .string_bytes = 1 << 20, .doubles_allowed = false}));
  return read_change(json);
}

base::Result<Change> read_change(const Json& json) {
  Change change;
  const auto at = base::read_hlc(json["at"].as_string());
  const auto device = base::read_device(json["dev"].as_string());
  const std::int64_t seq = json["seq"].as_integer();
  if (!at) return base::fail("change.malformed", "at");
  if (!device) return base::fail("change.malformed", "dev");
  if (seq < 1 || seq > UINT32_MAX) return base::fail("change.malformed", "seq");
  change.id = {*device, static_cast<std::uint32_t>(seq)};
  change.at = *at;
  change.by = json["by"].as_string();
  change.command = json["cmd"].as_string();
  change.group = static_cast<std::uint32_t>(json["group"].as_integer());
  if (const std::string& prev = json["prev"].as_string(); prev.starts_with("sha256:")) change.prev = prev.substr(7);
  if (!json["ops"].is_array()) return base::fail("change.malformed", "ops");
  for (const Json& op : json["ops"].items()) {
    if (op.find("rows")) {
      TRY(BatchOp batch, read_batch(op));
      change.batches.push_back(std::move(batch));
    } else {
      TRY(RecordOp record, read_record(op));
      change.records.push_back(std::move(record));
    }
  }
  return change;
}

}  // namespace zhike::store
