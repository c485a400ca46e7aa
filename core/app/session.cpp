#include "core/app/session.h"

#include <algorithm>
#include <unordered_map>

#include "core/app/handlers.h"

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

base::Result<Outcome> Session::carry_out(const Command& command) {
  if (std::holds_alternative<commands::Undo>(command)) {
    if (undo_.empty()) return base::fail("undo.nothing");
    return revert(undo_, redo_, "undo");
  }
  if (std::holds_alternative<commands::Redo>(command)) {
    if (redo_.empty()) return base::fail("redo.nothing");
    return revert(redo_, undo_, "redo");
  }
  if (const auto* merge = std::get_if<commands::SwitchMerge>(&command)) {
    const store::MergeState state = merge->to == "in" ? store::MergeState::in : store::MergeState::out;
    TRY(Outcome outcome, switch_merge(merge->merge, state));
    redo_.clear();
    undo_.push_back({"command.switch_merge", {}, {}, {}, merge->merge});
    return outcome;
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
  if (step == Step::fresh || target_->empty()) target_->push_back({"command." + change.command, {}, {}, {}, 0});
  UndoStep& undo = target_->back();
  for (const store::RecordOp& op : change.records) {
    for (const store::FieldSet& set : op.sets) remember(undo, op.rec, set.field);
  }
  undo.changes.push_back(document().change(book_.write(std::move(change))).id);
}

// Keeps what a field shows, and what else is live there, before the step's first write to it.
void Session::remember(UndoStep& step, base::RecId rec, std::string_view field) const {
  const schema::Handle handle = document().find(rec);
  if (handle == 0 || document().place(handle).type >= schema::type_count) return;  // a create: undo deletes it
  const auto type = static_cast<schema::TypeIndex>(document().place(handle).type);
  const auto& fields = schema::registry[type].fields;
  const schema::FieldIndex f = schema::registry[type].find(field);
  const auto is_known = [&](const Before& before) { return before.rec == rec && before.field == field; };
  if (f == fields.size() || std::ranges::any_of(step.before, is_known)) return;
  step.before.push_back({rec, std::string(field), document().value(handle, f)});
  const auto& together = document().slot_fields(type, f);
  const store::Register* live = together.front() == f ? document().find_register(handle, f) : nullptr;
  if (!live || live->live.size() < 2) return;
  commands::Fields shown;
  for (const schema::FieldIndex member : together)
    put_value(shown, fields[member].key, document().value(handle, member));
  for (const store::LiveValue& each : live->live) {
    commands::Fields values;
    for (std::size_t i = 0; i < together.size(); ++i)
      put_value(values, fields[together[i]].key, document().to_value(type, together[i], each.raws[i]));
    if (values != shown) step.rivals.push_back({rec, std::move(values)});
  }
}

// The values beside the shown ones, each for a change-set of its own, and the shown ones in `shown` even where they are
// shown again already: all of them have seen only what the step wrote, so that none replaces another.
std::vector<store::RecordOp> Session::reopen(const UndoStep& step, Draft& shown) const {
  std::vector<store::RecordOp> ops;
  for (const Rival& rival : step.rivals) {
    const schema::Handle handle = document().find(rival.rec);
    if (!document().is_visible(handle)) continue;
    const schema::RecordDef& def = schema::registry[document().place(handle).type];
    store::RecordOp beside{std::string(def.key), rival.rec, {}};
    store::RecordOp main{std::string(def.key), rival.rec, {}};
    for (const auto& [field, value] : rival.values) {
      const auto over = document().live_changes(handle, def.find(field));
      const auto before =
          std::ranges::find_if(step.before, [&](const Before& b) { return b.rec == rival.rec && b.field == field; });
      beside.sets.push_back({field, {value, {}}, over});
      if (before != step.before.end()) main.sets.push_back({field, {before->value, {}}, over});
    }
    const auto is_there = [&](const store::RecordOp& op) {
      return op.rec == rival.rec && std::ranges::any_of(op.sets, [&](const store::FieldSet& set) {
               return set.field == rival.values.front().first;
             });
    };
    if (std::ranges::none_of(shown.records, is_there)) shown.records.push_back(std::move(main));
    ops.push_back(std::move(beside));
  }
  return ops;
}

// What takes a step back: created records are deleted, deleted ones restored, replaced values put back.
base::Result<Draft> Session::inverse(const UndoStep& step) {
  Draft draft;
  const store::Document& doc = document();
  std::unordered_map<base::RecId, commands::Fields, base::RecIdHash> edits;
  for (auto it = step.before.rbegin(); it != step.before.rend(); ++it) put_value(edits[it->rec], it->field, it->value);
  for (const base::ChangeId id : step.changes) {
    TRY(const store::Change change, store::read_change(book_.line(*doc.find_change(id))));
    const auto turn = [&](base::RecId rec, std::string_view field, const store::FieldValue& value) -> base::Status {
      if (field == store::alias_key) turn_alias(draft, change, rec);
      if (field != store::deleted_key) return {};
      return value.raw_json == "false" ? add_delete(draft, doc, rec) : add_restore(draft, doc, rec);
    };
    const auto is_creation = [&](base::RecId rec, std::string_view field) {
      return field != store::deleted_key && field != store::alias_key && !edits.contains(rec);
    };
    for (const store::RecordOp& op : change.records) {
      if (op.sets.empty()) continue;
      TRY_DO(turn(op.rec, op.sets.front().field, op.sets.front().value));
      if (is_creation(op.rec, op.sets.front().field)) TRY_DO(add_delete(draft, doc, op.rec));
    }
    for (const store::BatchOp& op : change.batches) {
      for (const store::BatchRow& row : op.rows) {
        if (op.cols.empty()) continue;
        TRY_DO(turn(row.rec, op.cols.front(), row.values.front()));
        if (op.cols.front() != store::deleted_key) TRY_DO(add_delete(draft, doc, row.rec));
      }
    }
  }
  for (const Before& before : step.before) {  // in the order of the edits: the outcome is the same on every machine
    const auto fields = edits.extract(before.rec);
    if (fields && doc.is_visible(doc.find(before.rec))) TRY_DO(add_revert(draft, doc, before.rec, fields.mapped()));
  }
  return draft;
}

// The alias the record had before this change-set of this session.
void Session::turn_alias(Draft& draft, const store::Change& change, base::RecId rec) {
  const auto alias_in = [&](const store::Change& in) -> const store::FieldSet* {
    for (const store::RecordOp& op : in.records)
      if (op.rec == rec && !op.sets.empty() && op.sets.front().field == store::alias_key) return &op.sets.front();
    return nullptr;
  };
  base::RecId before{};
  for (const base::ChangeId seen : alias_in(change)->over) {
    const auto index = document().find_change(seen);
    const auto earlier = index ? store::read_change(book_.line(*index)) : base::fail("record.missing");
    const store::FieldSet* set = earlier ? alias_in(*earlier) : nullptr;
    if (set && set->value.raw_json.size() == 38)
      before = base::read_id(set->value.raw_json.substr(1, 36)).value_or(before);
  }
  add_alias(draft, document(), document().find(rec), before);
}

base::Result<Outcome> Session::revert(std::vector<UndoStep>& from, std::vector<UndoStep>& to, const std::string& name) {
  if (from.back().merge) return revert_merge(from, to);
  TRY(Draft draft, inverse(from.back()));
  std::vector<store::RecordOp> rivals = reopen(from.back(), draft);
  const std::string what = from.back().command;
  from.pop_back();
  draft.command = name;
  Outcome outcome{what, {}, draft.records.size()};
  for (const store::BatchOp& batch : draft.batches) outcome.touched += batch.rows.size();
  target_ = &to;
  Step next = Step::fresh;
  for (store::RecordOp& rival : rivals)
    write(Draft{name, {std::move(rival)}, {}, {}}, std::exchange(next, Step::joined));
  if (draft.is_empty())
    to.push_back({what, {}, {}, {}, 0});
  else
    write(std::move(draft), next);
  to.back().command = what;
  target_ = &undo_;
  return outcome;
}

// In becomes out and the other way round, so that the same step does for undo and redo.
base::Result<Outcome> Session::revert_merge(std::vector<UndoStep>& from, std::vector<UndoStep>& to) {
  const UndoStep step = from.back();
  const bool is_in = book_.merges().find(step.merge)->state == store::MergeState::in;
  TRY(Outcome outcome, switch_merge(step.merge, is_in ? store::MergeState::out : store::MergeState::in));
  from.pop_back();
  to.push_back(step);
  outcome.command = step.command;
  return outcome;
}

base::Result<Outcome> Session::switch_merge(std::uint32_t number, store::MergeState state) {
  const store::MergeEntry* entry = book_.merges().find(number);
  if (!entry) return base::fail("merge.unknown", std::to_string(number));
  if (entry->state == state) return base::fail("merge.is_so_already", std::to_string(number));
  // Only a part of it arrived: merging the file again brings the whole.
  if (entry->state == store::MergeState::cancelled) return base::fail("merge.cut_off", std::to_string(number));
  const std::size_t touched = entry->fresh;
  book_.set_merge_state(number, state);
  while (book_.settle(SIZE_MAX)) {
  }
  cache_.clear();
  // What this laptop had written on top of a record that is gone now goes too, until the merge is taken in again: the
  // delete has not seen the merged values.
  Draft draft;
  draft.command = "switch_merge";
  for (const store::Handle record : book_.bereft()) TRY_DO(add_delete(draft, document(), document().id(record)));
  if (!draft.is_empty() && state != store::MergeState::in) {
    std::vector<UndoStep> aside;  // no step of its own: the merge's step stands for both
    target_ = &aside;
    write(std::move(draft), Step::fresh);
    target_ = &undo_;
  }
  return Outcome{"command.switch_merge", {}, touched};
}

void Session::begin_merge(store::MergeEntry entry) {
  entry.at = stamp();
  open_merge_ = book_.begin_merge(std::move(entry));
}

void Session::catch_up() {
  if (!book_.catch_up()) return;
  undo_.clear();
  redo_.clear();
  cache_.clear();
}

void Session::end_merge() {
  book_.set_merge_state(open_merge_, store::MergeState::in);
  undo_.push_back({"command.merge", {}, {}, {}, std::exchange(open_merge_, 0)});
}

base::Status Session::start(std::unique_ptr<Job> job) {
  if (is_working()) return base::fail("job.busy");
  job_ = std::move(job);
  redo_.clear();
  return {};
}

bool Session::step(std::size_t rows) {
  if (!is_working()) return false;
  job_->step(*this, rows);
  if (job_->state() != JobState::running) note(std::string(job_->name()), job_->error().code, job_->progress().done);
  return is_working();
}

void Session::cancel() {
  if (!is_working()) return;
  job_->mark_cancelled();
  if (open_merge_) {
    (void)switch_merge(std::exchange(open_merge_, 0), store::MergeState::cancelled);
  } else if (job_->has_written() && !undo_.empty()) {
    (void)revert(undo_, redo_, "cancel");
    redo_.clear();
  }
  note(std::string(job_->name()), "job.cancelled", job_->progress().done);
}

bool Session::checkpoint_step() {
  if (is_working()) return false;
  if (book_.is_checkpoint_due()) return book_.begin_checkpoint(*services_.storage);
  return book_.checkpoint_step(*services_.storage);
}

void Session::save(std::function<void(base::Status)> done) {
  ++saves_under_way_;
  book_.save(*services_.storage, [this, done = std::move(done)](base::Status status) {
    --saves_under_way_;
    last_save_ = status;
    if (done) done(std::move(status));
  });
}

}  // namespace zhike::app
