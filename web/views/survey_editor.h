// Survey editor: one dialog to define a survey: its name, its questions in three languages with type and scale, and its
// first wave; saved as one DefineSurvey. Used by the surveys room. Must never change a survey that has answers.
#pragma once

#include <string>
#include <vector>

#include "web/views/editors_frame.h"
#include "web/views/view.h"

namespace zhike::views {

struct QuestionDraft {
  std::string type = "csat";  // schema::question_types
  std::string text, text_zh_hant, text_en;
  std::string low, high;  // bounds as typed; "" for types without a scale
  std::string choices;    // "code label", one a line
  bool operator==(const QuestionDraft&) const = default;
};

struct SurveyDraft {
  std::string name, purpose, staff;
  std::vector<QuestionDraft> questions;
  bool has_wave = true;
  std::string wave_name;
  base::Day wave_opens = base::no_day, wave_closes = base::no_day;
  bool operator==(const SurveyDraft&) const = default;
};

struct SurveyEditorState {
  bool is_open = false;
  SurveyDraft draft, fresh;       // fresh: the draft before anything was typed
  bool was_open = false;          // in the frame before
  std::size_t open_question = 0;  // the one whose fields are shown
  bool shows_problems = false;
  base::Error error;
  Pending pending;
};

// A question of this type with its usual bounds: nps 0–10, csat 1–5, ces 1–7, scale 1–5.
QuestionDraft new_question(std::string_view type);
// The four usual questions: recommendation, satisfaction, effort and one in the customer's own words.
std::vector<QuestionDraft> usual_questions();
// The command a draft stands for. Texts left empty in one language take the words of another.
commands::DefineSurvey survey_command(const SurveyDraft& draft);

void open_new_survey(SurveyEditorState& state, base::Day today);
void survey_editor_dialog(const ViewInput& input, SurveyEditorState& state, Requests& requests);

}  // namespace zhike::views
