#include "core/app/encrypted.h"

#include <algorithm>

namespace zhike::app {
namespace {

base::Result<std::string> open_one(const BundleFile& file, const Keys& keys) {
  const bool wants_passphrase = age::lock_of(file.bytes) == age::Lock::passphrase;
  if (keys.identities.empty() && keys.passphrase.empty()) return base::fail("bundle.encrypted", file.name);
  const bool by_passphrase = wants_passphrase ? !keys.passphrase.empty() : keys.identities.empty();
  age::OpenWith with;
  if (by_passphrase)
    with.passphrase = keys.passphrase.view();
  else
    with.identities = &keys.identities;
  auto plain = age::open_file(file.bytes, with);
  if (!plain) return base::fail(plain.error().code, file.name);
  return plain;
}

bool is_encrypted(const BundleFile& file) { return age::lock_of(file.bytes) != age::Lock::other; }

}  // namespace

bool has_encrypted(const std::vector<BundleFile>& files) { return std::ranges::any_of(files, is_encrypted); }

base::Status open_encrypted(std::vector<BundleFile>& files, const Keys& keys) {
  std::vector<std::pair<std::size_t, std::string>> opened;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!is_encrypted(files[i])) continue;
    auto plain = open_one(files[i], keys);
    if (!plain) {
      for (auto& [index, bytes] : opened) age::wipe(bytes);
      return std::unexpected(plain.error());
    }
    opened.emplace_back(i, std::move(*plain));
  }
  for (auto& [index, bytes] : opened) files[index].bytes = std::move(bytes);
  return {};
}

void open_each_encrypted(std::vector<BundleFile>& files, const Keys& keys) {
  for (BundleFile& file : files) {
    if (!is_encrypted(file)) continue;
    if (auto plain = open_one(file, keys))
      file.bytes = std::move(*plain);
    else
      file.fault = plain.error();
  }
}

}  // namespace zhike::app
