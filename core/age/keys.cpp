#include "core/age/keys.h"

#include <algorithm>

#include "core/age/primitives.h"
#include "core/age/text_codes.h"
#include "core/base/text.h"

namespace zhike::age {
namespace {

struct KindDef {
  KeyKind kind;
  std::string_view recipient, identity;  // Bech32 prefixes: stored, do not change
  std::size_t recipient_bytes;
};
constexpr KindDef kinds[] = {{KeyKind::x25519, "age", "age-secret-key-", key_bytes},
                             {KeyKind::xwing, "age1pq", "age-secret-key-pq-", xwing_public_bytes}};

const KindDef& def_of(KeyKind kind) { return kinds[static_cast<std::size_t>(kind)]; }

}  // namespace

base::Result<Recipient> read_recipient(std::string_view text) {
  const auto code = read_bech32(text);
  for (const KindDef& def : kinds)
    if (code && code->prefix == def.recipient && code->bytes.size() == def.recipient_bytes && text.starts_with('a'))
      return Recipient{def.kind, std::string(code->bytes.view())};
  return base::fail("key.recipient", {}, std::string(text.substr(0, 80)));
}

std::string write_recipient(const Recipient& recipient) {
  return std::string(write_bech32(def_of(recipient.kind).recipient, recipient.bytes).view());
}

Identity make_identity(ports::Random& random) { return {KeyKind::x25519, random_secret(random, key_bytes)}; }

Recipient recipient_of(const Identity& identity) {
  if (identity.kind == KeyKind::xwing) return {identity.kind, xwing_public(identity.bytes)};
  const PublicKey key = x25519_public(identity.bytes);
  return {identity.kind, std::string(key.begin(), key.end())};
}

Secret write_identity(const Identity& identity) {
  Secret text = write_bech32(def_of(identity.kind).identity, identity.bytes.view());
  for (std::size_t i = 0; i < text.size(); ++i)
    if (std::uint8_t& c = text.data()[i]; c >= 'a' && c <= 'z') c = static_cast<std::uint8_t>(c - 32);
  return text;
}

base::Result<std::vector<Identity>> read_identities(std::string_view text) {
  std::vector<Identity> out;
  std::size_t number = 0;
  for (std::string_view line : base::split(text, '\n')) {
    ++number;
    line = base::trim(line);
    if (line.empty() || line.starts_with('#')) continue;
    auto code = line.starts_with("AGE") ? read_bech32(line) : std::nullopt;
    const auto def = std::ranges::find_if(kinds, [&](const KindDef& each) {
      return code && code->prefix == each.identity && code->bytes.size() == key_bytes;
    });
    if (def == std::end(kinds)) return base::fail("key.identity", std::to_string(number));
    out.push_back({def->kind, std::move(code->bytes)});
  }
  if (out.empty()) return base::fail("key.none");
  return out;
}

}  // namespace zhike::age
