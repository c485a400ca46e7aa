#include "core/base/hash.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace zhike::base {
namespace {

static_assert(std::endian::native == std::endian::little, "loads below assume little-endian machines");

std::uint32_t load_big32(const std::uint8_t* p) {
  std::uint32_t v;
  std::memcpy(&v, p, 4);
  return std::byteswap(v);
}

std::uint64_t load_little64(const std::uint8_t* p) {
  std::uint64_t v;
  std::memcpy(&v, p, 8);
  return v;
}

void store_big32(std::uint8_t* p, std::uint32_t v) {
  v = std::byteswap(v);
  std::memcpy(p, &v, 4);
}

// FIPS 180-4, 4.2.2: the first 32 bits of the fractional parts of the cube roots of the first 64 primes.
constexpr std::uint32_t sha256_k[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

// One of the 64 rounds. The eight variables keep their places in `v`; which of them plays "a" moves instead.
inline void sha256_round(std::uint32_t (&v)[8], int i, std::uint32_t word) {
  const auto at = [&v, i](int k) -> std::uint32_t& { return v[(k - i) & 7]; };
  const std::uint32_t e = at(4), a = at(0);
  const std::uint32_t choose = at(6) ^ (e & (at(5) ^ at(6)));
  const std::uint32_t t1 =
      at(7) + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + choose + sha256_k[i] + word;
  const std::uint32_t majority = (a & at(1)) | (at(2) & (a | at(1)));
  at(3) += t1;
  at(7) = t1 + (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + majority;
}

// Pads and runs a Merkle–Damgård hash with 64-byte blocks over `bytes` in one go (SHA-1 only).
template <class Block>
void for_each_padded_block(std::string_view bytes, Block&& block) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const std::size_t whole = bytes.size() / 64 * 64;
  for (std::size_t at = 0; at < whole; at += 64) block(data + at);
  std::uint8_t tail[128] = {};
  const std::size_t rest = bytes.size() - whole;
  if (rest > 0) std::memcpy(tail, data + whole, rest);
  tail[rest] = 0x80;
  const std::size_t length = rest < 56 ? 64 : 128;
  const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
  store_big32(tail + length - 8, static_cast<std::uint32_t>(bits >> 32));
  store_big32(tail + length - 4, static_cast<std::uint32_t>(bits));
  for (std::size_t at = 0; at < length; at += 64) block(tail + at);
}

void sha1_block(std::array<std::uint32_t, 5>& state, const std::uint8_t* data) {
  std::uint32_t w[80];
  for (int i = 0; i < 16; ++i) w[i] = load_big32(data + 4 * i);
  for (int i = 16; i < 80; ++i) w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
  auto [a, b, c, d, e] = state;
  for (int i = 0; i < 80; ++i) {
    std::uint32_t f, k;
    if (i < 20) {
      f = (b & c) | (~b & d), k = 0x5a827999;
    } else if (i < 40) {
      f = b ^ c ^ d, k = 0x6ed9eba1;
    } else if (i < 60) {
      f = (b & c) | (b & d) | (c & d), k = 0x8f1bbcdc;
    } else {
      f = b ^ c ^ d, k = 0xca62c1d6;
    }
    const std::uint32_t t = std::rotl(a, 5) + f + e + k + w[i];
    e = d, d = c, c = std::rotl(b, 30), b = a, a = t;
  }
  state[0] += a, state[1] += b, state[2] += c, state[3] += d, state[4] += e;
}

using CrcTables = std::array<std::array<std::uint32_t, 256>, 8>;

// Slicing by eight: table k advances a byte that is k bytes away from the end of the group.
constexpr CrcTables make_crc_tables() {
  CrcTables tables{};
  for (std::uint32_t n = 0; n < 256; ++n) {
    std::uint32_t c = n;
    for (int bit = 0; bit < 8; ++bit) c = (c & 1) != 0 ? (c >> 1) ^ 0x82f63b78u : c >> 1;
    tables[0][n] = c;
  }
  for (std::uint32_t n = 0; n < 256; ++n) {
    for (std::size_t k = 1; k < 8; ++k) {
      const std::uint32_t before = tables[k - 1][n];
      tables[k][n] = (before >> 8) ^ tables[0][before & 0xff];
    }
  }
  return tables;
}

constexpr CrcTables crc_tables = make_crc_tables();

std::uint64_t mix(std::uint64_t h) {
  h ^= h >> 32;
  h *= 0xd6e8feb86659fd93ull;
  h ^= h >> 29;
  h *= 0x9fb21c651e98df25ull;
  return h ^ (h >> 32);
}

}  // namespace

void Sha256Stream::block(const std::uint8_t* data) {
  std::uint32_t w[16];
  for (int i = 0; i < 16; ++i) w[i] = load_big32(data + 4 * i);
  std::uint32_t v[8];
  std::copy(state_.begin(), state_.end(), v);
  for (int i = 0; i < 16; ++i) sha256_round(v, i, w[i]);
  for (int base = 16; base < 64; base += 16) {
    for (int i = 0; i < 16; ++i) {
      const std::uint32_t s0 = w[(i + 1) & 15], s1 = w[(i + 14) & 15];
      w[i] += (std::rotr(s0, 7) ^ std::rotr(s0, 18) ^ (s0 >> 3)) + w[(i + 9) & 15] +
              (std::rotr(s1, 17) ^ std::rotr(s1, 19) ^ (s1 >> 10));
      sha256_round(v, base + i, w[i]);
    }
  }
  for (std::size_t i = 0; i < 8; ++i) state_[i] += v[i];
}

void Sha256Stream::update(std::string_view bytes) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::size_t left = bytes.size();
  length_ += left;
  if (buffered_ > 0) {
    const std::size_t taken = std::min(left, buffer_.size() - buffered_);
    if (taken > 0) std::memcpy(buffer_.data() + buffered_, data, taken);
    buffered_ += taken, data += taken, left -= taken;
    if (buffered_ < buffer_.size()) return;
    block(buffer_.data());
    buffered_ = 0;
  }
  for (; left >= 64; data += 64, left -= 64) block(data);
  if (left > 0) std::memcpy(buffer_.data(), data, left);
  buffered_ = left;
}

