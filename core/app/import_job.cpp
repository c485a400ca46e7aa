#include "core/app/import_job.h"

#include "core/app/session.h"

namespace zhike::app {

void ImportJob::step(Session& session, std::size_t rows) {
  if (!importer_) {
    auto opened = exchange::Importer::open(session.document(), std::move(bytes_), file_name_, options_);
    if (!opened) {
      fail(opened.error());
      return;
    }
    importer_ = std::move(*opened);
    return;
  }
  exchange::ImportSlice slice;
  const bool has_more = importer_->step(session.document(), rows, slice);
  if (mode_ == ImportMode::write && (!slice.batches.empty() || !slice.updates.empty())) {
    Draft draft{"import", std::move(slice.updates), std::move(slice.batches), {}};
    session.write(std::move(draft), has_written_ ? Session::Step::joined : Session::Step::fresh);
    has_written_ = true;
  }
  if (!has_more) finish(import_json(importer_->preview()));
}

Progress ImportJob::progress() const {
  const std::string phase = mode_ == ImportMode::dry_run ? "job.import.check" : "job.import.apply";
  if (!importer_) return {phase, 0, 0};
  return {phase, importer_->bytes_read(), importer_->bytes_total()};
}

base::Json import_json(const commands::ImportPreview& preview) {
  using base::Json;
  Json rejected = Json::array(), also = Json::object();
  for (const commands::RejectedRow& row : preview.rejected_rows)
    rejected.push(Json::object()
                      .set("row", row.row)
                      .set("field", row.error.where)
                      .set("code", row.error.code)
                      .set("detail", row.error.detail));
  for (const auto& [type, count] : preview.also_created) also.set(type, count);
  Json columns = Json::array();
  for (const commands::ImportColumn& column : preview.columns) {
    Json json = Json::object().set("heading", column.heading).set("field", column.field);
    if (!column.note.empty()) json.set("note", column.note).set("note_detail", column.note_detail);
    columns.push(std::move(json));
  }
  return Json::object()
      .set("type", preview.type)
      .set("created", preview.created)
      .set("updated", preview.updated)
      .set("unchanged", preview.unchanged)
      .set("rejected", std::move(rejected))
      .set("rejected_count", preview.rejected)
      .set("also_created", std::move(also))
      .set("rows", preview.rows)
      .set("encoding", preview.encoding)
      .set("separator", std::string(1, preview.separator))
      .set("columns", std::move(columns));
}

}  // namespace zhike::app
