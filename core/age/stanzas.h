// Stanzas: the file key wrapped for a recipient or a passphrase, and unwrapped again. Used by core/age alone.
#pragma once

#include <optional>
#include <vector>

#include "core/age/header.h"
#include "core/age/keys.h"

namespace zhike::age {

base::Result<Stanza> wrap(const Secret& file_key, const Recipient& recipient, ports::Random& random);
// "age.memory" when scrypt cannot have its 2^(log_n + 10) bytes.
base::Result<Stanza> wrap(const Secret& file_key, std::string_view passphrase, int log_n, ports::Random& random);

// The file key. "age.header" (where: stanza's type) for a stanza that breaks the rules.
// By keys: "age.needs_passphrase", "age.no_match".
base::Result<Secret> unwrap(const Header& header, const std::vector<Identity>& identities);
// By a passphrase: "age.needs_key", "age.wrong_passphrase", "age.work_factor" (detail: log_n; refused above most_log_n
// before any memory is taken), "age.memory".
base::Result<Secret> unwrap(const Header& header, std::string_view passphrase);
bool is_passphrase_file(const Header& header);

}  // namespace zhike::age
