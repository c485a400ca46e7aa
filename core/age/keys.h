// Keys: recipients a file is sealed to, and what opens it, as age writes them. Used by everyone who seals or opens a
// file. Holds secrets; never prints one unless asked for its text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/age/secret.h"
#include "core/base/result.h"
#include "core/ports/clock.h"

namespace zhike::age {

// x25519: "age1…", opened by every age. xwing: "age1pq1…", holds against quantum computers, age 1.3 or later.
enum class KeyKind : std::uint8_t { x25519, xwing };

struct Recipient {
  KeyKind kind = KeyKind::x25519;
  std::string bytes;  // the public key
};

struct Identity {
  KeyKind kind = KeyKind::x25519;
  Secret bytes;  // 32: the scalar, or the seed
};

// Passphrases: what the work costs is 2^log_n, 2^(log_n + 10) bytes of memory and about 4 µs · 2^log_n.
inline constexpr int default_log_n = 18, most_log_n = 20;

// "key.recipient" (detail: the text) when it is none that we know.
base::Result<Recipient> read_recipient(std::string_view text);
std::string write_recipient(const Recipient& recipient);

Identity make_identity(ports::Random& random);
Recipient recipient_of(const Identity& identity);
// "AGE-SECRET-KEY-1…".
Secret write_identity(const Identity& identity);
// A file of identities: one a line, "#" begins a comment, empty lines do not count. "key.identity" (where: line) for
// anything else, a recipient included; "key.none" when there is no key in it.
base::Result<std::vector<Identity>> read_identities(std::string_view text);

}  // namespace zhike::age
