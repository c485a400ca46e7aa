// Table export: all visible records of one type as CSV, with headings that an import recognises again: field keys, or
// labels given by the caller. References are written as the record's own key, else its name, else its id.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/exchange/csv.h"
#include "core/store/document.h"

namespace zhike::exchange {

class TableWriter {
 public:
  // `type` is a registry index; the document must not change meanwhile.
  TableWriter(const store::Document& document, schema::TypeIndex type,
              const std::function<std::string(std::string_view field)>& heading = {});
  // Appends about `rows` records more; true while there is more.
  bool step(std::string& out, std::size_t rows);
  std::size_t done() const { return row_; }  // of total()
  std::size_t total() const { return doc_.table(type_).rows(); }

 private:
  const store::Document& doc_;
  schema::TypeIndex type_;
  store::Row row_ = 0;
  CsvWriter writer_;
};

// The same at once. Fails with "record.unknown_type". Personal data is included: the caller says so before the file
// leaves.
base::Result<std::string> write_table(const store::Document& document, std::string_view type,
                                      const std::function<std::string(std::string_view field)>& heading = {});

// How a reference is shown to people and to other programs.
std::string reference_text(const store::Document& document, store::Handle record);

}  // namespace zhike::exchange
