// Passphrase: six words drawn from a list of 2,048 in the person's language (BIP 39), to be told on the telephone,
// never mailed along with the file. Used by export, backup and the vault's lock.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/age/secret.h"
#include "core/ports/clock.h"

namespace zhike::age {

enum class WordList : std::uint8_t { english, simplified_chinese, traditional_chinese };

inline constexpr int passphrase_words = 6;
inline constexpr int passphrase_bits = 66;  // entropy: six times the 11 bits of one word in 2,048

// English: words joined by hyphens, as age itself makes them. Chinese: six characters.
Secret make_passphrase(WordList list, ports::Random& random);

// What a person typed or pasted, without blanks and line ends around it: no list has a word with one.
std::string_view trim_passphrase(std::string_view typed);

}  // namespace zhike::age
