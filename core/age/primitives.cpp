#include "core/age/primitives.h"

#include <algorithm>

#include <sodium/crypto_aead_chacha20poly1305.h>
#include <sodium/crypto_auth_hmacsha256.h>
#include <sodium/crypto_kdf_hkdf_sha256.h>
#include <sodium/crypto_kem_xwing.h>
#include <sodium/crypto_pwhash_scryptsalsa208sha256.h>
#include <sodium/crypto_scalarmult_curve25519.h>
#include <sodium/utils.h>

namespace zhike::age {
namespace {

// Never null: the library copies from it even when there is nothing to copy.
const std::uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data() ? text.data() : "");
}
std::uint8_t* bytes_of(std::string& text) { return reinterpret_cast<std::uint8_t*>(text.data()); }

void fill(ports::Random& random, std::uint8_t* out, std::size_t count) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (i % 8 == 0) word = random.next();
    out[i] = static_cast<std::uint8_t>(word >> (i % 8 * 8));
  }
  wipe(&word, sizeof word);
}

}  // namespace

Secret random_secret(ports::Random& random, std::size_t bytes) {
  Secret secret(bytes);
  fill(random, secret.data(), bytes);
  return secret;
}

std::string random_bytes(ports::Random& random, std::size_t bytes) {
  std::string out(bytes, '\0');
  fill(random, bytes_of(out), bytes);
  return out;
}

Secret hkdf_extract(std::string_view salt, std::string_view input_key) {
  Secret out(key_bytes);
  crypto_kdf_hkdf_sha256_extract(out.data(), bytes_of(salt), salt.size(), bytes_of(input_key), input_key.size());
  return out;
}

Secret hkdf_expand(const Secret& pseudo_random_key, std::string_view info, std::size_t bytes) {
  Secret out(bytes);
  crypto_kdf_hkdf_sha256_expand(out.data(), bytes, info.data() ? info.data() : "", info.size(),
                                pseudo_random_key.data());
  return out;
}

Secret hkdf(std::string_view input_key, std::string_view salt, std::string_view info) {
  return hkdf_expand(hkdf_extract(salt, input_key), info, key_bytes);
}

std::string hmac(const Secret& key, std::string_view message) {
  std::string out(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.data(), key.size());
  crypto_auth_hmacsha256_update(&state, bytes_of(message), message.size());
  crypto_auth_hmacsha256_final(&state, bytes_of(out));
  wipe(&state, sizeof state);
  return out;
}

bool is_equal(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

void seal(const Secret& key, const Nonce& nonce, std::string_view plain, std::string& out) {
  const std::size_t start = out.size();
  out.resize(start + plain.size() + tag_bytes);
  crypto_aead_chacha20poly1305_ietf_encrypt(bytes_of(out) + start, nullptr, bytes_of(plain), plain.size(), nullptr, 0,
                                            nullptr, nonce.data(), key.data());
}

bool open(const Secret& key, const Nonce& nonce, std::string_view sealed, std::string& out) {
  if (sealed.size() < tag_bytes) return false;
  const std::size_t start = out.size();
  out.resize(start + sealed.size() - tag_bytes);
  if (crypto_aead_chacha20poly1305_ietf_decrypt(bytes_of(out) + start, nullptr, nullptr, bytes_of(sealed),
                                                sealed.size(), nullptr, 0, nonce.data(), key.data()) == 0)
    return true;
  out.resize(start);
  return false;
}

PublicKey x25519_public(const Secret& scalar) {
  PublicKey out{};
  crypto_scalarmult_curve25519_base(out.data(), scalar.data());
  return out;
}

Secret x25519(const Secret& scalar, const PublicKey& point) {
  Secret out(key_bytes);
  if (crypto_scalarmult_curve25519(out.data(), scalar.data(), point.data()) != 0) return {};
  return out;
}

Secret scrypt(std::string_view passphrase, std::string_view salt, int log_n) {
  Secret out(key_bytes);
  if (crypto_pwhash_scryptsalsa208sha256_ll(bytes_of(passphrase), passphrase.size(), bytes_of(salt), salt.size(),
                                            std::uint64_t{1} << log_n, 8, 1, out.data(), out.size()) != 0)
    return {};
  return out;
}

std::string xwing_public(const Secret& seed) {
  std::string out(xwing_public_bytes, '\0');
  Secret again(crypto_kem_xwing_SECRETKEYBYTES);
  crypto_kem_xwing_seed_keypair(bytes_of(out), again.data(), seed.data());
  return out;
}

std::optional<Encapsulated> xwing_seal(std::string_view public_key, const Secret& randomness) {
  Encapsulated out{std::string(xwing_sealed_bytes, '\0'), Secret(key_bytes)};
  if (crypto_kem_xwing_enc_deterministic(bytes_of(out.sealed), out.shared.data(), bytes_of(public_key),
                                         randomness.data()) != 0)
    return std::nullopt;
  return out;
}

Secret xwing_open(const Secret& seed, std::string_view sealed) {
  Secret out(key_bytes);
  if (crypto_kem_xwing_dec(out.data(), bytes_of(sealed), seed.data()) != 0) return {};
  return out;
}

}  // namespace zhike::age
