#include "core/i18n/catalog.h"

#include <algorithm>
#include <cstddef>

#include "core/base/text.h"
#include "core/i18n/catalog_rows.h"
#include "core/i18n/format.h"

namespace zhike::i18n {
namespace {

constexpr std::size_t not_found = static_cast<std::size_t>(-1);

// The text that begins at `at`, which moves behind it.
std::string_view next_text(const CatalogTexts& texts, std::size_t& at) {
  const std::string_view rest(reinterpret_cast<const char*>(texts.bytes.data()) + at, texts.bytes.size() - at);
  const std::string_view text = rest.substr(0, rest.find('\0'));
  at = std::min(at + text.size() + 1, texts.bytes.size());
  return text;
}

std::size_t marked_place(const CatalogTexts& texts, std::size_t mark) {
  std::size_t place = 0;
  for (std::size_t byte = 4; byte-- > 0;) place = place << 8 | texts.marks[4 * mark + byte];
  return std::min(place, texts.bytes.size());
}

std::size_t find_key(const CatalogTexts& keys, std::string_view key) {
  std::size_t low = 0;  // the last mark whose key is not behind ours, and one more
  for (std::size_t high = keys.marks.size() / 4; low < high;) {
    const std::size_t middle = (low + high) / 2;
    std::size_t at = marked_place(keys, middle);
    if (next_text(keys, at) <= key)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == 0) return not_found;
  std::size_t at = marked_place(keys, low - 1);
  for (std::size_t i = 0; i < texts_a_mark && at < keys.bytes.size(); ++i)
    if (next_text(keys, at) == key) return (low - 1) * texts_a_mark + i;
  return not_found;
}

std::string_view text_at(const CatalogTexts& texts, std::size_t index) {
  if (index / texts_a_mark >= texts.marks.size() / 4) return {};
  std::size_t at = marked_place(texts, index / texts_a_mark);
  for (std::size_t i = index % texts_a_mark; i > 0; --i) next_text(texts, at);
  return next_text(texts, at);
}

// The language's own words, or those of the first language that is there.
CatalogWords words_of(Lang lang) {
  CatalogWords words = catalog_words(lang);
  for (const Lang other : all_langs)
    if (words.keys.bytes.empty()) words = catalog_words(other);
  return words;
}

// The words of `key`, or `otherwise`.
std::string_view find_text(Lang lang, std::string_view key, std::string_view otherwise) {
  const CatalogWords words = words_of(lang);
  const std::size_t index = find_key(words.keys, key);
  return index == not_found ? otherwise : text_at(words.words, index);
}

const Arg* find_arg(std::span<const Arg> args, std::string_view name) {
  const auto at = std::ranges::find(args, name, &Arg::name);
  return at != args.end() ? &*at : nullptr;
}

std::string words_of_arg(Lang lang, const Arg& arg) {
  if (const auto* integer = std::get_if<std::int64_t>(&arg.value)) return number(lang, *integer);
  if (const auto* real = std::get_if<double>(&arg.value)) return trimmed_number(lang, *real, 2);
  return std::string(*std::get_if<std::string_view>(&arg.value));
}

enum class Filled { wholly, with_gaps };

// Appends `pattern` with its {names} replaced; with_gaps when one of them is empty or missing.
Filled fill(Lang lang, std::string_view pattern, std::span<const Arg> args, std::string& out) {
  Filled result = Filled::wholly;
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    const std::size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
    out += pattern.substr(0, close == std::string_view::npos ? close : open);
    if (close == std::string_view::npos) break;
    const Arg* arg = find_arg(args, pattern.substr(open + 1, close - open - 1));
    const std::string words = arg ? words_of_arg(lang, *arg) : std::string();
    if (words.empty()) result = Filled::with_gaps;
    out += arg ? std::string_view(words) : pattern.substr(open, close + 1 - open);
    pattern.remove_prefix(close + 1);
  }
  return result;
}

std::string_view pattern_of(Lang lang, std::string_view key, std::span<const Arg> args) {
  const Arg* count = find_arg(args, "n");
  const auto* n = count ? std::get_if<std::int64_t>(&count->value) : nullptr;
  if (n && *n == 1) {
    const std::string_view singular = find_text(lang, std::string(key).append(singular_mark), {});
    if (!singular.empty()) return singular;
  }
  return text(lang, key);
}

}  // namespace

std::string_view lang_code(Lang lang) {
  switch (lang) {
    case Lang::en:
      return "en";
    case Lang::zh_hans:
      return "zh-Hans";
    case Lang::zh_hant:
      return "zh-Hant";
    case Lang::pseudo:
      return "en-XA";
  }
  return "en";
}

Lang lang_from_code(std::string_view tag) {
  std::string lower = base::to_lower_ascii(tag.substr(0, tag.find('.')));
  std::ranges::replace(lower, '_', '-');
  if (lower == "en-xa") return Lang::pseudo;
  const auto parts = base::split(lower, '-');
  if (parts.empty() || parts[0] != "zh") return Lang::en;
  const auto has = [&](std::string_view part) { return std::ranges::find(parts, part) != parts.end(); };
  if (has("hans")) return Lang::zh_hans;
  return has("hant") || has("tw") || has("hk") || has("mo") ? Lang::zh_hant : Lang::zh_hans;
}

std::string_view text(Lang lang, std::string_view key) { return find_text(lang, key, key); }

bool has_text(std::string_view key) { return find_key(words_of(Lang::en).keys, key) != not_found; }

std::vector<CatalogRow> catalog_rows() {
  std::vector<CatalogRow> rows;
  const CatalogTexts keys = words_of(Lang::en).keys;
  for (std::size_t at = 0, index = 0; at < keys.bytes.size(); ++index) {
    CatalogRow row{next_text(keys, at), {}};
    if (row.key.ends_with(singular_mark)) continue;
    for (const Lang lang : all_langs) row.words[static_cast<int>(lang)] = text_at(words_of(lang).words, index);
    rows.push_back(row);
  }
  return rows;
}

std::string_view text_under(Lang lang, std::string_view prefix, std::string_view name) {
  std::string key;
  key.reserve(prefix.size() + name.size());
  key.append(prefix).append(name);
  return find_text(lang, key, name);
}

std::string format(Lang lang, std::string_view key, std::span<const Arg> args) {
  std::string_view rest = pattern_of(lang, key, args);
  std::string out;
  out.reserve(rest.size() + 16);
  while (!rest.empty()) {
    const std::size_t open = rest.find('[');
    const std::size_t close = open == std::string_view::npos ? open : rest.find(']', open);
    fill(lang, rest.substr(0, close == std::string_view::npos ? close : open), args, out);
    if (close == std::string_view::npos) break;
    const std::string_view part = rest.substr(open + 1, close - open - 1);
    if (part.find('{') == std::string_view::npos) {
      out += rest.substr(open, close + 1 - open);
    } else {
      std::string words;
      if (fill(lang, part, args, words) == Filled::wholly) out += words;
    }
    rest.remove_prefix(close + 1);
  }
  return out;
}

}  // namespace zhike::i18n
