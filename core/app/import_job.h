// Import job: a CSV file into the book in steps; one undo for the whole. A dry run reads everything and writes nothing.
#pragma once

#include <optional>
#include <string>

#include "core/app/job.h"
#include "core/exchange/importer.h"

namespace zhike::app {

enum class ImportMode { dry_run, write };

class ImportJob final : public Job {
 public:
  ImportJob(std::string bytes, std::string file_name, commands::ImportOptions options, ImportMode mode)
      : bytes_(std::move(bytes)), file_name_(std::move(file_name)), options_(std::move(options)), mode_(mode) {}
  std::string_view name() const override { return "job.import"; }
  void step(Session& session, std::size_t rows) override;
  Progress progress() const override;
  // Counts, columns and rejected rows so far; nullptr before the file was opened.
  const commands::ImportPreview* preview() const { return importer_ ? &importer_->preview() : nullptr; }

 private:
  std::string bytes_, file_name_;
  commands::ImportOptions options_;
  ImportMode mode_;
  base::Status open(Session& session, std::size_t rows);
  std::optional<exchange::SlicedDecoder> decoder_;
  std::optional<exchange::Importer> importer_;
  std::size_t decoded_ = 0, size_ = 0;  // bytes
};

// The answer of the contract: {"created","updated","unchanged","rejected":[{"row","field","code"}],"also_created":{}}.
base::Json import_json(const commands::ImportPreview& preview);

}  // namespace zhike::app
