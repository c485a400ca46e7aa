#include "web/views/data.h"

#include <vector>

#include "core/i18n/error_text.h"
#include "web/views/data_backup.h"
#include "web/views/data_parts.h"

namespace zhike::views {
namespace {

void import_card(const Status& status, Requests& requests) {
  const ui::Card card("data.import", {.subtitle = ui::tr("data.import.help"), .icon = ui::icon::file_up});
  const ui::Enabled can_write = status.writing == Writing::reader ? ui::Enabled::no : ui::Enabled::yes;
  if (ui::button("data.import.choose",
                 {.kind = ui::ButtonKind::primary, .icon = ui::icon::folder_open, .enabled = can_write}))
    requests.push(PickFile{FilePurpose::import});
  ui::muted(ui::tr("data.import.drop"));
}

void merge_card(const Status& status, Requests& requests) {
  const ui::Card card("data.merge", {.subtitle = ui::tr("data.merge.help"), .icon = ui::icon::merge});
  const ui::Enabled can_write = status.writing == Writing::reader ? ui::Enabled::no : ui::Enabled::yes;
  if (ui::button("data.merge.choose", {.icon = ui::icon::folder_open, .enabled = can_write}))
    requests.push(PickFile{FilePurpose::merge});
  ui::muted(ui::tr("data.merge.drop"));
}

void backup_line(const ViewInput& input) {
  const Status& status = input.status;
  if (status.last_backup == base::no_instant) {
    ui::muted(ui::tr("data.backup.never"));
    return;
  }
  ui::muted(ui::trf("data.backup.last",
                    {{"at", ui::format_instant(status.last_backup)}, {"n", status.changes_since_backup}}));
}

struct Way {
  const char* key;
  const char* help_key;
  const char* icon;
  ExportKind kind;
};
constexpr Way ways[] = {
    {"data.export.bundle", "data.export.bundle.help", ui::icon::archive, ExportKind::bundle},
    {"data.export.plain", "data.export.plain.help", ui::icon::file_text, ExportKind::plain},
    {"data.export.report", "data.export.report.help", ui::icon::printer, ExportKind::report},
};

void csv_export(DataState& state, Requests& requests) {
  std::vector<ui::Option> options;
  for (const schema::RecordDef& record : schema::registry) options.push_back({record.key, plural_label(record.key)});
  ui::choice("data.export.type", state.csv_type, options, {.is_label_hidden = true, .width_css = 190});
  ui::same_line();
  if (ui::button("data.export.csv", {.icon = ui::icon::table})) requests.push(Export{ExportKind::csv, state.csv_type});
  ui::muted(ui::tr("data.export.csv.help"));
}

void export_card(const ViewInput& input, DataState& state, Requests& requests) {
  const ui::Card card("data.export", {.subtitle = ui::tr("data.export.help"), .icon = ui::icon::file_down});
  backup_line(input);
  for (const Way& way : ways) {
    const bool is_main = way.kind == ExportKind::bundle;
    if (ui::button(way.key, {.kind = is_main ? ui::ButtonKind::primary : ui::ButtonKind::secondary,
                             .icon = way.icon,
                             .shortcut = is_main ? "Ctrl+S" : ""}))
      requests.push(Export{way.kind, {}});
    ui::muted(ui::tr(way.help_key));
    ui::space(4);
  }
  csv_export(state, requests);
}

}  // namespace

std::string_view plural_label(std::string_view type) {
  const std::string key = "record." + std::string(type) + ".plural";
  return i18n::has_text(key) ? ui::tr(key) : type;
}

std::string counted(std::string_view type, std::int64_t n) {
  const std::string key = "record." + std::string(type);
  return ui::trf("data.count_of",
                 {{"n", n}, {"type", n == 1 && i18n::has_text(key) ? ui::tr(key) : plural_label(type)}});
}

std::string_view field_label(std::string_view type, std::string_view field) {
  const std::string key = "field." + std::string(type) + "." + std::string(field);
  return i18n::has_text(key) ? ui::tr(key) : field;
}

void data_view(const ViewInput& input, DataState& state, Requests& requests) {
  const ui::Page page("room.data", {.subtitle = ui::tr("data.subtitle"), .max_width_css = 1200});
  const Status& status = input.status;
  if (status.import_preview) {
    import_preview_part(input, state, requests);
    return;
  }
  if (status.merge_preview) {
    merge_preview_part(input, requests);
    return;
  }
  state.shows_all_columns = false;
  const bool is_first = !input.cache.conflicts(input.doc, {}).rows.empty();  // somebody has to decide
  if (is_first) {
    conflicts_part(input, state, requests);
    ui::space(8);
  }
  {
    ui::Split split("data.columns", 0.5f);
    import_card(status, requests);
    ui::space(4);
    merge_card(status, requests);
    ui::space(4);
    team_part(input, state, requests);
    ui::space(4);
    storage_part(input, requests);
    split.next();
    backup_part(input, requests);
    ui::space(4);
    export_card(input, state, requests);
    ui::space(4);
    share_part(input, state, requests);
  }
  ui::space(8);
  if (!is_first) {
    conflicts_part(input, state, requests);
    ui::space(8);
  }
  duplicates_part(input, state, requests);
  ui::space(8);
  merges_part(input, state, requests);
  ui::space(8);
  purge_part(input, state);
  join_dialog(input, state, requests);
  purge_dialog(input, state.purge, requests);
}

}  // namespace zhike::views
