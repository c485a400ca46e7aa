// Columns: small helpers to walk the document's columns. Used inside core/query only.
#pragma once

#include <string_view>
#include <vector>

#include "core/store/document.h"

namespace zhike::query {

// The row of a visible record of this type; no_row for any other handle.
template <class Record>
store::Row row_of(const store::Document& document, store::Handle handle) {
  if (handle == 0 || handle >= document.handle_count()) return store::no_row;
  const store::Place place = document.place(handle);
  if (place.type != schema::type_of<Record>) return store::no_row;
  return document.table<Record>().visible[place.row] ? place.row : store::no_row;
}

// For a text column whose values repeat: 1 at each arena index whose text passes.
template <class Test>
std::vector<std::uint8_t> flag_texts(const store::Column& column, Test test) {
  std::vector<std::uint8_t> flags(column.arena().size());
  for (std::uint32_t i = 0; i < flags.size(); ++i) flags[i] = test(column.arena().at(i)) ? 1 : 0;
  return flags;
}

// Index of a text among fixed choices; `otherwise` when it is none of them.
template <class Choices>
std::uint8_t choice_index(const Choices& choices, std::string_view text, std::uint8_t otherwise) {
  for (std::uint8_t i = 0; i < choices.size(); ++i)
    if (choices[i] == text) return i;
  return otherwise;
}

inline base::Day day_or_none(std::int64_t raw) {
  return raw == schema::unset ? base::no_day : static_cast<base::Day>(raw);
}

}  // namespace zhike::query
