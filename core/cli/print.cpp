#include "core/cli/print.h"

#include <algorithm>
#include <span>

#include "core/exchange/csv.h"
#include "core/exchange/importer.h"
#include "core/i18n/error_text.h"

namespace zhike::cli {

using base::Json;

constexpr std::size_t rejected_shown = 10;

std::string import_text(const commands::ImportPreview& p, i18n::Lang lang) {
  std::string out = i18n::format(lang, "cli.import.summary",
                                 {{"rows", p.rows},
                                  {"created", p.created},
                                  {"updated", p.updated},
                                  {"unchanged", p.unchanged},
                                  {"rejected", p.rejected}}) +
                    "\n";
  for (const auto& [type, count] : p.also_created)
    out += "  " +
           i18n::format(lang, "cli.import.also", {{"n", count}, {"type", i18n::text_under(lang, "record.", type)}}) +
           "\n";
  for (const commands::ImportColumn& column : p.columns) {
    out += "  " + column.heading + " → ";
    const std::string key = p.type + "." + column.field;
    out += column.field.empty()                    ? std::string(i18n::text(lang, "cli.import.left_out"))
           : column.field.starts_with("question:") ? column.field
                                                   : std::string(i18n::text_under(lang, "field.", key));
    if (!column.note.empty())
      out += " (" + i18n::format(lang, "import.note." + column.note, {{"detail", column.note_detail}}) + ")";
    out += '\n';
  }
  const std::size_t shown = std::min(rejected_shown, p.rejected_rows.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const commands::RejectedRow& row = p.rejected_rows[i];
    out += "  " + std::to_string(row.row) + ": " + i18n::error_text(lang, row.error) + "\n";
  }
  if (p.rejected > shown) out += "  " + i18n::format(lang, "cli.import.more", {{"n", p.rejected - shown}}) + "\n";
  return out;
}

std::string merge_text(const commands::MergePreview& p, i18n::Lang lang) {
  std::string out = i18n::format(lang, "cli.merge.summary",
                                 {{"files", p.files.size()},
                                  {"changes", p.changes},
                                  {"fresh", p.fresh},
                                  {"duplicate", p.duplicate},
                                  {"parallel", p.parallel},
                                  {"conflicts", p.conflicts.size()}}) +
                    "\n";
  for (const commands::MissingRange& gap : p.missing)
    out +=
        "  " +
        i18n::format(lang, "cli.merge.missing",
                     {{"device", gap.device}, {"from", std::to_string(gap.first)}, {"to", std::to_string(gap.last)}}) +
        "\n";
  for (const base::Error& error : p.rejected) out += "  " + i18n::error_text(lang, error) + "\n";
  return out;
}

std::string list_text(const Json& list, std::string_view what, i18n::Lang lang) {
  const std::string label = what == "queries" ? "query." : what == "commands" ? "command." : "record.";
  std::string out;
  for (const Json& item : list.items()) {
    const std::string& name = item["name"].as_string();
    const std::string_view words = i18n::text_under(lang, label, name);
    out += name + (words == name ? "" : " — " + std::string(words)) + "\n";
    for (const std::string_view part : {"params", "fields"}) {
      for (const Json& param : item[part].items()) {
        out += "  " + param["key"].as_string() + ": " + param["kind"].as_string();
        if (param["required"].as_bool()) out += ", " + std::string(i18n::text(lang, "cli.list.required"));
        if (!param["record"].as_string().empty()) out += " → " + param["record"].as_string();
        std::string choices;
        for (const Json& choice : param["choices"].items())
          choices += (choices.empty() ? "" : "|") + choice.as_string();
        out += (choices.empty() ? "" : " " + choices) + "\n";
      }
    }
    if (item["fields_of"].as_string() == "type")
      out += "  " + std::string(i18n::text(lang, "cli.list.any_field")) + "\n";
  }
  return out;
}

std::string rejected_csv(const commands::ImportPreview& preview, i18n::Lang lang) {
  const auto reason = [](const base::Error& error, const void* context) {
    return i18n::error_text(*static_cast<const i18n::Lang*>(context), error);
  };
  return exchange::write_rejected(preview, i18n::text(lang, "cli.import.reason"), reason, &lang);
}

std::string json_to_csv(const Json& answer) {
  const Json* rows = answer.is_array() ? &answer : answer.find("rows");
  if (!rows) {
    const auto first = std::ranges::find_if(answer.members(), [](const auto& m) { return m.second.is_array(); });
    if (first != answer.members().end()) rows = &first->second;
  }
  const std::span<const Json> items = rows ? std::span<const Json>(rows->items()) : std::span<const Json>(&answer, 1);
  std::vector<std::string> headings;
  for (const Json& item : items)
    for (const auto& [key, value] : item.members())
      if (std::ranges::find(headings, key) == headings.end()) headings.push_back(key);
  exchange::CsvWriter writer;
  writer.add_row(headings);
  for (const Json& item : items) {
    std::vector<std::string> cells;
    for (const std::string& heading : headings) {
      const Json& value = item[heading];
      cells.push_back(value.is_string() ? value.as_string() : value.is_null() ? "" : base::write_json(value));
    }
    writer.add_row(cells);
  }
  return writer.take();
}

}  // namespace zhike::cli
