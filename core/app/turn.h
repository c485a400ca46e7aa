// Turn: undo, redo, taking back a job that was cancelled, and switching a merge, in steps. What is taken back can be as
// large as an import of a whole book. Made and run by Session; what it wrote so far is saved only when it is whole.
#pragma once

#include <optional>
#include <vector>

#include "core/app/job.h"
#include "core/app/session.h"
#include "core/app/undo.h"

namespace zhike::app {

class Turn final : public Job {
 public:
  enum class What { undo, redo, cancel, switch_merge };
  // For undo, redo and cancel: of the newest step, that must be there.
  explicit Turn(What what) : what_(what) {}
  Turn(std::uint32_t merge, store::MergeState to, What what = What::switch_merge)
      : what_(what), merge_(merge), to_(to) {}
  std::string_view name() const override;
  // At the end of a cancel the state is cancelled. A failed turn has changed nothing.
  void step(Session& session, std::size_t rows) override;
  Progress progress() const override;
  What what() const { return what_; }
  // After done.
  const Outcome& outcome() const { return outcome_; }

 private:
  void begin(Session& session);
  void begin_merge_switch(Session& session);
  void invert(Session& session, std::size_t rows);
  void write(Session& session);
  void settle(Session& session, std::size_t rows);
  std::vector<UndoStep>& from(Session& session) const;
  std::vector<UndoStep>& to(Session& session) const;
  void conclude(Session& session);

  What what_;
  std::uint32_t merge_ = 0;
  store::MergeState to_ = store::MergeState::in;
  enum class Phase { begin, invert, write, settle } phase_ = Phase::begin;
  std::optional<Inverse> inverse_;
  UndoStep step_;  // what is turned, once it is off its stack
  std::vector<store::RecordOp> rivals_;
  Draft draft_;
  std::size_t rival_ = 0, record_ = 0, batch_ = 0, row_ = 0;  // written so far
  std::size_t done_ = 0, total_ = 0;
  bool has_step_ = false;  // the turn has a step of its own on the other stack
  Outcome outcome_;
};

// The answer of "do": {"command","touched","made":[UUID…]}, and "rec", the first of these.
base::Json outcome_json(const Outcome& outcome);

}  // namespace zhike::app
