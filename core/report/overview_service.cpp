// Call flow: complaints_section → complaint_chart, severity_table, problem_table · promises_section → staff_table.
#include <algorithm>
#include <array>
#include <cmath>

#include "core/chart/bar.h"
#include "core/report/overview_parts.h"

namespace zhike::report {
namespace {

constexpr std::size_t most_months = 24, most_problems = 12, most_staff = 40;

// Months while there are few of them, else quarters; the newest ones where even these are many.
std::vector<query::ComplaintStep> complaint_steps(const query::Complaints& all) {
  std::vector<query::ComplaintStep> steps = query::complaints_by_step(all.rows, query::Step::month);
  if (steps.size() > most_months) steps = query::complaints_by_step(all.rows, query::Step::quarter);
  if (steps.size() > most_months) steps.erase(steps.begin(), steps.end() - static_cast<std::ptrdiff_t>(most_months));
  return steps;
}

chart::Chart complaint_chart(const Overview& on, const std::vector<query::ComplaintStep>& steps) {
  chart::StackSpec spec;
  spec.direction = chart::BarDirection::columns;
  spec.mode = chart::StackMode::amounts;
  for (std::size_t severity = schema::severities.size(); severity-- > 0;) {  // gravest at the bottom
    chart::StackSeries& series = spec.series.emplace_back();
    series.name = on.choice("choice.complaint.severity.", schema::severities[severity]);
    for (const query::ComplaintStep& step : steps)
      series.values.push_back(static_cast<double>(step.by_severity[severity]));
  }
  for (const query::ComplaintStep& step : steps) spec.categories.push_back(step.label);
  const i18n::Lang lang = on.lang;
  spec.axis.format = spec.cell_format = [lang](double v) { return i18n::trimmed_number(lang, v, 0); };
  spec.axis.least_step = 1;
  spec.category_heading = on.tr("overview.period");
  return chart::stacked_bar_chart(
      spec, figure_frame(on, on.tr("overview.complaints.chart"), on.tr("overview.complaints.chart.words")));
}

Table severity_table(const Overview& on, const query::Complaints& all) {
  const query::Settings& settings = on.cache.settings(on.document);
  std::array<std::int64_t, 4> counts{};
  for (const query::ComplaintRow& row : all.rows) ++counts[row.severity];
  Table table{.caption = on.tr("overview.complaints.by_severity")};
  table.headings = {on.tr("overview.severity"), on.tr("overview.complaints.all"), on.tr("overview.complaints.unsolved"),
                    on.tr("overview.complaints.allowed")};
  table.columns = {Column::text, Column::number, Column::number, Column::number};
  for (std::size_t i = schema::severities.size(); i-- > 0;)
    table.rows.push_back({on.choice("choice.complaint.severity.", schema::severities[i]), on.count(counts[i]),
                          on.count(all.unsolved_by_severity[i]), on.count(settings.complaint_days[i])});
  table.rows.push_back(
      {on.tr("overview.all"), on.count(static_cast<std::int64_t>(all.rows.size())), on.count(all.unsolved), ""});
  table.last_row = LastRow::total;
  return table;
}

Table problem_table(const Overview& on) {
  const std::string currency = on.cache.tiers(on.document, on.today).currency;
  Table table{.caption = on.tr("overview.problems")};
  table.headings = {on.tr("overview.problem"), on.tr("overview.problem.status"), on.tr("overview.problem.customers"),
                    on.tr("overview.complaints"), on.tr("overview.problem.value")};
  table.columns = {Column::text, Column::text, Column::number, Column::number, Column::number};
  for (const query::ProblemAtStake& problem : query::problems_at_stake(on.document, on.cache, on.today)) {
    if (table.rows.size() >= most_problems) break;
    table.rows.push_back({std::string(query::record_title(on.document, problem.problem)),
                          on.choice("choice.problem.status.", schema::problem_statuses[problem.status]),
                          on.count(problem.customers), on.count(problem.complaints),
                          on.money(problem.value, currency)});
  }
  return table;
}

std::string median_words(const Overview& on, const query::Complaints& all) {
  const stats::Interval& median = all.median_days;
  if (median.n == 0 || std::isnan(median.value)) return {};
  if (std::isinf(median.value)) return on.trf("overview.median.none", {{"n", median.n}});
  const std::string days = i18n::number(on.lang, median.value, 0);
  if (std::isinf(median.high)) return on.trf("overview.median.open", {{"days", days}, {"n", median.n}});
  return on.trf("overview.median",
                {{"days", days}, {"interval", i18n::interval(on.lang, median.low, median.high, 0)}, {"n", median.n}});
}

std::vector<std::string> staff_row(const Overview& on, std::string name, const query::PromiseCounts& counts) {
  using query::PromiseState;
  const bool has_rate = counts.kept_rate.n > 0;
  return {std::move(name),
          on.count(counts[PromiseState::kept]),
          on.count(counts[PromiseState::kept_late]),
          on.count(counts[PromiseState::broken]),
          on.count(counts[PromiseState::overdue]),
          on.count(counts[PromiseState::open]),
          has_rate ? on.percent(counts.kept_rate.value) : std::string(i18n::no_value),
          has_rate ? on.percent_interval(counts.kept_rate) : std::string(),
          on.count(counts.kept_rate.n)};
}

Table staff_table(const Overview& on, const query::Promises& all) {
  Table table{.caption = on.tr("overview.promises.by_staff")};
  table.headings = {
      on.tr("overview.staff"),           on.tr("overview.promises.kept"),    on.tr("overview.promises.kept_late"),
      on.tr("overview.promises.broken"), on.tr("overview.promises.overdue"), on.tr("overview.promises.open"),
      on.tr("overview.promises.rate"),   on.tr("overview.interval"),         on.tr("overview.n")};
  table.columns.assign(table.headings.size(), Column::number);
  table.columns[0] = Column::text;
  for (const query::PromisesOfStaff& each : all.by_staff) {
    if (table.rows.size() >= most_staff) break;
    table.rows.push_back(staff_row(on, each.staff.empty() ? on.tr("overview.nobody") : each.staff, each.counts));
  }
  table.rows.push_back(staff_row(on, on.tr("overview.all"), all.counts));
  table.last_row = LastRow::total;
  return table;
}

}  // namespace

Section complaints_section(const Overview& on) {
  const query::Complaints& all = on.cache.complaints(on.document, {}, on.today);
  Section section{.heading = on.tr("overview.complaints")};
  if (all.rows.empty()) return section;
  if (std::string words = median_words(on, all); !words.empty()) section.paragraphs.push_back(std::move(words));
  const std::vector<query::ComplaintStep> steps = complaint_steps(all);
  section.figures.push_back({complaint_chart(on, steps), on.tr("overview.complaints.chart")});
  section.tables.push_back(severity_table(on, all));
  Table problems = problem_table(on);
  if (!problems.rows.empty()) section.tables.push_back(std::move(problems));
  section.notes.push_back(on.tr("overview.definition.median"));
  return section;
}

Section promises_section(const Overview& on) {
  const query::Promises& all = on.cache.promises(on.document, {}, on.today);
  Section section{.heading = on.tr("overview.promises")};
  if (all.by_staff.empty()) return section;
  section.tables.push_back(staff_table(on, all));
  section.notes.push_back(on.tr("overview.definition.kept"));
  return section;
}

}  // namespace zhike::report
