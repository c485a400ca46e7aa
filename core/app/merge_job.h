// Merge job: checks bundles, shows what they would do, and adds them. A bundle that is damaged is left out whole and
// reported; the others go in, as one undo step. Steps are small, so that a page stays alive; a job that is cancelled or
// cut off leaves nothing of its files in the document.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/app/job.h"
#include "core/base/gzip.h"
#include "core/exchange/merge.h"

namespace zhike::app {

struct BundleFile {
  std::string name;
  std::string bytes;
  std::optional<base::Error> fault = {};  // it could not be opened: reported, and the others go in
};

enum class MergeMode { preview, apply };

class MergeJob final : public Job {
 public:
  MergeJob(std::vector<BundleFile> files, MergeMode mode) : files_(std::move(files)), mode_(mode) {}
  std::string_view name() const override { return "job.merge"; }
  void step(Session& session, std::size_t rows) override;
  Progress progress() const override;
  const commands::MergePreview& preview() const { return preview_; }
  // The files again, to apply what was previewed.
  std::vector<BundleFile> take_files() { return std::move(files_); }

 private:
  void check(Session& session, std::size_t changes);
  void begin(Session& session, std::vector<base::ChangeId> fresh);
  void open_file();
  void find_lines();
  void leave_out(base::Error error);
  bool verify_one();
  void apply(Session& session, std::size_t changes);
  void note(Session& session);
  void conclude();

  std::vector<BundleFile> files_;
  MergeMode mode_;
  std::optional<exchange::MergeAnalysis> analysis_;
  std::optional<base::Gunzip> unpacking_;
  std::optional<exchange::BundleReader> reader_;
  std::vector<std::optional<exchange::BundleReader>> sound_;  // along files_; empty: left out
  std::vector<std::string> hashes_;                           // of the file being verified
  std::size_t file_ = 0, change_ = 0, checked_ = 0, applied_ = 0;
  bool is_found_ = false, is_checked_ = false;
  commands::MergePreview preview_;
};

// The answer of the contract: {"files","changes","new","duplicate","parallel","conflicts","missing","rejected"}.
base::Json merge_json(const commands::MergePreview& preview);

}  // namespace zhike::app
