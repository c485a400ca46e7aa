// Call flow: insights_view → refresh → filters, satisfaction_cards, value_cards, service_cards → definition_dialog.
#include "web/views/insights.h"

#include <algorithm>

#include "core/base/sort.h"
#include "web/views/insights_parts.h"

namespace zhike::views {
namespace {

constexpr std::size_t most_months = 24, most_owners = 200;

std::vector<store::Handle> visible_records(const store::Table& table) {
  std::vector<store::Handle> out;
  for (store::Row row = 0; row < table.rows(); ++row)
    if (table.visible[row]) out.push_back(table.handles[row]);
  std::ranges::reverse(out);  // newest first
  return out;
}

void refresh(const ViewInput& input, InsightsState& state) {
  if (state.revision == input.doc.revision() && state.day == input.today) return;
  state.revision = input.doc.revision();
  state.day = input.today;
  state.surveys = visible_records(input.doc.table<schema::Survey>());
  state.waves = visible_records(input.doc.table<schema::Wave>());
  state.owners.clear();
  const store::TextArena& owners = input.doc.column<&schema::Customer::owner>().arena();
  for (std::uint32_t i = 1; i < owners.size() && i <= most_owners; ++i) state.owners.emplace_back(owners.at(i));
  base::sort(state.owners);
  state.spending = query::compute_spend(input.doc, input.cache, input.today);
  const std::vector<query::ComplaintRow>& complaints = input.cache.complaints(input.doc, {}, input.today).rows;
  state.complaint_step = query::Step::month;
  state.complaint_steps = query::complaints_by_step(complaints, query::Step::month);
  if (state.complaint_steps.size() > most_months) {
    state.complaint_step = query::Step::quarter;
    state.complaint_steps = query::complaints_by_step(complaints, query::Step::quarter);
  }
}

// --- filters ---
void survey_filter(const ViewInput& input, InsightsState& state) {
  std::vector<std::string> ids;
  ids.reserve(state.surveys.size());
  std::vector<ui::Option> options{{"", ui::tr("insights.any_survey")}};
  for (const store::Handle survey : state.surveys)
    options.push_back({ids.emplace_back(base::write_id(input.doc.id(survey))), query::record_title(input.doc, survey)});
  if (ui::choice("insights.survey", state.survey, options)) state.wave.clear();
}

void wave_filter(const ViewInput& input, InsightsState& state) {
  std::vector<std::string> ids;
  ids.reserve(state.waves.size());
  std::vector<ui::Option> options{{"", ui::tr("insights.any_wave")}};
  const auto survey = base::read_id(state.survey);
  const store::Handle wanted = survey ? input.doc.find(*survey) : 0;
  for (const store::Handle wave : state.waves) {
    if (wanted && input.doc.read<schema::Wave>(wave).survey.handle != wanted) continue;
    options.push_back({ids.emplace_back(base::write_id(input.doc.id(wave))), query::record_title(input.doc, wave)});
  }
  ui::choice("insights.wave", state.wave, options);
}

void filters(const ViewInput& input, InsightsState& state) {
  ui::Grid grid("insights.filters", {.min_width_css = 150, .max_columns = 5, .gap_css = 12});
  grid.next();
  survey_filter(input, state);
  grid.next();
  wave_filter(input, state);
  grid.next();
  std::vector<ui::Option> tiers{{"", ui::tr("insights.any_tier")}};
  for (const query::TierRow& tier : input.cache.tiers(input.doc, input.today).tiers)
    if (tier.tier != query::no_tier) tiers.push_back({tier.tier, tier.tier});
  ui::choice("insights.tier", state.tier, tiers);
  grid.next();
  std::vector<ui::Option> owners{{"", ui::tr("insights.any_owner")}};
  for (const std::string& owner : state.owners) owners.push_back({owner, owner});
  ui::choice("insights.owner", state.owner, owners);
  grid.next();
  const std::vector<ui::Option> periods{{"all", ui::tr("insights.period.all")},
                                        {"year", ui::tr("insights.period.year")},
                                        {"half", ui::tr("insights.period.half")},
                                        {"quarter", ui::tr("insights.period.quarter")}};
  ui::choice("insights.period", state.period, periods);
}

void nothing_yet(Requests& requests) {
  const int act = ui::empty_state("insights.none", {.icon = ui::icon::chart_no_axes_combined,
                                                    .action_key = "insights.to_data",
                                                    .second_action_key = "insights.demo"});
  if (act == 1) requests.go("data");
  if (act == 2) requests.push(StartDemo{});
}

}  // namespace

query::Period asked_period(const InsightsState& state, base::Day today) {
  if (state.period == "year") return {today - 364, today};
  if (state.period == "half") return {today - 182, today};
  if (state.period == "quarter") return {today - 90, today};
  return {};
}

std::string period_words(const query::Period& period) {
  if (period.from == base::no_day && period.to == base::no_day) return std::string(ui::tr("insights.period.all"));
  return ui::trf("insights.from_to", {{"from", ui::format_day(period.from)}, {"to", ui::format_day(period.to)}});
}

query::ScoreParams score_params(const ViewInput& input, const InsightsState& state, query::ScoreKind kind) {
  const auto survey = base::read_id(state.survey), wave = base::read_id(state.wave);
  query::ScoreParams params{.kind = kind};
  params.survey = survey ? input.doc.find(*survey) : 0;
  params.wave = wave ? input.doc.find(*wave) : 0;
  params.tier = state.tier;
  params.owner = state.owner;
  params.period = asked_period(state, input.today);
  return params;
}

void insights_view(const ViewInput& input, InsightsState& state, Requests& requests) {
  const bool is_known = are_figures_known(input, state);
  if (is_known) refresh(input, state);
  {
    const ui::Page page("room.insights", {.subtitle = ui::tr("insights.subtitle")});
    {
      const ui::PageActions actions;
      if (ui::button("insights.report", {.icon = ui::icon::file_text, .hint = ui::tr("insights.report.hint")}))
        requests.push(Export{.kind = ExportKind::report, .type = {}});
    }
    if (input.doc.table<schema::Customer>().visible_count == 0) {
      nothing_yet(requests);
    } else if (!is_known) {
      ui::muted(ui::tr("insights.computing"));
      if (!input.status.is_job_running) ui::wake_in(0);
    } else {
      filters(input, state);
      ui::space(4);
      satisfaction_cards(input, state, requests);
      value_cards(input, state, requests);
      service_cards(input, state, requests);
    }
  }
  definition_dialog(input, state.definition, requests);
}

}  // namespace zhike::views
