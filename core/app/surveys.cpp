// Surveys: defining one with its questions, and keying in a response with its answers, each as one undo step.
#include "core/app/handlers.h"

namespace zhike::app {

using commands::Fields;
using schema::Value;

base::Result<Draft> define_survey(const Document& doc, const commands::DefineSurvey& c, const Env& env) {
  Fields survey = c.survey;
  if (schema::is_empty(find_value(survey, "status"))) put_value(survey, "status", "open");
  if (schema::is_empty(find_value(survey, "created"))) put_value(survey, "created", std::int64_t{env.today});
  TRY(Draft draft, create_record(doc, {"survey", survey, {}}, env));
  if (c.questions.empty()) return base::fail("survey.no_questions");
  std::int64_t position = 0;
  for (const Fields& given : c.questions) {
    Fields question = given;
    put_value(question, "survey", draft.made);
    if (schema::is_empty(find_value(question, "position"))) put_value(question, "position", ++position);
    TRY_DO(add_create(draft, doc, "question", env.make_id(), question));
  }
  if (c.wave) {
    Fields wave = *c.wave;
    put_value(wave, "survey", draft.made);
    if (schema::is_empty(find_value(wave, "status"))) put_value(wave, "status", "open");
    TRY_DO(add_create(draft, doc, "wave", env.make_id(), wave));
  }
  return draft;
}

base::Result<Draft> record_response(const Document& doc, const commands::RecordResponse& c, const Env& env) {
  Fields response = c.response;
  if (schema::is_empty(find_value(response, "date"))) put_value(response, "date", std::int64_t{env.today});
  TRY(Draft draft, create_record(doc, {"response", response, {}}, env));
  for (const auto& [question_id, given] : c.answers) {
    const schema::Handle handle = doc.find(question_id);
    if (!doc.is<schema::Question>(handle)) return base::fail("record.missing", base::write_id(question_id));
    const auto question = doc.read<schema::Question>(handle);
    Fields answer = given;
    const std::int64_t units = schema::number_of(find_value(answer, "value"));
    if (units == schema::unset && schema::is_empty(find_value(answer, "text"))) continue;  // not answered
    const auto outside = [&](const schema::Integer& bound, int sign) {
      return bound.has() && units != schema::unset && (units - bound.value * 10'000) * sign < 0;
    };
    if (outside(question.scale_low, 1) || outside(question.scale_high, -1))
      return base::fail("value.out_of_range", std::string(question.key.text),
                        schema::value_to_text(schema::Schema<schema::Answer>::fields[2], units));
    put_value(answer, "response", draft.made);
    put_value(answer, "question", question_id);
    TRY_DO(add_create(draft, doc, "answer", env.make_id(), answer));
  }
  return draft;
}

}  // namespace zhike::app
