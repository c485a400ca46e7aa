// Call flow: survey_page → head and buttons → tiles → waves_card, results_card (chart and lines by group),
// questions_card.
#include <algorithm>
#include <array>

#include "core/chart/bar.h"
#include "web/views/complaints_parts.h"
#include "web/views/insights_scores.h"
#include "web/views/surveys_parts.h"

namespace zhike::views {
namespace {

using query::ScoreKind;

query::ScoreGroupBy group_by(std::string_view key) {
  if (key == "tier") return query::ScoreGroupBy::tier;
  if (key == "owner") return query::ScoreGroupBy::owner;
  return key == "mode" ? query::ScoreGroupBy::mode : query::ScoreGroupBy::wave;
}

std::string group_name(const ViewInput& input, const query::ScoreGroup& group, std::string_view by) {
  if (group.record) return std::string(query::record_title(input.doc, group.record));
  if (group.key.empty() || group.key == query::no_tier) return std::string(ui::tr("insights.none_given"));
  return by == "mode" ? std::string(choice_label("choice.response.mode.", group.key)) : group.key;
}

query::ScoreParams params_of(const ViewInput& input, const SurveysState& state, store::Handle survey, ScoreKind kind) {
  query::ScoreParams params{.kind = kind, .survey = survey};
  const auto wave = base::read_id(state.wave);
  params.wave = wave ? input.doc.find(*wave) : 0;
  return params;
}

void tiles(const ViewInput& input, SurveysState& state, store::Handle survey) {
  const auto at = std::ranges::find(state.surveys, survey);
  const std::int64_t n =
      at == state.surveys.end() ? 0 : state.counts[static_cast<std::size_t>(at - state.surveys.begin())];
  ui::Grid grid("surveys.tiles", {.min_width_css = ui::is_phone() ? 150.0f : 200.0f, .max_columns = 4, .gap_css = 12});
  grid.next();
  ui::stat_tile("surveys.responses", {.value = ui::format_count(n), .icon = ui::icon::clipboard_check});
  constexpr std::array<const char*, 3> keys{"surveys.nps", "surveys.csat", "surveys.ces"};
  constexpr std::array<const char*, 3> kinds{"nps", "csat", "ces"};
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    grid.next();
    const ScoreKind kind = read_score_kind(kinds[i]);
    if (score_tile(keys[i], kind,
                   input.cache.scores(input.doc, params_of(input, state, survey, kind), input.today).total))
      state.kind = kinds[i];
  }
}

// --- waves ---
std::vector<store::Handle> waves_of(const ViewInput& input, store::Handle survey) {
  const store::Table& table = input.doc.table<schema::Wave>();
  std::vector<store::Handle> out;
  for (store::Row row = table.rows(); row-- > 0;)
    if (table.visible[row] && input.doc.read<schema::Wave>(table.handles[row]).survey.handle == survey)
      out.push_back(table.handles[row]);
  return out;
}

void wave_line(const ViewInput& input, SurveysState& state, store::Handle survey, store::Handle handle,
               Requests& requests) {
  const auto wave = input.doc.read<schema::Wave>(handle);
  const bool is_open = wave.status.text != "closed";
  if (ui::link("surveys.wave.edit", {.label = wave.name.text, .role = ui::TextRole::strong}))
    open_record(state.editors.record, input.doc, handle);
  ui::same_line(8);
  if (!wave.status.empty())
    ui::chip(choice_label("choice.wave.status.", wave.status.text), is_open ? ui::Tone::good : ui::Tone::neutral);
  if (is_open) {
    ui::same_line(8);
    if (ui::link("surveys.wave.close", {.role = ui::TextRole::small})) {
      const std::int64_t closes =
          wave.closes.has() ? std::min<std::int64_t>(wave.closes.value, input.today) : input.today;
      requests.run(commands::UpdateRecords{.recs = {input.doc.id(handle)},
                                           .values = {{"status", std::string("closed")}, {"closes", closes}}},
                   "surveys.wave.closed");
    }
  }
  const auto day = [](const schema::Date& date) {
    return date.has() ? ui::format_day(static_cast<base::Day>(date.value)) : std::string(i18n::no_value);
  };
  const query::ScoreParams params{.kind = read_score_kind(state.kind), .survey = survey, .wave = handle};
  const query::Score& score = input.cache.scores(input.doc, params, input.today).total;
  const std::string figure = score.is_withheld
                                 ? std::string()
                                 : ui::trf("surveys.score", {{"value", score_value(params.kind, score)},
                                                             {"interval", score_interval(params.kind, score)}});
  ui::muted(
      ui::trf("surveys.wave.line",
              {{"from", day(wave.opens)}, {"to", day(wave.closes)}, {"base", score_base(score)}, {"score", figure}}));
  ui::space(4);
}

void waves_card(const ViewInput& input, SurveysState& state, store::Handle survey, Requests& requests) {
  const ui::Card card("surveys.waves", {.icon = ui::icon::calendar_days});
  const std::vector<store::Handle> waves = waves_of(input, survey);
  if (waves.empty()) ui::muted(ui::tr("surveys.wave.none"));
  for (const store::Handle wave : waves) {
    const std::string id = base::write_id(input.doc.id(wave));
    const ui::RowScope scope(id);
    ImGui::PushID(id.c_str());
    wave_line(input, state, survey, wave, requests);
    ImGui::PopID();
  }
  if (ui::button("surveys.wave.add", {.icon = ui::icon::plus}))
    open_new_record(
        state.editors.record, "wave",
        {{"survey", input.doc.id(survey)},
         {"name", query::step_label(query::step_index(input.today, query::Step::quarter), query::Step::quarter)},
         {"opens", std::int64_t{input.today}},
         {"status", std::string("open")}});
}

// --- results ---
void result_choices(const ViewInput& input, SurveysState& state, store::Handle survey) {
  const std::array<ui::Option, 3> kinds{ui::Option{"nps", "NPS"}, ui::Option{"csat", "CSAT"}, ui::Option{"ces", "CES"}};
  const std::array<ui::Option, 4> groups{
      ui::Option{"wave", ui::tr("surveys.by.wave")}, ui::Option{"tier", ui::tr("surveys.by.tier")},
      ui::Option{"owner", ui::tr("surveys.by.owner")}, ui::Option{"mode", ui::tr("surveys.by.mode")}};
  std::vector<std::string> ids;
  const std::vector<store::Handle> waves = waves_of(input, survey);
  ids.reserve(waves.size());
  std::vector<ui::Option> options{{"", ui::tr("insights.any_wave")}};
  for (const store::Handle wave : waves)
    options.push_back({ids.emplace_back(base::write_id(input.doc.id(wave))), query::record_title(input.doc, wave)});
  ui::Grid line("surveys.choices", {.min_width_css = 200, .max_columns = 3, .gap_css = 12});
  line.next();
  ui::segmented("surveys.kind", state.kind, kinds);
  line.next();
  ui::choice("surveys.group", state.group, groups);
  line.next();
  ui::choice("insights.wave", state.wave, options);
}

void results_card(const ViewInput& input, SurveysState& state, store::Handle survey) {
  const ui::Card card("surveys.results", {.icon = ui::icon::chart_column});
  result_choices(input, state, survey);
  const ScoreKind kind = read_score_kind(state.kind);
  query::ScoreParams params = params_of(input, state, survey, kind);
  params.group_by = group_by(state.group);
  const query::Scores& scores = input.cache.scores(input.doc, params, input.today);
  chart::BarSpec spec;
  spec.direction = chart::BarDirection::rows;
  std::string withheld;
  for (const query::ScoreGroup& group : scores.groups) {
    const std::string name = group_name(input, group, state.group);
    const stats::Interval& figure = group.score.figure;
    if (group.score.is_withheld)
      withheld += (withheld.empty() ? "" : ", ") + name + " (" + ui::trf("insights.n", {{"n", group.score.n}}) + ")";
    spec.bars.push_back(
        {.label = name, .value = figure.value, .low = figure.low, .high = figure.high, .n = group.score.n});
  }
  spec.axis.format = [kind](double v) {
    return kind == ScoreKind::csat ? ui::format_percent(v) : i18n::trimmed_number(ui::current().lang, v, 1);
  };
  spec.label_heading = ui::tr("surveys.group");
  spec.value_heading = score_label(kind);
  spec.low_heading = ui::tr("insights.low");
  spec.high_heading = ui::tr("insights.high");
  spec.n_heading = "n";
  ui::space(28);
  const float height = std::max(140.0f, 50.0f + 34.0f * static_cast<float>(spec.bars.size()));
  ui::chart_view("surveys.chart",
                 chart::bar_chart(spec, ui::chart_frame(score_label(kind), ui::tr("surveys.chart_words"), height,
                                                        ui::tr("insights.no_answers"))),
                 state.chart);
  if (!withheld.empty()) ui::muted(ui::trf("surveys.withheld", {{"groups", withheld}}));
}

void questions_card(const ViewInput& input, SurveysState& state, store::Handle survey) {
  const ui::Card card("surveys.questions", {.icon = ui::icon::list_checks});
  const std::vector<EntryLine> lines = entry_lines(input.doc, survey, ui::current().lang);
  if (lines.empty()) ui::muted(ui::tr("surveys.no_questions"));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const EntryLine& line = lines[i];
    const std::string id = base::write_id(line.id);
    const ui::RowScope scope(id);
    ImGui::PushID(id.c_str());
    const std::string label = ui::trf("surveys.entry.line", {{"number", i + 1}, {"text", line.text}});
    if (ui::link("surveys.question.edit", {.label = label}))
      open_record(state.editors.record, input.doc, input.doc.find(line.id));
    std::string about(choice_label("choice.question.type.", line.type));
    if (line.is_keyed)
      about = ui::trf("surveys.question.scale", {{"type", about}, {"low", line.low}, {"high", line.high}});
    ui::muted(about);
    ImGui::PopID();
  }
  if (ui::button("surveys.question.add", {.kind = ui::ButtonKind::ghost, .icon = ui::icon::plus}))
    open_new_record(state.editors.record, "question",
                    {{"survey", input.doc.id(survey)},
                     {"type", std::string("csat")},
                     {"position", static_cast<std::int64_t>(lines.size() + 1)}});
}

