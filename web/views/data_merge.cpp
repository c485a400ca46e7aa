// Merge preview, and what was found in the book's storage.
#include <algorithm>
#include <vector>

#include "core/base/json.h"
#include "core/i18n/error_text.h"
#include "web/views/customers_text.h"
#include "web/views/data_parts.h"
#include "web/views/history.h"

namespace zhike::views {
namespace {

using commands::MergePreview;

constexpr std::size_t most_listed = 20;

void counts(const MergePreview& preview) {
  ui::Grid grid("data.merge.counts",
                {.min_width_css = ui::is_phone() ? 150.0f : 180.0f, .max_columns = 5, .gap_css = 12});
  const auto tile = [&](const char* key, std::size_t n, const char* icon, const char* hint) {
    grid.next();
    ui::stat_tile(key, {.value = ui::format_count(static_cast<std::int64_t>(n)), .icon = icon, .hint = ui::tr(hint)});
  };
  tile("data.merge.fresh", preview.fresh, ui::icon::circle_plus, "data.merge.fresh.help");
  tile("data.merge.duplicate", preview.duplicate, ui::icon::circle_check, "data.merge.duplicate.help");
  tile("data.merge.parallel", preview.parallel, ui::icon::split, "data.merge.parallel.help");
  tile("data.merge.conflicts", preview.conflicts.size(), ui::icon::git_merge, "data.merge.conflicts.help");
  tile("data.merge.suspect", preview.suspect_clock, ui::icon::clock_alert, "data.merge.suspect.help");
}

// A value as a bundle has it (canonical JSON), in words.
std::string json_words(const ViewInput& input, std::string_view type_key, std::string_view field_key,
                       const std::string& json) {
  const schema::TypeIndex type = schema::find_type(type_key);
  const auto parsed = base::parse_json(json);
  if (type == schema::type_count || !parsed) return json;
  const auto& fields = schema::registry[type].fields;
  const schema::FieldIndex field = schema::registry[type].find(field_key);
  if (field == fields.size()) return json;
  const auto value = schema::value_from_json(fields[field], *parsed);
  if (!value) return json;
  std::string words = shown_value(input, type, fields[field], *value);
  return words.empty() ? std::string(ui::tr("data.empty_value")) : words;
}

void conflict_list(const ViewInput& input, const MergePreview& preview) {
  if (preview.conflicts.empty()) return;
  const ui::Card card(
      "data.merge.conflict_list",
      {.subtitle = ui::tr("data.merge.conflict_list.help"), .icon = ui::icon::git_merge, .tone = ui::Tone::warn});
  for (std::size_t i = 0; i < std::min(most_listed, preview.conflicts.size()); ++i) {
    const commands::MergeConflict& each = preview.conflicts[i];
    if (i > 0) ui::divider();
    ui::text(ui::trf("data.merge.conflict", {{"name", each.name}, {"field", field_label(each.type, each.field)}}),
             ui::TextRole::strong);
    for (const commands::ConflictValue& value : each.values) {
      const auto at = base::read_hlc(value.at);
      const std::string who = ui::trf("data.conflict.who", {{"by", value.by},
                                                            {"at", at ? ui::format_instant(at->ms) : value.at},
                                                            {"device", device_words(input, value.change.device)}});
      ui::text(json_words(input, each.type, each.field, value.value));
      ui::muted(who);
    }
  }
  if (preview.conflicts.size() > most_listed)
    ui::muted(ui::trf("data.merge.and_more", {{"n", preview.conflicts.size() - most_listed}}));
}

void parallel_list(const MergePreview& preview) {
  if (preview.parallel_records.empty()) return;
  const ui::Card card("data.merge.parallel_list",
                      {.subtitle = ui::tr("data.merge.parallel_list.help"), .icon = ui::icon::split});
  for (std::size_t i = 0; i < std::min(most_listed, preview.parallel_records.size()); ++i) {
    const commands::ParallelRecord& each = preview.parallel_records[i];
    const std::string key = "record." + each.type;
    ui::label_value(ui::tr(key), each.name.empty() ? ui::tr("data.empty_value") : std::string_view(each.name));
  }
  if (preview.parallel > most_listed)
    ui::muted(ui::trf("data.merge.and_more", {{"n", preview.parallel - most_listed}}));
}

void suspect_list(const MergePreview& preview) {
  for (const commands::SuspectClock& each : preview.suspects) {
    const ui::RowScope row(each.device);
    ui::banner("data.merge.suspect_clock",
               ui::trf("data.merge.suspect_clock", {{"n", each.changes},
                                                    {"by", each.by},
                                                    {"device", std::string_view(each.device).substr(0, 8)},
                                                    {"at", ui::format_instant(each.latest)}}),
               {.tone = ui::Tone::warn});
  }
}

void missing_list(const MergePreview& preview) {
  for (const commands::MissingRange& gap : preview.missing) {
    const ui::RowScope row(gap.device + std::to_string(gap.first));
    const std::string words = ui::trf("data.merge.missing", {{"n", std::uint64_t{gap.last} - gap.first + 1},
                                                             {"device", std::string_view(gap.device).substr(0, 8)}});
    ui::banner("data.merge.gap", words, {.tone = ui::Tone::warn});
  }
  for (std::size_t i = 0; i < std::min(most_listed, preview.rejected.size()); ++i) {
    const ui::RowScope row(std::to_string(i));
    ui::banner("data.merge.rejected", i18n::error_text(ui::current().lang, preview.rejected[i]),
               {.tone = ui::Tone::bad});
  }
}

std::string records_words(const MergePreview& preview) {
  std::vector<std::string> parts;
  for (const auto& [type, n] : preview.records) parts.push_back(counted(type, static_cast<std::int64_t>(n)));
  const std::vector<std::string_view> views(parts.begin(), parts.end());
  return i18n::list(ui::current().lang, views);
}

void storage_line(const Status& status) {
  const std::int64_t used = static_cast<std::int64_t>(status.used_bytes);
  const std::int64_t quota = static_cast<std::int64_t>(status.quota_bytes);
  const std::string used_words = i18n::file_size(ui::current().lang, used);
  ui::label_value(ui::tr("data.storage.used"),
                  quota > 0 ? ui::trf("data.storage.used.of",
                                      {{"used", used_words}, {"quota", i18n::file_size(ui::current().lang, quota)}})
                            : used_words);
}

std::string_view writing_words(Writing writing) {
  switch (writing) {
    case Writing::reader:
      return ui::tr("data.storage.reader");
    case Writing::memory_only:
      return ui::tr("data.storage.memory");
    case Writing::writer:
      break;
  }
  return ui::tr("data.storage.writer");
}

}  // namespace

void merge_preview_part(const ViewInput& input, Requests& requests) {
  const MergePreview& preview = *input.status.merge_preview;
  {
    std::string files;
    for (const std::string& file : preview.files) files += (files.empty() ? "" : ", ") + file;
    const std::string from = preview.from.empty() ? std::string() : ui::trf("data.merge.from", {{"by", preview.from}});
    const ui::Card card("data.merge.file", {.title = files, .subtitle = from, .icon = ui::icon::merge});
    const std::string records = records_words(preview);
    ui::text(preview.fresh == 0 ? std::string(ui::tr("data.merge.nothing"))
                                : ui::trf("data.merge.touches", {{"n", preview.fresh}, {"list", records}}));
    ui::muted(ui::tr("data.merge.safe"));
  }
  ui::space(8);
  counts(preview);
  ui::space(8);
  const bool can_apply = preview.fresh > 0 && !input.status.is_job_running && input.status.writing != Writing::reader;
  if (ui::button("data.merge.apply", {.kind = ui::ButtonKind::primary,
                                      .icon = ui::icon::merge,
                                      .enabled = can_apply ? ui::Enabled::yes : ui::Enabled::no}))
    requests.push(ApplyMerge{});
  ui::same_line();
  if (ui::button("data.merge.cancel", {.kind = ui::ButtonKind::ghost})) requests.push(DropPreview{});
  ui::space(12);
  missing_list(preview);
  suspect_list(preview);
  conflict_list(input, preview);
  ui::space(8);
  parallel_list(preview);
}

void storage_part(const ViewInput& input, Requests& requests) {
  const Status& status = input.status;
  const ui::Card card("data.storage", {.icon = ui::icon::database});
  ui::text(ui::tr(status.is_persistent ? "data.storage.persistent" : "data.storage.best_effort"));
  if (!status.is_persistent && status.writing != Writing::memory_only &&
      ui::button("data.storage.ask", {.icon = ui::icon::shield_check}))
    requests.push(AskPersistence{});
  ui::space(4);
  ui::label_value(ui::tr("data.storage.window"), writing_words(status.writing));
  if (status.used_bytes > 0) storage_line(status);
  ui::label_value(ui::tr("data.storage.changes"),
                  ui::format_count(static_cast<std::int64_t>(input.doc.change_count())));
  if (!status.device.empty()) ui::label_value(ui::tr("data.storage.device"), status.device);
  if (status.problems.empty()) {
    ui::chip(ui::tr("data.storage.sound"), ui::Tone::good, ui::icon::shield_check);
    return;
  }
  ui::chip(ui::trf("data.storage.problems", {{"n", status.problems.size()}}), ui::Tone::warn, ui::icon::triangle_alert);
  for (std::size_t i = 0; i < std::min(most_listed, status.problems.size()); ++i)
    ui::text(i18n::error_text(ui::current().lang, status.problems[i]), ui::TextRole::small, ui::Token::warn);
}

}  // namespace zhike::views
