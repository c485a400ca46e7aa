#include "core/i18n/error_text.h"

#include <cstddef>
#include <optional>
#include <utility>

namespace zhike::i18n {
namespace {

// "line 12" with word "line" → ("12", what follows it). nullopt when `words` starts otherwise.
std::optional<std::pair<std::string_view, std::string_view>> take_numbered(std::string_view words,
                                                                           std::string_view word) {
  if (!words.starts_with(word)) return std::nullopt;
  words.remove_prefix(word.size());
  if (!words.starts_with(' ')) return std::nullopt;
  words.remove_prefix(1);
  const std::size_t end = words.find_first_not_of("0123456789");
  const std::size_t count = end == std::string_view::npos ? words.size() : end;
  if (count == 0) return std::nullopt;
  return std::pair(words.substr(0, count), words.substr(count));
}

}  // namespace

std::string place_text(Lang lang, std::string_view where) {
  if (!where.empty() && where.find_first_not_of("0123456789") == std::string_view::npos) {
    return format(lang, "place.line", {{"line", where}});
  }
  if (const auto line = take_numbered(where, "line")) {
    if (line->second.empty()) return format(lang, "place.line", {{"line", line->first}});
    const auto column = line->second.starts_with(", ") ? take_numbered(line->second.substr(2), "column") : std::nullopt;
    if (column && column->second.empty()) {
      return format(lang, "place.line_column", {{"line", line->first}, {"column", column->first}});
    }
  }
  if (const auto row = take_numbered(where, "row"); row && row->second.empty()) {
    return format(lang, "place.row", {{"row", row->first}});
  }
  for (const std::string_view prefix : {"field.", "record."}) {
    const std::string key = std::string(prefix).append(where);
    if (has_text(key)) return std::string(text(lang, key));
  }
  return std::string(where);
}

std::string error_text(Lang lang, const base::Error& error) {
  const std::string key = "error." + error.code;
  const std::string place = place_text(lang, error.where);
  if (has_text(key)) return format(lang, key, {{"where", place}, {"detail", error.detail}});
  return format(lang, "error.unknown", {{"code", error.code}, {"where", place}, {"detail", error.detail}});
}

}  // namespace zhike::i18n
