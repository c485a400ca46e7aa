// Merge log: what this laptop took in from others, one entry a merge, and which of these it has taken out again. It
// stays on this laptop. Used by Book, which leaves out of the document what the log says is out. Holds no change-sets.
//
// "meta/merges.json", stored: do not change:
//   {"merges":[{"number":N,"at":HLC,"by":NAME,"from":NAME,"files":[NAME…],"brought":{DEVICE:[[FIRST,LAST]…]},
//   "fresh":N,"duplicate":N,"parallel":N,"conflicts":N,"records":{TYPE:N},"state":"begun"|"in"|"out"|"cancelled"}…]}
// A merge that is still "begun" when the book is opened was cut off: all of it is out.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/base/ids.h"
#include "core/base/json.h"
#include "core/base/result.h"

namespace zhike::store {

enum class MergeState : std::uint8_t { begun, in, out, cancelled };
std::string_view merge_state_key(MergeState state);

struct MergeEntry {
  std::uint32_t number = 0;  // 1, 2, …; given by the log
  base::Hlc at;
  std::string by, from;  // who merged, who sent it
  std::vector<std::string> files;
  std::map<base::DeviceId, std::vector<std::pair<std::uint32_t, std::uint32_t>>> brought;  // first, last
  std::size_t fresh = 0, duplicate = 0, parallel = 0, conflicts = 0;
  std::vector<std::pair<std::string, std::size_t>> records;  // type → records the new changes touch
  MergeState state = MergeState::begun;

  void bring(std::vector<base::ChangeId> ids);  // replaces `brought`
  bool has(base::ChangeId id) const;
};

base::Json write_merge(const MergeEntry& entry);

class MergeLog {
  // Invariant: entries_ are in order of their numbers, which start at 1 and have no holes; out_ holds the numbers of
  // those that are out, few of many.
 public:
  const std::vector<MergeEntry>& entries() const { return entries_; }
  const MergeEntry* find(std::uint32_t number) const;  // nullptr when there is none
  std::uint32_t add(MergeEntry entry);                 // its number
  void set_state(std::uint32_t number, MergeState state);
  // Some merge brought it, and every merge that did is out again. What no merge brought is in.
  bool is_out(base::ChangeId id) const;
  bool has_out() const { return !out_.empty(); }

  base::Json write() const;
  // Unreadable entries are passed over: at worst their change-sets are in.
  static MergeLog read(const base::Json& json);

 private:
  std::vector<MergeEntry> entries_;
  std::set<std::uint32_t> out_;
};

}  // namespace zhike::store
