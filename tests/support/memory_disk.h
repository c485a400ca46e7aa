// A disk in memory that can lose its power after any call: what was not flushed is kept, lost or kept in part, as real
// disks do. Used by tests of FolderStorage.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/cli/disk.h"

namespace zhike::test {

// What a crash leaves: everything; everything but half of the last write; only what was flushed; any part of the rest.
enum class Loss { clean, torn, dropped, reordered };

class MemoryDisk final : public cli::Disk {
 public:
  int calls = 0;
  int crash_at = -1;      // this call (from 0) is cut short and all later ones fail; −1: none
  int fail_at = -1;       // this call fails with "storage.full" and does nothing …
  bool fails_on = false;  // … and so do all later ones
  bool has_crashed() const { return has_crashed_; }
  // The power comes back: what is there then.
  void restart(Loss loss, std::uint64_t seed);
  bool holds_text(std::string_view text) const;
  // Content of a file, for damage; nullptr when there is none.
  std::string* file(const std::string& path);

  base::Result<std::vector<std::string>> names(const std::string& folder) override;
  base::Result<std::string> read(const std::string& path) override;
  base::Status make_folder(const std::string& folder) override;
  base::Status write(const std::string& path, std::string_view bytes) override;
  base::Status flush(const std::string& path) override;
  base::Status rename(const std::string& from, const std::string& to) override;
  base::Status flush_folder(const std::string& folder) override;
  base::Status remove(const std::string& path) override;

 private:
  struct Node {
    std::string bytes, flushed;
  };
  using Names = std::map<std::string, std::shared_ptr<Node>>;
  struct Renaming {  // a change of names that no flush has made safe; `from` empty: a new file, `to` empty: a removal
    std::string from, to;
    std::shared_ptr<Node> node;
  };
  enum class Turn { go, cut, fail };
  Turn turn();
  static void apply(Names& names, const Renaming& change);
  void change_names(Renaming change);

  Names now_, safe_;
  std::vector<Renaming> waiting_;
  std::string last_written_;
  bool has_crashed_ = false;
};

}  // namespace zhike::test
