#include "core/app/session.h"

#include <algorithm>
#include <utility>

#include "core/app/handlers.h"
#include "core/app/turn.h"

namespace zhike::app {

using commands::Command;

Session::~Session() = default;

base::Status Session::create(std::string by) {
  book_.set_identity({0, std::move(by)});
  renew_identity();
  return {};
}

Env Session::env() {
  return {now(), today(), book_.identity().by, [this] { return make_id(); }, &book_};
}

base::Hlc Session::stamp() {
  // A foreign clock that runs far ahead pulls ours forward by at most clock_cap_ms.
  return base::advance(base::receive({}, document().latest(), now()), now());
}

void Session::note(std::string command, std::string error, std::size_t touched) {
  if (log_.size() == 100) log_.erase(log_.begin());
  log_.push_back({std::move(command), std::move(error), touched});
}

base::Result<Outcome> Session::execute(const Command& command) {
  if (is_working()) return base::fail("job.busy");
  auto outcome = carry_out(command);
  note(std::string(command_name(command)), outcome ? std::string() : outcome.error().code,
       outcome ? outcome->touched : 0);
  return outcome;
}

// Null for commands that are no turn.
base::Result<std::unique_ptr<Turn>> Session::make_turn(const Command& command) const {
  if (const auto* merge = std::get_if<commands::SwitchMerge>(&command))
    return std::make_unique<Turn>(merge->merge, merge->to == "in" ? store::MergeState::in : store::MergeState::out);
  const bool is_undo = std::holds_alternative<commands::Undo>(command);
  if (!is_undo && !std::holds_alternative<commands::Redo>(command)) return nullptr;
  if (is_undo ? undo_.empty() : redo_.empty()) return base::fail(is_undo ? "undo.nothing" : "redo.nothing");
  return std::make_unique<Turn>(is_undo ? Turn::What::undo : Turn::What::redo);
}

base::Result<Outcome> Session::carry_out(const Command& command) {
  TRY(const auto turn, make_turn(command));
  if (turn) {
    while (turn->state() == JobState::running) turn->step(*this, SIZE_MAX);
    if (turn->state() == JobState::failed) return std::unexpected(turn->error());
    return turn->outcome();
  }
  TRY(Draft draft, handle(document(), command, env()));
  Outcome outcome{"command." + draft.command, {}, draft.records.size()};
  for (const store::BatchOp& batch : draft.batches) outcome.touched += batch.rows.size();
  if (draft.made) outcome.made.push_back(draft.made);
  for (const store::RecordOp& op : draft.records)
    if (op.rec != draft.made && document().find(op.rec) == 0) outcome.made.push_back(op.rec);
  redo_.clear();
  if (!draft.is_empty()) write(std::move(draft), Step::fresh);
  if (std::holds_alternative<commands::PurgeRecords>(command)) undo_.clear();  // nothing brings erased records back
  return outcome;
}

void Session::write(Draft draft, Step step) {
  // One change-set holds at most max_batch_rows records; more make a group.
  const std::size_t limit = store::max_batch_rows;
  std::vector<store::Change> changes(1);
  std::size_t room = limit;
  const auto next = [&] {
    if (room == 0) {
      changes.emplace_back();
      room = limit;
    }
  };
  for (store::RecordOp& op : draft.records) {
    next();
    changes.back().records.push_back(std::move(op));
    --room;
  }
  for (store::BatchOp& batch : draft.batches) {
    for (std::size_t at = 0; at < batch.rows.size();) {
      next();
      const std::size_t count = std::min(room, batch.rows.size() - at);
      store::BatchOp part{batch.type, batch.cols, {}};
      const auto first = batch.rows.begin() + static_cast<std::ptrdiff_t>(at);
      part.rows.assign(std::make_move_iterator(first),
                       std::make_move_iterator(first + static_cast<std::ptrdiff_t>(count)));
      changes.back().batches.push_back(std::move(part));
      room -= count;
      at += count;
    }
  }
  const bool is_group = changes.size() > 1 || step == Step::joined;
  std::uint32_t group = UINT32_MAX;  // Book::write puts the change's own seq in its place
  if (step == Step::joined && !target_->empty() && !target_->back().changes.empty())
    group = target_->back().changes.front().seq;
  for (store::Change& change : changes) {
    change.command = draft.command;
    if (is_group) change.group = group;
    write_change(std::move(change), step);
    step = Step::joined;
    if (group == UINT32_MAX && is_group) group = target_->back().changes.front().seq;
  }
}

void Session::renew_identity() {
  std::uint64_t device = 0;
  while (device == 0) device = services_.random->next();
  std::string by = book_.identity().by;
  if (by.empty() && document().change_count() > 0) by = document().name(document().change(0).by);
  book_.set_identity({device, std::move(by)});
}

void Session::write_change(store::Change change, Step step) {
  if (book_.is_identity_doubtful()) renew_identity();
  change.at = stamp();
  if (step == Step::fresh || target_->empty()) target_->push_back({.command = "command." + change.command});
  UndoStep& undo = target_->back();
  for (const store::RecordOp& op : change.records) remember(undo, document(), op);
  undo.changes.push_back(document().change(book_.write(std::move(change))).id);
}

void Session::begin_merge(store::MergeEntry entry) {
  entry.at = stamp();
  open_merge_ = book_.begin_merge(std::move(entry));
}

bool Session::catch_up(std::size_t changes) {
  const store::CatchUp state = book_.catch_up(changes);
  if (state != store::CatchUp::done) return state == store::CatchUp::under_way;
  undo_.clear();
  redo_.clear();
  cache_.clear();
  return false;
}

void Session::end_merge() {
  book_.set_merge_state(open_merge_, store::MergeState::in);
  undo_.push_back({.command = "command.merge", .merge = std::exchange(open_merge_, 0)});
}

void Session::begin(std::unique_ptr<Job> job, bool is_turn) {
  job_ = std::move(job);
  is_turn_ = is_turn;
}

base::Status Session::start(std::unique_ptr<Job> job) {
  if (is_working()) return base::fail("job.busy");
  begin(std::move(job), false);
  return {};
}

base::Result<bool> Session::start(const Command& command) {
  if (is_working()) return base::fail("job.busy");
  TRY(auto turn, make_turn(command));
  if (!turn) return false;
  begin(std::move(turn), true);
  return true;
}

bool Session::step(std::size_t rows) {
  if (!is_working()) return false;
  job_->step(*this, rows);
  if (!is_turn_ && (job_->has_written() || open_merge_)) redo_.clear();
  if (job_->state() != JobState::running) note(std::string(job_->name()), job_->error().code, job_->progress().done);
  return is_working();
}

void Session::cancel() {
  if (!is_working() || is_turn_) return;
  job_->mark_cancelled();
  note(std::string(job_->name()), "job.cancelled", job_->progress().done);
  if (open_merge_)
    begin(std::make_unique<Turn>(std::exchange(open_merge_, 0), store::MergeState::cancelled, Turn::What::cancel),
          true);
  else if (job_->has_written() && !undo_.empty())
    begin(std::make_unique<Turn>(Turn::What::cancel), true);
}

bool Session::checkpoint_step() {
  if (is_working()) return false;
  if (book_.is_checkpoint_due()) return book_.begin_checkpoint(*services_.storage);
  return book_.checkpoint_step(*services_.storage);
}

void Session::save(std::function<void(base::Status)> done) {
  while (is_turning()) step(SIZE_MAX);
  ++saves_under_way_;
  book_.save(*services_.storage, [this, done = std::move(done)](base::Status status) {
    --saves_under_way_;
    last_save_ = status;
    if (done) done(std::move(status));
  });
}

}  // namespace zhike::app
