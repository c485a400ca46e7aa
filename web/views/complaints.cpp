// Call flow: complaints_view → refresh (rows in order) → tabs → filters, list beside complaint_detail | problems_part →
// dialogs.
#include "web/views/complaints.h"

#include <algorithm>
#include <array>

#include "core/query/columns.h"
#include "web/views/complaints_parts.h"

namespace zhike::views {
namespace {

using query::ComplaintRow;
using query::ComplaintSort;

constexpr std::array<ui::Tone, 4> severity_tones{ui::Tone::neutral, ui::Tone::info, ui::Tone::warn, ui::Tone::bad};
constexpr std::array<ui::Tone, 5> status_tones{ui::Tone::warn, ui::Tone::info, ui::Tone::good, ui::Tone::good,
                                               ui::Tone::neutral};
constexpr std::array<const char*, 5> status_icons{ui::icon::inbox, ui::icon::loader_circle, ui::icon::check,
                                                  ui::icon::check_check, ui::icon::ban};

// --- the list ---
enum ColumnAt {
  words_column,
  customer_column,
  severity_column,
  days_column,
  category_column,
  status_column,
  staff_column
};
constexpr ui::Column columns[] = {
    {.key = "complaints.words", .is_title = true},
    {.key = "field.complaint.customer", .sortable = ui::Sortable::yes},
    {.key = "field.complaint.severity", .width_css = 108, .sortable = ui::Sortable::yes},
    {.key = "complaints.days", .width_css = 132, .align = ui::Align::right, .sortable = ui::Sortable::yes},
    {.key = "field.complaint.category", .width_css = 120, .sortable = ui::Sortable::yes, .is_hidden_on_phone = true},
    {.key = "field.complaint.status", .width_css = 150, .sortable = ui::Sortable::yes},
    {.key = "field.complaint.staff", .width_css = 110, .sortable = ui::Sortable::yes, .is_hidden_on_phone = true},
};
// Beside a complaint there is room for these alone.
constexpr ui::Column narrow_columns[] = {
    {.key = "complaints.words", .is_title = true},
    {.key = "field.complaint.customer", .width_css = 130, .sortable = ui::Sortable::yes},
    {.key = "field.complaint.severity", .width_css = 104, .sortable = ui::Sortable::yes},
    {.key = "complaints.days", .width_css = 104, .align = ui::Align::right, .sortable = ui::Sortable::yes},
};

ComplaintSort sort_of(int column) {
  constexpr std::array sorts{ComplaintSort::given,     ComplaintSort::customer, ComplaintSort::severity,
                             ComplaintSort::days_open, ComplaintSort::category, ComplaintSort::status,
                             ComplaintSort::staff};
  return column < 0 || column >= static_cast<int>(sorts.size()) ? ComplaintSort::given
                                                                : sorts[static_cast<std::size_t>(column)];
}

void refresh(const ViewInput& input, ComplaintsState& state) {
  const ComplaintSort sort = sort_of(state.table.sort_column);
  const std::uint64_t revision =
      input.doc.revision() + static_cast<std::uint64_t>(static_cast<std::uint32_t>(input.today)) * 1'000'003;
  const bool is_same_order = state.rows_sort == sort && state.is_rows_descending == state.table.is_descending;
  if (state.rows_revision == revision && state.rows_params == state.params && is_same_order) return;
  if (state.rows_revision != revision) {
    state.problem_rows = query::problems_at_stake(input.doc, input.cache, input.today);
    state.categories = query::complaint_categories(input.doc);
  }
  state.rows = input.cache.complaints(input.doc, state.params, input.today).rows;
  query::sort_complaints(input.doc, state.rows, sort,
                         state.table.is_descending ? query::Order::descending : query::Order::ascending);
  state.rows_revision = revision;
  state.rows_params = state.params;
  state.rows_sort = sort;
  state.is_rows_descending = state.table.is_descending;
}

void days_cell(const ComplaintRow& row) {
  const bool is_late = row.is_unsolved && row.days_late > 0;
  if (is_late) {
    ui::draw_icon(ui::icon::clock_alert, ui::Token::bad, 16);
    ui::same_line(4);
  }
  ui::cell_text(ui::trf("complaints.n_days", {{"n", row.days_open}}), is_late ? ui::Token::bad : ui::Token::text);
}

void draw_cell(const ViewInput& input, const ComplaintRow& row, int column, Requests& requests) {
  const auto complaint = input.doc.read<schema::Complaint>(row.complaint);
  switch (column) {
    case words_column:
      ui::cell_text(complaint.original_words.text);
      return;
    case customer_column: {
      const std::string route = "customers/" + base::write_id(input.doc.id(row.customer)), href = "#/" + route;
      if (ui::link("complaints.go_customer", {.label = query::record_title(input.doc, row.customer), .href = href}))
        requests.go(route);
      return;
    }
    case severity_column:
      severity_chip(row.severity);
      return;
    case days_column:
      days_cell(row);
      return;
    case category_column:
      ui::cell_text(complaint.category.text);
      return;
    case status_column:
      complaint_status_chip(row.status);
      return;
    case staff_column:
      ui::cell_text(complaint.staff.text, ui::Token::text_muted);
      return;
    default:
      return;
  }
}

void list(const ViewInput& input, ComplaintsState& state, store::Handle selected, Requests& requests) {
  const std::vector<ComplaintRow>& rows = state.rows;
  const ui::TableInput table{
      .columns = selected ? std::span<const ui::Column>(narrow_columns) : std::span<const ui::Column>(columns),
      .row_count = static_cast<std::int64_t>(rows.size()),
      .cell = [&](std::int64_t row,
                  int column) { draw_cell(input, rows[static_cast<std::size_t>(row)], column, requests); },
      .row_id = [&](std::int64_t row) { return std::uint64_t{rows[static_cast<std::size_t>(row)].complaint}; },
      .row_height_css = 48,
  };
  state.table.focused = std::min(state.table.focused, table.row_count - 1);
  const ui::TableResult result = ui::data_table("complaints.list", table, state.table);
  if (result.opened >= 0)
    requests.go("complaints/" + base::write_id(input.doc.id(rows[static_cast<std::size_t>(result.opened)].complaint)));
}

// --- filters ---
void status_filter(ComplaintsState& state) {
  std::vector<ui::Option> options{{"", ui::tr("complaints.status.all")},
                                  {"unsolved", ui::tr("complaints.status.unsolved")},
                                  {"unconfirmed", ui::tr("complaints.status.unconfirmed")}};
  for (const std::string_view status : schema::complaint_statuses)
    options.push_back({status, choice_label("choice.complaint.status.", status)});
  ui::choice("complaints.filter.status", state.params.status, options);
}

void filters(ComplaintsState& state) {
  ui::Grid grid("complaints.filters", {.min_width_css = 150, .max_columns = 3, .gap_css = 12});
  grid.next();
  status_filter(state);
  grid.next();
  std::vector<ui::Option> severities{{"", ui::tr("complaints.severity.all")}};
  for (const std::string_view severity : schema::severities)
    severities.push_back({severity, choice_label("choice.complaint.severity.", severity)});
  ui::choice("complaints.filter.severity", state.params.severity, severities);
  grid.next();
  std::vector<ui::Option> categories{{"", ui::tr("complaints.category.all")}};
  for (const std::string& category : state.categories) categories.push_back({category, category});
  ui::choice("complaints.filter.category", state.params.category, categories);
}

std::string summary(const query::Complaints& found) {
  const stats::Interval& median = found.median_days;
  const std::string late = ui::trf("complaints.late", {{"n", found.late}});
  const std::string unsolved = ui::trf("complaints.unsolved", {{"n", found.unsolved}});
  if (median.n < stats::withheld_below || !(median.value < 1e9))
    return ui::trf("complaints.summary", {{"unsolved", unsolved}, {"late", late}});
  return ui::trf(
      "complaints.summary_median",
      {{"unsolved", unsolved}, {"late", late}, {"days", ui::format_number(median.value, 0)}, {"n", median.n}});
}

void new_complaint(const ViewInput& input, ComplaintsState& state) {
  open_new_record(state.editors.record, "complaint",
                  {{"received", ui::current().now},
                   {"severity", std::string("normal")},
                   {"status", std::string("open")},
                   {"staff", input.status.by}});
}

void nothing_here(const ViewInput& input, ComplaintsState& state, Requests& requests) {
  const bool has_any = input.doc.table<schema::Complaint>().visible_count > 0;
  if (!has_any) {
    const bool has_customers = input.doc.table<schema::Customer>().visible_count > 0;
    const int act =
        ui::empty_state("complaints.none", {.icon = ui::icon::message_square_warning,
                                            .action_key = has_customers ? "complaints.new" : "complaints.to_data"});
    if (act == 1 && has_customers) new_complaint(input, state);
    if (act == 1 && !has_customers) requests.go("data");
  } else if (ui::empty_state("complaints.none_match",
                             {.icon = ui::icon::search_x, .action_key = "complaints.show_all"}) == 1) {
    state.params = {};
  }
}

void complaints_part(const ViewInput& input, ComplaintsState& state, store::Handle selected, Requests& requests) {
  if (selected && ui::is_phone()) {
    complaint_detail(input, state, selected, requests);
    return;
  }
  const auto left = [&] {
    filters(state);
    ui::space(4);
    if (state.rows.empty())
      nothing_here(input, state, requests);
    else
      list(input, state, selected, requests);
  };
  if (!selected) {
    left();
    return;
  }
  ui::Split split("complaints.split", 0.48f);
  left();
  split.next();
  const ScrollPane pane("##complaint");
  complaint_detail(input, state, selected, requests);
}

}  // namespace

std::string_view choice_label(std::string_view prefix, std::string_view choice) {
  return i18n::text_under(ui::current().lang, prefix, choice);
}

void severity_chip(std::uint8_t severity) {
  ui::chip(choice_label("choice.complaint.severity.", schema::severities[severity]), severity_tones[severity],
           severity == 3 ? ui::icon::siren : nullptr);
}

void complaint_status_chip(std::uint8_t status) {
  ui::chip(choice_label("choice.complaint.status.", schema::complaint_statuses[status]), status_tones[status],
           status_icons[status]);
}

void apply_complaints_route(ComplaintsState& state, const Route& route) {
  if (route.query.empty()) return;
  state.params = {};
  state.tab = route.find("tab") == "problems" ? 1 : 0;
  const std::string_view status = route.find("status");
  state.params.status = status == "open" ? "unsolved" : status;
  state.params.severity = route.find("severity");
  state.params.category = route.find("category");
  state.params.staff = route.find("staff");
  state.params.tier = route.find("tier");
  state.params.received.from = base::read_day(route.find("from")).value_or(base::no_day);
  state.params.received.to = base::read_day(route.find("to")).value_or(base::no_day);
}

void complaints_view(const ViewInput& input, ComplaintsState& state, store::Handle selected, Requests& requests) {
  const bool is_complaint = input.doc.is<schema::Complaint>(selected),
             is_problem = input.doc.is<schema::Problem>(selected);
  if (is_complaint) state.tab = 0;
  if (is_problem) state.tab = 1;
  refresh(input, state);
  {
    const std::string subtitle = summary(input.cache.complaints(input.doc, {}, input.today));
    const bool fills = !ui::is_phone() || !(is_complaint || is_problem);
    const ui::Page page("room.complaints", {.subtitle = subtitle, .fills_height = fills});
    {
      const ui::PageActions actions;
      if (ui::button("complaints.new", {.kind = ui::ButtonKind::primary, .icon = ui::icon::plus, .shortcut = "N"}) ||
          ui::shortcut("n"))
        new_complaint(input, state);
    }
    const std::array tab_items{
        ui::TabItem{"complaints.tab.complaints", static_cast<int>(input.doc.table<schema::Complaint>().visible_count)},
        ui::TabItem{"complaints.tab.problems", static_cast<int>(state.problem_rows.size())}};
    if (ui::tabs("complaints.tabs", state.tab, tab_items) && (is_complaint || is_problem)) requests.go("complaints");
    if (state.tab == 0)
      complaints_part(input, state, is_complaint ? selected : 0, requests);
    else
      problems_part(input, state, is_problem ? selected : 0, requests);
  }
  complaint_dialogs(input, state, requests);
  editors_dialogs(input, state.editors, requests);
}

}  // namespace zhike::views
