#include "core/age/stanzas.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/age/primitives.h"
#include "core/age/text_codes.h"

namespace zhike::age {
namespace {

// Names and labels of the format, stored: do not change.
constexpr std::string_view x25519_type = "X25519", xwing_type = "mlkem768x25519", scrypt_type = "scrypt";
constexpr std::string_view x25519_label = "age-encryption.org/v1/X25519",
                           xwing_label = "age-encryption.org/mlkem768x25519",
                           scrypt_label = "age-encryption.org/v1/scrypt";
constexpr std::size_t salt_bytes = 16, wrapped_bytes = file_key_bytes + tag_bytes;

auto bad_stanza(std::string_view type) { return base::fail("age.header", std::string(type)); }

// The wrapped file key is sealed once under a key used for nothing else: its nonce is zero.
std::string seal_key(const Secret& wrap_key, const Secret& file_key, const Nonce& nonce = {}) {
  std::string body;
  seal(wrap_key, nonce, file_key.view(), body);
  return body;
}

std::optional<Secret> open_key(const Secret& wrap_key, std::string_view body, const Nonce& nonce = {}) {
  std::string plain;
  if (!open(wrap_key, nonce, body, plain)) return std::nullopt;
  Secret file_key(plain);
  wipe(plain);
  return file_key;
}

Secret x25519_wrap_key(const Secret& shared, std::string_view share, std::string_view recipient) {
  return hkdf(shared.view(), std::string(share) + std::string(recipient), x25519_label);
}

PublicKey point(std::string_view bytes) {
  PublicKey out{};
  std::ranges::copy(bytes, out.begin());
  return out;
}

// HPKE (RFC 9180), base mode, with the KEM's shared secret given: key and nonce of the first message.
struct HpkeKeys {
  Secret key;
  Nonce nonce{};
};
HpkeKeys hpke_keys(const Secret& shared, std::string_view info) {
  // KEM 0x647a X-Wing, KDF 1 HKDF-SHA-256, AEAD 3 ChaCha20-Poly1305
  constexpr std::string_view suite("HPKE\x64\x7a\x00\x01\x00\x03", 10);
  const auto labeled = [&](std::string_view label, std::string_view text) {
    return "HPKE-v1" + std::string(suite) + std::string(label) + std::string(text);
  };
  const auto expand = [&](const Secret& secret, std::string_view label, std::string_view context, std::size_t bytes) {
    const std::string length{'\0', static_cast<char>(bytes)};
    return hkdf_expand(secret, length + labeled(label, context), bytes);
  };
  const Secret psk_id = hkdf_extract({}, labeled("psk_id_hash", {}));
  const Secret info_hash = hkdf_extract({}, labeled("info_hash", info));
  const std::string context = std::string(1, '\0') + std::string(psk_id.view()) + std::string(info_hash.view());
  const Secret secret = hkdf_extract(shared.view(), labeled("secret", {}));
  HpkeKeys out{expand(secret, "key", context, key_bytes), {}};
  const Secret nonce = expand(secret, "base_nonce", context, out.nonce.size());
  std::ranges::copy_n(nonce.data(), static_cast<std::ptrdiff_t>(nonce.size()), out.nonce.begin());
  return out;
}

// One stanza's share: its only argument beside the type, of `bytes` bytes; the body holds a wrapped file key.
base::Result<std::string> read_share(const Stanza& stanza, std::size_t bytes) {
  if (stanza.arguments.size() != 2) return bad_stanza(stanza.arguments[0]);
  auto share = read_base64(stanza.arguments[1], Padding::none);
  if (!share || share->size() != bytes || stanza.body.size() != wrapped_bytes) return bad_stanza(stanza.arguments[0]);
  return std::move(*share);
}

base::Result<std::optional<Secret>> try_x25519(const Stanza& stanza, const Identity& identity) {
  TRY(const std::string share, read_share(stanza, key_bytes));
  const Secret shared = x25519(identity.bytes, point(share));
  if (shared.empty()) return bad_stanza(x25519_type);
  return open_key(x25519_wrap_key(shared, share, recipient_of(identity).bytes), stanza.body);
}

base::Result<std::optional<Secret>> try_xwing(const Stanza& stanza, const Identity& identity) {
  TRY(const std::string sealed, read_share(stanza, xwing_sealed_bytes));
  const Secret shared = xwing_open(identity.bytes, sealed);
  if (shared.empty()) return bad_stanza(xwing_type);
  const HpkeKeys keys = hpke_keys(shared, xwing_label);
  return open_key(keys.key, stanza.body, keys.nonce);
}

// Decimal, no sign, no leading zero.
std::optional<int> read_log_n(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || text[0] < '1' || text[0] > '9' || error != std::errc{} || end != text.data() + text.size())
    return std::nullopt;
  return value;
}

base::Status check_passphrase_alone(const Header& header) {
  if (is_passphrase_file(header) && header.stanzas.size() > 1) return bad_stanza(scrypt_type);
  return {};
}

}  // namespace

