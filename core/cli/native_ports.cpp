#include "core/cli/native_ports.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <random>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace zhike::cli {
namespace fs = std::filesystem;
namespace {

base::Status system_error(const std::string& where) {
  const int error = errno;
  return base::fail(error == ENOSPC || error == EDQUOT  ? "storage.full"
                    : error == EACCES || error == EROFS ? "storage.readonly"
                                                        : "storage.failed",
                    where, std::strerror(error));
}

base::Status write_all(int file, std::string_view bytes, const std::string& where) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_error(where);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

void flush_folder(const std::string& path) {
  const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY);
  if (folder < 0) return;
  ::fsync(folder);
  ::close(folder);
}

base::Result<std::string> read_stream(std::FILE* file, const std::string& path, std::size_t limit) {
  std::string bytes;
  char buffer[1 << 16];
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, file)) {
    bytes.append(buffer, count);
    if (bytes.size() > limit) return base::fail("file.too_large", path, std::to_string(limit >> 20));
  }
  if (std::ferror(file)) return base::fail("file.unreadable", path, std::strerror(errno));
  return bytes;
}

}  // namespace

FolderStorage::~FolderStorage() {
  if (lock_file_ >= 0) ::close(lock_file_);
}

base::Status FolderStorage::lock() {
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) return base::fail("storage.failed", folder_, error.message());
  lock_file_ = ::open((folder_ + "/.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock_file_ < 0) return system_error(folder_);
  if (::flock(lock_file_, LOCK_EX | LOCK_NB) != 0) return base::fail("book.locked", folder_);
  return {};
}

base::Result<std::vector<std::string>> FolderStorage::list() {
  std::vector<std::string> paths;
  std::error_code error;
  for (const char* part : {"meta", "seg", "ckpt", "quarantine"}) {
    for (fs::directory_iterator it(folder_ + "/" + part, error), end; !error && it != end; it.increment(error)) {
      const std::string name = it->path().filename().string();
      if (!name.ends_with(".tmp")) paths.push_back(std::string(part) + "/" + name);
    }
  }
  std::ranges::sort(paths);
  return paths;
}

base::Result<std::string> FolderStorage::read(std::string_view path) {
  return read_file(folder_ + "/" + std::string(path), SIZE_MAX);
}

base::Status FolderStorage::write_file(const ports::FileWrite& write) {
  const std::string target = folder_ + "/" + write.path, temporary = target + ".tmp";
  std::error_code error;
  fs::create_directories(fs::path(target).parent_path(), error);
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return system_error(write.path);
  base::Status status = write_all(file, write.bytes, write.path);
  if (status && ::fsync(file) != 0) status = system_error(write.path);
  ::close(file);
  if (status && ::rename(temporary.c_str(), target.c_str()) != 0) status = system_error(write.path);
  if (!status) ::unlink(temporary.c_str());
  return status;
}

void FolderStorage::commit(std::vector<ports::FileWrite> writes, std::vector<std::string> removes,
                           std::function<void(base::Status)> done) {
  if (access_ == Access::read) {
    done(base::fail("storage.readonly", folder_));
    return;
  }
  // In order of path: a crash in between leaves a prefix of the journal, which is a sound book.
  std::ranges::sort(writes, {}, &ports::FileWrite::path);
  base::Status status;
  for (const ports::FileWrite& write : writes)
    if (status) status = write_file(write);
  for (const char* part : {"/meta", "/seg", "/quarantine", ""}) flush_folder(folder_ + part);
  if (status)
    for (const std::string& path : removes) ::unlink((folder_ + "/" + path).c_str());
  done(std::move(status));
}

base::InstantMs SystemClock::now() {
  timespec at{};
  ::clock_gettime(CLOCK_REALTIME, &at);
  return std::int64_t{at.tv_sec} * 1000 + at.tv_nsec / 1'000'000;
}

int SystemClock::zone_offset_minutes() {
  const std::time_t seconds = static_cast<std::time_t>(now() / 1000);
  std::tm local{};
  ::localtime_r(&seconds, &local);
  return static_cast<int>(local.tm_gmtoff / 60);
}

std::uint64_t SystemRandom::next() {
  std::random_device source;
  return std::uint64_t{source()} << 32 | source();
}

base::Result<std::string> read_file(const std::string& path, std::size_t limit) {
  if (path == "-") return read_stream(stdin, path, limit);
  std::error_code error;
  if (!fs::exists(path, error)) return base::fail("file.missing", path);
  if (fs::is_directory(path, error)) return base::fail("file.unreadable", path);
  if (const auto size = fs::file_size(path, error); !error && size > limit)
    return base::fail("file.too_large", path, std::to_string(limit >> 20));
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) return base::fail("file.unreadable", path, std::strerror(errno));
  auto bytes = read_stream(file, path, limit);
  std::fclose(file);
  return bytes;
}

base::Status write_file(const std::string& path, std::string_view bytes) {
  std::FILE* file = path == "-" ? stdout : std::fopen(path.c_str(), "wb");
  if (!file) return base::fail("file.unwritable", path, std::strerror(errno));
  const bool is_whole = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  const bool is_closed = (file == stdout ? std::fflush(file) : std::fclose(file)) == 0;
  if (!is_whole || !is_closed) return base::fail("file.unwritable", path, std::strerror(errno));
  return {};
}

base::Status write_new_secret_file(const std::string& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0 && errno == EEXIST) return base::fail("file.exists", path);
  if (file < 0) return base::fail("file.unwritable", path, std::strerror(errno));
  const base::Status status = write_all(file, bytes, path);
  ::close(file);
  return status;
}

}  // namespace zhike::cli
