#include "core/store/purge.h"

#include <algorithm>

#include "core/base/json.h"

namespace zhike::store {
namespace {

using base::Json;

bool is_purge(const RecordOp& op) { return std::ranges::find(op.sets, purge_key, &FieldSet::field) != op.sets.end(); }

Json purge_op(const std::string& type, const std::string& rec) {
  Json set = Json::object().set(std::string(purge_key), Json::object().set("v", true));
  return Json::object().set("rec", rec).set("set", std::move(set)).set("type", type);
}

}  // namespace

std::vector<base::RecId> purged_by(const Change& change) {
  std::vector<base::RecId> recs;
  for (const RecordOp& op : change.records)
    if (is_purge(op)) recs.push_back(op.rec);
  return recs;
}

bool holds_any(const Change& change, const std::set<base::RecId>& purged) {
  const auto held = [&](const RecordOp& op) {
    return purged.contains(op.rec) && !(op.sets.size() == 1 && is_purge(op));
  };
  if (std::ranges::any_of(change.records, held)) return true;
  return std::ranges::any_of(change.batches, [&](const BatchOp& op) {
    return std::ranges::any_of(op.rows, [&](const BatchRow& row) { return purged.contains(row.rec); });
  });
}

base::Result<std::string> strip(std::string_view line, const std::set<base::RecId>& purged) {
  TRY(Json json, base::parse_json(line, {.depth = 32, .string_bytes = 1 << 20, .doubles_allowed = false}));
  const auto is_purged = [&](const Json& id) {
    const auto rec = base::read_id(id.as_string());
    return rec && purged.contains(*rec);
  };
  Json ops = Json::array();
  std::vector<Json> erased;
  for (const Json& op : json["ops"].items()) {
    if (!op.find("rows")) {
      ops.push(is_purged(op["rec"]) ? purge_op(op["type"].as_string(), op["rec"].as_string()) : op);
      continue;
    }
    Json rows = Json::array();
    for (const Json& row : op["rows"].items()) {
      if (!row.items().empty() && is_purged(row.items()[0]))
        erased.push_back(purge_op(op["type"].as_string(), row.items()[0].as_string()));
      else
        rows.push(row);
    }
    Json kept = op;
    kept.set("rows", std::move(rows));
    ops.push(std::move(kept));
  }
  for (Json& op : erased) ops.push(std::move(op));
  json.set("ops", std::move(ops));
  if (!json.find("stub")) json.set("stub", "sha256:" + base::to_hex(base::sha256(line)));
  return base::write_canonical(json);
}

}  // namespace zhike::store
