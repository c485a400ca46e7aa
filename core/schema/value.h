// Value: one field's content outside a document, and its written forms. Used by commands, exchange, store and the
// forms. Checks what a field allows; knows nothing of where values come from.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "core/base/ids.h"
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/schema/field.h"

namespace zhike::schema {

// Empty, a number (in the member's own unit, see field.h), a text (lists: items joined by '\n'), or a record id.
using Value = std::variant<std::monostate, std::int64_t, std::string, base::RecId>;

inline bool is_empty(const Value& v) { return v.index() == 0; }
inline std::int64_t number_of(const Value& v) { return v.index() == 1 ? std::get<1>(v) : unset; }
inline const std::string& text_of(const Value& v) {
  static const std::string none_text;
  return v.index() == 2 ? std::get<2>(v) : none_text;
}
inline base::RecId id_of(const Value& v) { return v.index() == 3 ? std::get<3>(v) : base::RecId{}; }

// The stored form (see Kind). Empty is null.
base::Json value_to_json(const FieldDef& field, const Value& value);
// The same appended to `out` as canonical text, from a cell's parts: `text` for the text kinds, `number` for numbers,
// `id` for references; schema::unset, "" and no id are null.
void append_value_json(std::string& out, const FieldDef& field, std::string_view text, std::int64_t number,
                       base::RecId id);
void append_value_json(std::string& out, const FieldDef& field, const Value& value);
// Reads the stored form; null and "" are empty. Fails with "value.wrong_kind" (where: field key). Accepts choices,
// lengths and ranges this version would refuse: another version may have allowed them.
base::Result<Value> value_from_json(const FieldDef& field, const base::Json& json);

// The stored form of a kind that is written as a JSON string, from that string's content. nullopt for what
// value_from_json() refuses, and for the kinds that are no strings.
std::optional<Value> value_from_string(const FieldDef& field, std::string_view content);

// Plain text, as typed in a form or given to the command line: "12.5", "2026-11-21", "yes", "a; b" for lists, an id
// for references. Fails with "value.not_a_date", "value.not_a_number", "value.not_a_flag", "value.not_a_reference"
// and what check() finds.
base::Result<Value> value_from_text(const FieldDef& field, std::string_view text);
std::string value_to_text(const FieldDef& field, const Value& value);

// What a field allows: "value.required", "value.too_long" (detail: limit), "value.no_such_choice",
// "value.out_of_range".
base::Status check(const FieldDef& field, const Value& value);

}  // namespace zhike::schema
