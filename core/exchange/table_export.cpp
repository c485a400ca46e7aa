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

TableWriter::TableWriter(const store::Document& document, schema::TypeIndex type,
                         const std::function<std::string(std::string_view)>& heading)
    : doc_(document), type_(type) {
  std::vector<std::string> cells;
  for (const schema::FieldDef& field : schema::registry[type].fields)
    cells.push_back(heading ? heading(field.key) : std::string(field.key));
  writer_.add_row(cells);
}

bool TableWriter::step(std::string& out, std::size_t rows) {
  const store::Table& table = doc_.table(type_);
  std::vector<std::string> cells;
  for (; rows > 0 && row_ < table.rows(); --rows, ++row_) {
    if (!table.visible[row_]) continue;
    cells.clear();
    for (schema::FieldIndex f = 0; f < table.columns.size(); ++f) {
      const store::Column& column = table.columns[f];
      if (!column.is_set(row_))
        cells.emplace_back();
      else if (column.field().kind == schema::Kind::ref)
        cells.push_back(reference_text(doc_, static_cast<store::Handle>(column.raw(row_))));
      else
        cells.push_back(schema::value_to_text(column.field(), doc_.to_value(type_, f, column.raw(row_))));
    }
    writer_.add_row(cells);
  }
  out += writer_.take();
  return row_ < table.rows();
}

base::Result<std::string> write_table(const store::Document& doc, std::string_view type_key,
                                      const std::function<std::string(std::string_view)>& heading) {
  const schema::TypeIndex type = schema::find_type(type_key);
  if (type == schema::type_count) return base::fail("record.unknown_type", std::string(type_key));
  std::string out;
  TableWriter(doc, type, heading).step(out, SIZE_MAX);
  return out;
}

}  // namespace zhike::exchange
