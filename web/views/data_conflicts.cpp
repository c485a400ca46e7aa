// Conflicts to settle, and customers that may be one and the same.
#include <algorithm>
#include <vector>

#include "web/views/data_parts.h"

namespace zhike::views {
namespace {

using query::ConflictRow;
using query::ConflictValue;

// One field's value in words.
std::string value_words(const store::Document& doc, const schema::RecordDef& record, schema::FieldIndex field,
                        const schema::Value& value) {
  const schema::FieldDef& def = record.fields[field];
  const i18n::Lang lang = ui::current().lang;
  if (schema::is_empty(value)) return std::string(ui::tr("data.empty_value"));
  const std::int64_t number = schema::number_of(value);
  switch (def.kind) {
    case schema::Kind::date:
      return ui::format_day(static_cast<base::Day>(number));
    case schema::Kind::datetime:
      return ui::format_instant(number);
    case schema::Kind::money:
    case schema::Kind::decimal:
      return i18n::decimal(lang, {number});
    case schema::Kind::integer:
      return i18n::number(lang, number);
    case schema::Kind::flag:
      return std::string(ui::tr(number ? "data.yes" : "data.no"));
    case schema::Kind::ref:
      return std::string(query::record_title(doc, doc.find(schema::id_of(value))));
    case schema::Kind::choice: {
      const std::string prefix = "choice." + std::string(record.key) + "." + std::string(def.key) + ".";
      return std::string(i18n::text_under(lang, prefix, schema::text_of(value)));
    }
    default:
      return schema::text_of(value);
  }
}

std::string values_words(const store::Document& doc, const ConflictRow& row, const ConflictValue& value) {
  const schema::RecordDef& record = schema::registry[row.type];
  std::string out;
  for (std::size_t i = 0; i < row.fields.size() && i < value.values.size(); ++i) {
    const bool is_single = row.fields.size() == 1;
    const std::string words = value_words(doc, record, row.fields[i], value.values[i]);
    if (!out.empty()) out += "\n";
    out += is_single
               ? words
               : ui::trf("data.conflict.part",
                         {{"field", field_label(record.key, record.fields[row.fields[i]].key)}, {"value", words}});
  }
  return out;
}

std::string fields_words(const ConflictRow& row) {
  const schema::RecordDef& record = schema::registry[row.type];
  std::vector<std::string_view> labels;
  for (const schema::FieldIndex field : row.differing)
    labels.push_back(field_label(record.key, record.fields[field].key));
  return i18n::list(ui::current().lang, labels);
}

void settle(const ViewInput& input, const ConflictRow& row, const ConflictValue& value, Requests& requests) {
  const schema::RecordDef& record = schema::registry[row.type];
  commands::ResolveConflict command{.rec = input.doc.id(row.record), .values = {}};
  for (std::size_t i = 0; i < row.fields.size() && i < value.values.size(); ++i)
    command.values.emplace_back(std::string(record.fields[row.fields[i]].key), value.values[i]);
  requests.run(std::move(command));
}

void conflict_row(const ViewInput& input, const ConflictRow& row, std::size_t index, Requests& requests) {
  const ui::RowScope scope(base::write_id(input.doc.id(row.record)) + "." + std::to_string(row.fields.front()));
  if (index > 0) ui::divider();
  const std::string_view title = query::record_title(input.doc, row.record);
  ui::text(ui::trf("data.merge.conflict", {{"name", title}, {"field", fields_words(row)}}), ui::TextRole::strong);
  ui::Grid grid("data.conflict.values", {.min_width_css = 240, .max_columns = 3, .gap_css = 12});
  for (std::size_t i = 0; i < row.values.size(); ++i) {
    const ConflictValue& value = row.values[i];
    const ui::RowScope each(std::to_string(i));
    grid.next();
    const ui::Card card(".value", {.tone = value.is_shown ? ui::Tone::info : ui::Tone::neutral});
    ui::text(values_words(input.doc, row, value), ui::TextRole::strong);
    ui::muted(ui::trf("data.conflict.who", {{"by", value.by}, {"at", ui::format_instant(value.at.ms)}}));
    if (value.is_shown) ui::chip(ui::tr("data.conflict.shown"), ui::Tone::info);
    if (ui::button("data.conflict.keep", {.icon = ui::icon::check})) settle(input, row, value, requests);
  }
}

// --- duplicates ---
std::string reasons_words(std::uint8_t reasons) {
  std::vector<std::string_view> parts;
  if (reasons & query::same_name) parts.push_back(ui::tr("data.duplicates.same_name"));
  if (reasons & query::same_phone) parts.push_back(ui::tr("data.duplicates.same_phone"));
  if (reasons & query::same_email) parts.push_back(ui::tr("data.duplicates.same_email"));
  return i18n::list(ui::current().lang, parts);
}

void customer_link(const ViewInput& input, store::Handle customer, const char* key, Requests& requests) {
  const std::string route = "customers/" + base::write_id(input.doc.id(customer)), href = "#/" + route;
  if (ui::link(key, {.label = query::record_title(input.doc, customer), .href = href})) requests.go(route);
}

constexpr ui::Column duplicate_columns[] = {
    {.key = "data.duplicates.first", .is_title = true},
    {.key = "data.duplicates.second"},
    {.key = "data.duplicates.reasons"},
};

}  // namespace

void conflicts_part(const ViewInput& input, DataState& state, Requests& requests) {
  const query::Conflicts& found = input.cache.conflicts(input.doc, {});
  const std::string title = ui::trf("data.conflicts.title", {{"n", found.rows.size()}});
  const ui::Card card(
      "data.conflicts",
      {.title = title, .icon = ui::icon::git_merge, .tone = found.rows.empty() ? ui::Tone::neutral : ui::Tone::warn});
  if (state.wants_conflicts) {
    ImGui::SetScrollHereY(0);
    state.wants_conflicts = false;
  }
  ui::muted(ui::tr(found.rows.empty() ? "data.conflicts.none" : "data.conflicts.help"));
  const std::size_t shown = std::min(state.conflicts_shown, found.rows.size());
  for (std::size_t i = 0; i < shown; ++i) conflict_row(input, found.rows[i], i, requests);
  if (shown < found.rows.size() &&
      ui::button("data.conflicts.more", {.label = ui::trf("data.more", {{"n", found.rows.size() - shown}})}))
    state.conflicts_shown += 20;
}

void duplicates_part(const ViewInput& input, DataState& state, Requests& requests) {
  const query::Duplicates& found = input.cache.duplicates(input.doc, {});
  const std::string title = ui::trf("data.duplicates.title", {{"n", found.total}});
  const ui::Card card("data.duplicates",
                      {.title = title, .subtitle = ui::tr("data.duplicates.help"), .icon = ui::icon::users});
  if (found.pairs.empty()) {
    ui::text(ui::tr("data.duplicates.none"), ui::TextRole::body, ui::Token::text_muted);
    return;
  }
  const auto cell = [&](std::int64_t index, int column) {
    const query::DuplicatePair& pair = found.pairs[static_cast<std::size_t>(index)];
    if (column == 0) customer_link(input, pair.first, "data.duplicates.go_first", requests);
    if (column == 1) customer_link(input, pair.second, "data.duplicates.go_second", requests);
    if (column == 2) ui::cell_text(reasons_words(pair.reasons), ui::Token::text_muted);
  };
  const ui::TableInput table{
      .columns = duplicate_columns,
      .row_count = static_cast<std::int64_t>(found.pairs.size()),
      .cell = cell,
      .height_css = std::clamp(60.0f + 44.0f * static_cast<float>(found.pairs.size()), 140.0f, 380.0f),
      .row_height_css = 40,
      .label = title};
  const ui::TableResult result = ui::data_table("data.duplicates.list", table, state.duplicates);
  if (result.opened >= 0) {
    const query::DuplicatePair& pair = found.pairs[static_cast<std::size_t>(result.opened)];
    requests.go("customers/" + base::write_id(input.doc.id(pair.first)));
  }
}

}  // namespace zhike::views
