#include "core/store/book.h"

#include <algorithm>
#include <memory>

#include "core/base/json.h"

namespace zhike::store {
namespace {

constexpr std::string_view device_path = "meta/device.json";

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
  apply(document_, change, {});
  lines_.push_back(line);
}

base::Sha256 Book::hash(ChangeIndex index) const {
  const base::Sha256& known = document_.change(index).hash;
  return known == base::Sha256{} ? base::sha256(line(index)) : known;
}

ChangeIndex Book::write(Change change) {
  const auto head = document_.heads().find(identity_.device);
  const std::uint32_t last = head == document_.heads().end() ? 0 : head->second;
  change.id = {identity_.device, last + 1};
  if (change.group == UINT32_MAX) change.group = change.id.seq;
  change.by = identity_.by;
  change.prev = last ? base::to_hex(hash(*document_.find_change({identity_.device, last}))) : std::string();
  adopt(change, journal_.append(write_change(change)));
  return static_cast<ChangeIndex>(document_.change_count() - 1);
}

base::Result<Applied> Book::receive(std::string_view line) {
  TRY(const Change change, read_change(line));
  if (const auto known = document_.find_change(change.id))
    return this->line(*known) == line ? Applied::duplicate : Applied::fork;
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
  const std::uint64_t revision = document_.revision();
  const std::uint32_t failures = failures_;
  storage.commit(std::move(files), {}, [this, writes, with_identity, revision, failures, done](base::Status status) {
    if (status) {
      // An earlier commit may have failed meanwhile: its files go out again with the next save, not with this one.
      if (failures == failures_) saved_revision_ = std::max(saved_revision_, revision);
    } else {
      ++failures_;
      journal_.put_back(*writes);
      is_identity_unsaved_ = is_identity_unsaved_ || with_identity;
    }
    done(std::move(status));
  });
}

}  // namespace zhike::store
