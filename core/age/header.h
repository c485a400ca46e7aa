// Header of an age file: who may open it. Bytes in, stanzas out, and back. Used by core/age alone.
//
// As the age specification (C2SP age.md) has it, stored: do not change:
//   age-encryption.org/v1
//   -> TYPE ARGUMENT…            one stanza a recipient
//   BASE64                       its body: lines of 64 characters, the last one shorter, maybe empty; no padding
//   --- BASE64                   HMAC-SHA-256 over all before, "---" included
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/age/secret.h"
#include "core/base/result.h"

namespace zhike::age {

struct Stanza {
  std::vector<std::string> arguments;  // the first is the type
  std::string body;
};

struct Header {
  std::vector<Stanza> stanzas;
  std::string signed_text;  // what the HMAC covers
  std::string mac;          // 32 bytes
  std::size_t size = 0;     // bytes of the file it takes
};

inline constexpr std::size_t header_limit_bytes = 1 << 20;

// What `bytes` begin with. "age.not_age"; "age.newer" (detail: the first line); "age.header" (where: line number);
// "age.incomplete" while its end has not come yet: ask again with more.
base::Result<Header> read_header(std::string_view bytes);
// With the HMAC under the file key.
std::string write_header(const std::vector<Stanza>& stanzas, const Secret& file_key);
bool has_right_mac(const Header& header, const Secret& file_key);

}  // namespace zhike::age
