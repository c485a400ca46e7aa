// Conflicts to settle: both values with who and when; keep one, combine them, or leave it open.
#include <algorithm>
#include <vector>

#include "core/query/join.h"
#include "web/views/customers_text.h"
#include "web/views/data_parts.h"
#include "web/views/history.h"

namespace zhike::views {
namespace {

using query::ConflictRow;
using query::ConflictValue;

std::string values_words(const ViewInput& input, const ConflictRow& row, const ConflictValue& value) {
  const schema::RecordDef& record = schema::registry[row.type];
  std::string out;
  for (std::size_t i = 0; i < row.fields.size() && i < value.values.size(); ++i) {
    const schema::FieldDef& field = record.fields[row.fields[i]];
    std::string words = shown_value(input, row.type, field, value.values[i]);
    if (words.empty()) words = ui::tr("data.empty_value");
    if (!out.empty()) out += "\n";
    out += row.fields.size() == 1
               ? words
               : ui::trf("data.conflict.part", {{"field", field_label(record.key, field.key)}, {"value", words}});
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

std::string row_id(const ViewInput& input, const ConflictRow& row) {
  return base::write_id(input.doc.id(row.record)) + "." + std::to_string(row.fields.front());
}

void settle(const ViewInput& input, const ConflictRow& row, const std::vector<schema::Value>& values,
            Requests& requests) {
  const schema::RecordDef& record = schema::registry[row.type];
  commands::ResolveConflict command{.rec = input.doc.id(row.record), .values = {}};
  for (std::size_t i = 0; i < row.fields.size() && i < values.size(); ++i)
    command.values.emplace_back(std::string(record.fields[row.fields[i]].key), values[i]);
  requests.run(std::move(command));
}

void value_card(const ViewInput& input, const ConflictRow& row, const ConflictValue& value, Requests& requests) {
  const ui::Card card(".value", {.tone = value.is_shown ? ui::Tone::info : ui::Tone::neutral});
  ui::text(values_words(input, row, value), ui::TextRole::strong);
  ui::muted(ui::trf(
      "data.conflict.who",
      {{"by", value.by}, {"at", ui::format_instant(value.at.ms)}, {"device", device_words(input, value.device)}}));
  if (value.is_shown) ui::chip(ui::tr("data.conflict.shown"), ui::Tone::info);
  if (ui::button("data.conflict.keep", {.icon = ui::icon::check})) settle(input, row, value.values, requests);
}

// Both values as one, for fields of text that stand alone; empty when they cannot be.
std::string both_in_one(const ConflictRow& row) {
  if (row.fields.size() != 1) return {};
  std::vector<schema::Value> all;
  for (const ConflictValue& value : row.values) all.push_back(value.values.front());
  const schema::FieldDef& field = schema::registry[row.type].fields[row.fields.front()];
  return schema::text_of(query::combined(field, all));
}

void combine_editor(const ViewInput& input, const ConflictRow& row, CombineState& state, Requests& requests) {
  const schema::FieldDef& field = schema::registry[row.type].fields[row.fields.front()];
  const bool is_line = field.kind == schema::Kind::text;
  if (is_line)
    ui::text_field("data.conflict.combined", state.text);
  else
    ui::text_area("data.conflict.combined", state.text, {.lines = 3});
  const bool is_submitted = is_line && ui::was_submitted();
  const auto read = schema::value_from_text(field, state.text);
  const bool is_good = read && !schema::is_empty(*read);
  const ui::ButtonOptions options{.kind = ui::ButtonKind::primary,
                                  .icon = ui::icon::check,
                                  .enabled = is_good ? ui::Enabled::yes : ui::Enabled::no};
  if ((ui::button("data.conflict.use_combined", options) || is_submitted) && is_good) {
    settle(input, row, {*read}, requests);
    state = {};
  }
  ui::same_line();
  if (ui::button("data.conflict.stop_combining", {.kind = ui::ButtonKind::ghost})) state = {};
}

void conflict_acts(const ViewInput& input, const ConflictRow& row, DataState& state, Requests& requests) {
  const std::string id = row_id(input, row);
  if (state.combine.row == id) {
    combine_editor(input, row, state.combine, requests);
    return;
  }
  const std::string both = both_in_one(row);
  if (!both.empty()) {
    if (ui::button("data.conflict.combine", {.kind = ui::ButtonKind::ghost, .icon = ui::icon::merge})) {
      state.combine = {id, both};
      ui::request_focus("data.conflict.combined");
    }
    ui::same_line();
  }
  if (ui::button("data.conflict.leave_open", {.kind = ui::ButtonKind::ghost, .icon = ui::icon::clock}))
    state.left_open.push_back(id);
}

void conflict_row(const ViewInput& input, const ConflictRow& row, DataState& state, Requests& requests) {
  const std::string id = row_id(input, row);
  const ui::RowScope scope(id);
  const std::string_view title = query::record_title(input.doc, row.record);
  ui::text(ui::trf("data.merge.conflict", {{"name", title}, {"field", fields_words(row)}}), ui::TextRole::strong);
  {
    ui::Grid grid("data.conflict.values", {.min_width_css = 240, .max_columns = 3, .gap_css = 12});
    for (std::size_t i = 0; i < row.values.size(); ++i) {
      const std::string number = std::to_string(i);
      const ui::RowScope each(number);
      grid.next();
      value_card(input, row, row.values[i], requests);
    }
  }
  conflict_acts(input, row, state, requests);
}

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
  std::size_t shown = 0, hidden = 0, left_open = 0;
  for (const ConflictRow& row : found.rows) {
    if (std::ranges::find(state.left_open, row_id(input, row)) != state.left_open.end()) {
      ++left_open;
    } else if (shown == state.conflicts_shown) {
      ++hidden;
    } else {
      if (shown++ > 0) ui::divider();
      conflict_row(input, row, state, requests);
    }
  }
  if (hidden > 0 && ui::button("data.conflicts.more", {.label = ui::trf("data.more", {{"n", hidden}})}))
    state.conflicts_shown += 20;
  if (left_open == 0) return;
  ui::space(4);
  if (ui::button("data.conflicts.left_open",
                 {.kind = ui::ButtonKind::ghost, .label = ui::trf("data.conflicts.left_open", {{"n", left_open}})}))
    state.left_open.clear();
}

}  // namespace zhike::views
