#include "core/age/passphrase.h"

#include <algorithm>

#include "core/age/word_lists.h"
#include "core/base/text.h"

namespace zhike::age {
namespace {

constexpr std::size_t han_bytes = 3;  // every character of the lists in UTF-8
constexpr std::size_t longest_passphrase_bytes = 64;

std::string_view word_at(WordList list, unsigned index) {
  if (list == WordList::simplified_chinese) return simplified_words.substr(index * han_bytes, han_bytes);
  if (list == WordList::traditional_chinese) return traditional_words.substr(index * han_bytes, han_bytes);
  std::string_view rest = english_words;
  for (; index > 0; --index) rest.remove_prefix(rest.find(' ') + 1);
  return rest.substr(0, rest.find(' '));
}

}  // namespace

Secret make_passphrase(WordList list, ports::Random& random) {
  static_assert(words_in_list == 1u << passphrase_bits / passphrase_words);  // so that no word is likelier than another
  Secret text(longest_passphrase_bytes);
  std::size_t size = 0;
  const auto put = [&](std::string_view part) {
    std::ranges::copy(part, text.data() + size);
    size += part.size();
  };
  for (int i = 0; i < passphrase_words; ++i) {
    if (i > 0 && list == WordList::english) put("-");
    put(word_at(list, static_cast<unsigned>(random.next() % words_in_list)));
  }
  return Secret(text.view().substr(0, size));
}

std::string_view trim_passphrase(std::string_view typed) { return base::trim(typed); }

}  // namespace zhike::age
