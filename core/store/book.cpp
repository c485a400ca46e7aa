#include "core/store/book.h"

#include <algorithm>
#include <memory>

#include "core/base/json.h"
#include "core/store/book_parts.h"
#include "core/store/purge.h"

namespace zhike::store {
namespace {

std::string write_identity(const Identity& identity) {
  return base::write_canonical(
      base::Json::object().set("device", base::write_device(identity.device)).set("by", identity.by));
}

std::string note_path(const std::string& name) { return "meta/" + name + ".json"; }

}  // namespace

Book::Book() = default;
Book::~Book() = default;
Book::Book(Book&&) noexcept = default;
Book& Book::operator=(Book&&) noexcept = default;

void Book::set_identity(Identity identity) {
  identity_ = std::move(identity);
  is_identity_unsaved_ = true;
  is_identity_doubtful_ = identity_.device == 0;
}

// What the merge log says; a twin of a fork stays in, for both bear the number that was brought.
bool Book::is_out(base::ChangeId id) const { return !forks_.has(id) && merges_.is_out(id); }

std::optional<std::string_view> Book::known_line(base::ChangeId id) const {
  if (const auto known = document_.find_change(id)) return line(*known);
  if (const auto out = out_.find(id); out != out_.end()) return journal_.text(out->second);
  return std::nullopt;
}

// Hashes are computed when asked for: opening a large book would spend most of its time on them.
void Book::adopt(const Change& change, Journal::Line line) {
  const std::string_view text = journal_.text(line);
  if (forks_.has(change.id)) {
    if (!forks_.add(change, identity_hash(change, text))) return;
    pending_.push_back(line);
    return;
  }
  if (const auto known = known_line(change.id)) {
    if (*known == text) return;
    const auto known_change = read_change(*known);
    if (!known_change || identity_hash(*known_change, *known) == identity_hash(change, text)) return;
    keep_twin(*known_change, *known, change, text);
    pending_.push_back(line);
    problems_.push_back({"journal.fork", base::write_change_id(change.id), {}});
    return;
  }
  if (is_out(change.id)) {
    out_.try_emplace(change.id, line);
    return;
  }
  // A crash may have cut a purge short: the rest of it is done by settle().
  if (!document_.purged().empty() && holds_any(change, document_.purged())) to_strip_ = document_.purged();
  apply(document_, forks_.empty() ? change : forks_.adapt(change, text), stub_hash(change));
  lines_.push_back(line);
}

void Book::keep_twin(const Change& known, std::string_view known_line, const Change& change, std::string_view line) {
  forks_.add(known, identity_hash(known, known_line));
  forks_.add(change, identity_hash(change, line));
  doubted_.erase(change.id.device);
  if (change.id.device == identity_.device) is_identity_doubtful_ = true;
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
  rebuild_.reset();  // begun by another log
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
  if (const auto known = document_.find_change(last)) {
    change.prev = base::to_hex(hash(*known));  // what identity_hash() gives, without reading the line again
  } else if (const auto before = known_line(last)) {
    const auto read = read_change(*before);
    if (read) change.prev = identity_hash(*read, *before);
  }
  for (const base::RecId rec : purged_by(change))
    if (!document_.is_purged(rec)) to_strip_.insert(rec);
  adopt(change, journal_.append(write_change(change)));
  catch_up();
  return static_cast<ChangeIndex>(document_.change_count() - 1);
}

base::Result<Applied> Book::receive(std::string_view line) {
  TRY(Change change, read_change(line));
  for (const base::RecId rec : purged_by(change))
    if (!document_.is_purged(rec)) to_strip_.insert(rec);
  const auto known = known_line(change.id);
  const auto known_change = known ? read_change(*known) : base::fail("change.malformed");
  const std::string hash = identity_hash(change, line);
  if (forks_.has(change.id) && forks_.knows(change.id, hash)) return Applied::duplicate;
  if (!forks_.has(change.id) && known_change && identity_hash(*known_change, *known) == hash) {
    const auto out = out_.find(change.id);
    if (out == out_.end() || is_out(change.id)) return Applied::duplicate;
    const Journal::Line again = out->second;
    out_.erase(out);
    adopt(change, again);
    return Applied::fresh;
  }
  if (change.id.device == identity_.device) is_identity_doubtful_ = true;
  std::string stub;
  if (holds_any(change, document_.purged())) {  // an old bundle must not bring erased records back
    TRY(stub, strip(line, document_.purged()));
    line = stub;
    TRY(change, read_change(line));
  }
  if (forks_.has(change.id) || known_change) {
    if (known_change) keep_twin(*known_change, *known, change, line);
    forks_.add(change, hash);
    check_chain(change, line);
    pending_.push_back(journal_.append(line));
    return Applied::fork;
  }
  check_chain(change, line);
  adopt(change, journal_.append(line));
  return Applied::fresh;
}

// Each change-set names the hash of its device's previous one: another hash here means that the device is forked and
// this laptop holds the other branch.
void Book::check_chain(const Change& change, std::string_view line) {
  const base::ChangeId before{change.id.device, change.id.seq - 1}, after{change.id.device, change.id.seq + 1};
  if (!change.prev.empty()) {
    const auto known = document_.find_change(before);
    const bool is_other =
        forks_.has(before) ? !forks_.knows(before, change.prev) : known && base::to_hex(hash(*known)) != change.prev;
    if (is_other) doubted_.insert(change.id.device);
  }
  const auto next = document_.find_change(after);
  const auto next_change = next ? read_change(this->line(*next)) : base::fail("change.malformed");
  if (next_change && !next_change->prev.empty() && next_change->prev != identity_hash(change, line))
    doubted_.insert(change.id.device);
}

void Book::compare(base::ChangeId id, std::string_view hash) {
  const auto known = document_.find_change(id);
  if (known && base::to_hex(this->hash(*known)) != hash) doubted_.insert(id.device);
}

std::string Book::note(const std::string& name) const {
  const auto at = notes_.find(name);
  return at == notes_.end() ? std::string() : at->second;
}

void Book::set_note(const std::string& name, std::string text) {
  if (note(name) == text) return;
  notes_[name] = std::move(text);
  unsaved_notes_.insert(name);
}

std::vector<ports::FileWrite> Book::take_notes() {
  std::vector<ports::FileWrite> files;
  for (const std::string& name : std::exchange(unsaved_notes_, {})) files.push_back({note_path(name), notes_[name]});
  return files;
}

bool Book::names_erased(std::string_view bytes) const {
  const auto names = [&](base::RecId rec) { return bytes.find(base::write_id(rec)) != std::string_view::npos; };
  return std::ranges::any_of(to_erase_, names);
}

// After a purge: checkpoints, which hold the state before it, and quarantined lines that name an erased record.
std::vector<std::string> Book::to_remove(ports::Storage& storage) const {
  std::vector<std::string> removes;
  if (to_erase_.empty()) return removes;
  if (checkpointing_) removes = checkpointing_->written;  // the storage may not know of the last one yet
  const auto paths = storage.list();
  if (!paths) return removes;
  for (const std::string& path : *paths) {
    if (path.starts_with("ckpt/") && std::ranges::find(removes, path) == removes.end()) removes.push_back(path);
    if (!path.starts_with("quarantine/")) continue;
    const auto bytes = storage.read(path);
    if (!bytes || names_erased(*bytes)) removes.push_back(path);
  }
  return removes;
}

void Book::save(ports::Storage& storage, const std::function<void(base::Status)>& done) {
  if (!has_unsaved()) {
    done({});
    return;
  }
  auto writes = std::make_shared<std::vector<ports::FileWrite>>(journal_.take_unsaved());
  std::erase_if(*writes, [&](const ports::FileWrite& write) {  // found damaged in this session
    return write.path.starts_with("quarantine/") && names_erased(write.bytes);
  });
  const bool with_identity = std::exchange(is_identity_unsaved_, false);
  const std::set<std::string> names = unsaved_notes_;
  std::vector<std::string> removes = to_remove(storage);
  auto erased = std::exchange(to_erase_, {});
  std::vector<ports::FileWrite> files = take_notes();
  if (with_identity) files.push_back({std::string(device_path), write_identity(identity_)});
  const bool with_merges = std::exchange(are_merges_unsaved_, false);
  if (with_merges) files.push_back({std::string(merges_path), base::write_canonical(merges_.write())});
  files.insert(files.end(), writes->begin(), writes->end());
  const std::uint64_t revision = document_.revision();
  const std::uint32_t failures = failures_;
  storage.commit(std::move(files), std::move(removes), [=, this](base::Status status) {
    if (status) {
      // An earlier commit may have failed meanwhile: its files go out again with the next save, not with this one.
      if (failures == failures_) saved_revision_ = std::max(saved_revision_, revision);
    } else {
      ++failures_;
      journal_.put_back(*writes);
      is_identity_unsaved_ = is_identity_unsaved_ || with_identity;
      are_merges_unsaved_ = are_merges_unsaved_ || with_merges;
      unsaved_notes_.insert(names.begin(), names.end());
      to_erase_.insert(erased.begin(), erased.end());
    }
    done(std::move(status));
  });
}

}  // namespace zhike::store