bool is_passphrase_file(const Header& header) {
  return std::ranges::any_of(header.stanzas, [](const Stanza& each) { return each.arguments[0] == scrypt_type; });
}

base::Result<Stanza> wrap(const Secret& file_key, const Recipient& recipient, ports::Random& random) {
  if (recipient.kind == KeyKind::xwing) {
    const auto capsule = xwing_seal(recipient.bytes, random_secret(random, xwing_seed_bytes));
    if (!capsule) return base::fail("key.recipient");
    const HpkeKeys keys = hpke_keys(capsule->shared, xwing_label);
    return Stanza{{std::string(xwing_type), write_base64(capsule->sealed, Padding::none)},
                  seal_key(keys.key, file_key, keys.nonce)};
  }
  const Secret ephemeral = random_secret(random, key_bytes);
  const PublicKey public_share = x25519_public(ephemeral);
  const std::string share(public_share.begin(), public_share.end());
  const Secret shared = x25519(ephemeral, point(recipient.bytes));
  if (shared.empty()) return base::fail("key.recipient");
  return Stanza{{std::string(x25519_type), write_base64(share, Padding::none)},
                seal_key(x25519_wrap_key(shared, share, recipient.bytes), file_key)};
}

base::Result<Stanza> wrap(const Secret& file_key, std::string_view passphrase, int log_n, ports::Random& random) {
  const std::string salt = random_bytes(random, salt_bytes);
  const Secret key = scrypt(passphrase, std::string(scrypt_label) + salt, log_n);
  if (key.empty()) return base::fail("age.memory");
  return Stanza{{std::string(scrypt_type), write_base64(salt, Padding::none), std::to_string(log_n)},
                seal_key(key, file_key)};
}

base::Result<Secret> unwrap(const Header& header, const std::vector<Identity>& identities) {
  TRY_DO(check_passphrase_alone(header));
  if (is_passphrase_file(header)) return base::fail("age.needs_passphrase");
  for (const Stanza& stanza : header.stanzas) {
    for (const Identity& identity : identities) {
      const bool is_x25519 = stanza.arguments[0] == x25519_type && identity.kind == KeyKind::x25519;
      const bool is_xwing = stanza.arguments[0] == xwing_type && identity.kind == KeyKind::xwing;
      if (!is_x25519 && !is_xwing) continue;
      TRY(auto file_key, is_x25519 ? try_x25519(stanza, identity) : try_xwing(stanza, identity));
      if (file_key) return std::move(*file_key);
    }
  }
  return base::fail("age.no_match");
}

base::Result<Secret> unwrap(const Header& header, std::string_view passphrase) {
  TRY_DO(check_passphrase_alone(header));
  if (!is_passphrase_file(header)) return base::fail("age.needs_key");
  const Stanza& stanza = header.stanzas[0];
  if (stanza.arguments.size() != 3) return bad_stanza(scrypt_type);
  const auto salt = read_base64(stanza.arguments[1], Padding::none);
  const auto log_n = read_log_n(stanza.arguments[2]);
  if (!salt || salt->size() != salt_bytes || !log_n || stanza.body.size() != wrapped_bytes)
    return bad_stanza(scrypt_type);
  if (*log_n > most_log_n) return base::fail("age.work_factor", {}, std::to_string(*log_n));
  const Secret key = scrypt(passphrase, std::string(scrypt_label) + *salt, *log_n);
  if (key.empty()) return base::fail("age.memory");
  auto file_key = open_key(key, stanza.body);
  if (!file_key) return base::fail("age.wrong_passphrase");
  return std::move(*file_key);
}

}  // namespace zhike::age
