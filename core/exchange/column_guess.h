// Column guess: which record type a table holds and what each of its columns means, from the headings first and from
// the first rows where headings leave it open. Used by the importer; decides nothing that cannot be overruled.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/schema/registry.h"

namespace zhike::exchange {

struct ColumnSample {
  std::string heading;
  std::vector<std::string> cells;  // filled cells of the first rows
};

// A column's meaning: a field's key; "customer.name" or "product.name" for the name beside a number that refers to the
// record; "question:<key>" in responses; "" for a column that is left out.
using ColumnFields = std::vector<std::string>;

// `fixed`: meanings already settled, nullopt where they are to be guessed; as many as `columns`.
ColumnFields guess_columns(schema::TypeIndex type, std::span<const ColumnSample> columns,
                           std::span<const std::optional<std::string>> fixed);

// The type whose fields the headings fit best; schema::type_count when none does without missing a needed column.
schema::TypeIndex guess_type(std::span<const ColumnSample> columns, std::span<const std::optional<std::string>> fixed);

// The first field that records of this type cannot do without and no column holds; "" when all are there. A name can be
// stood in for by the number, a response's survey by the file.
std::string_view missing_field(schema::TypeIndex type, const ColumnFields& fields);

// Some meaning that is no field of the type, "" when all are. For checking a mapping given by somebody.
std::string unknown_field(schema::TypeIndex type, const ColumnFields& fields);

// True when a cell could be a record's number rather than its name: digits in it, no Chinese, no blanks.
bool looks_like_key(std::string_view cell);
// True for what people write into a cell to say that it is empty: "-", "N/A", "无" …
bool means_empty(std::string_view cell);
// The choice that a cell names in any language; nullptr when none. `type` and `field` as in the registry.
const std::string_view* find_choice(std::string_view type, const schema::FieldDef& field, std::string_view cell);

}  // namespace zhike::exchange
