#include "core/sync/file_name.h"

#include <catch2/catch_test_macros.hpp>

using namespace zhike;

namespace {

const std::string hash(64, 'a');
const std::string sound = "7f3a9c0e11d24b58-18-57-0123456789abcdef-" + hash + ".zhike.json.age";

}  // namespace

TEST_CASE("a file name says what the file holds and comes back the same") {
  const auto name = sync::read_name(sound);
  REQUIRE(name);
  CHECK(name->device == 0x7f3a9c0e11d24b58);
  CHECK(name->first == 18);
  CHECK(name->last == 57);
  CHECK(name->head == "0123456789abcdef");
  CHECK(name->sha256 == hash);
  CHECK(name->cover == sync::Cover::sealed);
  CHECK(sync::write_name(*name) == sound);
  const auto open = sync::read_name("7f3a9c0e11d24b58-1-4294967295-0123456789abcdef-" + hash + ".zhike.json.gz");
  REQUIRE(open);
  CHECK(open->last == 4294967295);
  CHECK(open->cover == sync::Cover::open);
}

TEST_CASE("only names of exactly that form count") {
  const auto altered = [](std::string_view from, std::string_view to) {
    std::string text = sound;
    text.replace(text.find(from), from.size(), to);
    return text;
  };
  for (const std::string& text : {std::string(),
                                  std::string("readme.txt"),
                                  altered("-18-", "-018-"),
                                  altered("-18-", "-0-"),
                                  altered("-18-", "-58-"),
                                  altered("-18-", "--18-"),
                                  altered("-18-", "-+18-"),
                                  altered("-57-", "-4294967296-"),
                                  altered("7f3a", "7F3A"),
                                  altered("7f3a", "7f3"),
                                  altered("abcdef-", "abcdeg-"),
                                  altered("abcdef-", "abcdef0-"),
                                  altered(hash, hash + "a"),
                                  altered(hash, std::string(64, 'A')),
                                  altered(".age", ".age.tmp"),
                                  altered(".age", ""),
                                  "../" + sound,
                                  sound + " ",
                                  "conflicted " + sound,
                                  altered(".zhike", " (1).zhike")}) {
    INFO(text);
    CHECK_FALSE(sync::read_name(text));
  }
}

TEST_CASE("a temporary name says whose it is and how old") {
  const std::string text = sync::write_temporary({0xab, 1'795'255'200'000, 7});
  const auto name = sync::read_temporary(text);
  REQUIRE(name);
  CHECK(name->device == 0xab);
  CHECK(name->at == 1'795'255'200'000);
  CHECK(name->random == 7);
  CHECK_FALSE(sync::read_name(text));
  CHECK_FALSE(sync::read_temporary(sound));
  CHECK_FALSE(sync::read_temporary("00000000000000ab-01a1fdb4c900-0000000000000007.tmp"));
}
