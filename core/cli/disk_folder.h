// Disk folder: a team folder that the system shows as a folder of files: a network share, Syncthing, a synchronised
// folder of any maker. Used by the verb sync.
#pragma once

#include <string>

#include "core/ports/shared_folder.h"

namespace zhike::cli {

class DiskFolder final : public ports::SharedFolder {
 public:
  // Never makes the folder: a share that is not mounted must not look like an empty one.
  explicit DiskFolder(std::string folder) : folder_(std::move(folder)) {}
  void list(Done<std::vector<ports::SharedFile>> done) override;
  void read(const std::string& name, std::size_t limit_bytes, Done<std::string> done) override;
  void add(const std::string& name, const std::string& temporary, std::string bytes, DoneStatus done) override;
  void remove(const std::string& name, DoneStatus done) override;

 private:
  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  std::string folder_;
};

}  // namespace zhike::cli
