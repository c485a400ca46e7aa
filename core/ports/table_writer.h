// TableWriter: where tables go row by row: a database file, or a test. Used by core/dataset, implemented by
// core/sqlite. One table after the other; a table is done when the next one begins.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/result.h"

namespace zhike::ports {

enum class ColumnType : std::uint8_t { text, integer, real };

struct ColumnDef {
  std::string name;
  ColumnType type = ColumnType::text;
};

struct TableDef {
  std::string name;
  std::vector<ColumnDef> columns;
  std::size_t key_columns = 0;  // the first so many identify a row
};

// Nothing, or a value of the column's type. Texts are read during the call only.
using Cell = std::variant<std::monostate, std::int64_t, double, std::string_view>;

class TableWriter {
 public:
  virtual ~TableWriter() = default;
  virtual base::Status begin(const TableDef& table) = 0;
  // As many cells as the table has columns.
  virtual base::Status add(std::span<const Cell> row) = 0;
  // Everything is kept from here on; without this call nothing is.
  virtual base::Status finish() = 0;
};

}  // namespace zhike::ports
