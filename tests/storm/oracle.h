// Oracle: what a book must show for a set of change-sets, worked out from scratch and as simply as can be, without any
// code of core/store but the field table. Slow by design. Used by the simulator.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/json.h"

namespace zhike::storm {

struct Write {
  std::string type, field;
  base::RecId rec;
  base::Json value;
  std::vector<std::string> over;
};
// A change-set as it stands in its line.
struct Said {
  std::string id, hash;  // "device:seq"; SHA-256 before any purge
  std::string device, at;
  std::vector<Write> writes;
};
Said read_line(const std::string& line);

struct LiveCell {
  std::map<std::string, std::string> live;  // change → canonical JSON of the slot's values, joined by ';'
  std::string shown;                        // change whose value is displayed; empty: none
};
struct ExpectedRecord {
  std::string type;
  std::map<std::string, LiveCell> cells;  // by the first field of the slot
  bool is_deleted = false;
  base::RecId root{};
};
struct Expected {
  std::map<base::RecId, ExpectedRecord> records;
  std::set<base::RecId> purged;
  // What the set holds, for the generator's own coverage.
  std::size_t forks = 0, clashes = 0, most_live = 0, equal_clocks = 0, saved_from_delete = 0, alias_groups = 0;
};
Expected expect(const std::vector<const Said*>& set);

}  // namespace zhike::storm
