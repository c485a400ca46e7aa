// The book in the browser: files of ports::Storage as rows of one IndexedDB database, which Emscripten's IDBFS
// mount reads at the start and which only our own strict transaction ever writes. Used by web/main.cpp alone.
// Also holds the one-writer rule (a Web Lock for life, and a fencing row checked inside each transaction).
// Must never: let IDBFS save, delete by absence, report success before the transaction is complete.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/ports/storage.h"

namespace zhike::platform {

enum class WriterState : std::uint8_t {
  starting,     // start() has not called back yet
  writer,       // this tab holds the lock: commits are carried out
  reader,       // another tab holds it: commits answer "storage.readonly"
  memory_only,  // no usable IndexedDB (private window, blocked): nothing is kept after the page closes
};

// What `status` and the Data room show; refreshed by refresh_info().
struct StorageInfo {
  bool persisted = false;         // the browser promised not to evict (navigator.storage.persisted)
  std::uint64_t used_bytes = 0;   // navigator.storage.estimate().usage; 0 when the browser does not say
  std::uint64_t quota_bytes = 0;  // likewise .quota
  std::string last_error;         // code of the last failed commit, "" once one has succeeded again
  bool is_nearly_full = false;    // the last commit fitted only because the reserve was given up: stop editing, export
};

struct StorageEvents {
  // After every change of writer state, never before start()'s `done`. When `writer` follows `reader` the files were
  // read again from the database: build the document anew before editing. When `reader` follows `writer`, stop editing.
  std::function<void(WriterState)> state_changed;
  // Another tab asks for the right to write. Commit what is pending, then call hand_over(). Empty: handed over at once.
  std::function<void()> handover_asked;
  // Reader only: the writer committed; call reload() to see it. At most one call a second.
  std::function<void()> book_changed;
};

class BrowserStorage final : public ports::Storage {
 public:
  BrowserStorage();
  ~BrowserStorage() override;
  BrowserStorage(const BrowserStorage&) = delete;
  BrowserStorage& operator=(const BrowserStorage&) = delete;

  // The name of mount, database, lock and channel: "/zhike-standalone" in the one-file page, else "/zhike-" and 16 hex
  // digits made from the folder of the page's address, so two installations on one host keep apart.
  static std::string installation_name();

  // Takes the lock (or becomes a reader), mounts `mount_name`, loads every file. `done` is called once, never from
  // inside: success; "storage.memory_only" when there is no IndexedDB (the page can go on, unsaved);
  // "storage.unreadable" when the database exists and cannot be read (nothing is mounted, commits fail).
  // Call once. state() is final for the moment when `done` runs.
  void start(std::string mount_name, StorageEvents events, std::function<void(base::Status)> done);

  WriterState state() const { return state_; }

  // ports::Storage. list() and read() answer from the loaded files and what was committed since; after drop_loaded()
  // list() still answers and read() fails with "storage.unreadable", detail "dropped", until reload(). In memory_only,
  // commit() keeps the bytes for read() and answers "storage.failed", detail "memory_only", for they are not safe.
  base::Result<std::vector<std::string>> list() override;
  base::Result<std::string> read(std::string_view path) override;
  void commit(std::vector<ports::FileWrite> writes, std::vector<std::string> removes,
              std::function<void(base::Status)> done) override;

  // Frees the copies of the files held in memory and keeps none from now on; the database has them all.
  void drop_loaded();

  // Loads every file again from the database, dropped or changed. `done`: success or "storage.unreadable".
  void reload(std::function<void(base::Status)> done);

  // Commits handed in and not yet answered. 0 means that everything is safe or reported.
  std::uint32_t pending_commits() const { return static_cast<std::uint32_t>(waiting_.size()); }

  // Reader: ask the writer to hand over; state_changed tells when it has. Nothing happens if it never answers.
  void ask_handover();
  // Writer: finish the running commits, become a reader, release the lock.
  void hand_over();
  // Reader: take the lock by force, after a person agreed (the other tab is frozen). The other tab's commits are
  // fenced: they fail with "storage.fenced" and change nothing.
  void take_over();

  const StorageInfo& info() const { return info_; }
  // Asks the browser for its figures. `done` is called when info() holds them.
  void refresh_info(std::function<void()> done);
  // Asks the browser never to evict the book (some ask the person: call it from a click), then refreshes info().
  void request_persistence(std::function<void()> done);

  // Called by lib_storage.js; not for other code.
  void on_event(std::uint32_t kind, std::uint32_t ticket, std::string_view code, std::string_view detail);
  void on_info(const StorageInfo& figures);

 private:
  struct Waiting {
    std::vector<std::string> written, removed;
    std::function<void(base::Status)> done;
  };
  void set_names(std::string_view lines);
  void answer_commit(std::uint32_t ticket, base::Status status);
  void answer_load(std::uint32_t ticket, base::Status status);

  std::string mount_name_;
  StorageEvents events_;
  StorageInfo info_;
  WriterState state_ = WriterState::starting;
  std::uint32_t next_ticket_ = 1;
  std::map<std::uint32_t, Waiting> waiting_;                          // commits, by ticket
  std::map<std::uint32_t, std::function<void(base::Status)>> loads_;  // start (0) and reloads, by ticket
  std::map<std::uint32_t, std::function<void()>> later_;              // answers that must not come from inside a call
  std::vector<std::function<void()>> info_waiting_;
  std::set<std::string, std::less<>> names_;  // every file of the book
  bool keeps_copies_ = true;
};

}  // namespace zhike::platform
