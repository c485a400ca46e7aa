// Forks: change-sets of one device that bear the same number but differ, from a copied profile or a restored backup.
// All are kept. Each gets a device number of its own, made from its hash, so that the document sees them as change-sets
// made side by side; which one an "over" meant is found by what they wrote. Used by Book.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/store/byte_stream.h"
#include "core/store/change.h"

namespace zhike::store {

// Hex SHA-256 of the line as first written: what tells two change-sets of one number apart.
std::string identity_hash(const Change& change, std::string_view line);
// The hash a stub had before contents were taken out; zero for any other change-set.
base::Sha256 stub_hash(const Change& change);

class Forks {
  // Invariant: an id is in twins_ with two or more twins, none equal; all pure functions of the set of change-sets.
 public:
  bool empty() const { return twins_.empty(); }
  bool has(base::ChangeId id) const { return twins_.contains(id); }
  bool knows(base::ChangeId id, std::string_view hash) const;
  // Adds a twin; `change` as it was read. False when it is there already.
  bool add(const Change& change, const std::string& hash);
  // The ids that are forked, and how many twins each has.
  std::vector<std::pair<base::ChangeId, std::size_t>> list() const;
  // True when the device stands for one twin: its numbers have no beginning and no gaps.
  bool is_twin(base::DeviceId device) const { return devices_.contains(device); }

  void write(ByteWriter& out) const;
  // Nothing when the bytes are not what write() gave.
  static std::optional<Forks> read(ByteReader& in);

  // As the document takes it: a twin under its own id; an "over" that names a forked id names the twin that wrote the
  // same slot, or nothing where several did: a value too many is shown rather than one lost.
  Change adapt(Change change, std::string_view line) const;

 private:
  using SlotName = std::pair<base::RecId, std::string>;  // record, field or group
  struct Twin {
    base::ChangeId id;
    std::string hash;
    std::set<SlotName> slots;
  };
  static SlotName slot_of(std::string_view type, base::RecId rec, std::string_view field);
  std::map<base::ChangeId, std::vector<Twin>> twins_;
  std::set<base::DeviceId> devices_;
};

}  // namespace zhike::store
