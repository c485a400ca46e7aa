// The card's tabs Profile (every field, in parts) and History (who changed what, and back to what it was).
#include <algorithm>
#include <array>

#include "web/views/customer_card_parts.h"

namespace zhike::views::card {
namespace {

struct Part {
  const char* key;
  std::string_view first, last;  // fields, inclusive
};
constexpr std::array parts{
    Part{"editor.section.who", "key", "email"},
    Part{"editor.section.address", "region", "postcode"},
    Part{"editor.section.business", "industry", "birthday"},
    Part{"editor.section.words", "cares_about", "expectations"},
    Part{"editor.section.needs", "financial_strength", "risk_attitude"},
    Part{"editor.section.allows", "quiet_hours", "offers_refused"},
    Part{"field.customer.notes", "notes", "notes"},
};

void profile_part(const CardInput& input, const Part& part) {
  const schema::RecordDef& type = schema::registry[schema::type_of<schema::Customer>];
  const ui::Card frame(part.key);
  for (schema::FieldIndex i = type.find(part.first); i <= type.find(part.last); ++i) {
    const std::string value = shown_field(input.view, input.customer, i);
    const bool is_long = type.fields[i].kind == schema::Kind::long_text;
    const std::string_view label = i18n::text_under(ui::current().lang, "field.customer.", type.fields[i].key);
    if (is_long) {
      ui::muted(label);
      ui::text(value.empty() ? i18n::no_value : std::string_view(value));
      ui::space(6);
    } else {
      ui::label_value(label, value);
    }
  }
}

// --- history ---
using query::HistoryRow;

void read_history(const CardInput& input) {
  CustomerCardState& state = input.state;
  if (state.history_revision == input.doc().revision()) return;
  state.history_revision = input.doc().revision();
  state.history = query::compute_history(input.view.book, input.customer);
}

std::string change_words(const CardInput& input, const HistoryRow& row, schema::FieldIndex field) {
  const schema::TypeIndex type = schema::type_of<schema::Customer>;
  const schema::RecordDef& def = schema::registry[type];
  if (row.field == store::deleted_key)
    return std::string(ui::tr(row.raw_json == "false" ? "history.restored" : "history.deleted"));
  if (field >= def.fields.size()) return ui::trf("history.unknown", {{"field", row.field}, {"value", row.raw_json}});
  const std::string_view label = i18n::text_under(ui::current().lang, "field.customer.", row.field);
  const std::string before = shown_value(input.view, type, def.fields[field], row.old_value);
  const std::string after = shown_value(input.view, type, def.fields[field], row.new_value);
  const std::string_view empty = ui::tr("history.empty_value");
  if (row.is_first || before.empty())
    return ui::trf("history.set", {{"field", label}, {"value", after.empty() ? empty : std::string_view(after)}});
  return ui::trf("history.changed",
                 {{"field", label}, {"before", before}, {"after", after.empty() ? empty : std::string_view(after)}});
}

void history_row(const CardInput& input, const HistoryRow& row, std::size_t index) {
  const std::string number = std::to_string(index);
  const ui::RowScope scope(number);
  const schema::RecordDef& def = schema::registry[schema::type_of<schema::Customer>];
  const schema::FieldIndex field = def.find(row.field);
  ui::text(change_words(input, row, field));
  const std::string when = i18n::date_time(ui::current().lang, row.at.ms, query::zone_offset_minutes(input.doc()));
  const std::string action(ui::tr(row.command));
  ui::muted(ui::trf("history.who", {{"when", when}, {"by", row.by}, {"action", action}}));
  const bool is_known = field < def.fields.size() && !def.fields[field].has(schema::locked);
  const bool is_different = is_known && input.doc().value(input.customer, field) != row.old_value;
  if (is_known && is_different && !row.is_first && !schema::is_empty(row.old_value)) {
    const std::string value =
        shown_value(input.view, schema::type_of<schema::Customer>, def.fields[field], row.old_value);
    if (ui::button("history.put_back", {.kind = ui::ButtonKind::ghost,
                                        .icon = ui::icon::undo_2,
                                        .label = ui::trf("history.put_back", {{"value", value}})}))
      input.requests.run(commands::UpdateRecords{{input.id()}, {{row.field, row.old_value}}}, "history.was_put_back");
  }
  ui::divider();
}

}  // namespace

void profile(const CardInput& input) {
  ui::Grid grid("card.profile", {.min_width_css = 320, .max_columns = 2, .gap_css = 16});
  for (const Part& part : parts) {
    grid.next();
    profile_part(input, part);
  }
}

void history(const CardInput& input) {
  read_history(input);
  const std::vector<HistoryRow>& rows = input.state.history;
  ui::muted(ui::tr("history.about"));
  const ui::Card frame(".history");
  const std::size_t most = std::max(input.state.shown, shown_at_first);
  for (std::size_t i = 0; i < std::min(most, rows.size()); ++i) history_row(input, rows[i], i);
  more_button(input, rows.size());
}

}  // namespace zhike::views::card
