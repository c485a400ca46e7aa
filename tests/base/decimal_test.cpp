#include "core/base/decimal.h"

#include <cmath>
#include <random>

#include <catch2/catch_test_macros.hpp>

using namespace zhike::base;

namespace {

std::int64_t units(std::string_view text) {
  const auto value = read_decimal(text);
  return value ? value->units : INT64_MIN + 7;  // no case below has this value
}

}  // namespace

TEST_CASE("decimals are read exactly") {
  CHECK(units("-12.5") == -125'000);
  CHECK(units("0") == 0);
  CHECK(units("-0.0") == 0);
  CHECK(units("+3") == 30'000);
  CHECK(units(".5") == 5'000);
  CHECK(units("5.") == 50'000);
  CHECK(units("0.0001") == 1);
  CHECK(units("1.23450000000000000000000000000000") == 12'345);
  CHECK(units("000000000000000000000000000000012") == 120'000);
  CHECK(units("1.2e3") == 12'000'000);
  CHECK(units("12000E-3") == 120'000);
  CHECK(units("1e-4") == 1);
  CHECK(units("922337203685477.5807") == INT64_MAX);
  CHECK(units("-922337203685477.5808") == INT64_MIN);
  CHECK(units("0e99999999999") == 0);
}

TEST_CASE("what is no decimal") {
  for (const char* bad : {"",
                          "-",
                          ".",
                          "1.2.3",
                          "1,2",
                          "12x",
                          " 1",
                          "1 ",
                          "--1",
                          "e3",
                          "1e",
                          "1e+",
                          "1e1.5",
                          "0.00001",
                          "1e-5",
                          "922337203685477.5808",
                          "-922337203685477.5809",
                          "1e15",
                          "99999999999999999999",
                          "1e99999999999",
                          "nan",
                          "inf",
                          "0x10"}) {
    INFO(bad);
    CHECK(!read_decimal(bad));
  }
}

TEST_CASE("decimals are written in the shortest exact form") {
  CHECK(write_decimal({125'000}) == "12.5");
  CHECK(write_decimal({-30'000}) == "-3");
  CHECK(write_decimal({0}) == "0");
  CHECK(write_decimal({1}) == "0.0001");
  CHECK(write_decimal({-5'000}) == "-0.5");
  CHECK(write_decimal({1'000'000}) == "100");
  CHECK(write_decimal({INT64_MAX}) == "922337203685477.5807");
  CHECK(write_decimal({INT64_MIN}) == "-922337203685477.5808");
}

TEST_CASE("decimals round trip") {
  const std::uint64_t seed = 99;
  INFO("seed " << seed);
  std::mt19937_64 random(seed);
  for (int i = 0; i < 50'000; ++i) {
    const Decimal value{static_cast<std::int64_t>(random()) >> (random() % 64)};
    if (read_decimal(write_decimal(value)) != value) FAIL(value.units);
    if (std::abs(value.units) < 1ll << 50 && from_double(to_double(value)) != value) FAIL(value.units);
  }
}

TEST_CASE("doubles become decimals") {
  CHECK(from_double(12.34567).units == 123'457);
  CHECK(from_double(-0.00004).units == 0);
  CHECK(from_double(0.00025).units == 2);  // 2.5 units: a tie goes to the even neighbour
  CHECK(from_double(1e300).units == INT64_MAX);
  CHECK(from_double(-1e300).units == INT64_MIN);
  CHECK(from_double(std::nan("")).units == 0);
}
