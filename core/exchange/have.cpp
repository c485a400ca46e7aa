#include "core/exchange/have.h"

#include <algorithm>

#include "core/base/sort.h"

namespace zhike::exchange {

bool Have::contains(base::ChangeId id) const {
  const auto device = ranges.find(id.device);
  if (device == ranges.end()) return false;
  return std::ranges::any_of(device->second,
                             [&](const SeqRange& r) { return r.first <= id.seq && id.seq <= r.second; });
}

void Have::add(base::ChangeId id) {
  std::vector<SeqRange>& list = ranges[id.device];
  // The first range that ends at or beyond the number before this one.
  const auto at = std::ranges::lower_bound(list, id.seq - 1, {}, &SeqRange::second);
  if (at == list.end() || at->first > std::uint64_t{id.seq} + 1) {
    list.insert(at, {id.seq, id.seq});
    return;
  }
  at->first = std::min(at->first, id.seq);
  at->second = std::max(at->second, id.seq);
  const auto next = at + 1;
  if (next != list.end() && next->first == std::uint64_t{at->second} + 1) {
    at->second = next->second;
    list.erase(next);
  }
}

void Have::join(const Have& other) {
  for (const auto& [device, theirs] : other.ranges) {
    std::vector<SeqRange> all = theirs, joined;
    all.insert(all.end(), ranges[device].begin(), ranges[device].end());
    base::sort(all);
    for (const SeqRange& range : all) {
      if (!joined.empty() && range.first <= std::uint64_t{joined.back().second} + 1)
        joined.back().second = std::max(joined.back().second, range.second);
      else
        joined.push_back(range);
    }
    ranges[device] = std::move(joined);
  }
}

std::size_t Have::count() const {
  std::size_t total = 0;
  for (const auto& [device, list] : ranges)
    for (const auto& [first, last] : list) total += std::size_t{last} - first + 1;
  return total;
}

Have acknowledged(const store::Book& book) {
  Have have = have_of(book.document());
  for (const base::DeviceId device : book.doubted()) have.ranges.erase(device);
  return have;
}

Have have_of(const store::Document& document) {
  std::map<base::DeviceId, std::vector<std::uint32_t>> seqs;
  for (store::ChangeIndex i = 0; i < document.change_count(); ++i) {
    const base::ChangeId id = document.change(i).id;
    seqs[id.device].push_back(id.seq);
  }
  Have have;
  for (auto& [device, list] : seqs) {
    base::sort(list);
    auto& ranges = have.ranges[device];
    for (const std::uint32_t seq : list) {
      if (!ranges.empty() && ranges.back().second + 1 == seq)
        ranges.back().second = seq;
      else
        ranges.emplace_back(seq, seq);
    }
  }
  return have;
}

base::Json write_have(const Have& have) {
  base::Json out = base::Json::object();
  for (const auto& [device, ranges] : have.ranges) {
    base::Json list = base::Json::array();
    for (const auto& [first, last] : ranges) list.push(base::Json::array().push(first).push(last));
    out.set(base::write_device(device), std::move(list));
  }
  return out;
}

Have read_have(const base::Json& json) {
  const base::Json& map = json.find("have") ? json["have"] : json;
  Have have;
  for (const auto& [key, list] : map.members()) {
    const auto device = base::read_device(key);
    if (!device) continue;
    std::vector<SeqRange> ranges;
    for (const base::Json& range : list.items()) {
      if (range.items().size() != 2) continue;
      const std::int64_t first = range.items()[0].as_integer(), last = range.items()[1].as_integer();
      if (first >= 1 && first <= last && last <= UINT32_MAX)
        ranges.emplace_back(static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last));
    }
    base::sort(ranges);
    if (!ranges.empty()) have.join({{{*device, std::move(ranges)}}});
  }
  return have;
}

std::vector<Gap> gaps(const Have& have, const store::Forks& forks) {
  Have held = have;
  for (const auto& [id, twins] : forks.list()) held.add(id);
  std::vector<Gap> found;
  for (const auto& [device, ranges] : held.ranges) {
    if (forks.is_twin(device)) continue;
    std::uint64_t next = 1;
    for (const auto& [first, last] : ranges) {
      if (first > next) found.push_back({device, {static_cast<std::uint32_t>(next), first - 1}});
      next = std::uint64_t{last} + 1;
    }
  }
  return found;
}

}  // namespace zhike::exchange
