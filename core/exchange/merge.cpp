#include "core/exchange/merge.h"

#include <algorithm>

#include "core/base/sort.h"

namespace zhike::exchange {
namespace {

constexpr std::size_t most_parallel_records = 100;

std::string json_of(std::string_view type, std::string_view field, const store::FieldValue& value) {
  if (!value.raw_json.empty()) return value.raw_json;
  const schema::TypeIndex t = schema::find_type(type);
  if (t == schema::type_count) return "null";
  const schema::FieldIndex f = schema::registry[t].find(field);
  if (f == schema::registry[t].fields.size()) return "null";
  return base::write_canonical(schema::value_to_json(schema::registry[t].fields[f], value.value));
}

}  // namespace

void MergeAnalysis::begin_file(std::string name, const BundleReader& reader) {
  report_.files.push_back(std::move(name));
  if (!reader.by().empty() && senders_.insert(reader.by()).second)
    report_.from += (report_.from.empty() ? "" : ", ") + reader.by();
  sender_has_ = reader.have();
}

void MergeAnalysis::add(std::string_view line, base::InstantMs now, std::size_t place) {
  ++report_.changes;
  const auto change = store::read_change(line);
  if (!change) {
    const std::string& member = change.error().where;
    reject({"bundle.unreadable_change", report_.files.back() + ":" + std::to_string(place),
            change.error().code + (member.empty() ? "" : " " + member)});
    return;
  }
  const std::string hash = store::identity_hash(*change, line);
  const auto known = doc_.find_change(change->id);
  const auto seen = fresh_.find(change->id);
  const bool is_forked = book_.forks().has(change->id);
  if ((seen != fresh_.end() && seen->second == hash) ||
      (is_forked ? book_.forks().knows(change->id, hash) : known && base::to_hex(book_.hash(*known)) == hash)) {
    ++report_.duplicate;
    return;
  }
  if (is_forked || known || seen != fresh_.end()) reject({"bundle.fork", base::write_change_id(change->id), {}});
  fresh_.try_emplace(change->id, hash);
  ++report_.fresh;
  if (change->at.ms > now + base::clock_suspect_ms) {
    ++report_.suspect_clock;
    commands::SuspectClock& suspect = suspects_[change->id.device];
    suspect.device = base::write_device(change->id.device);
    suspect.by = change->by;
    suspect.latest = std::max(suspect.latest, change->at.ms);
    ++suspect.changes;
  }
  for (const store::RecordOp& op : change->records) add_record(*change, op);
  for (const store::BatchOp& batch : change->batches) {
    std::size_t& made = made_[batch.type];
    for (const store::BatchRow& row : batch.rows) {
      if (doc_.find(row.rec) == 0) {
        ++made;
        continue;
      }
      store::RecordOp op{batch.type, row.rec, {}};
      for (std::size_t i = 0; i < batch.cols.size(); ++i) op.sets.push_back({batch.cols[i], row.values[i], {}});
      add_record(*change, op);
    }
  }
}

void MergeAnalysis::add_record(const store::Change& change, const store::RecordOp& op) {
  edited_[op.type].insert(op.rec);
  if (is_parallel(op.rec)) parallel_.try_emplace(op.rec, op.type);
  for (const store::FieldSet& set : op.sets)
    if (set.field != store::deleted_key) write(change, op.type, op.rec, set);
}

// We changed the record too, and the sender did not know that yet.
bool MergeAnalysis::is_parallel(base::RecId rec) const {
  const schema::Handle handle = doc_.find(rec);
  if (!handle) return false;
  const auto ours = doc_.live_changes(handle);
  return std::ranges::any_of(ours, [&](base::ChangeId id) { return !sender_has_.contains(id); });
}

MergeAnalysis::SlotState& MergeAnalysis::slot(std::string_view type, base::RecId rec, std::string_view field) {
  const std::string key = base::write_id(rec) + ' ' + std::string(field);
  const auto [at, is_new] = slots_.try_emplace(key);
  SlotState& state = at->second;
  if (!is_new) return state;
  state.type = type;
  state.field = field;
  state.rec = rec;
  const schema::Handle handle = doc_.find(rec);
  const schema::TypeIndex t = schema::find_type(type);
  if (!handle || t == schema::type_count || doc_.place(handle).type != t) return state;
  const schema::FieldIndex f = schema::registry[t].find(field);
  if (f == schema::registry[t].fields.size()) return state;
  const auto together = doc_.slot_fields(t, f);
  const auto add = [&](store::ChangeIndex index, const schema::Value& value) {
    const store::ChangeInfo& info = doc_.change(index);
    state.live.push_back({info.id, base::write_canonical(schema::value_to_json(schema::registry[t].fields[f], value)),
                          std::string(doc_.name(info.by)), base::write_hlc(info.at)});
  };
  if (const store::Register* reg = doc_.find_register(handle, together.front())) {
    const auto member = static_cast<std::size_t>(std::ranges::find(together, f) - together.begin());
    for (const store::LiveValue& live : reg->live) add(live.change, doc_.to_value(t, f, live.raws[member]));
  } else if (const auto ids = doc_.live_changes(handle, f); !ids.empty()) {
    add(*doc_.find_change(ids.front()), doc_.value(handle, f));
  }
  return state;
}

void MergeAnalysis::write(const store::Change& change, std::string_view type, base::RecId rec,
                          const store::FieldSet& set) {
  SlotState& state = slot(type, rec, set.field);
  std::erase_if(state.live,
                [&](const Live& live) { return std::ranges::find(set.over, live.change) != set.over.end(); });
  state.live.push_back({change.id, json_of(type, set.field, set.value), change.by, base::write_hlc(change.at)});
}

std::vector<base::ChangeId> MergeAnalysis::fresh() const {
  std::vector<base::ChangeId> ids;
  ids.reserve(fresh_.size());
  for (const auto& [id, hash] : fresh_) ids.push_back(id);
  return ids;
}

// What a person knows the record by: its name, else its first text.
std::string MergeAnalysis::name_of(std::string_view type, base::RecId rec) const {
  const schema::Handle handle = doc_.find(rec);
  const schema::TypeIndex t = schema::find_type(type);
  if (!handle || t == schema::type_count || doc_.place(handle).type != t) return {};
  const auto& fields = schema::registry[t].fields;
  for (const std::string_view key : {"name", "title", "text", "original_words", "summary", "key"})
    if (const schema::FieldIndex f = schema::registry[t].find(key); f < fields.size() && !doc_.text(handle, f).empty())
      return std::string(doc_.text(handle, f));
  return {};
}

// Takes what it has looked at out of slots_: with a large bundle, dropping them all at once would take long.
bool MergeAnalysis::compare(std::size_t slots) {
  for (; slots > 0 && !slots_.empty(); --slots) {
    const auto at = slots_.begin();
    const SlotState& state = at->second;
    const bool differs =
        std::ranges::any_of(state.live, [&](const Live& live) { return live.value != state.live.front().value; });
    if (differs) {
      commands::MergeConflict conflict{state.type, state.rec, state.field, {}, {}};
      conflict.name = name_of(state.type, state.rec);
      for (const Live& live : state.live) conflict.values.push_back({live.value, live.change, live.by, live.at});
      base::sort(conflict.values, {}, &commands::ConflictValue::change);
      report_.conflicts.push_back(std::move(conflict));
    }
    slots_.erase(at);
  }
  return !slots_.empty();
}

commands::MergePreview MergeAnalysis::report() {
  compare(SIZE_MAX);
  commands::MergePreview out = std::move(report_);
  out.parallel = parallel_.size();
  for (const auto& [rec, type] : parallel_)
    if (out.parallel_records.size() < most_parallel_records)
      out.parallel_records.push_back({type, rec, name_of(type, rec)});
  for (const auto& [device, suspect] : suspects_) out.suspects.push_back(suspect);
  std::map<std::string, std::size_t> records = made_;
  for (const auto& [type, recs] : edited_) records[type] += recs.size();
  for (const auto& [type, count] : records)
    if (count) out.records.emplace_back(type, count);
  base::sort(out.conflicts, {}, [](const commands::MergeConflict& c) { return std::pair(c.rec, c.field); });

  Have after = have_of(doc_);
  for (const auto& [id, hash] : fresh_) after.add(id);
  for (const Gap& gap : gaps(after, book_.forks()))
    out.missing.push_back({base::write_device(gap.device), gap.range.first, gap.range.second});
  return out;
}

}  // namespace zhike::exchange
