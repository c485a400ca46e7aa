// The book's files: named byte strings, committed atomically. Implementations: IndexedDB (web/platform),
// a folder (core/cli), memory with injected faults (tests). Nothing is deleted by absence.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace zhike::ports {

struct FileWrite {
  std::string path;   // e.g. "seg/000017.log": '/'-separated, ASCII, no "..", never absolute
  std::string bytes;  // the whole new content
};

class Storage {
 public:
  virtual ~Storage() = default;

  // Paths of all files, sorted. Fails with "storage.unreadable".
  virtual base::Result<std::vector<std::string>> list() = 0;

  // The whole content. Fails with "storage.missing" (no such file) or "storage.unreadable".
  virtual base::Result<std::string> read(std::string_view path) = 0;

  // Makes all writes durable together, or none of them, then removes the named files (only these).
  // `done` is called exactly once: with success only when the bytes are safe; else with "storage.full",
  // "storage.readonly" (this tab or process is not the writer), "storage.fenced" (another writer took over)
  // or "storage.failed". Calls are carried out in order. Native implementations call `done` before returning.
  virtual void commit(std::vector<FileWrite> writes, std::vector<std::string> removes,
                      std::function<void(base::Status)> done) = 0;
};

}  // namespace zhike::ports
