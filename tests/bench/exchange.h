// The benchmark's snapshot out of a document, and its second snapshot as the bundle another laptop would have mailed.
#pragma once

#include <string>
#include <string_view>

#include "core/store/book.h"
#include "tests/bench/snapshot_job.h"

namespace zhike::bench {

// The snapshot, piece by piece.
class SnapshotWriter {
 public:
  explicit SnapshotWriter(const store::Document& document) : doc_(document) {}
  // Appends about `rows` more rows; false when the snapshot is whole.
  bool write(std::string& out, std::size_t rows);

 private:
  void write_row(std::string& out, store::Row row) const;
  const store::Document& doc_;
  std::size_t table_ = 0;
  store::Row row_ = 0;
};

// What another device would have recorded that had seen everything in this book but the edits which are later than its
// own: each field with a stamp of its own one edit, each unknown record one new record.
class BundleMaker {
 public:
  explicit BundleMaker(const store::Book& book);
  void feed(std::string_view piece);
  std::string finish();

 private:
  void add(std::string_view line);
  void flush();
  const store::Book& ours_;
  store::Book theirs_;
  RowWriter writer_;
  SnapshotRow row_;
  Table table_ = Table::customers;
  std::string waiting_;
  store::Change change_;
  std::size_t records_ = 0;
};

}  // namespace zhike::bench
