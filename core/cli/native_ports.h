// The ports of a native program: a book as a folder, the system's clock and randomness. Used by the command line alone.
// The folder holds the same files as the browser's store (core/store/journal.h).
#pragma once

#include <memory>
#include <string>

#include "core/cli/disk.h"
#include "core/ports/clock.h"
#include "core/ports/storage.h"

namespace zhike::cli {

// A folder under an exclusive lock. Every file is written beside its target, flushed, renamed, and the folder flushed:
// after a crash each file is whole, old or new.
class FolderStorage : public ports::Storage {
 public:
  enum class Access { read, write };
  // Never creates the folder: list() of a missing one is empty, the first commit() makes it.
  FolderStorage(std::string folder, Access access);
  FolderStorage(std::string folder, Access access, std::unique_ptr<Disk> disk);
  ~FolderStorage() override;
  FolderStorage(const FolderStorage&) = delete;
  FolderStorage& operator=(const FolderStorage&) = delete;

  // Takes the lock; "book.locked" when another program writes this book. Readers do not lock.
  base::Status lock();

  base::Result<std::vector<std::string>> list() override;
  base::Result<std::string> read(std::string_view path) override;
  void commit(std::vector<ports::FileWrite> writes, std::vector<std::string> removes,
              std::function<void(base::Status)> done) override;

 private:
  base::Status write_file(const ports::FileWrite& write);
  base::Status write_files(std::vector<ports::FileWrite> writes);
  base::Status remove_files(const std::vector<std::string>& paths);
  std::string folder_;
  Access access_;
  std::unique_ptr<Disk> disk_;
  int lock_file_ = -1;
};

class SystemClock : public ports::Clock {
 public:
  base::InstantMs now() override;
  int zone_offset_minutes() override;
};

class SystemRandom : public ports::Random {
 public:
  std::uint64_t next() override;
};

// Whole files, for arguments of the command line. "file.missing", "file.unreadable", "file.too_large" (over `limit`),
// "file.unwritable"; where: the path. "-" is standard input or output.
base::Result<std::string> read_file(const std::string& path, std::size_t limit);
base::Status write_file(const std::string& path, std::string_view bytes);
// A key: readable by its owner alone, and never over another one ("file.exists").
base::Status write_new_secret_file(const std::string& path, std::string_view bytes);

}  // namespace zhike::cli
