// The catalogue: every sentence a person reads, in each language, looked up by key. Used by web, report and the
// command line. The words come from assets/i18n/*.json through scripts/i18n.py (catalog_rows.h). Holds no state: the
// language is an argument; one that a page has not fetched yet speaks in the words of another. Must never know a record
// type, a page or a rule.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace zhike::i18n {

// pseudo: English with accents, 40 % longer, in ⟦ ⟧: shows text that is clipped, or that never met the catalogue.
enum class Lang : std::uint8_t { en, zh_hans, zh_hant, pseudo };
inline constexpr Lang all_langs[] = {Lang::en, Lang::zh_hans, Lang::zh_hant, Lang::pseudo};

// BCP 47: "en", "zh-Hans", "zh-Hant"; pseudo is "en-XA". stored: do not change
std::string_view lang_code(Lang lang);
// The nearest language for a BCP 47 tag in any case ("zh-CN", "zh_TW.UTF-8", "en-GB"): Chinese of Taiwan, Hong Kong,
// Macao or "Hant" is zh_hant, other Chinese zh_hans, everything else (also "") en.
Lang lang_from_code(std::string_view tag);

// One named value for format(). Whole numbers are grouped (12,345), doubles keep at most two digits after the point;
// for any other shape pass text made by core/i18n/format.h. Text must outlive the call.
struct Arg {
  std::string_view name;
  std::variant<std::int64_t, double, std::string_view> value;

  template <std::integral T>
  constexpr Arg(std::string_view arg_name, T number) : name(arg_name), value(static_cast<std::int64_t>(number)) {}
  constexpr Arg(std::string_view arg_name, double number) : name(arg_name), value(number) {}
  constexpr Arg(std::string_view arg_name, std::string_view words) : name(arg_name), value(words) {}
  constexpr Arg(std::string_view arg_name, const char* words) : name(arg_name), value(std::string_view(words)) {}
  Arg(std::string_view arg_name, const std::string& words) : name(arg_name), value(std::string_view(words)) {}
};

// The words of `key`; for an entry with plural forms, "other". An unknown key is returned as it is.
std::string_view text(Lang lang, std::string_view key);
bool has_text(std::string_view key);
// The words of `prefix` + `name`; when there are none, `name` itself (a view into the argument). For keys made at run
// time: the check counts every key under a literal prefix as used.
std::string_view text_under(Lang lang, std::string_view prefix, std::string_view name);

// The words of `key` with every {name} replaced by its argument. The plural form follows the argument called "n".
// A part in [square brackets] that holds a {name} is optional: it is left out when one of its values is empty or not
// given. Elsewhere a {name} without argument stays visible. An unknown key is returned as it is.
std::string format(Lang lang, std::string_view key, std::span<const Arg> args);
inline std::string format(Lang lang, std::string_view key, std::initializer_list<Arg> args) {
  return format(lang, key, std::span<const Arg>(args.begin(), args.size()));
}

}  // namespace zhike::i18n
