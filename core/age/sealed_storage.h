// Sealed storage: the lock of a book at rest. Stands between a book and the storage it lies in; while a lock is set,
// every file is sealed before it is stored and opened after it is read. Used by the page and the command line. The key
// lives in memory alone, from unlock() to forget(); what is stored is the key sealed with the passphrase.
//
// On disk, stored: do not change. "meta/lock.age": an age file, by passphrase, that holds the vault's key, 32 bytes.
// Every other file, under its old name:
//   "zhike-sealed/1\n" · 16 bytes nonce · the content in chunks as in core/age/payload.h, under
//   HKDF-SHA-256(key, salt = nonce, info = "zhike-sealed/1 " + path), so that no file can pass for another
// A file that does not begin so was written without a lock and is read as it is, for ever.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/age/keys.h"
#include "core/ports/storage.h"

namespace zhike::age {

class SealedStorage final : public ports::Storage {
  // Invariant: key_ is empty while no lock is set or it has not been opened.
 public:
  SealedStorage(ports::Storage& inner, ports::Random& random) : inner_(inner), random_(random) {}

  // Is there a lock, and is it shut? From the stored files.
  bool has_lock();
  bool is_shut() { return has_lock() && key_.empty(); }
  // "age.wrong_passphrase", "age.memory", "lock.damaged", "storage.unreadable".
  base::Status unlock(std::string_view passphrase);
  void forget() { key_.clear(); }

  // Sets a lock or changes its passphrase: all files are stored anew in one commit. "lock.shut", "key.none",
  // "age.memory", and what storage finds. `done` as in ports::Storage::commit.
  void set_lock(std::string_view passphrase, const std::function<void(base::Status)>& done, int log_n = default_log_n);
  // Takes the lock off: all files are stored as they were before it.
  void remove_lock(const std::function<void(base::Status)>& done);

  // ports::Storage. read() of a sealed file: "lock.shut" before unlock(), "lock.damaged" (where: path) when it does not
  // open. commit() while shut: "lock.shut".
  base::Result<std::vector<std::string>> list() override;
  base::Result<std::string> read(std::string_view path) override;
  void commit(std::vector<ports::FileWrite> writes, std::vector<std::string> removes,
              std::function<void(base::Status)> done) override;

 private:
  Secret file_key(std::string_view path, std::string_view nonce) const;
  std::string seal(const ports::FileWrite& file) const;
  base::Result<std::vector<ports::FileWrite>> read_all();

  ports::Storage& inner_;
  ports::Random& random_;
  Secret key_;
};

}  // namespace zhike::age
