#include "core/app/backup_check.h"

#include <algorithm>

#include "core/app/session.h"

namespace zhike::app {

// A change-set of an import holds up to 1,000 records; counted like this, a step stays short.
constexpr std::size_t rows_a_change = 200;

void BackupCheckJob::step(Session& session, std::size_t rows) {
  if (!reader_) {
    if (const auto unpacked = exchange::unpack(bytes_); !unpacked) {
      fail(unpacked.error());
      return;
    }
    auto opened = exchange::BundleReader::open(bytes_);
    if (!opened) {
      fail(opened.error());
      return;
    }
    reader_ = std::move(*opened);
  }
  for (std::size_t left = std::max<std::size_t>(1, rows / rows_a_change); left > 0; --left) {
    if (hashes_.size() == reader_->count()) {
      conclude(session);
      return;
    }
    if (!take_one()) return;
  }
}

bool BackupCheckJob::take_one() {
  const std::string_view line = reader_->line(hashes_.size());
  if (const auto received = scratch_.receive(line); !received) {
    fail({"bundle.damaged", std::to_string(reader_->place(hashes_.size())), received.error().code});
    return false;
  }
  hashes_.push_back(base::to_hex(base::sha256(line)));
  return true;
}

void BackupCheckJob::conclude(Session& session) {
  check_.changes = hashes_.size();
  if (reader_->root() != "sha256:" + exchange::bundle_root(std::move(hashes_))) {
    fail({"bundle.damaged", {}, "root"});
    return;
  }
  const store::Document& restored = scratch_.document();
  for (schema::TypeIndex type = 0; type < schema::type_count; ++type)
    check_.records += restored.table(type).visible_count;
  check_.customers = restored.table<schema::Customer>().visible_count;
  const store::Document& now = session.document();
  for (store::ChangeIndex i = 0; i < now.change_count(); ++i)
    if (!restored.find_change(now.change(i).id)) ++check_.newer;
  check_.is_equal = store::state_hash(restored) == store::state_hash(now);
  finish(base::Json::object()
             .set("changes", check_.changes)
             .set("records", check_.records)
             .set("newer", check_.newer)
             .set("equal", check_.is_equal));
}

Progress BackupCheckJob::progress() const {
  return {"job.backup_check", hashes_.size(), reader_ ? reader_->count() : 0};
}

}  // namespace zhike::app
