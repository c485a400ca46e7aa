#include "core/app/turn.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace zhike::app {
namespace {

constexpr std::array<std::string_view, 4> names{"job.undo", "job.redo", "job.cancel", "job.switch_merge"};
constexpr std::array<std::string_view, 4> commands_written{"undo", "redo", "cancel", "switch_merge"};
constexpr std::size_t rows_a_change = 200;  // of an import; counted like this, a step of settling stays short

}  // namespace

std::string_view Turn::name() const { return names[static_cast<std::size_t>(what_)]; }

std::vector<UndoStep>& Turn::from(Session& session) const {
  return what_ == What::redo ? session.redo_ : session.undo_;
}

std::vector<UndoStep>& Turn::to(Session& session) const { return what_ == What::redo ? session.undo_ : session.redo_; }

void Turn::step(Session& session, std::size_t rows) {
  switch (phase_) {
    case Phase::begin:
      return begin(session);
    case Phase::invert:
      return invert(session, rows);
    case Phase::write:
      return write(session);
    case Phase::settle:
      return settle(session, rows);
  }
}

void Turn::begin(Session& session) {
  if (merge_) return begin_merge_switch(session);
  const UndoStep& step = from(session).back();
  if (step.merge) {
    merge_ = step.merge;
    // In becomes out and the other way round, so that the same step does for undo and redo.
    const bool is_in = session.book().merges().find(merge_)->state == store::MergeState::in;
    to_ = is_in ? store::MergeState::out : store::MergeState::in;
    return begin_merge_switch(session);
  }
  inverse_.emplace(step, session.book());
  total_ = inverse_->total();
  phase_ = Phase::invert;
}

void Turn::invert(Session& session, std::size_t rows) {
  const auto has_more = inverse_->step(rows);
  if (!has_more) return fail(has_more.error());
  done_ = inverse_->done();
  if (*has_more) return;
  rivals_ = inverse_->take_rivals();
  draft_ = inverse_->take();
  inverse_.reset();
  step_ = std::move(from(session).back());
  from(session).pop_back();
  outcome_ = {step_.command, {}, draft_.records.size()};
  for (const store::BatchOp& batch : draft_.batches) outcome_.touched += batch.rows.size();
  done_ = 0;
  total_ = outcome_.touched;
  phase_ = Phase::write;
}

// One change-set: a rival by itself, or as many records as it may hold.
void Turn::write(Session& session) {
  Draft part;
  part.command = commands_written[static_cast<std::size_t>(what_)];
  std::size_t room = store::max_batch_rows;
  if (rival_ < rivals_.size()) {
    part.records.push_back(std::move(rivals_[rival_++]));
    room = 0;
  }
  for (; room > 0 && record_ < draft_.records.size(); --room)
    part.records.push_back(std::move(draft_.records[record_++]));
  while (room > 0 && batch_ < draft_.batches.size()) {
    store::BatchOp& batch = draft_.batches[batch_];
    const std::size_t count = std::min(room, batch.rows.size() - row_);
    const auto first = batch.rows.begin() + static_cast<std::ptrdiff_t>(row_);
    part.batches.push_back(
        {batch.type,
         batch.cols,
         {std::make_move_iterator(first), std::make_move_iterator(first + static_cast<std::ptrdiff_t>(count))}});
    room -= count;
    row_ += count;
    if (row_ < batch.rows.size()) continue;
    ++batch_;
    row_ = 0;
  }
  if (part.is_empty()) return conclude(session);
  done_ += store::max_batch_rows - room;
  session.target_ = &to(session);
  session.write(std::move(part), std::exchange(has_step_, true) ? Session::Step::joined : Session::Step::fresh);
  session.target_ = &session.undo_;
}

void Turn::begin_merge_switch(Session& session) {
  const store::MergeEntry* entry = session.book().merges().find(merge_);
  if (!entry) return fail({"merge.unknown", std::to_string(merge_), {}});
  if (entry->state == to_) return fail({"merge.is_so_already", std::to_string(merge_), {}});
  // Only a part of it arrived: merging the file again brings the whole.
  if (entry->state == store::MergeState::cancelled) return fail({"merge.cut_off", std::to_string(merge_), {}});
  outcome_ = {"command.switch_merge", {}, entry->fresh};
  total_ = session.document().change_count();
  session.writable_book().set_merge_state(merge_, to_);
  phase_ = Phase::settle;
}

void Turn::settle(Session& session, std::size_t rows) {
  const std::size_t changes = std::max<std::size_t>(1, rows / rows_a_change);
  done_ = std::min(total_, done_ + changes);
  if (session.writable_book().settle(changes)) return;
  session.cache().clear();
  // What this laptop had written on top of a record that is gone now goes too, until the merge is taken in again: the
  // delete has not seen the merged values.
  Draft draft;
  draft.command = "switch_merge";
  for (const store::Handle record : session.book().bereft()) {
    const base::Status added = add_delete(draft, session.document(), session.document().id(record));
    if (!added) return fail(added.error());
  }
  if (!draft.is_empty() && to_ != store::MergeState::in) {
    std::vector<UndoStep> aside;  // no step of its own: the merge's step stands for both
    session.target_ = &aside;
    session.write(std::move(draft), Session::Step::fresh);
    session.target_ = &session.undo_;
  }
  if (what_ == What::switch_merge) {
    session.redo_.clear();
    session.undo_.push_back({.command = "command.switch_merge", .merge = merge_});
  } else if (what_ != What::cancel) {
    to(session).push_back(std::move(from(session).back()));
    from(session).pop_back();
    outcome_.command = to(session).back().command;
  }
  finish(outcome_json(outcome_));
  if (what_ == What::cancel) mark_cancelled();
}

void Turn::conclude(Session& session) {
  if (!has_step_) to(session).push_back({});
  to(session).back().command = step_.command;
  finish(outcome_json(outcome_));
  if (what_ != What::cancel) return;
  session.redo_.clear();
  mark_cancelled();
}

Progress Turn::progress() const {
  const bool is_writing = phase_ == Phase::write || phase_ == Phase::settle;
  return {is_writing ? "job.turn.write" : "job.turn.read", done_, total_};
}

base::Json outcome_json(const Outcome& outcome) {
  base::Json made = base::Json::array();
  for (const base::RecId id : outcome.made) made.push(base::write_id(id));
  base::Json value =
      base::Json::object().set("command", outcome.command).set("touched", outcome.touched).set("made", made);
  if (!outcome.made.empty()) value.set("rec", base::write_id(outcome.made.front()));
  return value;
}

}  // namespace zhike::app
