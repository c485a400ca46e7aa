#include "core/app/import_job.h"

#include <algorithm>

#include "core/app/session.h"

namespace zhike::app {

namespace {

constexpr std::size_t bytes_a_row = 1000;  // of decoding, that take as long as importing a row

}  // namespace

// A part of the decoding; after the last one the file is open.
base::Status ImportJob::open(Session& session, std::size_t rows) {
  if (!decoder_) {
    size_ = bytes_.size();
    TRY(decoder_, exchange::Importer::decoder(std::move(bytes_), file_name_, options_));
  }
  const std::size_t count = rows * bytes_a_row;
  decoded_ = std::min(size_, decoded_ + count);
  TRY(const bool has_more, decoder_->step(count));
  if (has_more) return {};
  TRY(importer_, exchange::Importer::open(session.document(), decoder_->take(), file_name_, options_));
  decoder_.reset();
  return {};
}

void ImportJob::step(Session& session, std::size_t rows) {
  if (!importer_) {
    if (const base::Status opened = open(session, rows); !opened) fail(opened.error());
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
  if (!importer_) return {"job.import.read", decoded_, size_};
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
