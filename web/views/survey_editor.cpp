// Call flow: survey_editor_dialog → answer (what became of the command) → general, questions (one open at a time), wave
// → save.
#include "web/views/survey_editor.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/decimal.h"
#include "core/base/text.h"
#include "core/i18n/error_text.h"
#include "web/views/complaints_parts.h"
#include "web/views/drafts.h"

namespace zhike::views {
namespace {

constexpr std::string_view draft_key = "survey/new";

struct Usual {
  std::string_view type;
  const char* low;
  const char* high;
};
constexpr std::array usual_bounds{Usual{"nps", "0", "10"}, Usual{"csat", "1", "5"}, Usual{"ces", "1", "7"},
                                  Usual{"scale", "1", "5"}};

void put_text(commands::Fields& fields, std::string_view key, std::string_view text) {
  const std::string_view trimmed = base::trim(text);
  if (!trimmed.empty()) fields.emplace_back(key, std::string(trimmed));
}

void put_bound(commands::Fields& fields, std::string_view key, std::string_view text) {
  const auto value = base::read_decimal(base::trim(text));
  if (value) fields.emplace_back(key, value->units / base::decimal_one);
}

std::string_view first_filled(std::string_view a, std::string_view b, std::string_view c) {
  if (!base::trim(a).empty()) return a;
  return base::trim(b).empty() ? c : b;
}

commands::Fields question_fields(const QuestionDraft& draft) {
  commands::Fields fields{{"type", draft.type}};
  put_text(fields, "text", first_filled(draft.text, draft.text_zh_hant, draft.text_en));
  put_text(fields, "text_zh_hant", draft.text_zh_hant);
  put_text(fields, "text_en", draft.text_en);
  put_bound(fields, "scale_low", draft.low);
  put_bound(fields, "scale_high", draft.high);
  if (draft.type == "choice") put_text(fields, "choices", draft.choices);
  return fields;
}

bool is_scaled(std::string_view type) {
  return std::ranges::find(usual_bounds, type, &Usual::type) != usual_bounds.end();
}

bool has_words(const QuestionDraft& draft) {
  return !base::trim(first_filled(draft.text, draft.text_zh_hant, draft.text_en)).empty();
}

bool is_complete(const SurveyDraft& draft) {
  if (base::trim(draft.name).empty() || draft.questions.empty()) return false;
  if (draft.has_wave && base::trim(draft.wave_name).empty()) return false;
  return std::ranges::all_of(draft.questions, has_words);
}

// The usual words of a type in a language; open questions have theirs too.
std::string usual_words(i18n::Lang lang, std::string_view type) {
  if (type == "nps") return std::string(i18n::text(lang, "surveys.ask.nps"));
  if (type == "csat") return std::string(i18n::text(lang, "surveys.ask.csat"));
  if (type == "ces") return std::string(i18n::text(lang, "surveys.ask.ces"));
  return type == "open" ? std::string(i18n::text(lang, "surveys.ask.open")) : std::string();
}

// --- drawing ---
std::string shown_words(const QuestionDraft& draft) {
  const i18n::Lang lang = ui::current().lang;
  if (lang == i18n::Lang::zh_hant) return std::string(first_filled(draft.text_zh_hant, draft.text, draft.text_en));
  if (lang == i18n::Lang::zh_hans) return std::string(first_filled(draft.text, draft.text_zh_hant, draft.text_en));
  return std::string(first_filled(draft.text_en, draft.text, draft.text_zh_hant));
}

void general(SurveyEditorState& state) {
  SurveyDraft& draft = state.draft;
  const bool is_missing = state.shows_problems && base::trim(draft.name).empty();
  ui::FormGrid form("surveys.editor.form");
  form.field();
  ui::text_field("field.survey.name", draft.name,
                 {.error = is_missing ? ui::tr("surveys.editor.needed") : std::string_view(), .is_required = true});
  form.field();
  ui::text_field("field.survey.staff", draft.staff);
  form.wide();
  ui::text_field("field.survey.purpose", draft.purpose);
}

void question_fields_form(QuestionDraft& draft, bool shows_problems) {
  const std::string error(shows_problems && !has_words(draft) ? ui::tr("surveys.editor.words_needed")
                                                              : std::string_view());
  std::vector<ui::Option> types;
  for (const std::string_view type : schema::question_types)
    types.push_back({type, choice_label("choice.question.type.", type)});
  ui::FormGrid form("surveys.editor.question", 3);
  form.field();
  if (ui::choice("field.question.type", draft.type, types)) {
    const QuestionDraft fresh = new_question(draft.type);
    draft.low = fresh.low;
    draft.high = fresh.high;
  }
  if (is_scaled(draft.type)) {
    form.field();
    ui::number_field("field.question.scale_low", draft.low);
    form.field();
    ui::number_field("field.question.scale_high", draft.high);
  }
  form.wide();
  ui::text_field("field.question.text", draft.text, {.error = error});
  form.wide();
  ui::text_field("field.question.text_zh_hant", draft.text_zh_hant);
  form.wide();
  ui::text_field("field.question.text_en", draft.text_en);
  if (draft.type != "choice") return;
  form.wide();
  ui::text_area("field.question.choices", draft.choices, {.help = ui::tr("surveys.editor.choices_help"), .lines = 4});
}

enum class RowAct { none, up, down, remove };

RowAct row_buttons(std::size_t index, std::size_t count) {
  RowAct act = RowAct::none;
  const ui::RightAlign right("##row");
  if (ui::icon_button("surveys.editor.up", ui::icon::arrow_up,
                      {.enabled = index > 0 ? ui::Enabled::yes : ui::Enabled::no}))
    act = RowAct::up;
  ui::same_line(2);
  if (ui::icon_button("surveys.editor.down", ui::icon::arrow_down,
                      {.enabled = index + 1 < count ? ui::Enabled::yes : ui::Enabled::no}))
    act = RowAct::down;
  ui::same_line(2);
  if (ui::icon_button("surveys.editor.remove", ui::icon::trash_2)) act = RowAct::remove;
  return act;
}

RowAct question_row(SurveyEditorState& state, std::size_t index) {
  QuestionDraft& draft = state.draft.questions[index];
  const bool is_open = state.open_question == index;
  const std::string words = shown_words(draft);
  const std::string label =
      ui::trf("surveys.editor.row",
              {{"number", index + 1}, {"type", choice_label("choice.question.type.", draft.type)}, {"text", words}});
  if (ui::link("surveys.editor.open",
               {.label = label, .icon = is_open ? ui::icon::chevron_down : ui::icon::chevron_right}))
    state.open_question = is_open ? state.draft.questions.size() : index;
  if (!is_open) return RowAct::none;
  question_fields_form(draft, state.shows_problems);
  return row_buttons(index, state.draft.questions.size());
}

void apply(SurveyEditorState& state, std::size_t index, RowAct act) {
  std::vector<QuestionDraft>& list = state.draft.questions;
  if (act == RowAct::up) {
    std::swap(list[index], list[index - 1]);
    state.open_question = index - 1;
  } else if (act == RowAct::down) {
    std::swap(list[index], list[index + 1]);
    state.open_question = index + 1;
  } else if (act == RowAct::remove) {
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(index));
    state.open_question = list.size();
  }
}

void questions(SurveyEditorState& state) {
  ui::heading(ui::tr("surveys.editor.questions"), 3);
  if (state.shows_problems && state.draft.questions.empty())
    ui::text(ui::tr("surveys.editor.no_questions"), ui::TextRole::small, ui::Token::bad);
  RowAct act = RowAct::none;
  std::size_t at = 0;
  for (std::size_t i = 0; i < state.draft.questions.size(); ++i) {
    const std::string row = std::to_string(i + 1);
    const ui::RowScope scope(row);
    ImGui::PushID(static_cast<int>(i));
    const RowAct wanted = question_row(state, i);
    ImGui::PopID();
    if (wanted != RowAct::none) act = wanted, at = i;
  }
  if (act != RowAct::none) apply(state, at, act);
  if (ui::button("surveys.editor.add", {.icon = ui::icon::plus})) {
    state.draft.questions.push_back(new_question("csat"));
    state.open_question = state.draft.questions.size() - 1;
  }
  ui::same_line();
  if (ui::button(
          "surveys.editor.usual",
          {.kind = ui::ButtonKind::ghost, .icon = ui::icon::sparkles, .hint = ui::tr("surveys.editor.usual_help")})) {
    for (QuestionDraft& draft : usual_questions()) state.draft.questions.push_back(std::move(draft));
    state.open_question = state.draft.questions.size();
  }
}

void wave(SurveyEditorState& state) {
  SurveyDraft& draft = state.draft;
  ui::space();
  ui::checkbox("surveys.editor.has_wave", draft.has_wave);
  if (!draft.has_wave) return;
  const bool is_missing = state.shows_problems && base::trim(draft.wave_name).empty();
  ui::FormGrid form("surveys.editor.wave", 3);
  form.field();
  ui::text_field("field.wave.name", draft.wave_name,
                 {.error = is_missing ? ui::tr("surveys.editor.needed") : std::string_view(), .is_required = true});
  form.field();
  ui::date_field("field.wave.opens", draft.wave_opens);
  form.field();
  ui::date_field("field.wave.closes", draft.wave_closes);
}

void take_answer(const ViewInput& input, SurveyEditorState& state) {
  switch (state.pending.take(input.status)) {
    case Pending::Answer::none:
      return;
    case Pending::Answer::refused:
      state.error = input.status.run_error;
      return;
    case Pending::Answer::done:
      break;
  }
  ui::current().drafts.forget(draft_key);
  state = {};
}

void save(const ViewInput& input, SurveyEditorState& state, Requests& requests) {
  state.shows_problems = true;
  state.error = {};
  if (!is_complete(state.draft)) {
    const auto wrong = std::ranges::find_if_not(state.draft.questions, has_words);
    if (wrong != state.draft.questions.end())
      state.open_question = static_cast<std::size_t>(wrong - state.draft.questions.begin());
    if (base::trim(state.draft.name).empty()) ui::request_focus("field.survey.name");
    return;
  }
  requests.run(survey_command(state.draft));
  state.pending.start(input.status);
}

}  // namespace

