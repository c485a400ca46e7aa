// SnapshotJob: the benchmark's snapshot on its way into a session, by the door and the change-sets of every import.
// The text arrives in pieces, so that it never stands in memory whole.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/app/job.h"
#include "core/app/session.h"
#include "tests/bench/snapshot_row.h"

namespace zhike::bench {

// Rows of one table as cells of our records; the importing job and the merging one share it.
class RowWriter {
 public:
  // Ids of customers that are in the document already.
  explicit RowWriter(const store::Document& document);
  // The records of the row, appended to `batches` in the order in which they refer to each other, and its later stamps.
  void add(Table table, const SnapshotRow& row, std::vector<store::BatchOp>& batches,
           std::vector<store::RecordOp>& stamps);
  // Survey and questions, without which no answer can be.
  static std::vector<store::BatchOp> survey();

 private:
  base::RecId customer(std::int64_t number) const;
  std::vector<base::RecId> customers_;  // by number
};

class SnapshotJob final : public app::Job {
 public:
  explicit SnapshotJob(const store::Document& document) : writer_(document) {}

  // More of the text. The last piece may be empty.
  void feed(std::string_view piece, bool is_last);
  // True when the next step needs more text.
  bool is_hungry() const { return state() == app::JobState::running && !is_last_ && !has_line(); }

  std::string_view name() const override { return "job.import"; }
  void step(app::Session& session, std::size_t rows) override;
  app::Progress progress() const override { return {"job.import.apply", rows_, 0}; }

 private:
  bool has_line() const { return waiting_.find('\n', at_) != std::string::npos; }
  bool take_line(std::string_view& line);
  RowWriter writer_;
  SnapshotRow row_;
  std::vector<store::RecordOp> stamps_;
  std::string waiting_;
  std::size_t at_ = 0, rows_ = 0;
  bool is_last_ = false;
  Table table_ = Table::customers;
};

}  // namespace zhike::bench
