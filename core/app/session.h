// Session: one open book with its undo history, saving and long jobs. The single door through which anything changes:
// views, the page's bridge and the command line all call execute(). Never draws, never reads a global clock.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/app/draft.h"
#include "core/app/job.h"
#include "core/app/undo.h"
#include "core/commands/commands.h"
#include "core/ports/clock.h"
#include "core/query/cache.h"
#include "core/store/book.h"

namespace zhike::app {

class Turn;

struct Services {
  ports::Storage* storage;
  ports::Clock* clock;
  ports::Random* random;
};

struct Outcome {
  std::string command;            // its catalogue key, "command.<name>"
  std::vector<base::RecId> made;  // records created, the main one first
  std::size_t touched = 0;        // records changed
};

struct LogEntry {  // for the debug page: newest last, at most 100
  std::string command;
  std::string error;  // empty: done
  std::size_t touched;
};

class Session {
  // Invariant: undo_ and redo_ hold what was done in this session only.
 public:
  explicit Session(Services services) : services_(services) {}
  ~Session();

  // Opens the stored book; "book.missing" when there is none yet.
  base::Status open() { return book_.open(*services_.storage); }
  // The same in steps, so that a page stays alive meanwhile: see Book.
  base::Status begin_open() { return book_.begin_open(*services_.storage); }
  bool open_step() { return book_.open_step(); }
  // When nothing else is to do: makes some more of a checkpoint where that pays. True while there is more.
  bool checkpoint_step();
  // Starts an empty book on this device, written by `by`.
  base::Status create(std::string by);

  // Carries a command out at once. On an error nothing has changed.
  base::Result<Outcome> execute(const commands::Command& command);
  // The same as a job (Turn) where that can take long: undo, redo, switching a merge. False: another command.
  base::Result<bool> start(const commands::Command& command);

  // Long work: import, merge, demo. One at a time ("job.busy"). step() does about `rows` rows and returns true while
  // there is more; finished jobs keep their result until the next start.
  base::Status start(std::unique_ptr<Job> job);
  bool step(std::size_t rows);
  // Takes back what the job had done, in steps where there is anything: of a cancelled merge nothing stays in the
  // document, and the merge log says so. Does nothing to a turn.
  void cancel();
  // A turn is under way: it cannot be cancelled, and is stored whole or not at all: save() ends it first.
  bool is_turning() const { return is_working() && is_turn_; }
  const Job* job() const { return job_.get(); }
  bool is_working() const { return job_ && job_->state() == JobState::running; }

  bool can_undo() const { return !undo_.empty(); }
  bool can_redo() const { return !redo_.empty(); }
  // Catalogue keys of what undo and redo would take back and repeat; empty when there is nothing.
  std::string_view undo_name() const { return undo_.empty() ? std::string_view() : undo_.back().command; }
  std::string_view redo_name() const { return redo_.empty() ? std::string_view() : redo_.back().command; }

  // Starts a durable commit of everything unsaved. `done` is called once, as ports::Storage::commit does.
  void save(std::function<void(base::Status)> done);
  bool is_saved() const { return !book_.has_unsaved() && saves_under_way_ == 0; }
  bool is_saving() const { return saves_under_way_ > 0; }
  const base::Status& last_save() const { return last_save_; }

  const store::Document& document() const { return book_.document(); }
  const store::Book& book() const { return book_; }
  query::Cache& cache() { return cache_; }
  base::InstantMs now() const { return services_.clock->now(); }
  base::Day today() const { return base::day_of(now(), services_.clock->zone_offset_minutes()); }
  const std::vector<LogEntry>& log() const { return log_; }

  // For jobs.
  Env env();
  store::Book& writable_book() { return book_; }
  base::RecId make_id() { return base::make_time_id(now(), services_.random->next(), services_.random->next()); }
  std::uint64_t random() { return services_.random->next(); }
  // Stamps and writes the draft as change-sets of at most 1,000 records each; they form one undo step with what the
  // same step wrote before when `joins` says so.
  enum class Step { fresh, joined };
  void write(Draft draft, Step step);
  // A merge is one undo step, however many change-sets it brings: begin, receive each, end.
  void begin_merge(store::MergeEntry entry);
  base::Result<store::Applied> receive(std::string_view line) { return book_.receive(line); }
  void end_merge();
  // After the last receive(), until it returns false: see Book::catch_up.
  bool catch_up(std::size_t changes);

 private:
  friend class Turn;
  base::Result<Outcome> carry_out(const commands::Command& command);
  base::Result<std::unique_ptr<Turn>> make_turn(const commands::Command& command) const;
  void begin(std::unique_ptr<Job> job, bool is_turn);
  void renew_identity();
  void write_change(store::Change change, Step step);
  void note(std::string command, std::string error, std::size_t touched);
  base::Hlc stamp();

  Services services_;
  store::Book book_;
  query::Cache cache_;
  std::vector<UndoStep> undo_, redo_;
  std::vector<UndoStep>* target_ = &undo_;  // where write() records: redo_ while undoing
  std::unique_ptr<Job> job_;
  bool is_turn_ = false;  // job_ is
  base::Status last_save_;
  std::uint32_t open_merge_ = 0;
  int saves_under_way_ = 0;
  std::vector<LogEntry> log_;
};

}  // namespace zhike::app
