// Backup check: the restore drill. Reads a snapshot as a restore would, into a scratch book, and says what would come
// back. Changes nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/app/job.h"
#include "core/commands/exchange.h"
#include "core/exchange/bundle.h"

namespace zhike::app {

class BackupCheckJob final : public Job {
 public:
  explicit BackupCheckJob(std::string bytes) : bytes_(std::move(bytes)) {}
  std::string_view name() const override { return "job.backup_check"; }
  void step(Session& session, std::size_t rows) override;
  Progress progress() const override;
  const commands::BackupCheck& check() const { return check_; }

 private:
  bool take_one();
  void conclude(Session& session);

  std::string bytes_;
  std::optional<exchange::BundleReader> reader_;
  store::Book scratch_;
  std::vector<std::string> hashes_;
  commands::BackupCheck check_;
};

}  // namespace zhike::app
