// Text codes of the age format: base64 in its strict forms and Bech32. Used by core/age alone. Every reader takes
// exactly what its writer makes: no other spelling of the same bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/age/secret.h"

namespace zhike::age {

enum class Padding { none, full };
// RFC 4648 section 4; without padding in a header, with it in armor.
std::string write_base64(std::string_view bytes, Padding padding);
// nullopt: a character of another alphabet, wrong padding, or bits left over that are not zero.
std::optional<std::string> read_base64(std::string_view text, Padding padding);

// Bech32 (BIP 173) without its limit of 90 characters, as age writes keys. `prefix` in lower case; the text comes out
// in lower case.
Secret write_bech32(std::string_view prefix, std::string_view bytes);
struct Bech32 {
  std::string prefix;  // lower case
  Secret bytes;
};
// nullopt: mixed case, a foreign character, a wrong checksum, bits left over.
std::optional<Bech32> read_bech32(std::string_view text);

}  // namespace zhike::age
