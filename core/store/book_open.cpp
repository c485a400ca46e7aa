// Opening a book in steps. Call flow: begin_open → open_step → [try_head → read_part] → load_segment, take_line →
// settle. A checkpoint spares taking the lines in, not reading them: each is checked, and the journal is what counts.
#include <algorithm>

#include "core/base/json.h"
#include "core/store/book_parts.h"

namespace zhike::store {
namespace {

bool is_content(std::string_view path) { return path.starts_with("seg/") || path.starts_with("ckpt/"); }

bool has(const std::vector<std::string>& paths, std::string_view path) {
  return std::ranges::find(paths, path) != paths.end();
}

}  // namespace

base::Status Book::open(ports::Storage& storage) {
  TRY_DO(begin_open(storage));
  while (open_step()) {
  }
  return {};
}

// Without its file, or with a damaged one, the book still opens; it goes on under another number.
base::Status Book::read_identity(const std::vector<std::string>& paths, ports::Storage& storage) {
  const auto text = has(paths, device_path) ? storage.read(device_path) : base::Result<std::string>(std::string());
  // Behind a lock nothing is damaged: it is opened first.
  if (!text && text.error().code == "lock.shut") return std::unexpected(text.error());
  const auto json = base::parse_json(text ? *text : std::string());
  const auto device = json ? base::read_device((*json)["device"].as_string()) : std::nullopt;
  if (device && *device != 0) {
    identity_ = {*device, (*json)["by"].as_string()};
    return {};
  }
  problems_.push_back({"journal.damaged_device", std::string(device_path), {}});
  is_identity_doubtful_ = true;
  return {};
}

base::Status Book::begin_open(ports::Storage& storage) {
  TRY(std::vector<std::string> paths, storage.list());
  if (!has(paths, device_path) && std::ranges::none_of(paths, is_content)) return base::fail("book.missing");
  TRY_DO(read_identity(paths, storage));
  if (has(paths, merges_path)) {
    TRY(const std::string text, storage.read(merges_path));
    const auto json = base::parse_json(text);
    if (!json) problems_.push_back({"journal.damaged_merges", std::string(merges_path), json.error().code});
    if (json) merges_ = MergeLog::read(*json);
  }
  opening_ = std::make_shared<Opening>();
  opening_->storage = &storage;
  for (const std::string& path : paths) {
    if (path.starts_with("meta/") && path.ends_with(".json") && path != device_path && path != merges_path)
      if (auto text = storage.read(path)) notes_[path.substr(5, path.size() - 10)] = std::move(*text);
    if (path.starts_with("seg/")) opening_->segments.push_back(path);
  }
  opening_->heads = checkpoint_heads(paths);
  opening_->paths = std::move(paths);
  opening_->problems = problems_.size();
  return {};
}

bool Book::open_step() {
  if (!opening_) return false;
  Opening& o = *opening_;
  switch (o.phase) {
    case Opening::Phase::heads:
      try_head();
      return true;
    case Opening::Phase::parts:
      read_part();
      return true;
    case Opening::Phase::segments:
      if (o.line < o.lines.size())
        take_line(o.lines[o.line++]);
      else if (o.next < o.segments.size())
        load_segment();
      else
        o.phase = Opening::Phase::settling;
      return true;
    case Opening::Phase::settling:
      if ((rebuild_ || needs_settling()) && settle(1)) return true;
      break;
  }
  if (!problems_.empty()) is_identity_doubtful_ = true;  // numbers of this device may be among what was lost
  saved_revision_ = document_.revision();
  opening_.reset();
  return false;
}

double Book::open_share() const {
  if (!opening_) return 1;
  const Opening& o = *opening_;
  const auto share = [](std::size_t done, std::size_t all) {
    return all == 0 ? 0 : static_cast<double>(done) / static_cast<double>(all);
  };
  constexpr double parts_share = 0.6;  // of the time, where there is a checkpoint
  if (o.phase == Opening::Phase::heads) return 0;
  if (o.phase == Opening::Phase::parts) return parts_share * share(o.part, o.reader->part_count() + 1);
  const double from = o.covered.empty() ? 0 : parts_share;
  return from + (1 - from) * share(o.next, o.segments.size() + 1);
}

// The covered segments must be the first ones that are stored, and all its parts must be there.
void Book::try_head() {
  Opening& o = *opening_;
  if (o.head == o.heads.size()) {
    o.phase = Opening::Phase::segments;
    return;
  }
  const std::string& path = o.heads[o.head++];
  const auto bytes = o.storage->read(path);
  o.reader = bytes ? CheckpointReader::open(path, *bytes) : std::nullopt;
  if (!o.reader) return;
  const auto& marks = o.reader->segments();
  bool fits = marks.size() <= o.segments.size();
  for (std::size_t i = 0; fits && i < marks.size(); ++i) fits = marks[i].number == Journal::number_of(o.segments[i]);
  for (std::size_t i = 0; fits && i < o.reader->part_count(); ++i) fits = has(o.paths, o.reader->part_path(i));
  if (!fits) return;
  o.part = 0;
  o.phase = Opening::Phase::parts;
}

void Book::read_part() {
  Opening& o = *opening_;
  std::optional<bool> has_more = true;
  if (o.part < o.reader->part_count()) {
    const auto bytes = o.storage->read(o.reader->part_path(o.part++));
    if (!bytes || !o.reader->add_part(*bytes)) has_more = std::nullopt;
  } else {
    has_more = o.reader->finish_step();
  }
  if (!has_more) o.phase = Opening::Phase::heads;
  if (has_more.value_or(true)) return;
  auto [document, cover] = o.reader->take();
  o.reader.reset();
  o.phase = Opening::Phase::heads;
  if (!agrees_with_merges(document, cover)) return;
  document_ = std::move(document);
  lines_ = std::move(cover.lines);
  out_.insert(cover.out.begin(), cover.out.end());
  forks_ = std::move(cover.forks);
  o.covered = std::move(cover.segments);
  covered_bytes_ = 0;
  for (const Journal::Mark& mark : o.covered) covered_bytes_ += mark.bytes;
  for (const auto& [id, count] : forks_.list()) problems_.push_back({"journal.fork", base::write_change_id(id), {}});
  o.phase = Opening::Phase::segments;
}

// A merge that was taken in or out after the checkpoint was made leaves it aside.
bool Book::agrees_with_merges(const Document& document, const CheckpointCover& cover) const {
  for (const auto& [id, line] : cover.out)
    if (cover.forks.has(id) || !merges_.is_out(id)) return false;
  for (ChangeIndex i = 0; merges_.has_out() && i < document.change_count(); ++i)
    if (merges_.is_out(document.change(i).id)) return false;
  return true;
}

void Book::load_segment() {
  Opening& o = *opening_;
  const std::size_t index = o.next++;
  const std::string& path = o.segments[index];
  const bool is_covered = index < o.covered.size();
  o.lines.clear();
  o.line = 0;
  auto bytes = o.storage->read(path);
  if (!bytes) {
    if (is_covered) return leave_checkpoint();
    problems_.push_back(bytes.error());
    journal_.skip(path);
    return;
  }
  Journal::Mark mark{Journal::number_of(path), 0, 0};
  const auto visit = [&](Journal::Line line) {
    if (is_covered && mark.bytes < o.covered[index].bytes)
      mark = journal_.after(mark, line);
    else
      o.lines.push_back(line);
  };
  auto problems = journal_.load(path, std::move(*bytes), visit);
  if (is_covered && (!problems.empty() || mark != o.covered[index])) return leave_checkpoint();
  problems_.insert(problems_.end(), std::make_move_iterator(problems.begin()), std::make_move_iterator(problems.end()));
  if (is_covered && index + 1 == o.covered.size() && !covers_lines()) leave_checkpoint();
}

// Every line that the checkpoint speaks of stands in the journal.
bool Book::covers_lines() const {
  return std::ranges::all_of(lines_, [&](Journal::Line line) { return journal_.is_line(line); }) &&
         std::ranges::all_of(out_, [&](const auto& out) { return journal_.is_line(out.second); });
}

// Once more from the first segment, with the checkpoint before or without any.
void Book::leave_checkpoint() {
  Opening& o = *opening_;
  document_ = Document();
  journal_ = Journal();
  lines_.clear();
  out_.clear();
  forks_ = Forks();
  covered_bytes_ = 0;
  problems_.resize(o.problems);
  o.covered.clear();
  o.lines.clear();
  o.line = o.next = 0;
  o.phase = Opening::Phase::heads;
}

void Book::take_line(Journal::Line line) {
  const auto change = read_change(journal_.text(line));
  if (!change)
    problems_.push_back({"journal.unreadable_line", opening_->segments[opening_->next - 1], change.error().code});
  else
    adopt(*change, line);
}

}  // namespace zhike::store
