// Importer's rows: one row of cells → a new record, changed fields of one that is there, nothing new, or the reason why
// it is set aside. Internal to the importer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/csv.h"
#include "core/exchange/importer_answers.h"
#include "core/exchange/importer_refs.h"
#include "core/exchange/importer_state.h"

namespace zhike::exchange {

class RowImporter {
 public:
  // For the columns now in the state; `answers` only for responses.
  RowImporter(ImportState& state, AnswerImporter* answers);

  // Counts the row in the preview; `slice` gets what it makes.
  void import(const store::Document& document, const CsvRow& row, SliceBuilder& slice);
  void reserve(std::size_t rows) { occurrences_.reserve(rows); }

 private:
  struct Identity {
    base::RecId id;
    store::Handle handle = 0;  // of the record that is there; 0: to be made
    enum class By { key, name, content } by = By::content;
    IndexedRecord::State state = IndexedRecord::State::absent;
    bool is_repeated = false;  // the same row was there before in this file
    std::string key;           // differs from the cell's for the second line of an order
  };
  base::Status import_row(const store::Document& document, const CsvRow& row, SliceBuilder& slice);
  base::Status read_fields(const CsvRow& row);
  base::Status read_field(std::size_t column, std::string_view cell);
  void read_ref(const ColumnPlan& plan, std::string_view cell);
  void add_default_refs();
  base::Result<Identity> identify(const store::Document& document);
  base::Result<Identity> identify_by_key(const store::Document& document, const std::string& key, base::RecId scope);
  base::Result<Identity> identify_by_name(const store::Document& document, const std::string& name, base::RecId scope);
  Identity identify_by_content(const store::Document& document);
  bool is_order_line() const { return state_.type == schema::type_of<schema::Purchase>; }
  base::RecId scope() const;

  base::Status create(const Identity& identity, SliceBuilder& slice);
  base::Status check_required() const;
  base::Status check_targets(const store::Document& document, store::Handle record) const;
  base::Status update(const store::Document& document, const Identity& identity, SliceBuilder& slice);

  const std::string& text_of(schema::FieldIndex field) const { return schema::text_of(values_[field]); }

  ImportState& state_;
  AnswerImporter* answers_;
  schema::FieldIndex key_, name_;
  std::vector<std::string> cols_;  // of a new record
  std::vector<schema::FieldIndex> col_fields_;
  std::vector<schema::FieldIndex> currency_of_;  // money field → the currency field of its group
  HashMap occurrences_, key_counts_, key_rows_, name_rows_, matched_;

  // The row under work.
  std::vector<schema::Value> values_;  // by field
  std::vector<RefCell> refs_;
  std::vector<RefTarget> targets_;
  std::string content_;
};

}  // namespace zhike::exchange
