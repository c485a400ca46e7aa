// Importer's cells: what is known of a column as a whole (order of dates, decimal mark, unit, currency), and one cell →
// the value its field holds. Used by the importer only; knows no record.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/commands/exchange.h"
#include "core/exchange/values.h"
#include "core/schema/registry.h"
#include "core/schema/value.h"

namespace zhike::exchange {

struct ColumnPlan {
  enum class Role { left_out, field, ref, ref_name, question } role = Role::left_out;
  schema::FieldIndex field = 0;  // of the imported type; of the answer's value for questions
  std::string question;          // its key
  // Evidence of the whole column, gathered before the first row is read.
  std::size_t day_first = 0, month_first = 0, undecided = 0;
  std::string date_example;
  std::size_t points = 0, commas = 0;
  // What follows from it.
  DateOrder order = DateOrder::ymd;
  DecimalMark mark = DecimalMark::unknown;
  std::int64_t unit = 1;                // 10,000 for a heading "金额（万元）"
  std::string currency;                 // from the heading
  std::vector<std::string> currencies;  // met in the cells
};

// Role and field of a column that is mapped to `meaning`; unit and currency from its heading.
ColumnPlan plan_column(schema::TypeIndex type, std::string_view meaning, std::string_view heading);

// Takes one cell into the evidence; for dates and numbers only.
void observe(ColumnPlan& plan, const schema::FieldDef& field, std::string_view cell);
// Draws the conclusions and writes the notes. `date_order` as in ImportOptions; "" to infer.
void settle_columns(std::vector<ColumnPlan>& plans, schema::TypeIndex type, std::string_view date_order,
                    std::vector<commands::ImportColumn>& columns);
// After some rows: the note about currencies.
void note_currencies(const std::vector<ColumnPlan>& plans, std::vector<commands::ImportColumn>& columns);

struct CellReading {
  schema::Value value;
  std::string currency;  // ISO 4217 when the cell named one
};

// Empty cells, and what stands for one ("-", "无"), give an empty value. `zone_minutes` is the book's, for times
// without a zone. Not for references. Errors: those of values.h and schema::check, where: the field's key.
base::Result<CellReading> read_cell(schema::TypeIndex type, const schema::FieldDef& field, const ColumnPlan& plan,
                                    std::string_view cell, int zone_minutes);

// A number that answers a question: units of 10^-4.
base::Result<std::int64_t> read_score(const ColumnPlan& plan, std::string_view cell);

}  // namespace zhike::exchange
