#include "core/store/merge_log.h"

#include <algorithm>
#include <array>

#include "core/base/sort.h"

namespace zhike::store {
namespace {

using base::Json;

constexpr std::array<std::string_view, 4> state_keys{"begun", "in", "out", "cancelled"};

std::size_t count_of(const Json& json) {
  return json.as_integer() > 0 ? static_cast<std::size_t>(json.as_integer()) : 0;
}

bool is_kept(MergeState state) { return state == MergeState::in || state == MergeState::begun; }

bool read_entry(const Json& json, MergeEntry& entry) {
  const auto state = std::ranges::find(state_keys, json["state"].as_string());
  const auto at = base::read_hlc(json["at"].as_string());
  if (state == state_keys.end() || !at) return false;
  entry.state = static_cast<MergeState>(state - state_keys.begin());
  entry.at = *at;
  entry.by = json["by"].as_string();
  entry.from = json["from"].as_string();
  for (const Json& file : json["files"].items()) entry.files.push_back(file.as_string());
  for (const auto& [key, list] : json["brought"].members()) {
    const auto device = base::read_device(key);
    if (!device) continue;
    for (const Json& range : list.items()) {
      if (range.items().size() != 2) continue;
      const std::int64_t first = range.items()[0].as_integer(), last = range.items()[1].as_integer();
      if (first >= 1 && first <= last && last <= UINT32_MAX)
        entry.brought[*device].emplace_back(static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last));
    }
  }
  entry.fresh = count_of(json["fresh"]);
  entry.duplicate = count_of(json["duplicate"]);
  entry.parallel = count_of(json["parallel"]);
  entry.conflicts = count_of(json["conflicts"]);
  for (const auto& [type, count] : json["records"].members()) entry.records.emplace_back(type, count_of(count));
  return true;
}

}  // namespace

std::string_view merge_state_key(MergeState state) { return state_keys[static_cast<std::size_t>(state)]; }

void MergeEntry::bring(std::vector<base::ChangeId> ids) {
  brought.clear();
  base::sort(ids);
  for (const base::ChangeId id : ids) {
    auto& ranges = brought[id.device];
    if (!ranges.empty() && id.seq <= ranges.back().second + 1)
      ranges.back().second = std::max(ranges.back().second, id.seq);
    else
      ranges.emplace_back(id.seq, id.seq);
  }
}

bool MergeEntry::has(base::ChangeId id) const {
  const auto device = brought.find(id.device);
  if (device == brought.end()) return false;
  const auto& ranges = device->second;
  const auto after = std::ranges::upper_bound(ranges, id.seq, {}, [](const auto& range) { return range.first; });
  return after != ranges.begin() && id.seq <= std::prev(after)->second;
}

Json write_merge(const MergeEntry& entry) {
  Json files = Json::array(), brought = Json::object(), records = Json::object();
  for (const std::string& file : entry.files) files.push(file);
  for (const auto& [device, ranges] : entry.brought) {
    Json list = Json::array();
    for (const auto& [first, last] : ranges) list.push(Json::array().push(first).push(last));
    brought.set(base::write_device(device), std::move(list));
  }
  for (const auto& [type, count] : entry.records) records.set(type, count);
  return Json::object()
      .set("number", entry.number)
      .set("at", base::write_hlc(entry.at))
      .set("by", entry.by)
      .set("from", entry.from)
      .set("files", std::move(files))
      .set("brought", std::move(brought))
      .set("fresh", entry.fresh)
      .set("duplicate", entry.duplicate)
      .set("parallel", entry.parallel)
      .set("conflicts", entry.conflicts)
      .set("records", std::move(records))
      .set("state", merge_state_key(entry.state));
}

const MergeEntry* MergeLog::find(std::uint32_t number) const {
  return number >= 1 && number <= entries_.size() ? &entries_[number - 1] : nullptr;
}

std::uint32_t MergeLog::add(MergeEntry entry) {
  entry.number = static_cast<std::uint32_t>(entries_.size() + 1);
  entries_.push_back(std::move(entry));
  set_state(entries_.back().number, entries_.back().state);
  return entries_.back().number;
}

void MergeLog::set_state(std::uint32_t number, MergeState state) {
  if (!find(number)) return;
  entries_[number - 1].state = state;
  if (is_kept(state))
    out_.erase(number);
  else
    out_.insert(number);
}

bool MergeLog::is_out(base::ChangeId id) const {
  if (std::ranges::none_of(out_, [&](std::uint32_t number) { return find(number)->has(id); })) return false;
  return std::ranges::none_of(entries_, [&](const MergeEntry& entry) { return is_kept(entry.state) && entry.has(id); });
}

Json MergeLog::write() const {
  Json merges = Json::array();
  for (const MergeEntry& entry : entries_) merges.push(write_merge(entry));
  return Json::object().set("merges", std::move(merges));
}

MergeLog MergeLog::read(const Json& json) {
  MergeLog log;
  for (const Json& item : json["merges"].items()) {
    MergeEntry entry;
    if (!read_entry(item, entry)) continue;
    if (entry.state == MergeState::begun) entry.state = MergeState::cancelled;
    log.add(std::move(entry));
  }
  return log;
}

}  // namespace zhike::store
