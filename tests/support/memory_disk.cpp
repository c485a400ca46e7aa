#include "tests/support/memory_disk.h"

#include <algorithm>

namespace zhike::test {
namespace {

base::Status power_is_off() { return base::fail("storage.failed", {}, "no power"); }
base::Status full() { return base::fail("storage.full"); }
std::string folder_of(const std::string& path) { return path.substr(0, path.find_last_of('/')); }

}  // namespace

MemoryDisk::Turn MemoryDisk::turn() {
  const int call = calls++;
  if (has_crashed_) return Turn::cut;
  if (call == crash_at) {
    has_crashed_ = true;
    return Turn::cut;
  }
  return call == fail_at || (fails_on && fail_at >= 0 && call > fail_at) ? Turn::fail : Turn::go;
}

void MemoryDisk::apply(Names& names, const Renaming& change) {
  if (!change.from.empty()) names.erase(change.from);
  if (!change.to.empty()) names[change.to] = change.node;
}

void MemoryDisk::change_names(Renaming change) {
  apply(now_, change);
  waiting_.push_back(std::move(change));
}

void MemoryDisk::restart(Loss loss, std::uint64_t seed) {
  base::SeededRandom random(seed);
  if (loss == Loss::torn && now_.contains(last_written_)) {
    std::string& bytes = now_[last_written_]->bytes;
    bytes.resize(bytes.size() / 2);
  }
  if (loss == Loss::dropped || loss == Loss::reordered) {
    Names left = safe_;
    for (const Renaming& change : waiting_)
      if (loss == Loss::reordered && random.chance(0.5)) apply(left, change);
    now_ = std::move(left);
    for (auto& [path, node] : now_)
      if (loss == Loss::dropped || random.chance(0.5)) node->bytes = node->flushed;
  }
  for (auto& [path, node] : now_) node->flushed = node->bytes;
  safe_ = now_;
  waiting_.clear();
  has_crashed_ = false;
  crash_at = fail_at = -1;
  fails_on = false;
  calls = 0;
}

bool MemoryDisk::holds_text(std::string_view text) const {
  return std::ranges::any_of(now_, [&](const auto& f) { return f.second->bytes.find(text) != std::string::npos; });
}

std::string* MemoryDisk::file(const std::string& path) {
  const auto at = now_.find(path);
  return at == now_.end() ? nullptr : &at->second->bytes;
}

base::Result<std::vector<std::string>> MemoryDisk::names(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& [path, node] : now_)
    if (folder_of(path) == folder) names.push_back(path.substr(folder.size() + 1));
  return names;
}

base::Result<std::string> MemoryDisk::read(const std::string& path) {
  const auto at = now_.find(path);
  if (at == now_.end()) return base::fail("storage.missing", path);
  return at->second->bytes;
}

base::Status MemoryDisk::make_folder(const std::string&) {
  const Turn t = turn();
  return t == Turn::cut ? power_is_off() : t == Turn::fail ? full() : base::Status{};
}

base::Status MemoryDisk::write(const std::string& path, std::string_view bytes) {
  const bool was_off = has_crashed_;
  const Turn t = turn();
  if (was_off) return power_is_off();
  if (t == Turn::fail) return full();
  if (!now_.contains(path)) change_names({{}, path, std::make_shared<Node>()});
  now_[path]->bytes = t == Turn::cut ? bytes.substr(0, bytes.size() / 2) : bytes;
  last_written_ = path;
  return t == Turn::cut ? power_is_off() : base::Status{};
}

base::Status MemoryDisk::flush(const std::string& path) {
  const Turn t = turn();
  if (t == Turn::cut) return power_is_off();
  if (t == Turn::fail) return full();
  const auto at = now_.find(path);
  if (at == now_.end()) return base::fail("storage.failed", path);
  at->second->flushed = at->second->bytes;
  last_written_.clear();
  return {};
}

base::Status MemoryDisk::rename(const std::string& from, const std::string& to) {
  const Turn t = turn();
  if (t == Turn::cut) return power_is_off();
  if (t == Turn::fail) return full();
  const auto at = now_.find(from);
  if (at == now_.end()) return base::fail("storage.failed", from);
  change_names({from, to, at->second});
  return {};
}

base::Status MemoryDisk::flush_folder(const std::string& folder) {
  const Turn t = turn();
  if (t == Turn::cut) return power_is_off();
  if (t == Turn::fail) return full();
  std::erase_if(waiting_, [&](const Renaming& change) {
    if (folder_of(change.to.empty() ? change.from : change.to) != folder) return false;
    apply(safe_, change);
    return true;
  });
  return {};
}

base::Status MemoryDisk::remove(const std::string& path) {
  const Turn t = turn();
  if (t == Turn::cut) return power_is_off();
  if (t == Turn::fail) return full();
  if (now_.contains(path)) change_names({path, {}, nullptr});
  return {};
}

}  // namespace zhike::test