QuestionDraft new_question(std::string_view type) {
  QuestionDraft draft;
  draft.type = type;
  const auto usual = std::ranges::find(usual_bounds, type, &Usual::type);
  if (usual == usual_bounds.end()) return draft;
  draft.low = usual->low;
  draft.high = usual->high;
  return draft;
}

std::vector<QuestionDraft> usual_questions() {
  std::vector<QuestionDraft> out;
  for (const std::string_view type : {"nps", "csat", "ces", "open"}) {
    QuestionDraft& draft = out.emplace_back(new_question(type));
    draft.text = usual_words(i18n::Lang::zh_hans, type);
    draft.text_zh_hant = usual_words(i18n::Lang::zh_hant, type);
    draft.text_en = usual_words(i18n::Lang::en, type);
  }
  return out;
}

commands::DefineSurvey survey_command(const SurveyDraft& draft) {
  commands::DefineSurvey command;
  put_text(command.survey, "name", draft.name);
  put_text(command.survey, "purpose", draft.purpose);
  put_text(command.survey, "staff", draft.staff);
  for (const QuestionDraft& question : draft.questions) command.questions.push_back(question_fields(question));
  if (!draft.has_wave) return command;
  commands::Fields& fields = command.wave.emplace();
  put_text(fields, "name", draft.wave_name);
  if (draft.wave_opens != base::no_day) fields.emplace_back("opens", std::int64_t{draft.wave_opens});
  if (draft.wave_closes != base::no_day) fields.emplace_back("closes", std::int64_t{draft.wave_closes});
  return command;
}

