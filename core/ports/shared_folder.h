// A folder that several people's programs share, as the core sees it: names with their bytes, and nothing else; no
// locks, no order, and what was there may be gone. Implementations: a folder of files (core/cli), WebDAV (core/sync), a
// folder picked in the browser (web/platform), memory with injected faults (tests).
//
// Every `done` is called exactly once, before or after the call returns. Errors of every call: "sync.unreachable" (try
// again later), "sync.denied", "sync.folder_missing", "sync.full", "sync.failed"; detail: the other side's word.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace zhike::ports {

struct SharedFile {
  std::string name;
  std::uint64_t bytes = 0;  // 0 also where the folder does not say
};

class SharedFolder {
 public:
  template <class T>
  using Done = std::function<void(base::Result<T>)>;
  using DoneStatus = std::function<void(base::Status)>;

  virtual ~SharedFolder() = default;
  // The files in it, in any order; no folders. May lag behind what others have just added.
  virtual void list(Done<std::vector<SharedFile>> done) = 0;
  // The whole file. "sync.missing", "sync.too_large" (over `limit_bytes`; not read to its end).
  virtual void read(const std::string& name, std::size_t limit_bytes, Done<std::string> done) = 0;
  // Writes the bytes under `temporary` and then gives them the name `name`, whole or not at all; a file of that name is
  // never overwritten, and counts as success: names are made from contents.
  virtual void add(const std::string& name, const std::string& temporary, std::string bytes, DoneStatus done) = 0;
  // Success when there is no such file.
  virtual void remove(const std::string& name, DoneStatus done) = 0;
};

}  // namespace zhike::ports
