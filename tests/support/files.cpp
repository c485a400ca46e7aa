#include "tests/support/files.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace zhike::test {
namespace {

std::string absolute(const std::string& path) {
  return path.starts_with('/') ? path : std::string(ZHIKE_TESTS_DIR) + "/" + path;
}

}  // namespace

std::optional<std::string> read_file(const std::string& path) {
  std::FILE* file = std::fopen(absolute(path).c_str(), "rb");
  if (file == nullptr) return std::nullopt;
  std::string bytes;
  char buffer[65536];
  for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) bytes.append(buffer, n);
  std::fclose(file);
  return bytes;
}

std::vector<std::string> list_files(const std::string& path) {
  std::vector<std::string> names;
  std::error_code fault;
  std::filesystem::directory_iterator entries(absolute(path), fault);
  if (fault) return names;
  for (const auto& entry : entries) {
    if (entry.is_regular_file(fault)) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::optional<std::string> shared_folder(const std::string& name) {
  const std::string path = std::string(ZHIKE_TESTS_DIR) + "/../../shared/" + name;
  std::error_code fault;
  if (!std::filesystem::exists(path, fault)) return std::nullopt;
  return path;
}

}  // namespace zhike::test
