#include "core/sync/url.h"

#include <catch2/catch_test_macros.hpp>

using namespace zhike;

TEST_CASE("addresses are read as people type them") {
  const auto url = sync::read_url(" https://anna%40home@Cloud.Example:8443/团队/a b ");
  REQUIRE(url);
  CHECK(url->user == "anna@home");
  CHECK(url->host == "cloud.example:8443");
  CHECK(url->path == "/%E5%9B%A2%E9%98%9F/a%20b/");
  CHECK(sync::write_url(*url) == "https://cloud.example:8443/%E5%9B%A2%E9%98%9F/a%20b/");
  CHECK(sync::read_url("http://h")->path == "/");
  CHECK(sync::read_url("http://h/%E5%9B%A2/")->path == "/%E5%9B%A2/");
  CHECK(sync::decode("%E5%9B%A2%2") == "团%2");
  CHECK(sync::encode_part("a/b%团") == "a%2Fb%25%E5%9B%A2");
}

TEST_CASE("what is no folder's address is refused") {
  for (const char* text : {"", "ftp://h/", "https://", "https:///x", "https://h/x?y=1", "https://h/#x", "https://h x/",
                           "file:///etc", "https://a b@/"}) {
    INFO(text);
    CHECK(sync::read_url(text).error().code == "sync.bad_address");
  }
  const auto refused = sync::read_url("https://anna:secret@host/");
  CHECK(refused.error().code == "sync.password_in_address");
  CHECK(refused.error().where.find("secret") == std::string::npos);
}

TEST_CASE("a password is sent in the clear to this machine alone") {
  const auto is_overheard = [](std::string_view text) { return sync::is_overheard(*sync::read_url(text)); };
  CHECK(is_overheard("http://host.example/"));
  CHECK(is_overheard("http://localhost.example/"));
  CHECK_FALSE(is_overheard("https://host.example/"));
  CHECK_FALSE(is_overheard("http://localhost:8080/"));
  CHECK_FALSE(is_overheard("http://127.0.0.1:8080/"));
  CHECK_FALSE(is_overheard("http://[::1]:8080/"));
}
