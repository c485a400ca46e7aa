// The word lists of BIP 39, made from npm's @scure/bip39 by scripts/word_lists.mjs. Used by passphrase.cpp alone.
// English words are parted by blanks, Chinese ones are one character each.
#pragma once

#include <string_view>

namespace zhike::age {

inline constexpr unsigned words_in_list = 2048;
extern const std::string_view english_words, simplified_words, traditional_words;

}  // namespace zhike::age