void actions(const ViewInput& input, SurveysState& state, store::Handle survey) {
  const ui::PageActions line;
  if (ui::button("surveys.enter", {.kind = ui::ButtonKind::primary, .icon = ui::icon::keyboard, .shortcut = "R"}) ||
      ui::shortcut("r"))
    open_response_entry(state.entry, input.doc, survey, input.today, input.status.by);
  ui::same_line();
  if (ui::icon_button("surveys.edit", ui::icon::pencil, {.shortcut = "E"}) || ui::shortcut("e"))
    open_record(state.editors.record, input.doc, survey);
}

}  // namespace

void survey_page(const ViewInput& input, SurveysState& state, store::Handle survey, Requests& requests) {
  const auto record = input.doc.read<schema::Survey>(survey);
  const ui::Page page("room.surveys", {.title = record.name.text, .subtitle = record.purpose.text});
  actions(input, state, survey);
  if (ui::button("surveys.back", {.kind = ui::ButtonKind::ghost, .icon = ui::icon::arrow_left}) ||
      ui::shortcut("escape"))
    requests.go("surveys");
  tiles(input, state, survey);
  ui::space();
  results_card(input, state, survey);
  ui::space();
  ui::Grid grid("surveys.cards", {.min_width_css = 360, .max_columns = 2});
  grid.next();
  waves_card(input, state, survey, requests);
  grid.next();
  questions_card(input, state, survey);
}

}  // namespace zhike::views
