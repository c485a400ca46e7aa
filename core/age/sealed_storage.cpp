#include "core/age/sealed_storage.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "core/age/file.h"

namespace zhike::age {
namespace {

constexpr std::string_view lock_path = "meta/lock.age", magic = "zhike-sealed/1\n", label = "zhike-sealed/1 ";

}  // namespace

bool SealedStorage::has_lock() {
  const auto paths = inner_.list();
  return paths && std::ranges::find(*paths, lock_path) != paths->end();
}

base::Status SealedStorage::unlock(std::string_view passphrase) {
  TRY(const std::string lock, inner_.read(lock_path));
  auto key = open_file(lock, {nullptr, passphrase});
  if (!key) {
    const bool is_for_person = key.error().code == "age.wrong_passphrase" || key.error().code == "age.memory";
    return is_for_person ? std::unexpected(key.error()) : base::fail("lock.damaged", std::string(lock_path));
  }
  key_ = Secret(*key);
  wipe(*key);
  if (key_.size() != key_bytes) {
    key_.clear();
    return base::fail("lock.damaged", std::string(lock_path));
  }
  return {};
}

Secret SealedStorage::file_key(std::string_view path, std::string_view nonce) const {
  return hkdf(key_.view(), nonce, std::string(label) + std::string(path));
}

std::string SealedStorage::seal(const ports::FileWrite& file) const {
  const std::string nonce = random_bytes(random_, payload_nonce_bytes);
  std::string out = std::string(magic) + nonce;
  out.reserve(file.bytes.size() + file.bytes.size() / chunk_bytes * tag_bytes + 64);
  PayloadWriter writer(file_key(file.path, nonce));
  writer.update(file.bytes, out);
  writer.finish(out);
  return out;
}

base::Result<std::vector<std::string>> SealedStorage::list() {
  TRY(std::vector<std::string> paths, inner_.list());
  std::erase(paths, lock_path);
  return paths;
}

base::Result<std::string> SealedStorage::read(std::string_view path) {
  TRY(std::string bytes, inner_.read(path));
  if (!bytes.starts_with(magic)) return bytes;
  if (key_.empty()) return base::fail("lock.shut");
  const std::string_view rest = std::string_view(bytes).substr(magic.size());
  if (rest.size() < payload_nonce_bytes) return base::fail("lock.damaged", std::string(path));
  std::string plain;
  plain.reserve(rest.size());
  PayloadReader reader(file_key(path, rest.substr(0, payload_nonce_bytes)));
  base::Status status = reader.update(rest.substr(payload_nonce_bytes), plain);
  if (status) status = reader.finish(plain);
  if (!status) return base::fail("lock.damaged", std::string(path), status.error().code);
  return plain;
}

void SealedStorage::commit(std::vector<ports::FileWrite> writes, std::vector<std::string> removes,
                           std::function<void(base::Status)> done) {
  const bool is_locked = has_lock();
  if (is_locked && key_.empty()) {
    done(base::fail("lock.shut"));
    return;
  }
  if (!is_locked) key_.clear();  // another program took the lock off: its key is stored nowhere any more
  if (is_locked)
    for (ports::FileWrite& write : writes) write.bytes = seal(write);
  inner_.commit(std::move(writes), std::move(removes), std::move(done));
}

base::Result<std::vector<ports::FileWrite>> SealedStorage::read_all() {
  if (is_shut()) return base::fail("lock.shut");
  TRY(const std::vector<std::string> paths, list());
  std::vector<ports::FileWrite> files;
  for (const std::string& path : paths) {
    TRY(std::string bytes, read(path));
    files.push_back({path, std::move(bytes)});
  }
  return files;
}

void SealedStorage::set_lock(std::string_view passphrase, const std::function<void(base::Status)>& done, int log_n) {
  auto files = read_all();
  Secret key = random_secret(random_, key_bytes);
  auto lock = seal_file(key.view(), {.recipients = {}, .passphrase = passphrase, .log_n = log_n}, random_);
  if (!files || !lock) {
    done(std::unexpected(files ? lock.error() : files.error()));
    return;
  }
  auto old_key = std::make_shared<Secret>(std::exchange(key_, std::move(key)));
  for (ports::FileWrite& file : *files) file.bytes = seal(file);
  files->push_back({std::string(lock_path), std::move(*lock)});
  inner_.commit(std::move(*files), {}, [this, old_key, done](base::Status status) {
    if (!status) key_ = std::move(*old_key);
    done(std::move(status));
  });
}

void SealedStorage::remove_lock(const std::function<void(base::Status)>& done) {
  auto files = read_all();
  if (!files) {
    done(std::unexpected(files.error()));
    return;
  }
  inner_.commit(std::move(*files), {std::string(lock_path)}, [this, done](base::Status status) {
    if (status) key_.clear();
    done(std::move(status));
  });
}

}  // namespace zhike::age