void open_new_survey(SurveyEditorState& state, base::Day today) {
  state = {};
  state.is_open = true;
  state.draft.questions = usual_questions();
  state.open_question = state.draft.questions.size();
  state.draft.wave_name = query::step_label(query::step_index(today, query::Step::quarter), query::Step::quarter);
  state.draft.wave_opens = today;
  state.fresh = state.draft;
}

void survey_editor_dialog(const ViewInput& input, SurveyEditorState& state, Requests& requests) {
  take_answer(input, state);
  if (!state.is_open) return;
  if (!std::exchange(state.was_open, true)) read_draft(ui::current().drafts.find(draft_key), state.draft);
  if (ui::Dialog dialog("surveys.editor", state.is_open, {.width_css = 760}); dialog) {
    {
      const ScrollBody body("##survey", 210);
      writing_banner(input.status);
      general(state);
      ui::space();
      questions(state);
      wave(state);
      if (!state.error.code.empty()) refusal_banner(i18n::error_text(ui::current().lang, state.error));
    }
    switch (editor_footer({.save_key = "surveys.editor.save"})) {
      case FooterAct::save:
        save(input, state, requests);
        break;
      case FooterAct::cancel:
        ui::current().drafts.forget(draft_key);
        state = {};
        return;
      default:
        break;
    }
    ui::current().drafts.keep(draft_key, state.draft == state.fresh ? std::string() : write_draft(state.draft));
  }
}

}  // namespace zhike::views
