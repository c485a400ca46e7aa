// Open book: a book in a folder with the native ports, and long jobs run to their end. Used by the verbs.
#pragma once

#include <memory>
#include <string>

#include "core/age/sealed_storage.h"
#include "core/app/session.h"
#include "core/cli/native_ports.h"
#include "core/cli/options.h"

namespace zhike::cli {

inline constexpr std::size_t rows_a_step = 20'000;

struct OpenBook {
  SystemClock clock;
  SystemRandom random;
  FolderStorage storage;
  age::SealedStorage sealed;
  app::Session session;
  OpenBook(const std::string& folder, FolderStorage::Access access)
      : storage(folder, access), sealed(storage, random), session({&sealed, &clock, &random}) {}
};

// The book that the first plain argument names, unlocked with --book-passphrase-file. "book.missing", "book.locked",
// "lock.shut", and what Session::open finds.
base::Result<std::unique_ptr<OpenBook>> open_book(const Options& options, FolderStorage::Access access);

base::Status save(app::Session& session);
// Runs the session's job to its end and saves; its answer, or its error.
base::Result<base::Json> finish_job(app::Session& session);

}  // namespace zhike::cli
