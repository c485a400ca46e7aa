// Book: a document with the journal it comes from and this device's identity. Used by app and cli. It decides the
// order and framing of what is stored; it holds no business rule and reads no clock.
//
// "meta/device.json", stored: do not change: {"device":DEVICE,"by":NAME}
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/ports/storage.h"
#include "core/store/document.h"
#include "core/store/journal.h"
#include "core/store/merge_log.h"

namespace zhike::store {

struct Identity {
  base::DeviceId device = 0;
  std::string by;
};

class Book {
  // Invariant: every change of the document has its line at the same index of lines_; what the merge log says is out
  // has its line in out_ and is no part of the document.
 public:
  const Document& document() const { return document_; }
  const Identity& identity() const { return identity_; }
  // Sets who writes on this device from now on; stored with the next save.
  void set_identity(Identity identity);

  // Reads everything stored. Fails only when the storage itself cannot be read, or with "book.missing" when there is
  // no book; damaged parts are left out and listed in problems().
  base::Status open(ports::Storage& storage);
  const std::vector<base::Error>& problems() const { return problems_; }

  // Stamps the change-set (device, seq, previous hash; `at` must be set) and adds it. Returns its index.
  ChangeIndex write(Change change);
  // Adds a change-set made elsewhere, from its canonical line. A fork or an unreadable line is left out: the caller
  // reports it. One that an earlier merge brought and that was taken out again counts as fresh.
  base::Result<Applied> receive(std::string_view line);

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
  // SHA-256 of a change-set's line.
  base::Sha256 hash(ChangeIndex index) const;

  // Starts a commit of everything not yet stored; `done` as in ports::Storage. Does nothing but call `done` when all
  // is stored. Several may be under way.
  void save(ports::Storage& storage, std::function<void(base::Status)> done);
  bool has_unsaved() const { return is_identity_unsaved_ || are_merges_unsaved_ || journal_.has_unsaved(); }
  // Revision up to which everything is durably stored.
  std::uint64_t saved_revision() const { return saved_revision_; }
  std::size_t journal_bytes() const { return journal_.bytes(); }

 private:
  // A document being built anew from the lines that are in.
  struct Rebuild {
    Document document;
    std::vector<Journal::Line> from, in;
    std::unordered_map<base::ChangeId, Journal::Line, ChangeIdHash> out;
    std::size_t at = 0;
  };
  void adopt(const Change& change, Journal::Line line);
  void finish_rebuild();
  std::uint32_t last_own_seq() const;

  Document document_;
  Journal journal_;
  Identity identity_;
  bool is_identity_unsaved_ = false;
  MergeLog merges_;
  bool are_merges_unsaved_ = false;
  std::unordered_map<base::ChangeId, Journal::Line, ChangeIdHash> out_;
  std::optional<Rebuild> rebuild_;
  std::vector<Handle> bereft_;
  std::vector<Journal::Line> lines_;
  std::vector<base::Error> problems_;
  std::uint64_t saved_revision_ = 0;
  std::uint32_t failures_ = 0;
};

}  // namespace zhike::store
