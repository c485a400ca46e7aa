// Job: long work cut into steps, so that a page can draw and a person can cancel between them. Made by dispatch and
// views, run by Session. A job never blocks and never reads a clock: the caller chooses the size of a step.
#pragma once

#include <cstddef>
#include <string>

#include "core/base/json.h"
#include "core/base/result.h"

namespace zhike::app {

class Session;

enum class JobState { running, done, failed, cancelled };

struct Progress {
  std::string phase;  // catalogue key, "job.<name>.<phase>"
  std::size_t done = 0, total = 0;
};

class Job {
 public:
  virtual ~Job() = default;
  virtual std::string_view name() const = 0;  // catalogue key, "job.<name>"
  // Does about `rows` rows of work. Sets state(); after done, result() is the answer the bridge and the CLI give.
  virtual void step(Session& session, std::size_t rows) = 0;
  virtual Progress progress() const = 0;
  // The next step can do nothing before somebody else has answered.
  virtual bool is_waiting() const { return false; }
  JobState state() const { return state_; }
  const base::Error& error() const { return error_; }
  const base::Json& result() const { return result_; }
  // True once the job has written anything that cancel must take back.
  bool has_written() const { return has_written_; }
  void mark_cancelled() { state_ = JobState::cancelled; }

 protected:
  void finish(base::Json result) {
    result_ = std::move(result);
    state_ = JobState::done;
  }
  void fail(base::Error error) {
    error_ = std::move(error);
    state_ = JobState::failed;
  }
  bool has_written_ = false;

 private:
  JobState state_ = JobState::running;
  base::Error error_;
  base::Json result_;
};

}  // namespace zhike::app
