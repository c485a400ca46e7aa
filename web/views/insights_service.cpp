// Call flow: service_cards → complaints_card, promises_card.
#include <algorithm>

#include "core/chart/bar.h"
#include "web/views/complaints_parts.h"
#include "web/views/insights_parts.h"

namespace zhike::views {
namespace {

constexpr std::size_t most_staff = 12;

std::size_t severity_at(std::size_t series) { return schema::severities.size() - 1 - series; }  // gravest at the bottom

chart::Chart complaint_chart(const InsightsState& state) {
  chart::StackSpec spec;
  spec.direction = chart::BarDirection::columns;
  spec.mode = chart::StackMode::amounts;
  for (std::size_t i = 0; i < schema::severities.size(); ++i) {
    chart::StackSeries& series = spec.series.emplace_back();
    series.name = choice_label("choice.complaint.severity.", schema::severities[severity_at(i)]);
    for (const query::ComplaintStep& step : state.complaint_steps)
      series.values.push_back(static_cast<double>(step.by_severity[severity_at(i)]));
  }
  for (const query::ComplaintStep& step : state.complaint_steps) spec.categories.push_back(step.label);
  spec.axis.format = spec.cell_format = [](double v) { return ui::format_number(v, 0); };
  spec.axis.least_step = 1;
  spec.category_heading = ui::tr("insights.period_heading");
  return chart::stacked_bar_chart(
      spec, ui::chart_frame(ui::tr("insights.complaints"), ui::tr("insights.complaints.words"), 280,
                            ui::tr("insights.no_complaints")));
}

void complaints_card(const ViewInput& input, InsightsState& state, Requests& requests) {
  const ui::Card card("insights.complaints", {.icon = ui::icon::message_square_warning});
  const query::Complaints& all = input.cache.complaints(input.doc, {}, input.today);
  const stats::Interval& median = all.median_days;
  if (median.n >= stats::withheld_below && median.value < 1e9)
    ui::text(ui::trf("insights.complaints.median", {{"days", ui::format_number(median.value, 0)}, {"n", median.n}}));
  ui::space(28);
  const auto hit = ui::chart_view("insights.complaints.chart", complaint_chart(state), state.complaints);
  if (!hit || hit->datum >= state.complaint_steps.size()) return;
  const query::ComplaintStep& step = state.complaint_steps[hit->datum];
  Route route{.room = "complaints"};
  route.query = {{"from", base::write_day(step.first_day)},
                 {"to", base::write_day(query::step_first_day(step.index + 1, state.complaint_step) - 1)}};
  if (hit->series < schema::severities.size())
    route.query.emplace_back("severity", schema::severities[severity_at(hit->series)]);
  requests.go(write_route(route));
}

void open_staff(const ViewInput& input, InsightsState& state, const query::PromisesOfStaff& staff) {
  DefinitionState& definition = open_definition(state, "kept_rate");
  const stats::Interval& rate = staff.counts.kept_rate;
  definition.part = staff.staff.empty() ? std::string(ui::tr("insights.none_given")) : staff.staff;
  definition.value =
      rate.n > 0 ? ui::format_percent(rate.value) + " " + percent_interval(rate) : std::string(i18n::no_value);
  definition.n = rate.n;
  definition.period = period_words(asked_period(state, input.today));
  const query::PromisesParams params{.staff = staff.staff, .tier = state.tier, .due = asked_period(state, input.today)};
  for (const query::PromiseRow& row : input.cache.promises(input.doc, params, input.today).rows)
    definition.records.push_back(row.promise);
}

void promises_card(const ViewInput& input, InsightsState& state) {
  const ui::Card card("insights.promises",
                      {.subtitle = ui::tr("insights.promises.words"), .icon = ui::icon::handshake});
  const query::Promises& all = asked_promises(input, state);
  chart::BarSpec spec;
  spec.direction = chart::BarDirection::rows;
  std::vector<const query::PromisesOfStaff*> shown;
  for (const query::PromisesOfStaff& staff : all.by_staff) {
    if (staff.counts.kept_rate.n == 0 || shown.size() >= most_staff) continue;
    const stats::Interval& rate = staff.counts.kept_rate;
    const std::string name = staff.staff.empty() ? std::string(ui::tr("insights.none_given")) : staff.staff;
    spec.bars.push_back({.label = name, .value = rate.value, .low = rate.low, .high = rate.high, .n = rate.n});
    shown.push_back(&staff);
  }
  spec.axis.format = [](double v) { return ui::format_percent(v); };
  spec.axis.limit_high = 1;
  spec.label_heading = ui::tr("insights.staff");
  spec.value_heading = ui::tr("insights.kept");
  spec.low_heading = ui::tr("insights.low");
  spec.high_heading = ui::tr("insights.high");
  spec.n_heading = "n";
  const float height = std::max(120.0f, 48.0f + 34.0f * static_cast<float>(spec.bars.size()));
  ui::space(28);
  const auto hit = ui::chart_view(
      "insights.promises.chart",
      chart::bar_chart(spec, ui::chart_frame(ui::tr("insights.promises"), ui::tr("insights.promises.words"), height,
                                             ui::tr("insights.no_promises"))),
      state.promises);
  if (hit && hit->datum < shown.size()) open_staff(input, state, *shown[hit->datum]);
}

}  // namespace

void service_cards(const ViewInput& input, InsightsState& state, Requests& requests) {
  ui::space();
  ui::Grid grid("insights.service", {.min_width_css = 420, .max_columns = 2});
  grid.next();
  complaints_card(input, state, requests);
  grid.next();
  promises_card(input, state);
}

}  // namespace zhike::views
