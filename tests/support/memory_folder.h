// A team folder in memory that fails as real ones do, from a seed: refuses, cuts files short, shows an older listing,
// does what it was asked and says that it did not, leaves half-written files behind.
#pragma once

#include <map>
#include <string>

#include "core/base/random.h"
#include "core/ports/shared_folder.h"

namespace zhike::test {

struct SharedDisk {  // what lies there, whoever looks
  std::map<std::string, std::string> files;
  std::map<std::string, std::string> before;  // an older state, for listings that lag behind
};

class MemoryFolder final : public ports::SharedFolder {
 public:
  MemoryFolder(SharedDisk& disk, std::uint64_t seed, double fault_share)
      : disk_(disk), random_(seed), fault_share_(fault_share) {}
  std::size_t reads = 0, faults = 0;

  void list(Done<std::vector<ports::SharedFile>> done) override {
    if (fails()) return done(base::fail("sync.unreachable"));
    const bool is_old = fails();
    std::vector<ports::SharedFile> out;
    for (const auto& [name, bytes] : is_old ? disk_.before : disk_.files) out.push_back({name, bytes.size()});
    done(std::move(out));
  }
  void read(const std::string& name, std::size_t limit_bytes, Done<std::string> done) override {
    ++reads;
    const auto at = disk_.files.find(name);
    if (at == disk_.files.end()) return done(base::fail("sync.missing", name));
    if (at->second.size() > limit_bytes) return done(base::fail("sync.too_large", name));
    if (fails()) return done(base::fail("sync.unreachable"));
    done(fails() ? at->second.substr(0, at->second.size() / 2) : at->second);
  }
  void add(const std::string& name, const std::string& temporary, std::string bytes, DoneStatus done) override {
    if (fails()) {
      disk_.files[temporary] = bytes.substr(0, bytes.size() / 2);
      return done(base::fail("sync.unreachable"));
    }
    disk_.before = disk_.files;
    disk_.files.emplace(name, std::move(bytes));
    if (fails()) return done(base::fail("sync.failed", name));  // it did
    done({});
  }
  void remove(const std::string& name, DoneStatus done) override {
    if (fails()) return done(base::fail("sync.unreachable"));
    disk_.files.erase(name);
    done({});
  }

 private:
  bool fails() {
    const bool is_fault = random_.chance(fault_share_);
    faults += is_fault ? 1 : 0;
    return is_fault;
  }
  SharedDisk& disk_;
  base::SeededRandom random_;
  double fault_share_;
};

}  // namespace zhike::test