Sha256 Sha256Stream::finish() {
  const std::uint64_t bits = length_ * 8;
  static constexpr char padding[64] = {static_cast<char>(0x80)};
  update({padding, buffered_ < 56 ? 56 - buffered_ : 120 - buffered_});
  std::uint8_t length[8];
  store_big32(length, static_cast<std::uint32_t>(bits >> 32));
  store_big32(length + 4, static_cast<std::uint32_t>(bits));
  update({reinterpret_cast<const char*>(length), 8});
  Sha256 digest;
  for (std::size_t i = 0; i < 8; ++i) store_big32(digest.data() + 4 * i, state_[i]);
  return digest;
}

Sha256 sha256(std::string_view bytes) {
  Sha256Stream stream;
  stream.update(bytes);
  return stream.finish();
}

std::array<std::uint8_t, 20> sha1(std::string_view bytes) {
  std::array<std::uint32_t, 5> state{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  for_each_padded_block(bytes, [&state](const std::uint8_t* data) { sha1_block(state, data); });
  std::array<std::uint8_t, 20> digest;
  for (std::size_t i = 0; i < 5; ++i) store_big32(digest.data() + 4 * i, state[i]);
  return digest;
}

std::uint32_t crc32c(std::string_view bytes, std::uint32_t seed) {
  const auto* p = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::size_t left = bytes.size();
  std::uint32_t crc = ~seed;
  for (; left >= 8; p += 8, left -= 8) {
    const std::uint64_t v = load_little64(p) ^ crc;
    crc = crc_tables[7][v & 0xff] ^ crc_tables[6][v >> 8 & 0xff] ^ crc_tables[5][v >> 16 & 0xff] ^
          crc_tables[4][v >> 24 & 0xff] ^ crc_tables[3][v >> 32 & 0xff] ^ crc_tables[2][v >> 40 & 0xff] ^
          crc_tables[1][v >> 48 & 0xff] ^ crc_tables[0][v >> 56];
  }
  for (; left > 0; ++p, --left) crc = (crc >> 8) ^ crc_tables[0][(crc ^ *p) & 0xff];
  return ~crc;
}

std::uint64_t fast_hash(std::string_view bytes) {
  const auto* p = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::size_t left = bytes.size();
  std::uint64_t h = 0x9e3779b97f4a7c15ull ^ (std::uint64_t{left} * 0xff51afd7ed558ccdull);
  for (; left >= 8; p += 8, left -= 8) h = std::rotl((h ^ load_little64(p)) * 0xd6e8feb86659fd93ull, 27);
  std::uint64_t tail = 0;
  if (left > 0) std::memcpy(&tail, p, left);
  return mix(h ^ mix(tail + left));
}

std::optional<Sha256> read_sha256(std::string_view hex) {
  Sha256 out{};
  if (hex.size() != out.size() * 2) return std::nullopt;
  for (std::size_t i = 0; i < hex.size(); ++i) {
    const std::size_t digit = std::string_view("0123456789abcdef").find(hex[i]);
    if (digit == std::string_view::npos) return std::nullopt;
    out[i / 2] = static_cast<std::uint8_t>(out[i / 2] << 4 | digit);
  }
  return out;
}

std::string to_hex(const std::uint8_t* bytes, std::size_t count) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out(count * 2, '0');
  for (std::size_t i = 0; i < count; ++i) {
    out[2 * i] = digits[bytes[i] >> 4];
    out[2 * i + 1] = digits[bytes[i] & 15];
  }
  return out;
}

}  // namespace zhike::base
