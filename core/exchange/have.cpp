#include "core/exchange/have.h"

#include <algorithm>

namespace zhike::exchange {

bool Have::contains(base::ChangeId id) const {
  const auto device = ranges.find(id.device);
  if (device == ranges.end()) return false;
  return std::ranges::any_of(device->second,
                             [&](const SeqRange& r) { return r.first <= id.seq && id.seq <= r.second; });
}

Have have_of(const store::Document& document) {
  std::map<base::DeviceId, std::vector<std::uint32_t>> seqs;
  for (store::ChangeIndex i = 0; i < document.change_count(); ++i) {
    const base::ChangeId id = document.change(i).id;
    seqs[id.device].push_back(id.seq);
  }
  Have have;
  for (auto& [device, list] : seqs) {
    std::ranges::sort(list);
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
    std::ranges::sort(ranges);
    if (!ranges.empty()) have.ranges[*device] = std::move(ranges);
  }
  return have;
}

std::vector<Gap> gaps(const Have& have) {
  std::vector<Gap> found;
  for (const auto& [device, ranges] : have.ranges) {
    std::uint32_t next = 1;
    for (const auto& [first, last] : ranges) {
      if (first > next) found.push_back({device, {next, first - 1}});
      next = last + 1;
    }
  }
  return found;
}

}  // namespace zhike::exchange
