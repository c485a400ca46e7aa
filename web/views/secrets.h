// Secrets on the page: what views are told about keys, passphrases and the lock, what they may ask for, and the dialogs
// that show or ask for a secret. Fields are zeroed when a dialog closes. A view never seals or opens anything itself.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "core/commands/exchange.h"

namespace zhike::views {

struct ViewInput;
class Requests;

// Part of Status.
struct SecretStatus {
  bool is_busy = false;  // scrypt or storage is at work
  // The lock of this device's copy.
  bool has_lock = false, is_shut = false;
  int lock_minutes = 15;  // idle minutes until it shuts; 0: never by itself
  base::Error lock_error;
  // A fresh passphrase, shown until forgotten; is it for a file or for the lock?
  std::string words;
  bool is_for_lock = false, is_file_saved = false;
  // A fresh key for headquarters, shown until forgotten.
  std::string key_public, key_secret;
  bool is_key_saved = false;
  base::Error recipient_error;  // the public key that was to be set is none
  // A chosen file that needs a secret.
  std::string asks_for;
  bool asks_for_passphrase = false;
  base::Error ask_error;
  std::optional<commands::BackupCheck> backup_check;
};

struct MakeWords {  // a fresh passphrase for a file or for the lock
  bool is_for_lock = false;
};
struct SaveSealed {  // the snapshot as an encrypted file
  enum class To { headquarters, words } to = To::headquarters;
};
struct MakeKey {};
struct SaveKey {};
struct UseKey {};  // headquarters' key of the book becomes the fresh one
struct SetHeadquarters {
  std::string recipient;  // empty: none
};
struct ForgetSecrets {};  // words and key shown; zeroed
struct GiveSecret {       // passphrase or key for the file that needs one
  std::string secret;
};
struct SetLock {
  std::string passphrase;
};
struct RemoveLock {};
struct ShutNow {};
struct OpenLock {
  std::string passphrase;
};
using SecretRequest = std::variant<MakeWords, SaveSealed, MakeKey, SaveKey, UseKey, SetHeadquarters, ForgetSecrets,
                                   GiveSecret, SetLock, RemoveLock, ShutNow, OpenLock>;

struct SecretDialogs {
  std::string typed;  // into the dialog that asks
  bool is_written_down = false;
};
// Whatever SecretStatus calls for: fresh words, a fresh key, a file that needs a secret.
void secret_dialogs(const ViewInput& input, SecretDialogs& state, Requests& requests);

// The page while the lock is shut.
void shut_view(const ViewInput& input, SecretDialogs& state, Requests& requests);

}  // namespace zhike::views
