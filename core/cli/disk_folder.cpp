#include "core/cli/disk_folder.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/cli/disk.h"

namespace zhike::cli {
namespace fs = std::filesystem;
namespace {

base::Error error_of(int number, const std::string& where) {
  const bool is_gone = number == EIO || number == ESTALE || number == ENOTCONN || number == EHOSTDOWN ||
                       number == ETIMEDOUT || number == ENXIO;
  return {number == ENOSPC || number == EDQUOT                     ? "sync.full"
          : number == EACCES || number == EPERM || number == EROFS ? "sync.denied"
          : is_gone                                                ? "sync.unreachable"
                                                                   : "sync.failed",
          where, std::strerror(number)};
}

// Written and on the disk; a file that is cut short must never get a lasting name.
base::Status write_whole(const std::string& path, const std::string& bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (file < 0) return std::unexpected(error_of(errno, path));
  base::Status status = write_all(file, bytes, path);
  int number = status ? 0 : errno;
  if (number == 0 && ::fsync(file) != 0) number = errno;
  if (::close(file) != 0 && number == 0) number = errno;
  if (number != 0) return std::unexpected(error_of(number, path));
  return status;
}

// The lasting name, never over another file. Where a file system has no second names (FAT, some shares) it is looked
// for and then renamed: what could be overwritten in between has the same name, and so the same content.
base::Status give_name(const std::string& from, const std::string& to) {
  if (::link(from.c_str(), to.c_str()) == 0 || errno == EEXIST) {
    ::unlink(from.c_str());
    return {};
  }
  struct stat known{};
  if (::stat(to.c_str(), &known) == 0) {
    ::unlink(from.c_str());
    return {};
  }
  if (::rename(from.c_str(), to.c_str()) != 0) return std::unexpected(error_of(errno, to));
  return {};
}

// Some network file systems cannot; the file itself is safe.
void flush_names(const std::string& folder) {
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return;
  ::fsync(file);
  ::close(file);
}

}  // namespace

void DiskFolder::list(Done<std::vector<ports::SharedFile>> done) {
  std::error_code error;
  fs::directory_iterator it(folder_, error);
  if (error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory)
    return done(base::fail("sync.folder_missing", folder_));
  std::vector<ports::SharedFile> files;
  for (const fs::directory_iterator end; !error && it != end; it.increment(error)) {
    std::error_code ignored;  // gone meanwhile, or not to be looked at: no size is known
    if (it->is_directory(ignored)) continue;
    const std::uintmax_t bytes = it->file_size(ignored);
    files.push_back({it->path().filename().string(), ignored ? 0 : bytes});
  }
  if (error) return done(std::unexpected(error_of(error.value(), folder_)));
  done(std::move(files));
}

void DiskFolder::read(const std::string& name, std::size_t limit_bytes, Done<std::string> done) {
  std::FILE* file = std::fopen(path(name).c_str(), "rb");
  if (!file) {
    if (errno == ENOENT) return done(base::fail("sync.missing", name));
    return done(std::unexpected(error_of(errno, name)));
  }
  std::string bytes;
  char buffer[1 << 16];
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, file)) {
    bytes.append(buffer, count);
    if (bytes.size() > limit_bytes) break;
  }
  const int number = std::ferror(file) ? errno : 0;
  std::fclose(file);
  if (number != 0) return done(std::unexpected(error_of(number, name)));
  if (bytes.size() > limit_bytes) return done(base::fail("sync.too_large", name, std::to_string(limit_bytes >> 20)));
  done(std::move(bytes));
}

void DiskFolder::add(const std::string& name, const std::string& temporary, std::string bytes, DoneStatus done) {
  base::Status status = write_whole(path(temporary), bytes);
  if (status) status = give_name(path(temporary), path(name));
  if (!status)
    ::unlink(path(temporary).c_str());
  else
    flush_names(folder_);
  done(std::move(status));
}

void DiskFolder::remove(const std::string& name, DoneStatus done) {
  if (::unlink(path(name).c_str()) != 0 && errno != ENOENT) return done(std::unexpected(error_of(errno, name)));
  done({});
}

}  // namespace zhike::cli
