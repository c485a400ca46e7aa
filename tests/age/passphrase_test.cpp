// Passphrases: six words of the language's list, each as likely as any other.
#include "core/age/passphrase.h"

#include <set>

#include <catch2/catch_test_macros.hpp>

#include "core/age/word_lists.h"
#include "core/base/text.h"
#include "tests/support/memory_ports.h"

namespace zhike {

using age::WordList;

TEST_CASE("the word lists hold 2,048 different words each") {
  const auto english = base::split(age::english_words, ' ');
  CHECK(english.size() == age::words_in_list);
  CHECK(std::set<std::string_view>(english.begin(), english.end()).size() == age::words_in_list);
  for (const std::string_view list : {age::simplified_words, age::traditional_words}) {
    REQUIRE(list.size() == age::words_in_list * 3);
    std::set<std::string_view> words;
    for (std::size_t i = 0; i < list.size(); i += 3) words.insert(list.substr(i, 3));
    CHECK(words.size() == age::words_in_list);
  }
}

TEST_CASE("a passphrase has six words of its language") {
  test::TestRandom random(11);
  const auto english = base::split(age::english_words, ' ');
  const std::set<std::string_view> known(english.begin(), english.end());
  std::set<std::string> drawn, words;
  for (int i = 0; i < 2000; ++i) {
    const age::Secret text = age::make_passphrase(WordList::english, random);
    const auto parts = base::split(text.view(), '-');
    REQUIRE(parts.size() == 6);
    for (const std::string_view part : parts) {
      REQUIRE(known.contains(part));
      words.emplace(part);
    }
    drawn.emplace(text.view());
    for (const auto list : {WordList::simplified_chinese, WordList::traditional_chinese})
      REQUIRE(age::make_passphrase(list, random).size() == 18);
  }
  CHECK(drawn.size() == 2000);
  CHECK(words.size() > 2000);  // 12,000 draws from 2,048 miss about six words
  CHECK(age::passphrase_bits == 66);
}

TEST_CASE("blanks around a pasted passphrase do not count") {
  CHECK(age::trim_passphrase(" seven-horses\r\n") == "seven-horses");
}

}  // namespace zhike
