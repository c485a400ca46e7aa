// Call flow of a round: list → plan → fetch ⇄ merge → save → write → clean → end_round.
#include "core/app/sync_job.h"

#include <algorithm>

#include "core/app/session.h"

namespace zhike::app {
namespace {

constexpr std::size_t reads_at_once = 4;
constexpr std::size_t batch_goal_bytes = 64 << 20;  // opened files that wait to be merged together

}  // namespace

// Filled by the folder's answers, emptied by steps.
struct SyncJob::Arrivals {
  std::optional<base::Result<std::vector<ports::SharedFile>>> list;
  std::deque<std::pair<sync::FileName, base::Result<std::string>>> files;
  std::deque<std::pair<std::string, base::Status>> done;  // written or removed
};

SyncJob::SyncJob(ports::SharedFolder& folder, ports::Random& random, SyncOptions options)
    : folder_(folder), random_(random), options_(std::move(options)), arrivals_(std::make_shared<Arrivals>()) {}

SyncJob::~SyncJob() {
  for (BundleFile& file : batch_) age::wipe(file.bytes);
}

void SyncJob::step(Session& session, std::size_t rows) {
  switch (phase_) {
    case Phase::list:
      return list(session);
    case Phase::fetch:
      return fetch();
    case Phase::merge:
      return merge(session, rows);
    case Phase::save:
      return save(session);
    case Phase::write:
      return write(session);
    case Phase::clean:
      return clean();
  }
}

bool SyncJob::is_waiting() const {
  if (phase_ == Phase::list) return is_asked_ && !arrivals_->list;
  if (phase_ == Phase::fetch) return under_way_ > 0 && arrivals_->files.empty();
  if (phase_ == Phase::merge || phase_ == Phase::save) return false;
  return under_way_ > 0 && arrivals_->done.empty();
}

void SyncJob::list(Session& session) {
  if (!std::exchange(is_asked_, true)) {
    folder_.list([arrivals = arrivals_](auto files) { arrivals->list = std::move(files); });
    return;
  }
  if (!arrivals_->list) return;
  is_asked_ = false;
  const auto files = *std::exchange(arrivals_->list, std::nullopt);
  if (files) return plan(session, *files);
  if (report_.rounds == 0) return fail(files.error());
  reject({}, files.error());
  finish(sync_json(report_));
}

void SyncJob::plan(Session& session, const std::vector<ports::SharedFile>& files) {
  listing_ = sync::read_listing(files, session.book().identity().device, session.now());
  report_.listed = listing_.files.size();
  report_.others = listing_.others;
  for (const std::string& name : listing_.too_large)
    if (tried_.insert(name).second) reject(name, {"sync.too_large", {}, std::to_string(sync::file_limit_bytes >> 20)});
  std::vector<sync::FileName> wanted;
  if (options_.recheck == Recheck::everything) {
    for (const sync::FileName& name : listing_.files)
      if (!tried_.contains(sync::write_name(name))) wanted.push_back(name);
  } else {
    wanted = sync::files_to_fetch(session.book(), listing_, tried_);
  }
  to_fetch_.assign(wanted.begin(), wanted.end());
  fetch_total_ = to_fetch_.size();
  round_work_ = 0;
  phase_ = Phase::fetch;
}

void SyncJob::fetch() {
  while (under_way_ < reads_at_once && !to_fetch_.empty() && batch_bytes_ < batch_goal_bytes) {
    const sync::FileName name = std::move(to_fetch_.front());
    to_fetch_.pop_front();
    ask(name);
  }
  if (!arrivals_->files.empty()) {
    auto [name, bytes] = std::move(arrivals_->files.front());
    arrivals_->files.pop_front();
    --under_way_;
    take_file(name, std::move(bytes));
  } else if (under_way_ == 0) {
    phase_ = batch_.empty() ? Phase::save : Phase::merge;
  }
}

void SyncJob::ask(const sync::FileName& name) {
  ++under_way_;
  tried_.insert(sync::write_name(name));
  folder_.read(sync::write_name(name), sync::file_limit_bytes,
               [arrivals = arrivals_, name](auto bytes) { arrivals->files.emplace_back(name, std::move(bytes)); });
}

void SyncJob::take_file(const sync::FileName& name, base::Result<std::string> bytes) {
  const std::string file = sync::write_name(name);
  if (!bytes && bytes.error().code == "sync.missing") return;  // gone since it was listed: nothing to learn from that
  if (!bytes) {
    if (is_over(bytes.error())) {
      to_fetch_.clear();
      if (std::exchange(is_cut_off_, true)) return;
    }
    return reject(file, bytes.error());
  }
  ++report_.fetched;
  auto text = sync::unpack(name, std::move(*bytes), options_.keys);
  if (!text) {
    unsound_.insert(file);
    return reject(file, text.error());
  }
  ++round_work_;
  batch_bytes_ += text->size();
  batch_.push_back({file, std::move(*text)});
}

void SyncJob::merge(Session& session, std::size_t rows) {
  if (!merging_) merging_ = std::make_unique<MergeJob>(std::move(batch_), MergeMode::apply);
  merging_->step(session, rows);
  if (merging_->state() == JobState::running) return;
  const commands::MergePreview& preview = merging_->preview();
  report_.fresh += preview.fresh;
  report_.conflicts += preview.conflicts.size();
  report_.merged += preview.files.size();
  for (const base::Error& error : preview.rejected) reject(error.where.substr(0, error.where.find(':')), error);
  merging_.reset();
  batch_.clear();
  batch_bytes_ = 0;
  phase_ = to_fetch_.empty() ? Phase::save : Phase::fetch;
}

// Nothing may leave that this laptop could forget: it would give the numbers away a second time.
void SyncJob::save(Session& session) {
  if (session.is_saved()) {
    is_save_asked_ = false;
    if (is_cut_off_) return finish(sync_json(report_));
    auto runs = sync::runs_to_write(session.book(), listing_, unsound_);
    write_total_ = runs.size();
    to_write_.assign(std::make_move_iterator(runs.begin()), std::make_move_iterator(runs.end()));
    phase_ = Phase::write;
  } else if (!std::exchange(is_save_asked_, true)) {
    session.save({});
  } else if (!session.is_saving()) {
    is_save_asked_ = false;
    if (!session.last_save()) fail(session.last_save().error());
  }
}

void SyncJob::write(Session& session) {
  if (under_way_ == 0) {
    if (!to_write_.empty()) return put_next(session);
    phase_ = Phase::clean;
    return;
  }
  if (arrivals_->done.empty()) return;
  const auto [file, status] = std::move(arrivals_->done.front());
  arrivals_->done.pop_front();
  --under_way_;
  if (status) {
    ++report_.written;
    ++round_work_;
    return;
  }
  is_cut_off_ = true;  // no further round: it would try the same again
  reject(file, status.error());
  if (is_over(status.error())) to_write_.clear();
}

void SyncJob::put_next(Session& session) {
  const sync::Run run = std::move(to_write_.front());
  to_write_.pop_front();
  auto packed = sync::pack(session.book(), run, options_.keys, random_, session.now());
  if (!packed) return fail(packed.error());
  const std::string file = sync::write_name(packed->name);
  const std::string temporary =
      sync::write_temporary({session.book().identity().device, session.now(), random_.next()});
  ++under_way_;
  folder_.add(file, temporary, std::move(packed->bytes), [arrivals = arrivals_, file](base::Status status) {
    arrivals->done.emplace_back(file, std::move(status));
  });
}

void SyncJob::clean() {
  if (under_way_ > 0) {
    if (arrivals_->done.empty()) return;
    report_.cleaned += arrivals_->done.front().second ? 1 : 0;
    arrivals_->done.pop_front();
    --under_way_;
    return;
  }
  if (listing_.leftovers.empty() || is_cut_off_) return end_round();
  const std::string file = sync::write_temporary(listing_.leftovers.back());
  listing_.leftovers.pop_back();
  ++under_way_;
  folder_.remove(file, [arrivals = arrivals_, file](base::Status status) {
    arrivals->done.emplace_back(file, std::move(status));
  });
}

void SyncJob::end_round() {
  ++report_.rounds;
  const bool is_last = report_.rounds >= static_cast<std::size_t>(options_.most_rounds);
  if (round_work_ == 0 || is_cut_off_ || is_last)
    finish(sync_json(report_));
  else
    phase_ = Phase::list;
}

void SyncJob::reject(const std::string& file, base::Error error) {
  error.detail = error.where.empty() ? error.detail : error.where;
  error.where = file;
  report_.rejected.push_back(std::move(error));
}

bool SyncJob::is_over(const base::Error& error) {
  return error.code == "sync.unreachable" || error.code == "sync.denied" || error.code == "sync.folder_missing" ||
         error.code == "sync.full";
}

Progress SyncJob::progress() const {
  switch (phase_) {
    case Phase::fetch:
      return {"job.sync.fetch", fetch_total_ - to_fetch_.size() - under_way_, fetch_total_};
    case Phase::merge:
      return merging_ ? merging_->progress() : Progress{"job.merge.check", 0, 0};
    case Phase::write:
      return {"job.sync.write", write_total_ - to_write_.size() - under_way_, write_total_};
    default:
      return {"job.sync.list", 0, 0};
  }
}

base::Json sync_json(const SyncReport& r) {
  using base::Json;
  Json rejected = Json::array();
  for (const base::Error& error : r.rejected)
    rejected.push(Json::object().set("file", error.where).set("code", error.code).set("where", error.detail));
  return Json::object()
      .set("listed", r.listed)
      .set("fetched", r.fetched)
      .set("merged", r.merged)
      .set("written", r.written)
      .set("new", r.fresh)
      .set("conflicts", r.conflicts)
      .set("cleaned", r.cleaned)
      .set("others", r.others)
      .set("rejected", std::move(rejected))
      .set("rounds", r.rounds);
}

}  // namespace zhike::app
