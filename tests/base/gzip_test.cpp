#include "core/base/gzip.h"

#include <catch2/catch_test_macros.hpp>

using namespace zhike;

TEST_CASE("gzip brings back what went in, and another time makes other bytes") {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += std::to_string(i) + "知客\n";
  for (const std::string& one : {std::string(), std::string("a"), text, std::string(100, '\0')}) {
    const std::string packed = base::gzip(one, 1);
    CHECK(base::is_gzip(packed));
    CHECK(base::gunzip(packed, 1 << 24) == one);
    base::Gunzip parts(packed, 1 << 24);
    std::size_t steps = 1;
    for (auto more = parts.step(1000); more && *more; more = parts.step(1000)) ++steps;
    CHECK(parts.take() == one);
    CHECK((steps > 1) == (one.size() > 1 << 16));
    CHECK(base::gzip(one, 2) != packed);
    CHECK(base::gzip(one, 1) == packed);
  }
}

TEST_CASE("a packed file that was cut, changed or lengthened is refused") {
  const std::string packed = base::gzip("ein Text, der gepackt wird, und noch einer", 7);
  for (std::size_t i = 0; i < packed.size(); ++i) {
    INFO(i);
    const std::string cut = packed.substr(0, i);
    CHECK_FALSE(base::gunzip(cut, 1000));
    base::Gunzip parts(cut, 1000);
    auto more = parts.step(1);
    while (more && *more) more = parts.step(1);
    CHECK_FALSE(more);
  }
  CHECK_FALSE(base::gunzip(packed + "x", 1000));
  std::size_t refused = 0;
  for (std::size_t i = 10; i < packed.size(); ++i) {  // behind the header, whose time and system mean nothing to us
    std::string bent = packed;
    bent[i] = static_cast<char>(bent[i] ^ 1);
    refused += base::gunzip(bent, 1000) ? 0 : 1;
  }
  CHECK(refused == packed.size() - 10);
}

TEST_CASE("a packed file does not grow beyond its limits") {
  const std::string bomb = base::gzip(std::string(40 << 20, 'a'), 0);
  REQUIRE(bomb.size() < 60'000);
  CHECK(base::gunzip(bomb, std::size_t{1} << 30).error().code == "gzip.too_large");  // the ratio
  const std::string small = base::gzip(std::string(5000, 'a'), 0);
  CHECK(base::gunzip(small, 4999).error().code == "gzip.too_large");
  CHECK(base::gunzip(small, 5000).has_value());
}
