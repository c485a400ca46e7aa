// Primitives: the cryptography that age is made of, each one call into libsodium. Used by core/age alone. Draws no
// randomness of its own: what must be random comes in from ports::Random.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "core/age/secret.h"
#include "core/ports/clock.h"

namespace zhike::age {

inline constexpr std::size_t key_bytes = 32, tag_bytes = 16, file_key_bytes = 16;
using PublicKey = std::array<std::uint8_t, 32>;
using Nonce = std::array<std::uint8_t, 12>;

Secret random_secret(ports::Random& random, std::size_t bytes);
std::string random_bytes(ports::Random& random, std::size_t bytes);  // for what is no secret: salts, nonces

// HKDF-SHA-256 (RFC 5869), 32 bytes.
Secret hkdf(std::string_view input_key, std::string_view salt, std::string_view info);
// Its two halves, for HPKE (RFC 9180). `bytes` ≤ 255 · 32.
Secret hkdf_extract(std::string_view salt, std::string_view input_key);
Secret hkdf_expand(const Secret& pseudo_random_key, std::string_view info, std::size_t bytes);

// HMAC-SHA-256 (RFC 2104).
std::string hmac(const Secret& key, std::string_view message);
bool is_equal(std::string_view a, std::string_view b);  // in constant time

// ChaCha20-Poly1305 (RFC 8439): appends ciphertext and tag to `out`; opens a text that ends with its tag. False, and
// `out` as before, when the tag does not fit.
void seal(const Secret& key, const Nonce& nonce, std::string_view plain, std::string& out);
bool open(const Secret& key, const Nonce& nonce, std::string_view sealed, std::string& out);

// X25519 (RFC 7748). The shared secret is empty when the other side's point is of low order.
PublicKey x25519_public(const Secret& scalar);
Secret x25519(const Secret& scalar, const PublicKey& point);

// scrypt (RFC 7914) with r = 8, p = 1, 32 bytes: takes 2^(log_n + 10) bytes of memory. Empty when there is not so much.
Secret scrypt(std::string_view passphrase, std::string_view salt, int log_n);

// X-Wing: ML-KEM-768 and X25519 together (draft-connolly-cfrg-xwing-kem).
inline constexpr std::size_t xwing_public_bytes = 1216, xwing_sealed_bytes = 1120, xwing_seed_bytes = 64;
std::string xwing_public(const Secret& seed);
struct Encapsulated {
  std::string sealed;
  Secret shared;
};
std::optional<Encapsulated> xwing_seal(std::string_view public_key, const Secret& randomness);
// Empty when the X25519 half is of low order.
Secret xwing_open(const Secret& seed, std::string_view sealed);

}  // namespace zhike::age
