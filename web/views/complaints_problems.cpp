// Call flow: problems_part → list | detail (figures, complaints linked, customers behind them).
#include <algorithm>

#include "web/views/complaints_parts.h"

namespace zhike::views {
namespace {

using query::ProblemAtStake;

constexpr std::size_t most_lines = 30;

enum ColumnAt { title_column, customers_column, complaints_column, value_column, status_column };
constexpr ui::Column columns[] = {
    {.key = "field.problem.title", .is_title = true},
    {.key = "complaints.problem.customers", .width_css = 130, .align = ui::Align::right},
    {.key = "complaints.problem.complaints", .width_css = 130, .align = ui::Align::right},
    {.key = "complaints.problem.value", .width_css = 150, .align = ui::Align::right},
    {.key = "field.problem.status", .width_css = 150},
};
constexpr ui::Column narrow_columns[] = {
    {.key = "field.problem.title", .is_title = true},
    {.key = "complaints.problem.customers", .width_css = 100, .align = ui::Align::right},
    {.key = "complaints.problem.complaints", .width_css = 150, .align = ui::Align::right},
};

std::string money(const ViewInput& input, std::int64_t units) {
  return ui::format_money_short({units}, input.cache.tiers(input.doc, input.today).currency);
}

void draw_cell(const ViewInput& input, const ProblemAtStake& problem, int column) {
  switch (column) {
    case title_column:
      ui::cell_text(query::record_title(input.doc, problem.problem));
      return;
    case customers_column:
      ui::cell_text(ui::format_count(problem.customers));
      return;
    case complaints_column:
      ui::cell_text(ui::trf("complaints.problem.of", {{"n", problem.unsolved}, {"all", problem.complaints}}));
      return;
    case value_column:
      ui::cell_text(money(input, problem.value));
      return;
    case status_column:
      ui::chip(choice_label("choice.problem.status.", schema::problem_statuses[problem.status]));
      return;
    default:
      return;
  }
}

void list(const ViewInput& input, ComplaintsState& state, store::Handle selected, Requests& requests) {
  const std::vector<ProblemAtStake>& rows = state.problem_rows;
  const ui::TableInput table{
      .columns = selected ? std::span<const ui::Column>(narrow_columns) : std::span<const ui::Column>(columns),
      .row_count = static_cast<std::int64_t>(rows.size()),
      .cell = [&](std::int64_t row, int column) { draw_cell(input, rows[static_cast<std::size_t>(row)], column); },
      .row_id = [&](std::int64_t row) { return std::uint64_t{rows[static_cast<std::size_t>(row)].problem}; },
      .row_height_css = 48,
  };
  state.problems.focused = std::min(state.problems.focused, table.row_count - 1);
  const ui::TableResult result = ui::data_table("complaints.problem_list", table, state.problems);
  if (result.opened >= 0)
    requests.go("complaints/" + base::write_id(input.doc.id(rows[static_cast<std::size_t>(result.opened)].problem)));
}

void long_fact(const char* label_key, std::string_view value) {
  if (value.empty()) return;
  ui::muted(ui::tr(label_key));
  ui::text(value);
}

void figures(const ViewInput& input, const ProblemAtStake& problem) {
  ui::Grid grid("complaints.problem.tiles", {.min_width_css = 130, .max_columns = 3, .gap_css = 12});
  grid.next();
  ui::stat_tile("complaints.problem.customers",
                {.value = ui::format_count(problem.customers), .icon = ui::icon::users});
  grid.next();
  const std::string unsolved = ui::trf("complaints.unsolved", {{"n", problem.unsolved}});
  ui::stat_tile(
      "complaints.problem.complaints",
      {.value = ui::format_count(problem.complaints), .base = unsolved, .icon = ui::icon::message_square_warning});
  grid.next();
  ui::stat_tile("complaints.problem.value", {.value = money(input, problem.value),
                                             .icon = ui::icon::wallet,
                                             .hint = ui::tr("complaints.problem.value_hint")});
}

void linked_complaints(const ViewInput& input, const ProblemAtStake& problem, Requests& requests) {
  const ui::Card card("complaints.problem.linked_list", {.icon = ui::icon::message_square_warning});
  const query::Complaints& found = input.cache.complaints(input.doc, {.problem = problem.problem}, input.today);
  if (found.rows.empty()) ui::muted(ui::tr("complaints.problem.no_complaints"));
  for (std::size_t i = 0; i < std::min(found.rows.size(), most_lines); ++i) {
    const query::ComplaintRow& row = found.rows[i];
    const std::string id = base::write_id(input.doc.id(row.complaint)), route = "complaints/" + id, href = "#/" + route;
    const ui::RowScope scope(id);
    ImGui::PushID(id.c_str());
    severity_chip(row.severity);
    ui::same_line(6);
    const std::string label =
        ui::trf("complaints.problem.line", {{"customer", query::record_title(input.doc, row.customer)},
                                            {"words", query::record_title(input.doc, row.complaint)}});
    if (ui::link("complaints.problem.go_complaint", {.label = label, .href = href})) requests.go(route);
    ImGui::PopID();
  }
}

void customers_behind(const ViewInput& input, const ProblemAtStake& problem, Requests& requests) {
  if (problem.customer_list.empty()) return;
  const query::Tiers& tiers = input.cache.tiers(input.doc, input.today);
  const ui::Card card("complaints.problem.customer_list", {.icon = ui::icon::users});
  for (std::size_t i = 0; i < std::min(problem.customer_list.size(), most_lines); ++i) {
    const store::Handle customer = problem.customer_list[i];
    const std::string id = base::write_id(input.doc.id(customer)), route = "customers/" + id, href = "#/" + route;
    const ui::RowScope scope(id);
    ImGui::PushID(id.c_str());
    if (ui::link("complaints.go_customer", {.label = query::record_title(input.doc, customer), .href = href}))
      requests.go(route);
    if (const query::TierOf* of = query::tier_of(input.doc, tiers, customer)) {
      ui::same_line(8);
      ui::muted(ui::trf("complaints.tier_why", {{"tier", tiers.row_of(*of).tier}, {"value", money(input, of->value)}}));
    }
    ImGui::PopID();
  }
}

void detail(const ViewInput& input, ComplaintsState& state, const ProblemAtStake& at, Requests& requests) {
  const auto problem = input.doc.read<schema::Problem>(at.problem);
  const ui::Group region(
      {.role = ui::Role::region, .key = "complaints.problem_detail", .name = std::string(problem.title.text)});
  if (ui::button("complaints.back", {.kind = ui::ButtonKind::ghost, .icon = ui::icon::arrow_left}) ||
      ui::shortcut("escape"))
    requests.go("complaints?tab=problems");
  ui::heading(problem.title.text, 2);
  ui::chip(choice_label("choice.problem.status.", schema::problem_statuses[at.status]));
  ui::same_line(8);
  if (ui::button("complaints.edit", {.kind = ui::ButtonKind::ghost, .icon = ui::icon::pencil, .shortcut = "E"}) ||
      ui::shortcut("e"))
    open_record(state.editors.record, input.doc, at.problem);
  ui::space(4);
  figures(input, at);
  ui::space(4);
  long_fact("field.problem.description", problem.description.text);
  long_fact("field.problem.cause", problem.cause.text);
  long_fact("field.problem.fix", problem.fix.text);
  ui::space();
  linked_complaints(input, at, requests);
  ui::space();
  customers_behind(input, at, requests);
}

}  // namespace

void problems_part(const ViewInput& input, ComplaintsState& state, store::Handle selected, Requests& requests) {
  const auto at = std::ranges::find(state.problem_rows, selected, &ProblemAtStake::problem);
  const ProblemAtStake* shown = selected && at != state.problem_rows.end() ? &*at : nullptr;
  if (shown && ui::is_phone()) {
    detail(input, state, *shown, requests);
    return;
  }
  if (state.problem_rows.empty()) {
    if (ui::empty_state("complaints.no_problems", {.icon = ui::icon::puzzle, .action_key = "complaints.problem.new"}) ==
        1)
      open_new_record(state.editors.record, "problem",
                      {{"status", std::string("open")}, {"opened", std::int64_t{input.today}}});
    return;
  }
  if (!shown) {
    list(input, state, 0, requests);
    return;
  }
  ui::Split split("complaints.problem_split", 0.42f);
  list(input, state, selected, requests);
  split.next();
  const ScrollPane pane("##problem");
  detail(input, state, *shown, requests);
}

}  // namespace zhike::views
