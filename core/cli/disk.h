// Disk: the few calls by which a folder of files is kept, one method a system call, so that tests can cut the power
// after each. Used by FolderStorage alone; real: SystemDisk, in memory: tests/support.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace zhike::cli {

// Every path is absolute or relative to the process. Errors: "storage.full", "storage.readonly", "storage.failed", with
// the path and the system's word.
class Disk {
 public:
  virtual ~Disk() = default;
  // Names in the folder, in any order; none when there is no such folder.
  virtual base::Result<std::vector<std::string>> names(const std::string& folder) = 0;
  // "storage.missing" when there is no such file.
  virtual base::Result<std::string> read(const std::string& path) = 0;
  // The folder and those above it; nothing happens when they are there.
  virtual base::Status make_folder(const std::string& folder) = 0;
  // Makes or empties the file and writes the bytes; they may be lost until flush().
  virtual base::Status write(const std::string& path, std::string_view bytes) = 0;
  virtual base::Status flush(const std::string& path) = 0;
  // Replaces `to`. The names may be lost until flush_folder().
  virtual base::Status rename(const std::string& from, const std::string& to) = 0;
  virtual base::Status flush_folder(const std::string& folder) = 0;
  // Nothing happens when there is no such file.
  virtual base::Status remove(const std::string& path) = 0;
};

// Writes everything to the open file.
base::Status write_all(int file, std::string_view bytes, const std::string& where);

class SystemDisk final : public Disk {
 public:
  base::Result<std::vector<std::string>> names(const std::string& folder) override;
  base::Result<std::string> read(const std::string& path) override;
  base::Status make_folder(const std::string& folder) override;
  base::Status write(const std::string& path, std::string_view bytes) override;
  base::Status flush(const std::string& path) override;
  base::Status rename(const std::string& from, const std::string& to) override;
  base::Status flush_folder(const std::string& folder) override;
  base::Status remove(const std::string& path) override;
};

}  // namespace zhike::cli
