// Book: a document with the journal it comes from and this device's identity. Used by app and cli. It decides the
// order and framing of what is stored; it holds no business rule and reads no clock.
//
// "meta/device.json", stored: do not change: {"device":DEVICE,"by":NAME}
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/ports/storage.h"
#include "core/store/document.h"
#include "core/store/journal.h"

namespace zhike::store {

struct Identity {
  base::DeviceId device = 0;
  std::string by;
};

class Book {
  // Invariant: every change of the document has its line in the journal, at the same index.
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
  // reports it.
  base::Result<Applied> receive(std::string_view line);

  // The canonical line of a change-set.
  std::string_view line(ChangeIndex index) const { return journal_.text(lines_[index]); }
  // SHA-256 of a change-set's line.
  base::Sha256 hash(ChangeIndex index) const;

  // Starts a commit of everything not yet stored; `done` as in ports::Storage. Does nothing but call `done` when all
  // is stored. Several may be under way.
  void save(ports::Storage& storage, std::function<void(base::Status)> done);
  bool has_unsaved() const { return is_identity_unsaved_ || journal_.has_unsaved(); }
  // Revision up to which everything is durably stored.
  std::uint64_t saved_revision() const { return saved_revision_; }
  std::size_t journal_bytes() const { return journal_.bytes(); }

 private:
  void adopt(const Change& change, Journal::Line line);

  Document document_;
  Journal journal_;
  Identity identity_;
  bool is_identity_unsaved_ = false;
  std::vector<Journal::Line> lines_;
  std::vector<base::Error> problems_;
  std::uint64_t saved_revision_ = 0;
  std::uint32_t failures_ = 0;
};

}  // namespace zhike::store
