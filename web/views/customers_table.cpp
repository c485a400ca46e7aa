#include <algorithm>
#include <array>

#include "core/query/columns.h"
#include "web/views/customers_parts.h"
#include "web/views/customers_text.h"

namespace zhike::views::customers {
namespace {

using store::Handle;
using store::Row;

enum class Show : std::uint8_t { always, wide, widest };
enum class First : std::uint8_t { ascending, descending };  // order of the first press on the heading

struct ColumnDef {
  ui::Column column;
  std::string_view sort;  // of CustomersParams
  Show show = Show::always;
  First first = First::ascending;
};
using ui::Align, ui::Sortable;
constexpr std::array columns{
    ColumnDef{{.key = "customers.col.name", .sortable = Sortable::yes, .is_title = true}, "name"},
    ColumnDef{{.key = "customers.col.tier", .width_css = 84, .sortable = Sortable::yes}, "tier"},
    ColumnDef{{.key = "customers.col.value", .width_css = 124, .align = Align::right, .sortable = Sortable::yes},
              "value",
              Show::always,
              First::descending},
    ColumnDef{{.key = "customers.col.owner", .width_css = 84, .sortable = Sortable::yes}, "owner"},
    ColumnDef{{.key = "customers.col.city", .width_css = 76, .sortable = Sortable::yes, .is_hidden_on_phone = true},
              "city",
              Show::wide},
    ColumnDef{
        {.key = "customers.col.industry", .width_css = 104, .sortable = Sortable::yes, .is_hidden_on_phone = true},
        "industry",
        Show::widest},
    ColumnDef{{.key = "customers.col.contact", .width_css = 122, .sortable = Sortable::yes}, "last_contact"},
    ColumnDef{{.key = "customers.col.promises",
               .width_css = 88,
               .align = Align::right,
               .sortable = Sortable::yes,
               .is_hidden_on_phone = true},
              "open_promises",
              Show::always,
              First::descending},
    ColumnDef{{.key = "customers.col.complaints",
               .width_css = 92,
               .align = Align::right,
               .sortable = Sortable::yes,
               .is_hidden_on_phone = true},
              "open_complaints",
              Show::always,
              First::descending},
    ColumnDef{{.key = "customers.col.nps",
               .width_css = 68,
               .align = Align::right,
               .sortable = Sortable::yes,
               .is_hidden_on_phone = true},
              "last_nps"},
};
enum At : std::size_t {
  name_at,
  tier_at,
  value_at,
  owner_at,
  city_at,
  industry_at,
  contact_at,
  promises_at,
  complaints_at,
  nps_at
};

// Answers that the cells read, asked once a frame.
struct Facts {
  const query::Tiers& tiers;
  const query::Activity& activity;
  const query::LatestNps& nps;
  explicit Facts(const ViewInput& input)
      : tiers(input.cache.tiers(input.doc, input.today)),
        activity(input.cache.activity(input.doc, input.today)),
        nps(input.cache.latest_nps(input.doc)) {}
};

std::string_view text_of(const store::Document& doc, std::size_t column, Row row) {
  using schema::Customer;
  switch (column) {
    case owner_at:
      return doc.column<&Customer::owner>().text(row);
    case city_at:
      return doc.column<&Customer::city>().text(row);
    default:
      return doc.column<&Customer::industry>().text(row);
  }
}

void count_cell(std::int32_t n, ui::Token ink) {
  if (n > 0) ui::cell_text(ui::format_count(n), ink);
}

void nps_cell(std::int8_t answer) {
  if (answer >= 0)
    ui::cell_text(ui::format_count(answer), answer <= 6   ? ui::Token::bad
                                            : answer >= 9 ? ui::Token::good
                                                          : ui::Token::text);
}

void name_cell(const ViewInput& input, Handle customer, Requests& requests) {
  const std::string route = customer_route(input.doc, customer), href = "#/" + route;
  const ui::TextRole role = ui::is_phone() ? ui::TextRole::strong : ui::TextRole::body;
  if (ui::link("customers.name", {.label = query::record_title(input.doc, customer), .href = href, .role = role}))
    requests.go(route);
}

// Pressing the tier shows all customers in it. A list from another room is left by its address, after this frame: its
// handles are being drawn.
void tier_cell(CustomersState& state, const query::Tiers& tiers, const query::TierOf& of, Requests& requests) {
  const std::string& tier = tiers.row_of(of).tier;
  if (!ui::tier_chip("customers.tier", tier_level(tiers, of.tier), tier, tier_why(tiers, of))) return;
  if (state.preset.is_set()) {
    requests.go(write_route({.room = "customers", .query = {{"tier", tier}}}));
    return;
  }
  query::CustomersParams params = state.params;
  params.tier = tier;
  ask(state, std::move(params));
}

void value_cell(const query::Tiers& tiers, const query::TierOf& of) {
  if (of.value != 0)
    ui::cell_text(ui::format_money({of.value}, tiers.currency));
  else
    ui::cell_text(i18n::no_value, ui::Token::text_muted);
}

void contact_cell(base::Day last) {
  if (last == base::no_day)
    ui::cell_text(ui::tr("customers.never"), ui::Token::text_muted);
  else
    ui::cell_text(ui::format_day_relative(last));
}

void cell(const ViewInput& input, CustomersState& state, const Facts& facts, Handle customer, std::size_t column,
          Requests& requests) {
  const Row row = input.doc.place(customer).row;
  switch (column) {
    case name_at:
      name_cell(input, customer, requests);
      return;
    case tier_at:
      tier_cell(state, facts.tiers, facts.tiers.by_row[row], requests);
      return;
    case value_at:
      value_cell(facts.tiers, facts.tiers.by_row[row]);
      return;
    case contact_at:
      contact_cell(facts.activity.last_contact[row]);
      return;
    case promises_at:
      count_cell(facts.activity.open_promises[row], ui::Token::text);
      return;
    case complaints_at:
      count_cell(facts.activity.open_complaints[row], ui::Token::bad);
      return;
    case nps_at:
      nps_cell(facts.nps.answer[row]);
      return;
    default:
      ui::cell_text(text_of(input.doc, column, row), ui::Token::text);
      return;
  }
}

// The columns that fit, as indices into `columns`.
std::vector<std::size_t> shown_columns() {
  const float width_css = ui::content_width() / ui::current().scale;
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const float least = columns[i].show == Show::always ? 0 : columns[i].show == Show::wide ? 960 : 1120;
    if (width_css >= least) shown.push_back(i);
  }
  return shown;
}

// A heading was pressed: the column sorted already turns round, another begins in its own way.
void sort(CustomersState& state, std::span<const std::size_t> shown) {
  const int pressed = state.table.sort_column;
  query::CustomersParams params = state.params;
  const std::string_view asked =
      pressed < 0 ? std::string_view(params.sort) : columns[shown[static_cast<std::size_t>(pressed)]].sort;
  const auto column = std::ranges::find(columns, asked, &ColumnDef::sort);
  const bool begins_descending = column != columns.end() && column->first == First::descending;
  params.is_descending = asked == params.sort ? !params.is_descending : begins_descending;
  params.sort = asked;
  ask(state, std::move(params));
}

// On a card of its own, with a margin below; phones have a card a row.
ui::TableResult draw(ui::TableInput input, ui::TableState& state) {
  if (ui::is_phone()) return ui::data_table("customers.table", input, state);
  input.height_css = ImGui::GetContentRegionAvail().y / ui::current().scale - 24;
  const ui::Card frame(".customers", {.is_tight = true});
  return ui::data_table("customers.table", input, state);
}

void act_by_key(const ViewInput& input, CustomersState& state, Handle customer) {
  if (ui::shortcut("l")) open_contact(state.editors.contact, input.doc, customer);
  if (ui::shortcut("e")) open_record(state.editors.record, input.doc, customer);
}

}  // namespace

