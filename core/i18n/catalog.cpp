#include "core/i18n/catalog.h"

#include <algorithm>
#include <cstddef>

#include "core/base/text.h"
#include "core/i18n/catalog_rows.h"
#include "core/i18n/format.h"

namespace zhike::i18n {
namespace {

const CatalogRow* find_row(std::span<const CatalogRow> rows, std::string_view key) {
  const auto at = std::ranges::lower_bound(rows, key, {}, &CatalogRow::key);
  return at != rows.end() && at->key == key ? &*at : nullptr;
}

std::string_view words_of(const CatalogRow& row, Lang lang) { return row.words[static_cast<std::size_t>(lang)]; }

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
    const CatalogRow* row = find_row(singular_rows(), key);
    if (row && !words_of(*row, lang).empty()) return words_of(*row, lang);
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

std::string_view text(Lang lang, std::string_view key) {
  const CatalogRow* row = find_row(catalog_rows(), key);
  return row ? words_of(*row, lang) : key;
}

bool has_text(std::string_view key) { return find_row(catalog_rows(), key) != nullptr; }

std::string_view text_under(Lang lang, std::string_view prefix, std::string_view name) {
  std::string key;
  key.reserve(prefix.size() + name.size());
  key.append(prefix).append(name);
  const CatalogRow* row = find_row(catalog_rows(), key);
  return row ? words_of(*row, lang) : name;
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
