// Call flow: surveys_view → refresh (surveys with their response counts) → list | survey_page → dialogs.
#include "web/views/surveys.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "web/views/complaints_parts.h"
#include "web/views/insights_scores.h"
#include "web/views/surveys_parts.h"

namespace zhike::views {
namespace {

using query::ScoreKind;

void refresh(const ViewInput& input, SurveysState& state) {
  if (state.revision == input.doc.revision()) return;
  state.revision = input.doc.revision();
  state.surveys.clear();
  const store::Table& surveys = input.doc.table<schema::Survey>();
  for (store::Row row = surveys.rows(); row-- > 0;)
    if (surveys.visible[row]) state.surveys.push_back(surveys.handles[row]);
  std::unordered_map<store::Handle, std::int64_t> counts;
  const store::Table& responses = input.doc.table<schema::Response>();
  const std::span<const std::int32_t> of = input.doc.column<&schema::Response::survey>().words();
  for (store::Row row = 0; row < responses.rows(); ++row)
    if (responses.visible[row]) ++counts[static_cast<store::Handle>(of[row])];
  state.counts.clear();
  for (const store::Handle survey : state.surveys) state.counts.push_back(counts[survey]);
}

enum ColumnAt { name_column, status_column, n_column, nps_column, csat_column, ces_column };
constexpr ui::Column columns[] = {
    {.key = "field.survey.name", .is_title = true},
    {.key = "field.survey.status", .width_css = 130},
    {.key = "surveys.responses", .width_css = 110, .align = ui::Align::right},
    {.key = "surveys.nps", .width_css = 180, .align = ui::Align::right},
    {.key = "surveys.csat", .width_css = 215, .align = ui::Align::right},
    {.key = "surveys.ces", .width_css = 175, .align = ui::Align::right},
};

void score_cell(const ViewInput& input, store::Handle survey, ScoreKind kind) {
  const query::Score& score = input.cache.scores(input.doc, {.kind = kind, .survey = survey}, input.today).total;
  if (score.is_withheld) {
    ui::cell_text(score.n == 0 ? std::string(i18n::no_value) : score_base(score), ui::Token::text_muted);
    return;
  }
  ui::cell_text(
      ui::trf("surveys.score", {{"value", score_value(kind, score)}, {"interval", score_interval(kind, score)}}));
}

void draw_cell(const ViewInput& input, const SurveysState& state, std::size_t row, int column) {
  const store::Handle survey = state.surveys[row];
  switch (column) {
    case name_column:
      ui::cell_text(query::record_title(input.doc, survey));
      return;
    case status_column: {
      const auto record = input.doc.read<schema::Survey>(survey);
      const bool is_open = record.status.text == "open";
      if (!record.status.empty())
        ui::chip(choice_label("choice.survey.status.", record.status.text),
                 is_open ? ui::Tone::good : ui::Tone::neutral);
      return;
    }
    case n_column:
      ui::cell_text(ui::format_count(state.counts[row]));
      return;
    case nps_column:
      score_cell(input, survey, ScoreKind::nps);
      return;
    case csat_column:
      score_cell(input, survey, ScoreKind::csat);
      return;
    case ces_column:
      score_cell(input, survey, ScoreKind::ces);
      return;
    default:
      return;
  }
}

void list(const ViewInput& input, SurveysState& state, Requests& requests) {
  const ui::TableInput table{
      .columns = columns,
      .row_count = static_cast<std::int64_t>(state.surveys.size()),
      .cell = [&](std::int64_t row, int column) { draw_cell(input, state, static_cast<std::size_t>(row), column); },
      .row_id = [&](std::int64_t row) { return std::uint64_t{state.surveys[static_cast<std::size_t>(row)]}; },
      .row_height_css = 52,
  };
  state.table.focused = std::min(state.table.focused, table.row_count - 1);
  const ui::TableResult result = ui::data_table("surveys.list", table, state.table);
  if (result.opened >= 0)
    requests.go("surveys/" + base::write_id(input.doc.id(state.surveys[static_cast<std::size_t>(result.opened)])));
}

void list_page(const ViewInput& input, SurveysState& state, Requests& requests) {
  const ui::Page page("room.surveys", {.subtitle = ui::tr("surveys.subtitle"), .fills_height = true});
  {
    const ui::PageActions actions;
    if (ui::button("surveys.new", {.kind = ui::ButtonKind::primary, .icon = ui::icon::plus, .shortcut = "N"}) ||
        ui::shortcut("n"))
      open_new_survey(state.editor, input.today);
  }
  if (!state.surveys.empty()) {
    list(input, state, requests);
    return;
  }
  const int act = ui::empty_state(
      "surveys.none",
      {.icon = ui::icon::clipboard_list, .action_key = "surveys.new", .second_action_key = "surveys.import"});
  if (act == 1) open_new_survey(state.editor, input.today);
  if (act == 2) requests.push(PickFile{FilePurpose::import});
}

}  // namespace

void surveys_view(const ViewInput& input, SurveysState& state, store::Handle selected, Requests& requests) {
  refresh(input, state);
  if (input.doc.is<schema::Survey>(selected))
    survey_page(input, state, selected, requests);
  else
    list_page(input, state, requests);
  survey_editor_dialog(input, state.editor, requests);
  response_entry_dialog(input, state.entry, requests);
  editors_dialogs(input, state.editors, requests);
}

}  // namespace zhike::views
