#include "core/cli/native_ports.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <random>
#include <set>

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

FolderStorage::FolderStorage(std::string folder, Access access)
    : FolderStorage(std::move(folder), access, std::make_unique<SystemDisk>()) {}

FolderStorage::FolderStorage(std::string folder, Access access, std::unique_ptr<Disk> disk)
    : folder_(std::move(folder)), access_(access), disk_(std::move(disk)) {}

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
  for (const std::string part : {"meta", "seg", "ckpt", "quarantine"}) {
    TRY(const std::vector<std::string> names, disk_->names(folder_ + "/" + part));
    for (const std::string& name : names)
      if (!name.ends_with(".tmp")) paths.emplace_back(part).append("/").append(name);
  }
  std::ranges::sort(paths);
  return paths;
}

base::Result<std::string> FolderStorage::read(std::string_view path) {
  return disk_->read(folder_ + "/" + std::string(path));
}

base::Status FolderStorage::write_file(const ports::FileWrite& write) {
  const std::string target = folder_ + "/" + write.path, temporary = target + ".tmp";
  base::Status status = disk_->write(temporary, write.bytes);
  if (status) status = disk_->flush(temporary);
  if (status) status = disk_->rename(temporary, target);
  if (!status) (void)disk_->remove(temporary);
  return status;
}

// In order of path, and a folder's names are safe before the next one's: a crash in between leaves a prefix of the
// journal, which is a sound book.
base::Status FolderStorage::write_files(std::vector<ports::FileWrite> writes) {
  std::ranges::sort(writes, {}, &ports::FileWrite::path);
  std::string open_folder;
  for (std::size_t i = 0; i < writes.size(); ++i) {
    const std::string folder = folder_ + "/" + writes[i].path.substr(0, writes[i].path.find_last_of('/'));
    if (folder != open_folder) {
      TRY_DO(disk_->make_folder(folder));
      TRY_DO(disk_->flush_folder(folder_));
      open_folder = folder;
    }
    TRY_DO(write_file(writes[i]));
    TRY_DO(disk_->flush_folder(folder));
  }
  return {};
}

// Flushed, too: what a purge removes must not come back after a crash.
base::Status FolderStorage::remove_files(const std::vector<std::string>& paths) {
  std::set<std::string> folders;
  for (const std::string& path : paths) {
    TRY_DO(disk_->remove(folder_ + "/" + path));
    folders.insert(folder_ + "/" + path.substr(0, path.find_last_of('/')));
  }
  for (const std::string& folder : folders) TRY_DO(disk_->flush_folder(folder));
  return {};
}

void FolderStorage::commit(std::vector<ports::FileWrite> writes, std::vector<std::string> removes,
                           std::function<void(base::Status)> done) {
  if (access_ == Access::read) {
    done(base::fail("storage.readonly", folder_));
    return;
  }
  base::Status status = write_files(std::move(writes));
  if (status) status = remove_files(removes);
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
