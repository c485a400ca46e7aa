#include "core/app/merge_job.h"

#include <algorithm>

#include "core/app/session.h"
#include "core/exchange/peers.h"

namespace zhike::app {

// A change-set of an import holds up to 1,000 records; counted like this, a step stays short.
constexpr std::size_t rows_a_change = 200;
constexpr std::size_t slots_a_change = 500;
constexpr std::size_t bytes_a_step = 1 << 20;

void MergeJob::step(Session& session, std::size_t rows) {
  const std::size_t changes = std::max<std::size_t>(1, rows / rows_a_change);
  if (!is_checked_)
    check(session, changes);
  else
    apply(session, changes);
}

// File by file: open, verify the root over all its lines, then read what its change-sets would do.
void MergeJob::check(Session& session, std::size_t changes) {
  if (!analysis_) analysis_.emplace(session.book());
  for (; changes > 0; --changes) {
    if (file_ == files_.size()) {
      if (analysis_->compare(slots_a_change)) continue;
      is_checked_ = true;
      preview_ = analysis_->report();
      file_ = change_ = 0;
      if (mode_ == MergeMode::preview)
        conclude();
      else
        begin(session, analysis_->fresh());
      analysis_.reset();
      return;
    }
    if (!reader_) {
      open_file();
    } else if (!is_found_) {
      find_lines();
    } else if (hashes_.size() < reader_->count() || change_ == 0) {
      if (!verify_one()) continue;
    }
    if (!reader_ || !is_found_ || hashes_.size() < reader_->count()) continue;
    if (change_ == reader_->count()) {
      sound_.emplace_back(std::exchange(reader_, std::nullopt));
      ++file_;
      change_ = 0;
      continue;
    }
    analysis_->add(reader_->line(change_), session.now(), reader_->place(change_));
    ++change_;
    ++checked_;
  }
}

void MergeJob::open_file() {
  hashes_.clear();
  change_ = 0;
  BundleFile& file = files_[file_];
  if (file.fault) return leave_out({file.fault->code, {}, file.fault->detail});
  if (!unpacking_ && base::is_gzip(file.bytes)) unpacking_.emplace(file.bytes, exchange::bundle_limit_bytes);
  if (unpacking_) {
    const auto has_more = unpacking_->step(bytes_a_step);
    if (has_more && *has_more) return;
    if (has_more) file.bytes = unpacking_->take();
    unpacking_.reset();
    if (!has_more) return leave_out(has_more.error());
  }
  is_found_ = false;
  auto opened = exchange::BundleReader::begin(file.bytes);
  if (opened)
    reader_ = std::move(*opened);
  else
    leave_out(opened.error());
}

void MergeJob::find_lines() {
  const auto has_more = reader_->find(bytes_a_step);
  is_found_ = has_more && !*has_more;
  if (!has_more) leave_out(has_more.error());
}

void MergeJob::leave_out(base::Error error) {
  error.where = files_[file_].name + (error.where.empty() ? "" : ":" + error.where);
  analysis_->reject(std::move(error));
  reader_.reset();
  sound_.emplace_back();
  ++file_;
}

// Hashes one more line; at the last one the root decides. False when the file was left out.
bool MergeJob::verify_one() {
  if (hashes_.size() < reader_->count()) hashes_.push_back(base::to_hex(base::sha256(reader_->line(hashes_.size()))));
  if (hashes_.size() < reader_->count()) return true;
  if (reader_->root() != "sha256:" + exchange::bundle_root(hashes_)) {
    leave_out({"bundle.damaged", {}, "root"});
    return false;
  }
  analysis_->begin_file(files_[file_].name, *reader_);
  return true;
}

void MergeJob::begin(Session& session, std::vector<base::ChangeId> fresh) {
  if (fresh.empty()) return;
  store::MergeEntry entry;
  entry.from = preview_.from;
  entry.files = preview_.files;
  entry.fresh = preview_.fresh;
  entry.duplicate = preview_.duplicate;
  entry.parallel = preview_.parallel;
  entry.conflicts = preview_.conflicts.size();
  entry.records = preview_.records;
  entry.bring(std::move(fresh));
  session.begin_merge(std::move(entry));
}

void MergeJob::apply(Session& session, std::size_t changes) {
  for (; changes > 0; --changes) {
    while (file_ < files_.size() && (!sound_[file_] || change_ == sound_[file_]->count())) {
      ++file_;
      change_ = 0;
    }
    if (file_ == files_.size()) {
      if (session.catch_up(changes)) return;
      note(session);
      if (preview_.fresh > 0) session.end_merge();
      conclude();
      return;
    }
    (void)session.receive(sound_[file_]->line(change_++));  // what could not be read is in the report already
    ++applied_;
  }
}

void MergeJob::note(Session& session) {
  std::vector<const exchange::BundleReader*> bundles;
  for (const auto& bundle : sound_)
    if (bundle) bundles.push_back(&*bundle);
  for (const auto* bundle : bundles)
    for (const auto& [id, hash] : bundle->heads()) session.writable_book().compare(id, hash);
  exchange::note_bundles(session.writable_book(), bundles, session.now());
}

void MergeJob::conclude() {
  if (preview_.rejected.size() >= files_.size() && preview_.changes == 0 && !preview_.rejected.empty())
    fail(preview_.rejected.front());
  else
    finish(merge_json(preview_));
}

Progress MergeJob::progress() const {
  if (!is_checked_) return {"job.merge.check", checked_, checked_ + (reader_ ? reader_->count() - change_ : 0)};
  return {"job.merge.apply", applied_, preview_.changes};
}

base::Json merge_json(const commands::MergePreview& p) {
  using base::Json;
  Json conflicts = Json::array(), missing = Json::array(), rejected = Json::array(), suspects = Json::array();
  for (const auto& c : p.conflicts) {
    Json values = Json::array();
    for (const auto& v : c.values) {
      const auto value = base::parse_json(v.value);
      values.push(Json::object()
                      .set("v", value ? *value : Json())
                      .set("dev", base::write_device(v.change.device))
                      .set("seq", v.change.seq)
                      .set("by", v.by)
                      .set("at", v.at));
    }
    conflicts.push(Json::object()
                       .set("type", c.type)
                       .set("rec", base::write_id(c.rec))
                       .set("field", c.field)
                       .set("name", c.name)
                       .set("values", std::move(values)));
  }
  for (const auto& m : p.missing)
    missing.push(Json::object().set("dev", m.device).set("from", m.first).set("to", m.last));
  for (const auto& s : p.suspects)
    suspects.push(Json::object()
                      .set("dev", s.device)
                      .set("by", s.by)
                      .set("at", base::write_instant(s.latest))
                      .set("changes", s.changes));
  for (const auto& e : p.rejected)
    rejected.push(Json::object().set("code", e.code).set("where", e.where).set("detail", e.detail));
  return Json::object()
      .set("files", p.files.size())
      .set("changes", p.changes)
      .set("new", p.fresh)
      .set("duplicate", p.duplicate)
      .set("parallel", p.parallel)
      .set("suspect_clock", p.suspect_clock)
      .set("suspects", std::move(suspects))
      .set("conflicts", std::move(conflicts))
      .set("missing", std::move(missing))
      .set("rejected", std::move(rejected));
}

}  // namespace zhike::app
