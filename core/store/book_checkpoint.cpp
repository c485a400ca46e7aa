// Making a checkpoint in steps. Call flow: begin_checkpoint → checkpoint_step → CheckpointWriter::step → storage, one
// file after the other; the head and the removal of older generations come last, in one commit.
#include <algorithm>

#include "core/store/book_parts.h"

namespace zhike::store {

// Below this a replay is quick; above, so much more must have come that writing it pays.
constexpr std::size_t least_bytes = 2 << 20, least_share = 4;

bool Book::is_checkpoint_due() const {
  return !checkpointing_ && journal_.bytes() >= covered_bytes_ + std::max(least_bytes, covered_bytes_ / least_share) &&
         is_settled();
}

// Up to date, stored, and nothing wrong but forks, which a checkpoint holds.
bool Book::is_settled() const {
  const auto is_fork = [](const base::Error& problem) { return problem.code == "journal.fork"; };
  const auto is_begun = [](const MergeEntry& entry) { return entry.state == MergeState::begun; };
  return !opening_ && !rebuild_ && !needs_settling() && to_erase_.empty() && !has_unsaved() &&
         saved_revision_ == document_.revision() && lines_.size() == document_.change_count() &&
         std::ranges::all_of(problems_, is_fork) && std::ranges::none_of(merges_.entries(), is_begun);
}

bool Book::begin_checkpoint(ports::Storage& storage) {
  const auto paths = storage.list();
  if (checkpointing_ || !is_settled() || !paths) return false;
  CheckpointCover cover{journal_.marks(), lines_, {}, forks_};
  for (const auto& [id, line] : out_) cover.out.emplace_back(id, line);
  // Greater than any number used in this session, too: of what is under way the storage may not know yet.
  generation_ = std::max(generation_ + 1, next_generation(*paths));
  checkpointing_ = std::make_shared<Checkpointing>(
      Checkpointing{CheckpointWriter(document_, std::move(cover), generation_), journal_.bytes(), {}});
  return true;
}

bool Book::checkpoint_step(ports::Storage& storage) {
  if (!checkpointing_) return false;
  using State = Checkpointing::State;
  Checkpointing& c = *checkpointing_;
  if (c.state == State::storing) return true;
  if (c.state == State::failed) covered_bytes_ = journal_.bytes();  // not again until much more has come
  if (c.state == State::failed || c.writer.is_done() || c.writer.revision() != document_.revision()) {
    checkpointing_.reset();
    return false;
  }
  auto file = c.writer.step(document_);
  if (!file) return true;
  std::vector<std::string> removes;
  const bool is_head = c.writer.is_done();
  if (is_head)
    if (const auto paths = storage.list()) removes = outdated_checkpoints(*paths, c.writer.prefix());
  c.state = State::storing;
  c.written.push_back(file->path);
  const auto done = [this, is_head, making = std::weak_ptr(checkpointing_)](const base::Status& status) {
    const auto made = making.lock();
    if (!made) return;
    made->state = status ? State::ready : State::failed;
    if (status && is_head) covered_bytes_ = made->covered_bytes;
  };
  std::vector<ports::FileWrite> files;
  files.push_back(std::move(*file));
  storage.commit(std::move(files), std::move(removes), done);
  return true;
}

}  // namespace zhike::store
