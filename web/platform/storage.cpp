// BrowserStorage: the C++ half. It checks, keeps the callbacks and reads MEMFS; lib_storage.js does the rest.
#include "web/platform/storage.h"

#include <cstdio>
#include <utility>

#include <emscripten/em_macros.h>

namespace {

zhike::platform::BrowserStorage* g_storage = nullptr;  // the page has one book

// As in lib_storage.js.
enum EventKind : std::uint32_t {
  event_started = 1,
  event_state = 2,
  event_committed = 3,
  event_loaded = 4,
  event_asked = 5,
  event_changed = 6,
  event_later = 7,
};

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

// Relative, '/'-separated, no empty part and none that starts with a dot (those are the storage's own).
bool is_book_path(std::string_view path) {
  bool at_start = true;
  for (const char c : path) {
    if (c == '/' ? at_start : !is_name_character(c) || (at_start && c == '.')) return false;
    at_start = c == '/';
  }
  return !at_start;
}

zhike::platform::WriterState state_from(std::string_view name) {
  using zhike::platform::WriterState;
  if (name == "writer") return WriterState::writer;
  if (name == "memory_only") return WriterState::memory_only;
  return WriterState::reader;
}

}  // namespace

extern "C" {
void zhike_storage_start(const char* mount, int length);
void zhike_storage_put(std::uint32_t ticket, const char* path, int path_length, const char* bytes, int length);
void zhike_storage_remove(std::uint32_t ticket, const char* path, int length);
void zhike_storage_commit(std::uint32_t ticket);
void zhike_storage_later(std::uint32_t ticket);
void zhike_storage_drop();
void zhike_storage_reload(std::uint32_t ticket);
void zhike_storage_ask();
void zhike_storage_leave();
void zhike_storage_steal();
void zhike_storage_info(int persist);
void zhike_storage_name(char* out, int capacity);

EMSCRIPTEN_KEEPALIVE void zhike_storage_event(std::uint32_t kind, std::uint32_t ticket, const char* code,
                                              std::uint32_t code_length, const char* detail,
                                              std::uint32_t detail_length) {
  if (g_storage) g_storage->on_event(kind, ticket, {code, code_length}, {detail, detail_length});
}

EMSCRIPTEN_KEEPALIVE void zhike_storage_info_known(int persisted, double used_bytes, double quota_bytes) {
  zhike::platform::StorageInfo figures;
  figures.persisted = persisted != 0;
  figures.used_bytes = static_cast<std::uint64_t>(used_bytes);
  figures.quota_bytes = static_cast<std::uint64_t>(quota_bytes);
  if (g_storage) g_storage->on_info(figures);
}
}

