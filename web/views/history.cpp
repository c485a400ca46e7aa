#include "web/views/history.h"

#include <algorithm>

#include "web/views/customers_text.h"

namespace zhike::views {
namespace {

using query::HistoryRow;

constexpr std::size_t rows_at_first = 40;
constexpr std::size_t device_digits = 8;

struct Subject {
  const ViewInput& input;
  store::Handle record;
  schema::TypeIndex type;
  const schema::RecordDef& def;
};

std::string change_words(const Subject& of, const HistoryRow& row) {
  if (row.field == store::deleted_key)
    return std::string(ui::tr(row.raw_json == "false" ? "history.restored" : "history.deleted"));
  if (row.field == store::alias_key)
    return std::string(ui::tr(row.raw_json == "null" ? "history.separated" : "history.joined"));
  const schema::FieldIndex field = of.def.find(row.field);
  if (field >= of.def.fields.size()) return ui::trf("history.unknown", {{"field", row.field}, {"value", row.raw_json}});
  const std::string prefix = "field." + std::string(of.def.key) + ".";
  const std::string_view label = i18n::text_under(ui::current().lang, prefix, row.field);
  const std::string before = shown_value(of.input, of.type, of.def.fields[field], row.old_value);
  const std::string after = shown_value(of.input, of.type, of.def.fields[field], row.new_value);
  const std::string_view after_words = after.empty() ? ui::tr("history.empty_value") : std::string_view(after);
  if (row.is_first || before.empty()) return ui::trf("history.set", {{"field", label}, {"value", after_words}});
  return ui::trf("history.changed", {{"field", label}, {"before", before}, {"after", after_words}});
}

bool put_back_button(const Subject& of, const HistoryRow& row, Requests& requests) {
  const schema::FieldIndex field = of.def.find(row.field);
  if (row.is_first || field >= of.def.fields.size() || of.def.fields[field].has(schema::locked)) return false;
  if (schema::is_empty(row.old_value) || of.input.doc.value(of.record, field) == row.old_value) return false;
  const std::string value = shown_value(of.input, of.type, of.def.fields[field], row.old_value);
  const bool is_pressed = ui::button("history.put_back", {.kind = ui::ButtonKind::ghost,
                                                          .icon = ui::icon::undo_2,
                                                          .label = ui::trf("history.put_back", {{"value", value}})});
  using Which = commands::RestoreValue::Which;
  if (is_pressed)
    requests.run(commands::RestoreValue{of.input.doc.id(of.record), row.field, row.id, Which::replaced},
                 "history.was_put_back");
  return is_pressed;
}

bool history_row(const Subject& of, const HistoryRow& row, std::size_t index, Requests& requests) {
  const std::string number = std::to_string(index);
  const ui::RowScope scope(number);
  ui::text(change_words(of, row));
  const std::string when = i18n::date_time(ui::current().lang, row.at.ms, query::zone_offset_minutes(of.input.doc));
  const std::string action(i18n::text_under(ui::current().lang, "command.", row.command));
  ui::muted(
      ui::trf("history.who",
              {{"when", when}, {"by", row.by}, {"device", device_words(of.input, row.id.device)}, {"action", action}}));
  const bool is_put_back = put_back_button(of, row, requests);
  ui::divider();
  return is_put_back;
}

}  // namespace

std::string device_words(const ViewInput& input, base::DeviceId device) {
  if (device == input.book.identity().device) return std::string(ui::tr("history.this_device"));
  return ui::trf("history.device", {{"device", base::write_device(device).substr(0, device_digits)}});
}

bool history_list(const ViewInput& input, store::Handle record, HistoryState& state, Requests& requests) {
  const std::uint16_t type = input.doc.place(record).type;
  if (type >= schema::type_count) return false;
  if (state.revision != input.doc.revision() || state.record != input.doc.id(record)) {
    if (state.record != input.doc.id(record)) state.shown = 0;
    state.record = input.doc.id(record);
    state.revision = input.doc.revision();
    state.rows = query::compute_history(input.book, record);
  }
  const Subject subject{input, record, static_cast<schema::TypeIndex>(type), schema::registry[type]};
  const std::size_t most = std::max(state.shown, rows_at_first);
  bool is_put_back = false;
  for (std::size_t i = 0; i < std::min(most, state.rows.size()); ++i)
    if (history_row(subject, state.rows[i], i, requests)) is_put_back = true;
  if (most < state.rows.size() &&
      ui::button("history.more", {.label = ui::trf("history.more", {{"n", state.rows.size() - most}})}))
    state.shown = most + rows_at_first;
  return is_put_back;
}

bool history_fold(const ViewInput& input, store::Handle record, HistoryState& state, Requests& requests) {
  const char* key = state.is_open ? "history.hide" : "history.show";
  if (ui::button(key, {.kind = ui::ButtonKind::ghost, .icon = ui::icon::history})) state.is_open = !state.is_open;
  if (!state.is_open) return false;
  ui::space(4);
  return history_list(input, record, state, requests);
}

}  // namespace zhike::views
