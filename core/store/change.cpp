#include "core/store/change.h"

#include "core/base/json.h"
#include "core/base/sort.h"

namespace zhike::store {
namespace {

using base::append_json_string;

void append_value(std::string& out, const schema::FieldDef* field, const FieldValue& value) {
  if (!field || !value.raw_json.empty())
    out += value.raw_json.empty() ? "null" : value.raw_json;
  else
    schema::append_value_json(out, *field, value.value);
}

void append_record(std::string& out, const RecordOp& op) {
  std::vector<const FieldSet*> sorted;
  for (const FieldSet& set : op.sets) sorted.push_back(&set);
  base::sort(sorted, [](auto* a, auto* b) { return base::utf16_less(a->field, b->field); });
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

}  // namespace

const schema::FieldDef* find_field(std::string_view type, std::string_view field) {
  const schema::TypeIndex t = schema::find_type(type);
  if (t == schema::type_count) return nullptr;
  const auto& fields = schema::registry[t].fields;
  const schema::FieldIndex f = schema::registry[t].find(field);
  return f < fields.size() ? &fields[f] : nullptr;
}

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
  out += ",\"seq\":" + std::to_string(change.id.seq);
  if (!change.stub.empty()) out += ",\"stub\":\"sha256:" + change.stub + '"';
  out += ",\"sv\":" + std::to_string(schema_version) + ",\"v\":" + std::to_string(format_version) + '}';
  return out;
}

}  // namespace zhike::store
