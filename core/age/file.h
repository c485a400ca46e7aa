// File: an age v1 file made or opened, whole or while it comes. The door of this folder: export and merge, the backup,
// the vault's lock and the command line come in here. Files open with every other age, and theirs here.
//
//   Sealer sealer = *Sealer::start({.recipients = {headquarters}}, random, out);
//   sealer.update(bytes, out); …; sealer.finish(out);
// Randomness is an argument; nothing is stored; what is secret is zeroed when it goes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/age/armor.h"
#include "core/age/header.h"
#include "core/age/keys.h"
#include "core/age/payload.h"

namespace zhike::age {

enum class Form { bytes, armored };

// To recipients, or to one passphrase: never both.
struct SealTo {
  std::vector<Recipient> recipients;
  std::string_view passphrase;
  int log_n = default_log_n;
  Form form = Form::bytes;
};

class Sealer {
 public:
  // Appends the header to `out`. "key.none", "key.recipient", "age.memory".
  static base::Result<Sealer> start(const SealTo& to, ports::Random& random, std::string& out);
  void update(std::string_view plain, std::string& out);
  void finish(std::string& out);  // once

 private:
  Sealer(Secret key, Form form) : payload_(std::move(key)), form_(form) {}
  void put(std::string_view bytes, std::string& out);
  PayloadWriter payload_;
  ArmorWriter armor_;
  Form form_;
};

// What opens a file: keys, or a passphrase.
struct OpenWith {
  const std::vector<Identity>* identities = nullptr;
  std::string_view passphrase;
};

class Opener {
  // Invariant: nothing is appended to `out` that was not authenticated.
 public:
  // `with` must outlive the opener. `form`: empty: found out.
  explicit Opener(OpenWith with, std::optional<Form> form = {}) : with_(with), form_(form) {}
  // Errors: of header.h, stanzas.h, payload.h and armor.h, and "age.bad_mac" for a header changed on its way. After an
  // error the opener is of no use.
  base::Status update(std::string_view bytes, std::string& out);
  base::Status finish(std::string& out);

 private:
  base::Status take(std::string_view bytes, std::string& out);
  base::Status read_start(std::string_view bytes, std::string& out);
  OpenWith with_;
  std::optional<Form> form_;
  ArmorReader armor_;
  std::string start_;  // until the form is known, then until the header is whole
  std::optional<PayloadReader> payload_;
};

// All at once. The caller wipes what must not stay.
base::Result<std::string> seal_file(std::string_view plain, const SealTo& to, ports::Random& random);
base::Result<std::string> open_file(std::string_view sealed, const OpenWith& with);

// What a file asks for, from its beginning. `other`: no age file, or a damaged one.
enum class Lock { other, keys, passphrase };
Lock lock_of(std::string_view file);

}  // namespace zhike::age
