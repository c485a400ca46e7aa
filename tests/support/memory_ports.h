// Ports in memory for tests: storage that can fail or lose what was not committed, a clock that stands where it is put,
// seeded randomness.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/ports/clock.h"
#include "core/ports/storage.h"

namespace zhike::test {

class MemoryStorage : public ports::Storage {
 public:
  std::map<std::string, std::string, std::less<>> files;
  int commits = 0;
  int fail_from = -1;  // this commit and later ones fail (0-based); −1: none

  base::Result<std::vector<std::string>> list() override {
    std::vector<std::string> paths;
    for (const auto& [path, bytes] : files) paths.push_back(path);
    return paths;
  }
  base::Result<std::string> read(std::string_view path) override {
    const auto at = files.find(path);
    if (at == files.end()) return base::fail("storage.missing", std::string(path));
    return at->second;
  }
  void commit(std::vector<ports::FileWrite> writes, std::vector<std::string> removes,
              std::function<void(base::Status)> done) override {
    if (fail_from >= 0 && commits++ >= fail_from) {
      done(base::fail("storage.full"));
      return;
    }
    for (ports::FileWrite& write : writes) files[write.path] = std::move(write.bytes);
    for (const std::string& path : removes) files.erase(path);
    done({});
  }
};

class FixedClock : public ports::Clock {
 public:
  base::InstantMs at = 1'795'255'200'000;  // 2026-11-21T10:00:00Z
  base::InstantMs now() override { return at; }
  int zone_offset_minutes() override { return 480; }
};

class TestRandom : public ports::Random {
 public:
  explicit TestRandom(std::uint64_t seed = 1) : random_(seed) {}
  std::uint64_t next() override { return random_.next(); }

 private:
  base::SeededRandom random_;
};

}  // namespace zhike::test
