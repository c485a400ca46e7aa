// SHA-256 (FIPS 180-4), SHA-1 (only for UUIDv5), CRC32C (Castagnoli), and a fast non-cryptographic 64-bit hash for
// tables. Bytes in, digests out. The stored formats depend on these values: stored: do not change.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zhike::base {

using Sha256 = std::array<std::uint8_t, 32>;

class Sha256Stream {  // Invariant: buffered_ < 64
 public:
  void update(std::string_view bytes);
  Sha256 finish();  // once

 private:
  void block(const std::uint8_t* data);
  std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<std::uint8_t, 64> buffer_{};
  std::size_t buffered_ = 0;
  std::uint64_t length_ = 0;
};

Sha256 sha256(std::string_view bytes);
std::optional<Sha256> read_sha256(std::string_view hex);  // 64 lower-case digits
std::array<std::uint8_t, 20> sha1(std::string_view bytes);
std::uint32_t crc32c(std::string_view bytes, std::uint32_t seed = 0);
std::uint64_t fast_hash(std::string_view bytes);                   // never stored
std::string to_hex(const std::uint8_t* bytes, std::size_t count);  // lower case
inline std::string to_hex(const Sha256& digest) { return to_hex(digest.data(), digest.size()); }

}  // namespace zhike::base