namespace zhike::platform {

BrowserStorage::BrowserStorage() { g_storage = this; }

BrowserStorage::~BrowserStorage() {
  if (g_storage == this) g_storage = nullptr;
}

std::string BrowserStorage::installation_name() {
  char name[64] = {};
  zhike_storage_name(name, sizeof name);
  return name;
}

void BrowserStorage::start(std::string mount_name, StorageEvents events, std::function<void(base::Status)> done) {
  mount_name_ = std::move(mount_name);
  events_ = std::move(events);
  loads_[0] = std::move(done);
  zhike_storage_start(mount_name_.data(), static_cast<int>(mount_name_.size()));
}

base::Result<std::vector<std::string>> BrowserStorage::list() {
  if (state_ == WriterState::starting) return base::fail("storage.unreadable", {}, "starting");
  return std::vector<std::string>(names_.begin(), names_.end());
}

base::Result<std::string> BrowserStorage::read(std::string_view path) {
  if (!names_.contains(path)) return base::fail("storage.missing", std::string(path));
  if (!keeps_copies_) return base::fail("storage.unreadable", std::string(path), "dropped");
  const std::string full = mount_name_ + '/' + std::string(path);
  std::FILE* file = std::fopen(full.c_str(), "rb");
  if (!file) return base::fail("storage.unreadable", std::string(path));
  std::fseek(file, 0, SEEK_END);
  const long size = std::ftell(file);
  std::rewind(file);
  std::string bytes;
  std::size_t got = 0;
  if (size > 0) {
    bytes.resize_and_overwrite(static_cast<std::size_t>(size), [&](char* data, std::size_t capacity) {
      return got = std::fread(data, 1, capacity, file);
    });
  }
  std::fclose(file);
  if (size < 0 || got != static_cast<std::size_t>(size)) return base::fail("storage.unreadable", std::string(path));
  return bytes;
}

void BrowserStorage::commit(std::vector<ports::FileWrite> writes, std::vector<std::string> removes,
                            std::function<void(base::Status)> done) {
  std::string wrong;
  for (const auto& write : writes) {
    if (!is_book_path(write.path)) wrong = write.path;
  }
  for (const auto& path : removes) {
    if (!is_book_path(path)) wrong = path;
  }
  const std::uint32_t ticket = next_ticket_++;
  if (!wrong.empty()) {
    later_[ticket] = [done = std::move(done), wrong] { done(base::fail("storage.failed", wrong, "path")); };
    zhike_storage_later(ticket);
    return;
  }
  Waiting& waiting = waiting_[ticket];
  waiting.done = std::move(done);
  for (auto& write : writes) {
    zhike_storage_put(ticket, write.path.data(), static_cast<int>(write.path.size()), write.bytes.data(),
                      static_cast<int>(write.bytes.size()));
    std::string().swap(write.bytes);  // at most one second copy in memory
    waiting.written.push_back(std::move(write.path));
  }
  for (auto& path : removes) {
    zhike_storage_remove(ticket, path.data(), static_cast<int>(path.size()));
    waiting.removed.push_back(std::move(path));
  }
  zhike_storage_commit(ticket);
}

void BrowserStorage::drop_loaded() {
  keeps_copies_ = false;
  zhike_storage_drop();
}

void BrowserStorage::reload(std::function<void(base::Status)> done) {
  const std::uint32_t ticket = next_ticket_++;
  loads_[ticket] = std::move(done);
  zhike_storage_reload(ticket);
}

void BrowserStorage::ask_handover() { zhike_storage_ask(); }
void BrowserStorage::hand_over() { zhike_storage_leave(); }
void BrowserStorage::take_over() { zhike_storage_steal(); }

void BrowserStorage::refresh_info(std::function<void()> done) {
  info_waiting_.push_back(std::move(done));
  zhike_storage_info(0);
}

void BrowserStorage::request_persistence(std::function<void()> done) {
  info_waiting_.push_back(std::move(done));
  zhike_storage_info(1);
}

void BrowserStorage::on_info(const StorageInfo& figures) {
  info_.persisted = figures.persisted;
  info_.used_bytes = figures.used_bytes;
  info_.quota_bytes = figures.quota_bytes;
  for (auto& done : std::exchange(info_waiting_, {})) {
    if (done) done();
  }
}

void BrowserStorage::set_names(std::string_view lines) {
  names_.clear();
  keeps_copies_ = true;
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    names_.emplace(lines.substr(0, end));
    lines = end == std::string_view::npos ? std::string_view() : lines.substr(end + 1);
  }
}

void BrowserStorage::answer_load(std::uint32_t ticket, base::Status status) {
  const auto found = loads_.find(ticket);
  if (found == loads_.end()) return;
  const auto done = std::move(found->second);
  loads_.erase(found);
  if (done) done(std::move(status));
}

void BrowserStorage::answer_commit(std::uint32_t ticket, base::Status status) {
  const auto found = waiting_.find(ticket);
  if (found == waiting_.end()) return;
  const Waiting waiting = std::move(found->second);
  waiting_.erase(found);
  info_.last_error = status ? std::string() : status.error().code;
  if (status || state_ == WriterState::memory_only) {
    for (const auto& path : waiting.written) names_.insert(path);
    for (const auto& path : waiting.removed) names_.erase(path);
  }
  if (waiting.done) waiting.done(std::move(status));
}

void BrowserStorage::on_event(std::uint32_t kind, std::uint32_t ticket, std::string_view code,
                              std::string_view detail) {
  base::Status status;
  if (!code.empty()) status = base::fail(std::string(code), {}, std::string(detail));
  switch (kind) {
    case event_state:
      state_ = state_from(detail);
      if (code != "starting" && events_.state_changed) events_.state_changed(state_);
      return;
    case event_started:
    case event_loaded:
      if (status) set_names(detail);
      if (status || kind == event_started || ticket) answer_load(ticket, std::move(status));
      return;
    case event_committed:
      if (status) info_.is_nearly_full = detail == "low";
      answer_commit(ticket, std::move(status));
      return;
    case event_asked:
      if (events_.handover_asked)
        events_.handover_asked();
      else
        hand_over();
      return;
    case event_changed:
      if (events_.book_changed) events_.book_changed();
      return;
    case event_later:
      if (const auto found = later_.find(ticket); found != later_.end()) {
        const auto answer = std::move(found->second);
        later_.erase(found);
        answer();
      }
      return;
    default:
      return;
  }
}

}  // namespace zhike::platform
