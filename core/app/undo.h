// What undo needs to know of a step, and the draft that takes it back. Used by Session and its turns; writes nothing.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/app/draft.h"

namespace zhike::app {

// One command, import or merge of this session, as the document knows it.
struct UndoStep {
  // A live value beside the shown one, in a slot that the step settled: all fields of the slot.
  struct Rival {
    base::RecId rec;
    commands::Fields values;
  };
  std::string command;                                                        // catalogue key
  std::vector<base::ChangeId> changes = {};                                   // of this device, in order
  std::vector<std::pair<base::RecId, commands::Fields>> before = {};          // values its single-record edits replaced
  std::unordered_map<base::RecId, std::size_t, base::RecIdHash> places = {};  // in before
  std::vector<Rival> rivals = {};                                             // undo opens the conflict again
  std::uint32_t merge = 0;  // number of the merge that was taken in or out; 0: none
};

// Keeps what the fields of `op` show, and what else is live there, before the step writes them for the first time.
void remember(UndoStep& step, const store::Document& document, const store::RecordOp& op);

// The draft that takes a step back, in parts: created records are deleted, deleted ones restored, replaced values put
// back. Nothing may be written meanwhile; the step and the book must live that long.
class Inverse {
 public:
  Inverse(const UndoStep& step, const store::Book& book) : step_(step), book_(book) {}
  // About `rows` records more; true while there is more. Fails as add_delete() and its like do, with nothing changed.
  base::Result<bool> step(std::size_t rows);
  // Of the step's change-sets and edited records.
  std::size_t done() const { return change_ + edited_; }
  std::size_t total() const { return step_.changes.size() + step_.before.size(); }
  Draft take() { return std::move(draft_); }
  // The values beside the shown ones, each for a change-set of its own that comes before the draft, and the shown ones
  // in the draft even where they are shown again already: all of them have seen only what the step wrote, so that none
  // replaces another.
  std::vector<store::RecordOp> take_rivals();

 private:
  base::Result<bool> invert_next();
  base::Status remove(base::RecId rec);
  base::Status turn(base::RecId rec, std::string_view field, const store::FieldValue& value);
  void turn_alias(base::RecId rec);

  const UndoStep& step_;
  const store::Book& book_;
  Draft draft_;
  std::unordered_set<base::RecId, base::RecIdHash> removed_;
  std::size_t change_ = 0, edited_ = 0;
  store::Change current_;  // the change-set at change_, once it is read
  bool is_read_ = false;
  std::size_t record_ = 0, batch_ = 0, row_ = 0;  // in current_
};

}  // namespace zhike::app
