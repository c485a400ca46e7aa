// Book: a document with the journal it comes from and this device's identity. Used by app and cli. It decides the
// order and framing of what is stored; it holds no business rule and reads no clock.
//
// "meta/device.json", stored: do not change: {"device":DEVICE,"by":NAME}
// "meta/NAME.json": notes of other layers (note()), each with a format of its own.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/ports/storage.h"
#include "core/store/document.h"
#include "core/store/forks.h"
#include "core/store/journal.h"
#include "core/store/merge_log.h"

namespace zhike::store {

struct CheckpointCover;

struct Identity {
  base::DeviceId device = 0;
  std::string by;
};

enum class CatchUp : std::uint8_t { nothing, under_way, done };

class Book {
  // Invariant: every change of the document has its line at the same index of lines_; what the merge log says is out
  // has its line in out_ and is no part of the document; pending_ waits for catch_up().
 public:
  Book();
  ~Book();
  Book(Book&&) noexcept;
  Book& operator=(Book&&) noexcept;

  const Document& document() const { return document_; }
  const Identity& identity() const { return identity_; }
  // Sets who writes on this device from now on; stored with the next save.
  void set_identity(Identity identity);

  // True when somebody else may use this device's number too, or numbers of it may have been lost: a copied profile, a
  // restored backup, a damaged file. Take another number before writing.
  bool is_identity_doubtful() const { return is_identity_doubtful_; }

  // Reads everything stored. Fails only when the storage itself cannot be read, with "lock.shut" behind a lock, or with
  // "book.missing" when there is no book; damaged parts are left out and listed in problems().
  base::Status open(ports::Storage& storage);
  // The same in steps of a few milliseconds: begin_open() fails as open() does; then open_step() until it returns
  // false. Nothing else may be called meanwhile; `storage` must live that long.
  base::Status begin_open(ports::Storage& storage);
  bool open_step();
  double open_share() const;  // how far opening has come, 0..1
  const std::vector<base::Error>& problems() const { return problems_; }

  // Stamps the change-set (device, seq, previous hash; `at` must be set) and adds it. Returns its index.
  ChangeIndex write(Change change);
  // Adds a change-set made elsewhere, from its canonical line; an unreadable one is left out. fork: the device and
  // number are there with other contents; both are kept. Call catch_up() after the last one. One that an earlier merge
  // brought and that was taken out again counts as fresh.
  base::Result<Applied> receive(std::string_view line);
  // Brings the document up to date where one more change-set was not enough: forks, purges, an id of two types. Costs
  // as much as opening the book, where there is something to do, and then the book is as after settle(). In steps of
  // about `changes` change-sets, until it is not under way; no other change meanwhile.
  CatchUp catch_up(std::size_t changes = SIZE_MAX);

  const Forks& forks() const { return forks_; }
  // Devices of which this book may hold other change-sets than the rest of the world: nothing is acknowledged for them,
  // so that everything of theirs is sent again and the fork comes to light.
  const std::set<base::DeviceId>& doubted() const { return doubted_; }
  // Somebody else holds this change-set with this hash (hex).
  void compare(base::ChangeId id, std::string_view hash);

  // A small text of another layer, stored as "meta/NAME.json" with the next save; empty when there is none.
  std::string note(const std::string& name) const;
  void set_note(const std::string& name, std::string text);

  // Merges of this laptop. begin_merge() comes before the first receive(); what a merge that never ended has brought is
  // out when the book is opened again.
  const MergeLog& merges() const { return merges_; }
  std::uint32_t begin_merge(MergeEntry entry);
  void set_merge_state(std::uint32_t number, MergeState state);
  // Brings the document in line with the merge log: does the work of about `changes` change-sets and returns true while
  // there is more. Until then the document stays as it was; nothing may be written meanwhile. Handles keep their
  // meaning, indices of changes do not.
  bool settle(std::size_t changes);
  // Records the last settle() left visible though a required field lost its value with what was taken out.
  const std::vector<Handle>& bereft() const { return bereft_; }

