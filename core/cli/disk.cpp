#include "core/cli/disk.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
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

base::Status flush_path(const std::string& path, int flags) {
  const int file = ::open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) return system_error(path);
  base::Status status;
  if (::fsync(file) != 0) status = system_error(path);
  ::close(file);
  return status;
}

}  // namespace

base::Status write_all(int file, std::string_view bytes, const std::string& where) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_error(where);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

base::Result<std::vector<std::string>> SystemDisk::names(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  fs::directory_iterator it(folder, error);
  if (error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory) return names;
  for (const fs::directory_iterator end; !error && it != end; it.increment(error))
    names.push_back(it->path().filename().string());
  if (error) return base::fail("storage.unreadable", folder, error.message());
  return names;
}

base::Result<std::string> SystemDisk::read(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) return base::fail(errno == ENOENT ? "storage.missing" : "storage.unreadable", path, std::strerror(errno));
  std::string bytes;
  char buffer[1 << 16];
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, file)) bytes.append(buffer, count);
  const bool is_whole = std::ferror(file) == 0;
  std::fclose(file);
  if (!is_whole) return base::fail("storage.unreadable", path);
  return bytes;
}

base::Status SystemDisk::make_folder(const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return base::fail("storage.failed", folder, error.message());
  return {};
}

base::Status SystemDisk::write(const std::string& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return system_error(path);
  base::Status status = write_all(file, bytes, path);
  if (::close(file) != 0 && status) status = system_error(path);
  return status;
}

base::Status SystemDisk::flush(const std::string& path) { return flush_path(path, O_RDONLY); }

base::Status SystemDisk::rename(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return system_error(to);
  return {};
}

base::Status SystemDisk::flush_folder(const std::string& folder) { return flush_path(folder, O_RDONLY | O_DIRECTORY); }

base::Status SystemDisk::remove(const std::string& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return system_error(path);
  return {};
}

}  // namespace zhike::cli
