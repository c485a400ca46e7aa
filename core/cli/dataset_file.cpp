#include "core/cli/dataset_file.h"

#include "core/dataset/dataset.h"

namespace zhike::cli {
namespace {

using base::Json;

// In the book's note "pseudonyms", which never leaves this folder: {"key":HEX}. stored: do not change
constexpr const char* note_name = "pseudonyms";

base::Result<std::string> own_key(app::Session& session) {
  const auto note = base::parse_json(session.book().note(note_name));
  if (note && !(*note)["key"].as_string().empty()) return (*note)["key"].as_string();
  std::string key;
  for (int i = 0; i < 4; ++i) key += base::write_device(session.random());
  session.writable_book().set_note(note_name, base::write_canonical(Json::object().set("key", key)));
  base::Status saved;
  session.save([&](base::Status status) { saved = std::move(status); });
  if (!saved) return std::unexpected(saved.error());
  return key;
}

}  // namespace

base::Result<Json> export_dataset(app::Session& session, const Console& console, const std::string& path,
                                  exchange::ShareOptions part) {
  if (!console.open_tables) return base::fail("export.no_tables");
  if (part.identifiers != exchange::Identifiers::kept && part.key.empty()) {
    TRY(part.key, own_key(session));
  }
  TRY(const auto writer, console.open_tables(path));
  TRY(const dataset::Summary summary,
      dataset::write(session.book(), {part.owners, part.identifiers, part.key}, *writer));
  Json tables = Json::object(), withheld = Json::array();
  for (const dataset::TableCount& table : summary.tables) tables.set(table.name, table.rows);
  for (const std::string& field : summary.withheld_fields) withheld.push(field);
  return Json::object()
      .set("file", path)
      .set("hash", summary.hash)
      .set("tables", std::move(tables))
      .set("withheld", std::move(withheld));
}

}  // namespace zhike::cli
