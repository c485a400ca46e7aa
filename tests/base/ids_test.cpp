#include "core/base/ids.h"

#include <random>

#include <catch2/catch_test_macros.hpp>

using namespace zhike::base;

TEST_CASE("UUID: text form") {
  const RecId id{0x0192f0c411117222ull, 0x8333444455556666ull};
  CHECK(write_id(id) == "0192f0c4-1111-7222-8333-444455556666");
  CHECK(read_id("0192F0C4-1111-7222-8333-444455556666") == id);
  CHECK(!read_id("0192f0c4-1111-7222-8333-44445555666"));
  CHECK(!read_id("0192f0c4-1111-7222-8333-44445555666g"));
  CHECK(!read_id("0192f0c4x1111-7222-8333-444455556666"));
  CHECK(!read_id(""));
  CHECK(!RecId{});
}

TEST_CASE("UUIDv7: RFC 9562, appendix A.6") {
  // 2022-02-22 14:22:22.00 GMT-05:00, random 0xCC3 and 0x18C4DC0C0C07398F.
  const RecId id = make_time_id(0x017F22E279B0, 0xCC3, 0x18C4DC0C0C07398Full);
  CHECK(write_id(id) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
  CHECK(make_time_id(1, ~0ull, ~0ull).low >> 62 == 2);
  CHECK(make_time_id(5, ~0ull, ~0ull) < make_time_id(6, 0, 0));
}

TEST_CASE("UUIDv5: the same row has the same id everywhere") {
  const RecId id = make_name_id("orders.csv", "A-1");
  CHECK(write_id(id) == "4212c2e0-6003-5fda-a4dd-bef502ee1f08");  // stored: do not change
  CHECK(id == make_name_id("orders.csv", "A-1"));
  CHECK(!(id == make_name_id("orders.csv", "A-2")));
  CHECK(!(make_name_id("ab", "c") == make_name_id("a", "bc")));
  CHECK((id.high >> 12 & 15) == 5);
  CHECK(id.low >> 62 == 2);
}

TEST_CASE("devices and change ids") {
  CHECK(write_device(0x7f3a9c0e11d24b58ull) == "7f3a9c0e11d24b58");
  CHECK(read_device("7f3a9c0e11d24b58") == 0x7f3a9c0e11d24b58ull);
  CHECK(!read_device("7F3A9C0E11D24B58"));
  CHECK(!read_device("7f3a9c0e11d24b5"));
  CHECK(write_change_id({0x7f, 17}) == "000000000000007f:17");
  CHECK(read_change_id("000000000000007f:17") == ChangeId{0x7f, 17});
  CHECK(read_change_id("000000000000007f:4294967295") == ChangeId{0x7f, UINT32_MAX});
  CHECK(!read_change_id("000000000000007f:4294967296"));
  CHECK(!read_change_id("000000000000007f:0"));
  CHECK(!read_change_id("000000000000007f:017"));
  CHECK(!read_change_id("000000000000007f:"));
  CHECK(!read_change_id("000000000000007f:1x"));
}

TEST_CASE("HLC: text form") {
  const Hlc at{1'795'256'103'123, 10};
  CHECK(write_hlc(at) == "2026-11-21T10:15:03.123Z-0000000a");
  CHECK(read_hlc("2026-11-21T10:15:03.123Z-0000000a") == at);
  CHECK(!read_hlc("2026-11-21T10:15:03.123Z-0000000A"));
  CHECK(!read_hlc("2026-11-21T10:15:03.123Z"));
  CHECK(!read_hlc("2026-11-21 10:15:03.123Z-0000000a"));
  CHECK(!read_hlc("2026-11-31T10:15:03.123Z-0000000a"));
  CHECK(!read_hlc("1969-12-31T23:59:59.999Z-00000000"));
}

TEST_CASE("HLC: text order is time order") {
  const std::uint64_t seed = 7;
  INFO("seed " << seed);
  std::mt19937_64 random(seed);
  for (int i = 0; i < 5000; ++i) {
    const Hlc a{static_cast<InstantMs>(random() % 200'000'000'000'000), static_cast<std::uint32_t>(random())};
    const Hlc b{random() % 2 == 0 ? a.ms : static_cast<InstantMs>(random() % 200'000'000'000'000),
                static_cast<std::uint32_t>(random())};
    if ((a < b) != (write_hlc(a) < write_hlc(b))) FAIL(write_hlc(a) << " and " << write_hlc(b));
    if (read_hlc(write_hlc(a)) != a) FAIL(write_hlc(a));
  }
}

TEST_CASE("HLC: local stamps only grow, foreign ones push at most five minutes") {
  CHECK(advance({100, 5}, 200) == Hlc{200, 0});
  CHECK(advance({100, 5}, 100) == Hlc{100, 6});
  CHECK(advance({100, 5}, 50) == Hlc{100, 6});
  CHECK(advance({100, UINT32_MAX}, 50) == Hlc{101, 0});
  const InstantMs now = 1'000'000;
  CHECK(receive({now, 3}, {now - 5, 9}, now) == Hlc{now, 3});
  CHECK(receive({now, 3}, {now + 1000, 9}, now) == Hlc{now + 1000, 9});
  CHECK(receive({now, 3}, {now + clock_cap_ms, 9}, now) == Hlc{now + clock_cap_ms, 0});
  CHECK(receive({now, 3}, {now + clock_suspect_ms, 9}, now) == Hlc{now + clock_cap_ms, 0});
  // A clock that ran ahead earlier stays where it is.
  CHECK(receive({now + 2 * clock_cap_ms, 1}, {now + clock_suspect_ms, 9}, now) == Hlc{now + 2 * clock_cap_ms, 1});
}
