// Helpers of the import tests: carries an import out on a book, as the import job does, and reads records back as text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/exchange/importer.h"
#include "core/exchange/table_export.h"
#include "core/store/book.h"

namespace zhike::test {

enum class ImportRun { write, dry };

class ImportingLaptop {
 public:
  explicit ImportingLaptop(base::DeviceId device) { book_.set_identity({device, "anna"}); }

  const store::Document& doc() const { return book_.document(); }

  base::Result<commands::ImportPreview> import(const std::string& bytes, std::string_view name,
                                               const commands::ImportOptions& options = {},
                                               ImportRun run = ImportRun::write, std::size_t rows = 7) {
    auto opened = exchange::Importer::open(doc(), bytes, name, options);
    if (!opened) return std::unexpected(opened.error());
    for (bool has_more = true; has_more;) {
      exchange::ImportSlice slice;
      has_more = opened->step(doc(), rows, slice);
      if (run == ImportRun::dry || (slice.batches.empty() && slice.updates.empty())) continue;
      write(std::move(slice));
    }
    return opened->preview();
  }

  void write(exchange::ImportSlice slice) {
    store::Change change;
    change.at = {1'700'000'000'000 + static_cast<std::int64_t>(doc().change_count()), 0};
    change.command = "import";
    change.records = std::move(slice.updates);
    change.batches = std::move(slice.batches);
    book_.write(std::move(change));
  }

  void edit(std::string_view type, store::Handle record, std::string_view field, schema::Value value) {
    const auto f = schema::registry[schema::find_type(type)].find(field);
    store::RecordOp op{std::string(type), doc().id(record), {}};
    op.sets.push_back({std::string(field), {std::move(value), {}}, doc().live_changes(record, f)});
    write({{}, {std::move(op)}});
  }

  void remove(std::string_view type, store::Handle record) {
    base::Json saw = base::Json::array();
    for (const base::ChangeId id : doc().live_changes(record)) saw.push(base::write_change_id(id));
    store::RecordOp op{std::string(type), doc().id(record), {}};
    op.sets.push_back({std::string(store::deleted_key),
                       {{}, base::write_canonical(base::Json::object().set("saw", std::move(saw)))},
                       {}});
    write({{}, {std::move(op)}});
  }

  // Takes over everything the other one has.
  bool receive(const ImportingLaptop& other) {
    for (store::ChangeIndex i = 0; i < other.doc().change_count(); ++i)
      if (!book_.receive(other.book_.line(i))) return false;
    return true;
  }

  std::size_t count(std::string_view type) const { return doc().table(schema::find_type(type)).visible_count; }
  store::Handle row(std::string_view type, std::size_t index) const {
    const store::Table& table = doc().table(schema::find_type(type));
    return index < table.rows() ? table.handles[index] : 0;
  }
  std::string text(std::string_view type, std::size_t index, std::string_view field) const {
    const schema::TypeIndex t = schema::find_type(type);
    const auto f = schema::registry[t].find(field);
    const store::Handle handle = row(type, index);
    if (handle == 0 || f == schema::registry[t].fields.size()) return "(none)";
    const schema::Value value = doc().value(handle, f);
    const schema::FieldDef& def = schema::registry[t].fields[f];
    if (def.kind == schema::Kind::ref && !schema::is_empty(value))
      return exchange::reference_text(doc(), doc().find(schema::id_of(value)));
    return schema::value_to_text(def, value);
  }

 private:
  store::Book book_;
};

}  // namespace zhike::test
