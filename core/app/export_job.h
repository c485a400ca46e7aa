// Export job: a file for people or other programs, made in steps: the bundle, the plain export, or one table as CSV.
// The text is handed over in pieces, so that it never stands in memory twice. Writes nothing into the book.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>

#include "core/app/job.h"
#include "core/exchange/bundle.h"
#include "core/exchange/plain.h"
#include "core/exchange/table_export.h"

namespace zhike::app {

enum class ExportFormat { bundle, plain, csv };

class ExportJob final : public Job {
 public:
  // `type`: a record type's key, for csv; "record.unknown_type". `take` gets the pieces in order.
  ExportJob(ExportFormat format, std::string type, std::function<void(std::string_view piece)> take)
      : format_(format), type_(std::move(type)), take_(std::move(take)) {}
  std::string_view name() const override { return "job.export"; }
  void step(Session& session, std::size_t rows) override;
  Progress progress() const override { return {"job.export.write", done_, total_}; }

 private:
  void begin(const Session& session);

  ExportFormat format_;
  std::string type_;
  std::function<void(std::string_view)> take_;
  std::variant<std::monostate, exchange::BundleWriter, exchange::PlainWriter, exchange::TableWriter> writer_;
  std::size_t done_ = 0, total_ = 0;
};

}  // namespace zhike::app
