#include "core/base/hash.h"

#include <random>
#include <set>

#include <catch2/catch_test_macros.hpp>

using namespace zhike::base;

namespace {

std::string sha256_hex(std::string_view bytes) { return to_hex(sha256(bytes)); }
std::string sha1_hex(std::string_view bytes) {
  const auto digest = sha1(bytes);
  return to_hex(digest.data(), digest.size());
}
constexpr std::string_view two_blocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

}  // namespace

TEST_CASE("SHA-256: FIPS 180-4 examples") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex(two_blocks) == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256_hex(std::string(1'000'000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-1: FIPS 180-4 examples") {
  CHECK(sha1_hex("") == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  CHECK(sha1_hex("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(sha1_hex(two_blocks) == "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  CHECK(sha1_hex(std::string(1'000'000, 'a')) == "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

TEST_CASE("SHA-256: any cut into updates gives the same digest") {
  std::string bytes;
  for (int i = 0; i < 300; ++i) bytes.push_back(static_cast<char>(i * 7));
  for (std::size_t length = 0; length <= bytes.size(); ++length) {
    const std::string_view all = std::string_view(bytes).substr(0, length);
    for (const std::size_t cut : {length / 3, length / 2, length}) {
      Sha256Stream stream;
      stream.update(all.substr(0, cut));
      stream.update({});
      stream.update(all.substr(cut));
      if (stream.finish() != sha256(all)) FAIL("length " << length << ", cut " << cut);
    }
  }
}

TEST_CASE("CRC32C: RFC 3720, B.4") {
  CHECK(crc32c(std::string(32, '\0')) == 0x8a9136aa);
  CHECK(crc32c(std::string(32, '\xff')) == 0x62a8ab43);
  std::string up, down;
  for (int i = 0; i < 32; ++i) up.push_back(static_cast<char>(i)), down.push_back(static_cast<char>(31 - i));
  CHECK(crc32c(up) == 0x46dd794e);
  CHECK(crc32c(down) == 0x113fdb5c);
  CHECK(crc32c("123456789") == 0xe3069283);
  CHECK(crc32c("") == 0);
}

TEST_CASE("CRC32C: continues from a seed at any cut") {
  const std::string bytes = "The quick brown fox jumps over the lazy dog";
  CHECK(crc32c(bytes) == 0x22620404);
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    const std::string_view all = bytes;
    CHECK(crc32c(all.substr(cut), crc32c(all.substr(0, cut))) == 0x22620404);
  }
}

TEST_CASE("fast_hash: equal bytes agree, small differences spread") {
  std::set<std::uint64_t> seen;
  std::set<std::uint64_t> low;
  for (int i = 0; i < 100'000; ++i) {
    const std::string key = "客户-" + std::to_string(i);
    const std::uint64_t h = fast_hash(key);
    REQUIRE(h == fast_hash(std::string(key)));
    seen.insert(h);
    low.insert(h & 0xffff);
  }
  CHECK(seen.size() == 100'000);
  CHECK(low.size() > 48'000);  // 100,000 keys into 65,536 buckets leave about 22 % empty
  std::set<std::uint64_t> zeros;
  for (std::size_t n = 0; n < 100; ++n) zeros.insert(fast_hash(std::string(n, '\0')));
  CHECK(zeros.size() == 100);
}

TEST_CASE("to_hex") {
  const std::uint8_t bytes[] = {0x00, 0x9f, 0xff};
  CHECK(to_hex(bytes, 3) == "009fff");
  CHECK(to_hex(bytes, 0).empty());
}
