#include "core/cli/open_book.h"

#include "core/app/job.h"
#include "core/cli/secrets.h"

namespace zhike::cli {

base::Result<std::unique_ptr<OpenBook>> open_book(const Options& o, FolderStorage::Access access) {
  const std::string& folder = o.plain[0];
  auto book = std::make_unique<OpenBook>(folder, access);
  TRY(const auto paths, book->storage.list());
  if (paths.empty()) return base::fail("book.missing", folder);
  if (access == FolderStorage::Access::write) TRY_DO(book->storage.lock());
  if (book->sealed.is_shut() && o.has("book-passphrase-file")) {
    TRY(const age::Secret passphrase, read_passphrase(o.get("book-passphrase-file")));
    TRY_DO(book->sealed.unlock(passphrase.view()));
  }
  if (book->sealed.is_shut()) return base::fail("lock.shut", folder);
  TRY_DO(book->session.open());
  return book;
}

base::Status save(app::Session& session) {
  base::Status saved;
  session.save([&](base::Status status) { saved = std::move(status); });
  while (saved && session.checkpoint_step()) {
  }
  return saved;
}

base::Result<base::Json> finish_job(app::Session& session) {
  while (session.step(rows_a_step)) {
  }
  const app::Job* job = session.job();
  if (job->state() != app::JobState::done) return std::unexpected(job->error());
  TRY_DO(save(session));
  return job->result();
}

}  // namespace zhike::cli