void table(const ViewInput& input, CustomersState& state, std::span<const Handle> handles, Requests& requests) {
  const std::vector<std::size_t> shown = shown_columns();
  std::vector<ui::Column> heads;
  state.table.sort_column = -1;
  for (const std::size_t each : shown) {
    if (columns[each].sort == state.params.sort && !state.preset.is_set())
      state.table.sort_column = static_cast<int>(heads.size());
    heads.push_back(columns[each].column);
    if (state.preset.is_set()) heads.back().sortable = Sortable::no;
  }
  state.table.is_descending = state.params.is_descending;
  const Facts facts(input);
  const ui::TableInput in{
      .columns = heads,
      .row_count = static_cast<std::int64_t>(handles.size()),
      .cell =
          [&](std::int64_t row, int column) {
            cell(input, state, facts, handles[static_cast<std::size_t>(row)], shown[static_cast<std::size_t>(column)],
                 requests);
          },
      .row_id = [&](std::int64_t row) { return std::uint64_t{handles[static_cast<std::size_t>(row)]}; },
      .is_selectable = true,
  };
  const ui::TableResult result = draw(in, state.table);
  if (result.opened >= 0) requests.go(customer_route(input.doc, handles[static_cast<std::size_t>(result.opened)]));
  if (state.table.focused >= 0 && state.table.focused < in.row_count)
    act_by_key(input, state, handles[static_cast<std::size_t>(state.table.focused)]);
  if (result.has_sort_changed) sort(state, shown);
}

// --- CSV ---
namespace {

// A spreadsheet must not run what somebody typed; signed numbers are not typed texts and stay.
std::string csv_cell(std::string_view text) {
  const bool is_formula = !text.empty() && std::string_view("=+-@\t\r'").find(text.front()) != std::string_view::npos;
  const bool needs_quotes =
      text.find_first_of(",;\t|\"\r\n") != std::string_view::npos || text.starts_with(' ') || text.ends_with(' ');
  std::string out(needs_quotes ? "\"" : "");
  if (is_formula) out += '\'';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  if (needs_quotes) out += '"';
  return out;
}

void add_row(std::string& out, std::span<const std::string> cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) out += (i > 0 ? "," : "") + cells[i];
  out += "\r\n";
}

}  // namespace

std::string write_csv(const ViewInput& input, std::span<const Handle> handles) {
  const Facts facts(input);
  std::string out = "\xef\xbb\xbf";
  std::vector<std::string> cells{csv_cell(ui::tr("field.customer.key"))};
  for (const ColumnDef& each : columns) cells.push_back(csv_cell(ui::tr(each.column.key)));
  add_row(out, cells);
  for (const Handle customer : handles) {
    const Row row = input.doc.place(customer).row;
    const query::TierOf& of = facts.tiers.by_row[row];
    const auto record = input.doc.read<schema::Customer>(customer);
    const std::int8_t nps = facts.nps.answer[row];
    cells = {csv_cell(record.key.text),
             csv_cell(record.name.text),
             csv_cell(facts.tiers.row_of(of).tier),
             base::write_decimal({of.value}),
             csv_cell(record.owner.text),
             csv_cell(record.city.text),
             csv_cell(record.industry.text),
             base::write_day(facts.activity.last_contact[row]),
             std::to_string(facts.activity.open_promises[row]),
             std::to_string(facts.activity.open_complaints[row]),
             nps < 0 ? std::string() : std::to_string(nps)};
    add_row(out, cells);
  }
  return out;
}

}  // namespace zhike::views::customers