  // The canonical line of a change-set.
  std::string_view line(ChangeIndex index) const { return journal_.text(lines_[index]); }
  // SHA-256 of a change-set's line, as it was before any purge.
  base::Sha256 hash(ChangeIndex index) const;

  // Starts a commit of everything not yet stored; `done` as in ports::Storage. Does nothing but call `done` when all
  // is stored. Several may be under way.
  void save(ports::Storage& storage, const std::function<void(base::Status)>& done);
  bool has_unsaved() const {
    return is_identity_unsaved_ || are_merges_unsaved_ || !unsaved_notes_.empty() || journal_.has_unsaved();
  }
  // Revision up to which everything is durably stored.
  std::uint64_t saved_revision() const { return saved_revision_; }
  std::size_t journal_bytes() const { return journal_.bytes(); }

  // True when all is stored and so much of it lies outside the newest checkpoint that opening would be slow.
  bool is_checkpoint_due() const;
  // Makes and stores a checkpoint in steps of a few milliseconds, one at a time: begin, false when something is to be
  // saved or settled first; then checkpoint_step() until it returns false: stored, or given up after a change or a
  // failed commit. Without storage that answers at once, step again later.
  bool begin_checkpoint(ports::Storage& storage);
  bool checkpoint_step(ports::Storage& storage);
  // Of the journal, by the checkpoint this book was opened from or made last; 0 when there is none.
  std::size_t covered_bytes() const { return covered_bytes_; }

 private:
  // A document being built anew from the lines that are in.
  struct Rebuild {
    Document document;
    std::vector<Journal::Line> from, in;
    std::unordered_map<base::ChangeId, Journal::Line, ChangeIdHash> out;
    std::set<base::RecId> stripped;  // erased: no line of `from` holds their contents
    std::size_t at = 0;
  };
  struct Opening;
  struct Checkpointing;
  void try_head();
  void read_part();
  bool agrees_with_merges(const Document& document, const CheckpointCover& cover) const;
  void load_segment();
  bool covers_lines() const;
  void leave_checkpoint();
  void take_line(Journal::Line line);
  bool is_settled() const;
  bool needs_settling() const;
  void finish_rebuild();
  std::uint32_t last_own_seq() const;
  base::Status read_identity(const std::vector<std::string>& paths, ports::Storage& storage);
  void adopt(const Change& change, Journal::Line line);
  void keep_twin(const Change& known, std::string_view known_line, const Change& change, std::string_view line);
  void check_chain(const Change& change, std::string_view line);
  bool is_same(ChangeIndex known, const Change& change, std::string_view line) const;
  std::set<base::RecId> strip_purged();
  bool is_out(base::ChangeId id) const;
  std::optional<std::string_view> known_line(base::ChangeId id) const;
  std::vector<ports::FileWrite> take_notes();
  bool names_erased(std::string_view bytes) const;
  std::vector<std::string> to_remove(ports::Storage& storage) const;

  Document document_;
  Journal journal_;
  Identity identity_;
  bool is_identity_unsaved_ = false, is_identity_doubtful_ = false;
  MergeLog merges_;
  bool are_merges_unsaved_ = false;
  std::unordered_map<base::ChangeId, Journal::Line, ChangeIdHash> out_;
  std::optional<Rebuild> rebuild_;
  std::vector<Handle> bereft_;
  std::vector<Journal::Line> lines_, pending_;
  Forks forks_;
  std::set<base::RecId> to_strip_;  // erased, but lines may still hold their contents
  std::set<base::RecId> to_erase_;  // the same, of files beside the journal
  std::set<base::DeviceId> doubted_;
  std::map<std::string, std::string> notes_;
  std::set<std::string> unsaved_notes_;
  std::vector<base::Error> problems_;
  std::uint64_t saved_revision_ = 0;
  std::uint32_t failures_ = 0;
  std::shared_ptr<Opening> opening_;
  std::shared_ptr<Checkpointing> checkpointing_;  // shared with the commit under way
  std::size_t covered_bytes_ = 0;                 // of the journal, by the newest checkpoint
  std::uint32_t generation_ = 0;                  // of the checkpoint begun last
};

}  // namespace zhike::store
