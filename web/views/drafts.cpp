#include "web/views/drafts.h"

#include <algorithm>
#include <array>

#include "core/base/json.h"

namespace zhike::views {
namespace {

using base::Json;

template <class Owner>
struct TextMember {
  const char* name;
  std::string Owner::* member;
};

constexpr std::array contact_texts{
    TextMember<ContactDraft>{"channel", &ContactDraft::channel},
    TextMember<ContactDraft>{"at", &ContactDraft::at},
    TextMember<ContactDraft>{"touchpoint", &ContactDraft::touchpoint},
    TextMember<ContactDraft>{"initiative", &ContactDraft::initiative},
    TextMember<ContactDraft>{"mood", &ContactDraft::mood},
    TextMember<ContactDraft>{"contact_person", &ContactDraft::contact_person},
    TextMember<ContactDraft>{"verbatim", &ContactDraft::verbatim},
    TextMember<ContactDraft>{"summary", &ContactDraft::summary},
    TextMember<ContactDraft>{"staff", &ContactDraft::staff},
    TextMember<ContactDraft>{"minutes", &ContactDraft::minutes},
    TextMember<ContactDraft>{"complaint_words", &ContactDraft::complaint_words},
    TextMember<ContactDraft>{"complaint_severity", &ContactDraft::complaint_severity},
    TextMember<ContactDraft>{"complaint_category", &ContactDraft::complaint_category},
};
constexpr std::array survey_texts{
    TextMember<SurveyDraft>{"name", &SurveyDraft::name},
    TextMember<SurveyDraft>{"purpose", &SurveyDraft::purpose},
    TextMember<SurveyDraft>{"staff", &SurveyDraft::staff},
    TextMember<SurveyDraft>{"wave_name", &SurveyDraft::wave_name},
};
constexpr std::array question_texts{
    TextMember<QuestionDraft>{"type", &QuestionDraft::type},
    TextMember<QuestionDraft>{"text", &QuestionDraft::text},
    TextMember<QuestionDraft>{"text_zh_hant", &QuestionDraft::text_zh_hant},
    TextMember<QuestionDraft>{"text_en", &QuestionDraft::text_en},
    TextMember<QuestionDraft>{"low", &QuestionDraft::low},
    TextMember<QuestionDraft>{"high", &QuestionDraft::high},
    TextMember<QuestionDraft>{"choices", &QuestionDraft::choices},
};
constexpr std::array response_texts{
    TextMember<ResponseEntryState>{"wave", &ResponseEntryState::wave},
    TextMember<ResponseEntryState>{"mode", &ResponseEntryState::mode},
    TextMember<ResponseEntryState>{"interviewer", &ResponseEntryState::interviewer},
};

template <class Owner, std::size_t N>
Json texts_of(const Owner& owner, const std::array<TextMember<Owner>, N>& members) {
  Json out = Json::object();
  for (const TextMember<Owner>& each : members) out.set(each.name, owner.*each.member);
  return out;
}

template <class Owner, std::size_t N>
void take_texts(const Json& json, Owner& owner, const std::array<TextMember<Owner>, N>& members) {
  for (const TextMember<Owner>& each : members)
    if (const Json* value = json.find(each.name)) owner.*each.member = value->as_string();
}

Json day_json(base::Day day) { return day == base::no_day ? Json("") : Json(base::write_day(day)); }

void take_day(const Json& json, std::string_view name, base::Day& day) {
  if (const Json* value = json.find(name)) day = base::read_day(value->as_string()).value_or(base::no_day);
}

std::optional<Json> read_object(std::string_view text) {
  base::Result<Json> read = base::parse_json(text);
  if (!read || !read->is_object()) return std::nullopt;
  return std::move(*read);
}

}  // namespace

std::string write_draft(const ui::DraftValues& values) {
  Json out = Json::object();
  for (const auto& [key, value] : values)
    if (!value.empty()) out.set(key, value);
  return write_json(out);
}

bool read_draft(std::string_view text, ui::DraftValues& values) {
  const std::optional<Json> json = read_object(text);
  if (!json) return false;
  values.clear();
  for (const auto& [key, value] : json->members()) values[key] = value.as_string();
  return true;
}

std::string write_draft(const ContactDraft& draft) {
  Json out = texts_of(draft, contact_texts);
  out.set("next_contact", day_json(draft.next_contact)).set("has_complaint", draft.has_complaint);
  Json promises = Json::array();
  for (const PromiseDraft& promise : draft.promises) {
    Json one = Json::object();
    one.set("text", promise.text).set("staff", promise.staff).set("due", day_json(promise.due));
    promises.push(std::move(one));
  }
  out.set("promises", std::move(promises));
  return write_json(out);
}

bool read_draft(std::string_view text, ContactDraft& draft) {
  const std::optional<Json> json = read_object(text);
  if (!json) return false;
  take_texts(*json, draft, contact_texts);
  take_day(*json, "next_contact", draft.next_contact);
  draft.has_complaint = (*json)["has_complaint"].as_bool();
  draft.promises.clear();
  for (const Json& one : (*json)["promises"].items()) {
    PromiseDraft& promise = draft.promises.emplace_back();
    promise.text = one["text"].as_string();
    promise.staff = one["staff"].as_string();
    take_day(one, "due", promise.due);
  }
  return true;
}

std::string write_draft(const SurveyDraft& draft) {
  Json out = texts_of(draft, survey_texts);
  out.set("has_wave", draft.has_wave)
      .set("wave_opens", day_json(draft.wave_opens))
      .set("wave_closes", day_json(draft.wave_closes));
  Json questions = Json::array();
  for (const QuestionDraft& question : draft.questions) questions.push(texts_of(question, question_texts));
  out.set("questions", std::move(questions));
  return write_json(out);
}

bool read_draft(std::string_view text, SurveyDraft& draft) {
  const std::optional<Json> json = read_object(text);
  if (!json) return false;
  take_texts(*json, draft, survey_texts);
  draft.has_wave = (*json)["has_wave"].as_bool();
  take_day(*json, "wave_opens", draft.wave_opens);
  take_day(*json, "wave_closes", draft.wave_closes);
  draft.questions.clear();
  for (const Json& one : (*json)["questions"].items()) take_texts(one, draft.questions.emplace_back(), question_texts);
  return true;
}

std::string write_draft(const ResponseEntryState& state) {
  Json answers = Json::object();
  for (const EntryLine& line : state.lines) {
    if (!line.is_answered()) continue;
    Json one = Json::object();
    one.set("value", line.value).set("words", line.words);
    answers.set(base::write_id(line.id), std::move(one));
  }
  if (answers.members().empty()) return {};
  Json out = texts_of(state, response_texts);
  out.set("date", day_json(state.date))
      .set("customer", state.customer ? base::write_id(state.customer) : std::string())
      .set("answers", std::move(answers));
  return write_json(out);
}

bool read_draft(std::string_view text, ResponseEntryState& state) {
  const std::optional<Json> json = read_object(text);
  if (!json) return false;
  take_texts(*json, state, response_texts);
  take_day(*json, "date", state.date);
  state.customer = base::read_id((*json)["customer"].as_string()).value_or(base::RecId{});
  for (EntryLine& line : state.lines) {
    const Json& one = (*json)["answers"][base::write_id(line.id)];
    line.value = one["value"].as_string();
    line.words = one["words"].as_string();
  }
  return true;
}

}  // namespace zhike::views
