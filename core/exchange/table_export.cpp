#include "core/exchange/table_export.h"

#include "core/exchange/csv.h"

namespace zhike::exchange {

std::string reference_text(const store::Document& doc, store::Handle record) {
  if (record == 0) return {};
  const store::Place place = doc.place(record);
  if (place.type < schema::type_count) {
    const schema::RecordDef& def = schema::registry[place.type];
    for (const std::string_view key : {"key", "name"})
      if (const auto f = def.find(key); f < def.fields.size())
        if (const std::string_view text = doc.text(record, f); !text.empty()) return std::string(text);
  }
  return base::write_id(doc.id(record));
}

base::Result<std::string> write_table(const store::Document& doc, std::string_view type_key,
                                      const std::function<std::string(std::string_view)>& heading) {
  const schema::TypeIndex type = schema::find_type(type_key);
  if (type == schema::type_count) return base::fail("record.unknown_type", std::string(type_key));
  const store::Table& table = doc.table(type);
  CsvWriter writer;
  std::vector<std::string> cells;
  for (const store::Column& column : table.columns)
    cells.push_back(heading ? heading(column.field().key) : std::string(column.field().key));
  writer.add_row(cells);
  for (store::Row row = 0; row < table.rows(); ++row) {
    if (!table.visible[row]) continue;
    cells.clear();
    for (schema::FieldIndex f = 0; f < table.columns.size(); ++f) {
      const store::Column& column = table.columns[f];
      if (!column.is_set(row))
        cells.emplace_back();
      else if (column.field().kind == schema::Kind::ref)
        cells.push_back(reference_text(doc, static_cast<store::Handle>(column.raw(row))));
      else
        cells.push_back(schema::value_to_text(column.field(), doc.to_value(type, f, column.raw(row))));
    }
    writer.add_row(cells);
  }
  return writer.take();
}

}  // namespace zhike::exchange
