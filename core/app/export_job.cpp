#include "core/app/export_job.h"

#include <algorithm>
#include <type_traits>

#include "core/app/session.h"

namespace zhike::app {
namespace {

constexpr std::size_t rows_a_change = 200;  // of an import; counted like this, a step stays short

}  // namespace

void ExportJob::step(Session& session, std::size_t rows) {
  if (writer_.index() == 0) return begin(session);
  std::visit(
      [&](auto& writer) {
        using Writer = std::remove_reference_t<decltype(writer)>;
        if constexpr (!std::is_same_v<Writer, std::monostate>) {
          constexpr bool is_bundle = std::is_same_v<Writer, exchange::BundleWriter>;
          std::string piece;
          const bool has_more = writer.step(piece, is_bundle ? std::max<std::size_t>(1, rows / rows_a_change) : rows);
          done_ = writer.done();
          if (!piece.empty()) take_(piece);
          if (!has_more) finish({});
        }
      },
      writer_);
}

void ExportJob::begin(const Session& session) {
  const auto start = [this](auto& writer) { total_ = writer.total(); };
  const schema::TypeIndex type = schema::find_type(type_);
  if (format_ == ExportFormat::bundle)
    start(writer_.emplace<exchange::BundleWriter>(session.book()));
  else if (format_ == ExportFormat::plain)
    start(writer_.emplace<exchange::PlainWriter>(session.document()));
  else if (type == schema::type_count)
    fail({"record.unknown_type", type_, {}});
  else
    start(writer_.emplace<exchange::TableWriter>(session.document(), type));
}

}  // namespace zhike::app
