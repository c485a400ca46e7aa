// Call flow: import_preview_part → file_card (type, encoding, dates, source) → counts → columns_card → rejected_card.
#include <algorithm>
#include <vector>

#include "core/base/text.h"
#include "core/i18n/error_text.h"
#include "web/views/data_parts.h"

namespace zhike::views {
namespace {

using commands::ImportColumn;
using commands::ImportOptions;
using commands::ImportPreview;

constexpr std::string_view left_out = "-";  // option key of "leave this column out": the stored key is empty
constexpr std::size_t columns_at_first = 12;

ImportOptions options_of(const Status& status) {
  return status.import_options ? *status.import_options : ImportOptions{};
}

const schema::RecordDef* record_of(std::string_view type) {
  const schema::TypeIndex at = schema::find_type(type);
  return at < schema::type_count ? &schema::registry[at] : nullptr;
}

// What a person chose for columns stays, unless the new type has no such field.
void keep_mapping(ImportOptions& options, std::string_view type) {
  const schema::RecordDef* record = record_of(type);
  const auto is_foreign = [&](const auto& pair) {
    return !pair.second.empty() && (!record || record->find(pair.second) == record->fields.size());
  };
  std::erase_if(options.mapping, is_foreign);
  std::erase_if(options.heading_map, is_foreign);
}

void map_column(ImportOptions& options, std::size_t column, std::string field) {
  const auto at = std::ranges::find(options.mapping, column, &std::pair<std::size_t, std::string>::first);
  if (at != options.mapping.end())
    at->second = std::move(field);
  else
    options.mapping.emplace_back(column, std::move(field));
}

std::string separator_words(char separator) {
  switch (separator) {
    case '\t':
      return std::string(ui::tr("data.import.separator.tab"));
    case ';':
      return std::string(ui::tr("data.import.separator.semicolon"));
    case '|':
      return std::string(ui::tr("data.import.separator.bar"));
    default:
      return std::string(ui::tr("data.import.separator.comma"));
  }
}

// --- the file as a whole ---
void type_field(const ImportPreview& preview, const ImportOptions& now, Requests& requests) {
  std::vector<ui::Option> options;
  for (const schema::RecordDef& record : schema::registry)
    if (record.key != "setting" && record.key != "rule") options.push_back({record.key, plural_label(record.key)});
  std::string type = preview.type;
  if (!ui::choice("data.import.type", type, options)) return;
  ImportOptions asked = now;
  asked.type = type;
  keep_mapping(asked, type);
  requests.push(PreviewImport{std::move(asked)});
}

void encoding_field(const ImportPreview& preview, const ImportOptions& now, Requests& requests) {
  const std::string found = ui::trf("data.import.encoding.found", {{"encoding", preview.encoding}});
  const ui::Option options[] = {{"", found},
                                {"utf-8", "UTF-8"},
                                {"gb18030", "GB18030 / GBK"},
                                {"big5", "Big5"},
                                {"utf-16le", "UTF-16 LE"},
                                {"utf-16be", "UTF-16 BE"},
                                {"windows-1252", "Windows-1252"}};
  std::string encoding = now.encoding;
  if (!ui::choice("data.import.encoding", encoding, options)) return;
  ImportOptions asked = now;
  asked.encoding = encoding;
  requests.push(PreviewImport{std::move(asked)});
}

void date_field(const ImportOptions& now, Requests& requests) {
  const ui::Option options[] = {{"", ui::tr("data.import.dates.auto")},
                                {"ymd", ui::tr("data.import.dates.ymd")},
                                {"dmy", ui::tr("data.import.dates.dmy")},
                                {"mdy", ui::tr("data.import.dates.mdy")}};
  std::string order = now.date_order;
  if (!ui::choice("data.import.dates", order, options)) return;
  ImportOptions asked = now;
  asked.date_order = order;
  requests.push(PreviewImport{std::move(asked)});
}

void source_field(const ImportPreview& preview, const ImportOptions& now, DataState& state, Requests& requests) {
  if (state.source_shown != preview.source) state.source = state.source_shown = preview.source;
  ui::text_field("data.import.source", state.source, {.help = ui::tr("data.import.source.help")});
  bool is_meant = ui::was_submitted();
  if (state.source != preview.source && ui::button("data.import.source.use", {.icon = ui::icon::check}))
    is_meant = true;
  if (!is_meant || state.source == preview.source) return;
  ImportOptions asked = now;
  asked.source = state.source;
  requests.push(PreviewImport{std::move(asked)});
}

void file_card(const ViewInput& input, DataState& state, const ImportPreview& preview, Requests& requests) {
  const ImportOptions now = options_of(input.status);
  const std::string about = ui::trf("data.import.about", {{"rows", preview.rows},
                                                          {"columns", preview.columns.size()},
                                                          {"encoding", preview.encoding},
                                                          {"separator", separator_words(preview.separator)}});
  const ui::Card card("data.import.file", {.title = preview.file_name, .subtitle = about, .icon = ui::icon::file_text});
  ui::FormGrid form("data.import.options", 4);
  form.field();
  type_field(preview, now, requests);
  form.field();
  encoding_field(preview, now, requests);
  form.field();
  date_field(now, requests);
  form.field();
  source_field(preview, now, state, requests);
}

// --- what would happen ---
void counts(const ImportPreview& preview) {
  ui::Grid grid("data.import.counts",
                {.min_width_css = ui::is_phone() ? 150.0f : 180.0f, .max_columns = 4, .gap_css = 12});
  const auto tile = [&](const char* key, std::size_t n, const char* icon) {
    grid.next();
    ui::stat_tile(key, {.value = ui::format_count(static_cast<std::int64_t>(n)), .icon = icon});
  };
  tile("data.import.created", preview.created, ui::icon::circle_plus);
  tile("data.import.updated", preview.updated, ui::icon::pencil);
  tile("data.import.unchanged", preview.unchanged, ui::icon::circle_check);
  tile("data.import.rejected", preview.rejected, ui::icon::triangle_alert);
}

void also_created(const ImportPreview& preview) {
  std::vector<std::string> parts;
  for (const auto& [type, n] : preview.also_created) parts.push_back(counted(type, static_cast<std::int64_t>(n)));
  if (parts.empty()) return;
  const std::vector<std::string_view> views(parts.begin(), parts.end());
  ui::muted(ui::trf("data.import.also", {{"list", i18n::list(ui::current().lang, views)}}));
}

void actions(const ImportPreview& preview, const Status& status, Requests& requests) {
  const std::size_t fresh = preview.created + preview.updated;
  const std::string label = ui::trf("data.import.apply.n", {{"n", fresh}});
  const bool can_apply = fresh > 0 && !status.is_job_running && status.writing != Writing::reader;
  if (ui::button("data.import.apply", {.kind = ui::ButtonKind::primary,
                                       .icon = ui::icon::check,
                                       .label = label,
                                       .enabled = can_apply ? ui::Enabled::yes : ui::Enabled::no}))
    requests.push(ApplyImport{});
  ui::same_line();
  if (ui::button("data.import.cancel", {.kind = ui::ButtonKind::ghost})) requests.push(DropPreview{});
}

// --- columns ---
// What was inferred for a column, in words.
std::string note_words(const ImportColumn& column) {
  constexpr const char* keys[] = {"import.note.date_dmy", "import.note.date_mdy", "import.note.date_ambiguous",
                                  "import.note.decimal_comma", "import.note.currency"};
  const std::string_view note = std::string_view(column.note).substr(column.note.rfind('.') + 1);
  for (const char* key : keys)
    if (!note.empty() && std::string_view(key).ends_with("." + std::string(note)))
      return ui::trf(key, {{"detail", column.note_detail}});
  return {};
}

std::string samples_of(const ImportColumn& column) {
  std::string out;
  for (const std::string& sample : column.samples) {
    if (!out.empty()) out += " · ";
    out += sample;
  }
  return out;
}

void field_choice(const ViewInput& input, const ImportPreview& preview, std::size_t index, Requests& requests) {
  const ImportColumn& column = preview.columns[index];
  std::vector<ui::Option> options{{left_out, ui::tr("data.import.leave_out"), ui::icon::ban}};
  const schema::RecordDef* record = record_of(preview.type);
  if (record)
    for (const schema::FieldDef& field : record->fields)
      options.push_back({field.key, field_label(record->key, field.key)});
  const bool is_known = column.field.empty() || (record && record->find(column.field) < record->fields.size());
  const std::string other =
      is_known ? std::string()
               : ui::trf("data.import.question", {{"key", column.field.substr(column.field.find(':') + 1)}});
  if (!is_known) options.push_back({column.field, other});
  std::string field = column.field.empty() ? std::string(left_out) : column.field;
  const ui::FieldOptions look{.label = column.heading, .is_label_hidden = true};
  if (!ui::choice("data.import.field", field, options, look)) return;
  ImportOptions asked = options_of(input.status);
  map_column(asked, index, field == left_out ? std::string() : field);
  requests.push(PreviewImport{std::move(asked)});
}

void column_line(const ViewInput& input, const ImportPreview& preview, std::size_t index, Requests& requests) {
  const ImportColumn& column = preview.columns[index];
  const ui::RowScope row(std::to_string(index));
  ui::Grid grid("data.import.column", {.min_width_css = 260, .max_columns = 2, .gap_css = 16});
  grid.next();
  ui::text(column.heading, ui::TextRole::strong, ui::Token::text, ui::Wrap::ellipsis);
  ui::text(samples_of(column), ui::TextRole::small, ui::Token::text_muted, ui::Wrap::ellipsis);
  grid.next();
  field_choice(input, preview, index, requests);
  const std::string note = note_words(column);
  if (!note.empty()) ui::text(note, ui::TextRole::small, ui::Token::info);
}

void columns_card(const ViewInput& input, DataState& state, const ImportPreview& preview, Requests& requests) {
  const ui::Card card("data.import.columns", {.subtitle = ui::tr("data.import.columns.help"), .icon = ui::icon::table});
  const std::size_t shown =
      state.shows_all_columns ? preview.columns.size() : std::min(columns_at_first, preview.columns.size());
  for (std::size_t i = 0; i < shown; ++i) {
    column_line(input, preview, i, requests);
    if (i + 1 < shown) ui::divider();
  }
  if (shown < preview.columns.size() &&
      ui::button("data.import.more", {.label = ui::trf("data.import.more.n", {{"n", preview.columns.size() - shown}})}))
    state.shows_all_columns = true;
}

// --- rows set aside ---
constexpr ui::Column rejected_columns[] = {
    {.key = "data.rejected.row", .width_css = 90, .align = ui::Align::right},
    {.key = "data.rejected.field", .width_css = 180},
    {.key = "data.rejected.reason", .is_title = true},
};

void rejected_card(DataState& state, const ImportPreview& preview, Requests& requests) {
  if (preview.rejected == 0) return;
  const std::string title = ui::trf("data.rejected.title", {{"n", preview.rejected}});
  const ui::Card card("data.rejected", {.title = title,
                                        .subtitle = ui::tr("data.rejected.help"),
                                        .icon = ui::icon::triangle_alert,
                                        .tone = ui::Tone::warn});
  if (ui::button("data.rejected.save", {.icon = ui::icon::file_down})) requests.push(SaveRejectedRows{});
  const std::vector<commands::RejectedRow>& rows = preview.rejected_rows;
  const auto cell = [&](std::int64_t index, int column) {
    const commands::RejectedRow& row = rows[static_cast<std::size_t>(index)];
    if (column == 0) ui::cell_text(ui::format_count(static_cast<std::int64_t>(row.row)));
    if (column == 1)
      ui::cell_text(row.error.where.empty() ? std::string_view() : field_label(preview.type, row.error.where));
    if (column == 2) ui::cell_text(i18n::error_text(ui::current().lang, {row.error.code, {}, row.error.detail}));
  };
  const ui::TableInput table{.columns = rejected_columns,
                             .row_count = static_cast<std::int64_t>(rows.size()),
                             .cell = cell,
                             .height_css = std::clamp(60.0f + 40.0f * static_cast<float>(rows.size()), 140.0f, 380.0f),
                             .row_height_css = 36,
                             .label = title};
  ui::data_table("data.rejected.list", table, state.rejected);
}

}  // namespace

void import_preview_part(const ViewInput& input, DataState& state, Requests& requests) {
  const ImportPreview& preview = *input.status.import_preview;
  for (std::size_t i = 0; i < preview.notes.size(); ++i) {
    const ui::RowScope row(std::to_string(i));
    ui::banner("data.import.note", i18n::error_text(ui::current().lang, preview.notes[i]), {.tone = ui::Tone::warn});
  }
  file_card(input, state, preview, requests);
  ui::space(8);
  counts(preview);
  also_created(preview);
  ui::space(8);
  actions(preview, input.status, requests);
  ui::space(12);
  rejected_card(state, preview, requests);
  ui::space(8);
  columns_card(input, state, preview, requests);
}

}  // namespace zhike::views
