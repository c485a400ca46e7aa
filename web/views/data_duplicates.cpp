// Customers that may be one and the same: suggested with reasons, compared side by side, joined field by field, or told
// apart; and those already joined, who can be separated at any time.
#include <algorithm>
#include <array>
#include <vector>

#include "core/query/join.h"
#include "web/views/customers_text.h"
#include "web/views/data_parts.h"
#include "web/views/editors_frame.h"

namespace zhike::views {
namespace {

using query::JoinField;
using query::JoinPlan;

constexpr schema::TypeIndex customer_type = schema::type_of<schema::Customer>;
constexpr std::string_view kept_side = "kept", gone_side = "gone", both_sides = "both";

constexpr std::size_t customers_a_frame = 2000;
constexpr std::array<std::string_view, query::alike_count> alike_labels{
    "data.alike.name",  "data.alike.sound",  "data.alike.other_name", "data.alike.phone",
    "data.alike.email", "data.alike.street", "data.alike.birthday",   "data.alike.city"};

std::string reasons_words(const query::DuplicatePair& pair) {
  std::vector<std::string_view> parts;
  for (std::size_t i = 0; i < query::alike_count; ++i)
    if (pair.has(static_cast<query::Alike>(i))) parts.push_back(i18n::text(ui::current().lang, alike_labels[i]));
  return i18n::list(ui::current().lang, parts);
}

void customer_link(const ViewInput& input, store::Handle customer, const char* key, Requests& requests) {
  const std::string route = "customers/" + base::write_id(input.doc.id(customer)), href = "#/" + route;
  if (ui::link(key, {.label = query::record_title(input.doc, customer), .href = href})) requests.go(route);
}

constexpr ui::Column duplicate_columns[] = {
    {.key = "data.duplicates.first", .is_title = true},
    {.key = "data.duplicates.second"},
    {.key = "data.duplicates.score", .width_css = 90, .align = ui::Align::right},
    {.key = "data.duplicates.reasons"},
    {.key = "data.duplicates.act", .width_css = 150},
};

void open_comparison(const ViewInput& input, const query::DuplicatePair& pair, JoinState& state) {
  state = {};
  state.is_open = true;
  state.first = input.doc.id(pair.first);
  state.second = input.doc.id(pair.second);
  state.reasons = reasons_words(pair);
}

// Which side a field's value comes from when nobody chose.
std::string_view proposed_side(const JoinField& row) {
  if (row.proposed == row.kept) return kept_side;
  return row.proposed == row.gone ? gone_side : both_sides;
}

schema::Value chosen_value(const JoinField& row, std::string_view side) {
  if (side == kept_side) return row.kept;
  if (side == gone_side) return row.gone;
  return query::combined(schema::registry[customer_type].fields[row.field], {row.kept, row.gone});
}

std::string holds_words(const std::vector<std::pair<schema::TypeIndex, std::size_t>>& holds) {
  std::vector<std::string> parts;
  for (const auto& [type, n] : holds)
    parts.push_back(counted(schema::registry[type].key, static_cast<std::int64_t>(n)));
  if (parts.empty()) return std::string(ui::tr("data.join.holds_nothing"));
  const std::vector<std::string_view> views(parts.begin(), parts.end());
  return i18n::list(ui::current().lang, views);
}

void side_card(const ViewInput& input, store::Handle customer, std::string_view role,
               const std::vector<std::pair<schema::TypeIndex, std::size_t>>& holds) {
  const std::string title(query::record_title(input.doc, customer));
  const ui::Card card(".side", {});
  ui::text(title, ui::TextRole::strong);
  const std::string_view key = input.doc.text(customer, schema::index_of<&schema::Customer::key>());
  ui::muted(key.empty() ? std::string(role) : std::string(role) + " · " + std::string(key));
  ui::muted(holds_words(holds));
}

// One field: the values of both sides to choose from, and both together where they can be.
void field_choice(const ViewInput& input, const JoinField& row, JoinState& state) {
  const schema::FieldDef& field = schema::registry[customer_type].fields[row.field];
  const auto known = state.sides.try_emplace(std::string(field.key), proposed_side(row)).first;
  const auto words = [&](const schema::Value& value) {
    std::string shown = shown_value(input, customer_type, field, value);
    return shown.empty() ? std::string(ui::tr("data.empty_value")) : shown;
  };
  const std::string kept = words(row.kept), gone = words(row.gone);
  const schema::Value both = query::combined(field, {row.kept, row.gone});
  const std::string together = words(both);
  std::vector<ui::Option> options{{.key = kept_side, .label = kept, .hint = ui::tr("data.duplicates.first")},
                                  {.key = gone_side, .label = gone, .hint = ui::tr("data.duplicates.second")}};
  // Nobody has two names, or two account managers.
  const bool can_be_both =
      field.kind != schema::Kind::text || !(field.has(schema::required) || field.has(schema::repeats));
  if (can_be_both && !schema::is_empty(both) && both != row.kept && both != row.gone)
    options.push_back({.key = both_sides, .label = together, .hint = ui::tr("data.join.both")});
  const ui::RowScope scope(field.key);
  ui::radio_group("data.join.field", known->second, options, {.label = field_label("customer", field.key)});
}

void comparison(const ViewInput& input, const JoinPlan& plan, JoinState& state) {
  const ScrollBody scroll("##join", 250);
  if (!state.reasons.empty()) ui::muted(ui::trf("data.join.reasons", {{"list", state.reasons}}));
  {
    ui::Grid grid("data.join.sides", {.min_width_css = 200, .max_columns = 2, .gap_css = 12});
    grid.next();
    side_card(input, plan.kept, ui::tr("data.duplicates.first"), plan.kept_holds);
    grid.next();
    side_card(input, plan.gone, ui::tr("data.duplicates.second"), plan.gone_holds);
  }
  std::vector<std::string_view> same;
  for (const JoinField& row : plan.fields)
    if (!row.differs()) same.push_back(field_label("customer", schema::registry[customer_type].fields[row.field].key));
  if (!same.empty()) ui::muted(ui::trf("data.join.same", {{"list", i18n::list(ui::current().lang, same)}}));
  ui::space(4);
  {
    ui::Grid grid("data.join.fields", {.min_width_css = 260, .max_columns = 2, .gap_css = 16});
    for (const JoinField& row : plan.fields) {
      if (!row.differs()) continue;
      grid.next();
      field_choice(input, row, state);
    }
  }
  ui::muted(ui::tr("data.join.what_happens"));
}

void join(const JoinPlan& plan, JoinState& state, Requests& requests) {
  commands::JoinRecords command{state.first, state.second, {}};
  for (const JoinField& row : plan.fields) {
    const schema::FieldDef& field = schema::registry[customer_type].fields[row.field];
    if (const auto side = state.sides.find(std::string(field.key)); row.differs() && side != state.sides.end())
      command.values.emplace_back(std::string(field.key), chosen_value(row, side->second));
  }
  requests.run(std::move(command));
  state = {};
}

void joined_row(const ViewInput& input, const query::Joined& joined, Requests& requests) {
  const std::string id = base::write_id(input.doc.id(joined.gone));
  const ui::RowScope scope(id);
  const store::ChangeInfo& info = input.doc.change(joined.change);
  ui::divider();
  const std::string gone(input.doc.text(joined.gone, schema::index_of<&schema::Customer::name>()));
  ui::text(ui::trf("data.joined.row", {{"gone", gone}, {"kept", query::record_title(input.doc, joined.kept)}}));
  ui::muted(ui::trf("data.joined.who", {{"by", input.doc.name(info.by)}, {"at", ui::format_instant(info.at.ms)}}));
  if (!joined.changed_since.empty()) {
    std::vector<std::string_view> fields;
    for (const schema::FieldIndex f : joined.changed_since)
      fields.push_back(field_label("customer", schema::registry[customer_type].fields[f].key));
    ui::chip(ui::trf("data.joined.changed", {{"list", i18n::list(ui::current().lang, fields)}}), ui::Tone::warn,
             ui::icon::triangle_alert);
  }
  if (ui::button("data.joined.separate", {.kind = ui::ButtonKind::ghost, .icon = ui::icon::split}))
    requests.run(commands::SeparateRecord{input.doc.id(joined.gone)});
}

void joined_list(const ViewInput& input, DataState& state, Requests& requests) {
  if (state.joined_revision != input.doc.revision()) {
    state.joined = query::find_joined(input.doc);
    state.joined_revision = input.doc.revision();
  }
  if (state.joined.empty()) return;
  ui::space(8);
  ui::heading(ui::trf("data.joined", {{"n", state.joined.size()}}), 3);
  ui::muted(ui::tr("data.joined.help"));
  const std::size_t shown = std::min(state.joined_shown, state.joined.size());
  for (std::size_t i = 0; i < shown; ++i) joined_row(input, state.joined[i], requests);
  if (shown < state.joined.size() &&
      ui::button("data.joined.more", {.label = ui::trf("data.more", {{"n", state.joined.size() - shown}})}))
    state.joined_shown += 20;
}

void searching(const ViewInput& input, double share) {
  const ui::Card card(
      "data.duplicates",
      {.title = ui::tr("data.duplicates.list"), .subtitle = ui::tr("data.duplicates.help"), .icon = ui::icon::users});
  const std::string done = i18n::percent(ui::current().lang, share);
  ui::muted(ui::trf("data.duplicates.searching", {{"share", done}}));
  if (!input.status.is_job_running) ui::wake_in(0);
}

}  // namespace

void join_dialog(const ViewInput& input, DataState& state, Requests& requests) {
  JoinState& draft = state.join;
  const store::Handle first = input.doc.find(draft.first), second = input.doc.find(draft.second);
  const bool are_there = input.doc.is<schema::Customer>(first) && input.doc.is<schema::Customer>(second);
  if (draft.is_open && !are_there) draft = {};
  ui::Dialog dialog("data.join", draft.is_open, {.width_css = 760});
  if (!dialog) return;
  const JoinPlan plan = query::plan_join(input.doc, first, second);
  comparison(input, plan, draft);
  if (ui::button("data.join.apart", {.kind = ui::ButtonKind::ghost, .icon = ui::icon::split})) {
    requests.run(commands::KeepApart{draft.first, draft.second});
    draft = {};
    return;
  }
  if (dialog.footer("data.join.join", {.kind = ui::ButtonKind::primary, .icon = ui::icon::merge}))
    join(plan, draft, requests);
}

void duplicates_part(const ViewInput& input, DataState& state, Requests& requests) {
  double share = 0;
  const query::Duplicates* known = input.cache.find_duplicates(
      input.doc, input.status.is_job_running ? 0 : customers_a_frame, share);  // a job would make it begin anew
  if (!known) {
    searching(input, share);
    joined_list(input, state, requests);
    return;
  }
  const query::Duplicates& found = *known;
  const std::string title = ui::trf("data.duplicates.title", {{"n", found.total}});
  const ui::Card card("data.duplicates",
                      {.title = title, .subtitle = ui::tr("data.duplicates.help"), .icon = ui::icon::users});
  if (found.pairs.empty()) {
    ui::text(ui::tr("data.duplicates.none"), ui::TextRole::body, ui::Token::text_muted);
    joined_list(input, state, requests);
    return;
  }
  const auto pair_at = [&](std::int64_t index) -> const query::DuplicatePair& {
    return found.pairs[static_cast<std::size_t>(index)];
  };
  const auto cell = [&](std::int64_t index, int column) {
    const query::DuplicatePair& pair = pair_at(index);
    if (column == 0) customer_link(input, pair.first, "data.duplicates.go_first", requests);
    if (column == 1) customer_link(input, pair.second, "data.duplicates.go_second", requests);
    if (column == 2) ui::cell_text(ui::format_count(pair.score));
    if (column == 3) ui::cell_text(reasons_words(pair), ui::Token::text_muted);
    if (column == 4 && ui::button("data.duplicates.compare", {.icon = ui::icon::scale}))
      open_comparison(input, pair, state.join);
  };
  const ui::TableInput table{
      .columns = duplicate_columns,
      .row_count = static_cast<std::int64_t>(found.pairs.size()),
      .cell = cell,
      .height_css = std::clamp(64.0f + 52.0f * static_cast<float>(found.pairs.size()), 150.0f, 400.0f),
      .row_height_css = 48,
      .label = title};
  const ui::TableResult result = ui::data_table("data.duplicates.list", table, state.duplicates);
  if (result.opened >= 0) open_comparison(input, pair_at(result.opened), state.join);
  joined_list(input, state, requests);
}

}  // namespace zhike::views
