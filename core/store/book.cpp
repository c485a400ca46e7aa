#include "core/store/book.h"

#include <algorithm>
#include <memory>

#include "core/base/json.h"

namespace zhike::store {
namespace {

constexpr std::string_view device_path = "meta/device.json";
constexpr std::string_view merges_path = "meta/merges.json";

std::string write_identity(const Identity& identity) {
  return base::write_canonical(
      base::Json::object().set("device", base::write_device(identity.device)).set("by", identity.by));
}

}  // namespace

void Book::set_identity(Identity identity) {
  identity_ = std::move(identity);
  is_identity_unsaved_ = true;
}

base::Status Book::open(ports::Storage& storage) {
  TRY(const std::vector<std::string> paths, storage.list());
  if (std::ranges::find(paths, device_path) == paths.end()) return base::fail("book.missing");
  TRY(const std::string device_text, storage.read(device_path));
  const auto device_json = base::parse_json(device_text);
  const auto device = device_json ? base::read_device((*device_json)["device"].as_string()) : std::nullopt;
  if (device)
    identity_ = {*device, (*device_json)["by"].as_string()};
  else
    problems_.push_back({"journal.damaged_device", std::string(device_path), {}});
  if (std::ranges::find(paths, merges_path) != paths.end()) {
    TRY(const std::string text, storage.read(merges_path));
    const auto json = base::parse_json(text);
    if (!json) problems_.push_back({"journal.damaged_merges", std::string(merges_path), json.error().code});
    if (json) merges_ = MergeLog::read(*json);
  }
  for (const std::string& path : paths) {
    if (!path.starts_with("seg/")) continue;
    auto bytes = storage.read(path);
    if (!bytes) {
      problems_.push_back(bytes.error());
      continue;
    }
    const auto visit = [&](Journal::Line line) {
      const std::string_view text = journal_.text(line);
      const auto change = read_change(text);
      if (!change)
        problems_.push_back({"journal.unreadable_line", path, change.error().code});
      else
        adopt(*change, line);
    };
    for (base::Error& problem : journal_.load(path, std::move(*bytes), visit)) problems_.push_back(std::move(problem));
  }
  saved_revision_ = document_.revision();
  return {};
}

// Hashes are computed when asked for: opening a large book would spend most of its time on them.
void Book::adopt(const Change& change, Journal::Line line) {
  if (const auto known = document_.find_change(change.id)) {
    if (journal_.text(line) != this->line(*known))
      problems_.push_back({"journal.fork", base::write_change_id(change.id), {}});
    return;
  }
  if (merges_.is_out(change.id)) {
    out_.try_emplace(change.id, line);
    return;
  }
  apply(document_, change, {});
  lines_.push_back(line);
}

std::uint32_t Book::begin_merge(MergeEntry entry) {
  entry.state = MergeState::begun;
  entry.by = identity_.by;
  are_merges_unsaved_ = true;
  return merges_.add(std::move(entry));
}

void Book::set_merge_state(std::uint32_t number, MergeState state) {
  merges_.set_state(number, state);
  are_merges_unsaved_ = true;
}

bool Book::settle(std::size_t changes) {
  if (!rebuild_) {
    rebuild_.emplace(Rebuild{document_.successor(), lines_, {}, {}, 0});
    for (const auto& [id, line] : out_) rebuild_->from.push_back(line);
    std::ranges::sort(rebuild_->from, {},
                      [](const Journal::Line& line) { return std::pair(line.segment, line.offset); });
  }
  for (; changes > 0 && rebuild_->at < rebuild_->from.size(); --changes) {
    const Journal::Line line = rebuild_->from[rebuild_->at++];
    const auto change = read_change(journal_.text(line));
    if (!change) continue;  // read well before: cannot be
    if (merges_.is_out(change->id)) {
      rebuild_->out.try_emplace(change->id, line);
      continue;
    }
    apply(rebuild_->document, *change, {});
    rebuild_->in.push_back(line);
  }
  if (rebuild_->at < rebuild_->from.size()) return true;
  finish_rebuild();
  return false;
}

void Book::finish_rebuild() {
  const Document& next = rebuild_->document;
  bereft_.clear();
  for (schema::TypeIndex type = 0; type < schema::type_count; ++type) {
    const Table& table = next.table(type);
    for (FieldIndex f = 0; f < table.columns.size(); ++f) {
      if (!table.columns[f].field().has(schema::required)) continue;
      for (Row row = 0; row < table.rows(); ++row) {
        const Handle record = table.handles[row];
        const bool has_lost = table.visible[row] && !table.columns[f].is_set(row) &&
                              !schema::is_empty(document_.value(record, f)) && document_.is_visible(record);
        if (has_lost && std::ranges::find(bereft_, record) == bereft_.end()) bereft_.push_back(record);
      }
    }
  }
  document_ = std::move(rebuild_->document);
  lines_ = std::move(rebuild_->in);
  out_ = std::move(rebuild_->out);
  rebuild_.reset();
}

// Of everything held, in or out: a number is never used twice.
std::uint32_t Book::last_own_seq() const {
  const auto head = document_.heads().find(identity_.device);
  std::uint32_t last = head == document_.heads().end() ? 0 : head->second;
  for (const auto& [id, line] : out_)
    if (id.device == identity_.device) last = std::max(last, id.seq);
  return last;
}

base::Sha256 Book::hash(ChangeIndex index) const {
  const base::Sha256& known = document_.change(index).hash;
  return known == base::Sha256{} ? base::sha256(line(index)) : known;
}

ChangeIndex Book::write(Change change) {
  const base::ChangeId last{identity_.device, last_own_seq()};
  change.id = {last.device, last.seq + 1};
  if (change.group == UINT32_MAX) change.group = change.id.seq;
  change.by = identity_.by;
  if (const auto known = document_.find_change(last))
    change.prev = base::to_hex(hash(*known));
  else if (const auto out = out_.find(last); out != out_.end())
    change.prev = base::to_hex(base::sha256(journal_.text(out->second)));
  adopt(change, journal_.append(write_change(change)));
  return static_cast<ChangeIndex>(document_.change_count() - 1);
}

base::Result<Applied> Book::receive(std::string_view line) {
  TRY(const Change change, read_change(line));
  if (const auto known = document_.find_change(change.id))
    return this->line(*known) == line ? Applied::duplicate : Applied::fork;
  if (const auto out = out_.find(change.id); out != out_.end()) {
    if (journal_.text(out->second) != line) return Applied::fork;
    if (merges_.is_out(change.id)) return Applied::duplicate;
    const Journal::Line again = out->second;
    out_.erase(out);
    adopt(change, again);
    return Applied::fresh;
  }
  adopt(change, journal_.append(line));
  return Applied::fresh;
}

void Book::save(ports::Storage& storage, std::function<void(base::Status)> done) {
  if (!has_unsaved()) {
    done({});
    return;
  }
  auto writes = std::make_shared<std::vector<ports::FileWrite>>(journal_.take_unsaved());
  const bool with_identity = std::exchange(is_identity_unsaved_, false);
  std::vector<ports::FileWrite> files = *writes;
  if (with_identity) files.push_back({std::string(device_path), write_identity(identity_)});
  const bool with_merges = std::exchange(are_merges_unsaved_, false);
  if (with_merges) files.push_back({std::string(merges_path), base::write_canonical(merges_.write())});
  const std::uint64_t revision = document_.revision();
  const std::uint32_t failures = failures_;
  storage.commit(std::move(files), {}, [=, this](base::Status status) {
    if (status) {
      // An earlier commit may have failed meanwhile: its files go out again with the next save, not with this one.
      if (failures == failures_) saved_revision_ = std::max(saved_revision_, revision);
    } else {
      ++failures_;
      journal_.put_back(*writes);
      is_identity_unsaved_ = is_identity_unsaved_ || with_identity;
      are_merges_unsaved_ = are_merges_unsaved_ || with_merges;
    }
    done(std::move(status));
  });
}

}  // namespace zhike::store
