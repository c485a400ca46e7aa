#include "core/store/forks.h"

#include <algorithm>

namespace zhike::store {
namespace {

base::ChangeId twin_id(base::ChangeId id, std::string_view hash) {
  return {base::read_device(hash.substr(0, 16)).value_or(0), id.seq};
}

}  // namespace

std::string identity_hash(const Change& change, std::string_view line) {
  return change.stub.empty() ? base::to_hex(base::sha256(line)) : change.stub;
}

base::Sha256 stub_hash(const Change& change) { return base::read_sha256(change.stub).value_or(base::Sha256{}); }

bool Forks::knows(base::ChangeId id, std::string_view hash) const {
  const auto at = twins_.find(id);
  return at != twins_.end() && std::ranges::find(at->second, hash, &Twin::hash) != at->second.end();
}

Forks::SlotName Forks::slot_of(std::string_view type, base::RecId rec, std::string_view field) {
  const schema::FieldDef* def = find_field(type, field);
  return {rec, def && !def->options.group.empty() ? ' ' + std::string(def->options.group) : std::string(field)};
}

bool Forks::add(const Change& change, const std::string& hash) {
  if (knows(change.id, hash)) return false;
  Twin twin{twin_id(change.id, hash), hash, {}};
  for (const RecordOp& op : change.records)
    for (const FieldSet& set : op.sets) twin.slots.insert(slot_of(op.type, op.rec, set.field));
  for (const BatchOp& op : change.batches)
    for (const BatchRow& row : op.rows)
      for (const std::string& col : op.cols) twin.slots.insert(slot_of(op.type, row.rec, col));
  devices_.insert(twin.id.device);
  twins_[change.id].push_back(std::move(twin));
  return true;
}

std::vector<std::pair<base::ChangeId, std::size_t>> Forks::list() const {
  std::vector<std::pair<base::ChangeId, std::size_t>> out;
  for (const auto& [id, twins] : twins_) out.emplace_back(id, twins.size());
  return out;
}

void Forks::write(ByteWriter& out) const {
  out.number(twins_.size());
  for (const auto& [id, twins] : twins_) {
    out.change_id(id);
    out.number(twins.size());
    for (const Twin& twin : twins) {
      out.text(twin.hash);
      out.number(twin.slots.size());
      for (const auto& [rec, field] : twin.slots) out.id(rec), out.text(field);
    }
  }
}

std::optional<Forks> Forks::read(ByteReader& in) {
  Forks forks;
  for (std::size_t ids = in.count(); ids > 0; --ids) {
    const base::ChangeId id = in.change_id();
    std::vector<Twin>& twins = forks.twins_[id];
    for (std::size_t n = in.count(); n > 0; --n) {
      Twin twin{{}, std::string(in.text()), {}};
      if (!base::read_sha256(twin.hash) || forks.knows(id, twin.hash)) return std::nullopt;
      twin.id = twin_id(id, twin.hash);
      for (std::size_t slots = in.count(); slots > 0; --slots) {
        const base::RecId rec = in.id();
        twin.slots.emplace(rec, in.text());
      }
      forks.devices_.insert(twin.id.device);
      twins.push_back(std::move(twin));
    }
    if (twins.size() < 2) return std::nullopt;
  }
  return in.ok() ? std::optional(std::move(forks)) : std::nullopt;
}

Change Forks::adapt(Change change, std::string_view line) const {
  if (twins_.empty()) return change;
  if (has(change.id)) change.id = twin_id(change.id, identity_hash(change, line));
  for (RecordOp& op : change.records) {
    for (FieldSet& set : op.sets) {
      std::vector<base::ChangeId> over;
      for (const base::ChangeId seen : set.over) {
        const auto forked = twins_.find(seen);
        if (forked == twins_.end()) {
          over.push_back(seen);
          continue;
        }
        const SlotName slot = slot_of(op.type, op.rec, set.field);
        const auto wrote = [&](const Twin& twin) { return twin.slots.contains(slot); };
        // Where nobody can tell, the bare id stays: it replaces nothing, but a cleared field still says that it was.
        const bool is_clear = std::ranges::count_if(forked->second, wrote) == 1;
        over.push_back(is_clear ? std::ranges::find_if(forked->second, wrote)->id : seen);
      }
      set.over = std::move(over);
    }
  }
  return change;
}

}  // namespace zhike::store
