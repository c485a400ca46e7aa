#include "core/query/conflicts.h"

#include <algorithm>

#include "core/base/sort.h"

namespace zhike::query {
namespace {

using schema::FieldIndex;

// The live values of one slot, equal ones together, as the document counts them.
std::vector<ConflictValue> values_of(const store::Document& document, const store::Register& slot,
                                     schema::TypeIndex type, const std::vector<FieldIndex>& fields) {
  std::vector<ConflictValue> out;
  const auto order = [&](store::ChangeIndex change) {
    return std::tuple(document.change(change).at, document.change(change).id);
  };
  for (const store::LiveValue& live : slot.live) {
    std::vector<schema::Value> values;
    for (std::size_t i = 0; i < fields.size(); ++i) values.push_back(document.to_value(type, fields[i], live.raws[i]));
    auto same = std::ranges::find(out, values, &ConflictValue::values);
    if (same == out.end()) {
      out.push_back({});
      same = out.end() - 1;
      same->values = std::move(values);
      same->change = live.change;
    } else if (order(live.change) > order(same->change)) {
      same->change = live.change;
    }
    same->changes.push_back(document.change(live.change).id);
  }
  for (ConflictValue& value : out) {
    const store::ChangeInfo& info = document.change(value.change);
    value.by = document.name(info.by);
    value.device = info.id.device;
    value.seq = info.id.seq;
    value.at = info.at;
    base::sort(value.changes);
  }
  // The greatest by (clock, device, seq) is the one displayed: Document's own rule.
  base::sort(out, [&](const ConflictValue& a, const ConflictValue& b) { return order(a.change) > order(b.change); });
  if (!out.empty()) out.front().is_shown = true;
  return out;
}

}  // namespace

Conflicts compute_conflicts(const store::Document& document, const ConflictsParams& params) {
  Conflicts out;
  for (const store::Conflict& conflict : document.conflicts()) {
    if (params.record && params.record != conflict.record) continue;
    const store::Register* slot = document.find_register(conflict.record, conflict.slot);
    ConflictRow row;
    row.record = conflict.record;
    row.type = static_cast<schema::TypeIndex>(document.place(conflict.record).type);
    row.fields = document.slot_fields(row.type, conflict.slot);
    row.values = values_of(document, *slot, row.type, row.fields);
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
      const bool differs = std::ranges::any_of(
          row.values, [&](const ConflictValue& value) { return value.values[i] != row.values.front().values[i]; });
      if (differs) row.differing.push_back(row.fields[i]);
    }
    if (!row.differing.empty()) out.rows.push_back(std::move(row));
  }
  base::sort(out.rows, {},
             [&](const ConflictRow& row) { return std::tuple(row.type, document.id(row.record), row.fields.front()); });
  return out;
}

base::Json conflict_to_json(const store::Document& document, const ConflictRow& row) {
  const auto& fields = schema::registry[row.type].fields;
  const FieldIndex main = row.differing.front();
  const auto main_at = static_cast<std::size_t>(std::ranges::find(row.fields, main) - row.fields.begin());
  base::Json values = base::Json::array();
  for (const ConflictValue& value : row.values) {
    base::Json one = base::Json::object();
    one.set("v", schema::value_to_json(fields[main], value.values[main_at]));
    one.set("dev", base::write_device(value.device));
    one.set("seq", value.seq);
    one.set("by", value.by);
    one.set("at", base::write_hlc(value.at));
    if (row.fields.size() > 1) {
      base::Json together = base::Json::object();
      for (std::size_t i = 0; i < row.fields.size(); ++i)
        together.set(std::string(fields[row.fields[i]].key),
                     schema::value_to_json(fields[row.fields[i]], value.values[i]));
      one.set("fields", std::move(together));
    }
    values.push(std::move(one));
  }
  base::Json out = base::Json::object();
  out.set("type", schema::registry[row.type].key);
  out.set("rec", base::write_id(document.id(row.record)));
  out.set("field", fields[main].key);
  out.set("values", std::move(values));
  return out;
}

}  // namespace zhike::query
