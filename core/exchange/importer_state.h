// Importer's state: what all its parts share while one table is read, and the slice under construction. Internal to the
// importer.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/commands/exchange.h"
#include "core/exchange/importer.h"
#include "core/exchange/importer_cells.h"
#include "core/exchange/importer_index.h"

namespace zhike::exchange {

inline constexpr schema::TypeIndex survey_type = schema::type_of<schema::Survey>;
inline constexpr schema::TypeIndex question_type = schema::type_of<schema::Question>;
inline constexpr schema::TypeIndex response_type = schema::type_of<schema::Response>;
inline constexpr schema::TypeIndex answer_type = schema::type_of<schema::Answer>;

struct ImportState {
  schema::TypeIndex type = 0;
  commands::ImportPreview preview;
  std::vector<ColumnPlan> plans;  // as many as preview.columns
  std::string stem;               // the source without folders and ending: names a survey that no column names
  int zone_minutes = 480;
  std::array<std::unique_ptr<RecordIndex>, schema::type_count> indexes;  // of the types this table can refer to

  const schema::RecordDef& def() const { return schema::registry[type]; }
  RecordIndex& index(schema::TypeIndex of) { return *indexes[of]; }
  void count_also_created(std::string_view made);
  // Adds a note once for each code, and up to 100 of them.
  void note(base::Error error);
};

// Collects the records of one slice, one batch a type.
class SliceBuilder {
 public:
  SliceBuilder(ImportSlice& slice, const store::Document& document) : slice_(&slice), document_(&document) {}
  // A new record; `cols` must be the same for every record of a type in one slice. One that an undone import had made
  // comes back with these values alone.
  void create(schema::TypeIndex type, base::RecId rec, const std::vector<std::string>& cols,
              std::vector<store::FieldValue> values);
  void update(store::RecordOp op);
  std::size_t records() const { return records_; }
  // Puts what others refer to first: `main` last but for answers.
  void finish(schema::TypeIndex main);

 private:
  store::RecordOp revived(store::Handle record, const std::vector<std::string>& cols,
                          const std::vector<store::FieldValue>& values) const;
  ImportSlice* slice_;
  const store::Document* document_;
  std::array<std::size_t, schema::type_count> at_{};  // index into batches + 1
  std::size_t records_ = 0;
};

// The field written into a record that exists: with the other fields of its group as shown, over what is live.
void add_set(store::RecordOp& op, const store::Document& document, store::Handle record, schema::FieldIndex field,
             const schema::Value& value);

// The record with this id if the document has it under this type, deleted ones included; absent otherwise, and when an
// undone import had made it.
IndexedRecord known_record(const store::Document& document, schema::TypeIndex type, base::RecId id);

// Ids that every laptop makes alike.
base::RecId id_of_key(schema::TypeIndex type, std::string_view key, base::RecId scope);
base::RecId id_of_name(schema::TypeIndex type, std::string_view name, base::RecId scope);

}  // namespace zhike::exchange
