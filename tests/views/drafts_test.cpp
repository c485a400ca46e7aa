#include "web/views/drafts.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/views/room_bench.h"
#include "web/views/app.h"

using namespace zhike;
using namespace zhike::views;
using tests::RoomBench;

TEST_CASE("a draft is read as it was written", "[views][drafts]") {
  const ui::DraftValues values{{"name", "王芳 \"x\""}, {"notes", "a\nb"}};
  ui::DraftValues values_read{{"gone", "1"}};
  REQUIRE(read_draft(write_draft(values), values_read));
  CHECK(values_read == values);

  ContactDraft contact;
  contact.summary = "谈了海报";
  contact.verbatim = "太慢了";
  contact.next_contact = *base::read_day("2026-12-01");
  contact.promises = {{"寄样品", "Li Na", *base::read_day("2026-11-30")}, {"回电", "", base::no_day}};
  contact.has_complaint = true;
  contact.complaint_words = "颜色不对";
  ContactDraft contact_read;
  REQUIRE(read_draft(write_draft(contact), contact_read));
  CHECK(contact_read == contact);

  SurveyDraft survey;
  survey.name = "Autumn";
  survey.questions = usual_questions();
  survey.wave_opens = *base::read_day("2026-11-22");
  SurveyDraft survey_read;
  REQUIRE(read_draft(write_draft(survey), survey_read));
  CHECK(survey_read == survey);
}

TEST_CASE("what is no draft changes nothing", "[views][drafts]") {
  ContactDraft contact;
  contact.summary = "kept";
  for (const char* text : {"", "[]", "{", "12"}) CHECK_FALSE(read_draft(text, contact));
  CHECK(contact.summary == "kept");
  CHECK(read_draft("{\"unknown\":1}", contact));
  CHECK(contact.summary == "kept");
}

TEST_CASE("a form that was not saved is offered at the next visit", "[views][drafts][app]") {
  RoomBench bench;
  const store::Handle anna = bench.book.customer("C1", "Anna");
  const std::string key = "contact/" + bench.book.ref(anna);
  ContactDraft typed;
  typed.summary = "She wants a new catalogue";
  AppState state;
  const auto page = [&](const ViewInput& in, Requests& out) {
    if (!state.has_looked_for_drafts) ui::current().drafts.keep(key, write_draft(typed));
    app_view(in, state, out);
  };
  bench.show(page);
  REQUIRE(bench.ui().click("app.drafts.go_on"));
  bench.ui().frames(4);
  REQUIRE(bench.ui().find("field.communication.summary") != nullptr);
  CHECK(bench.ui().find("field.communication.summary")->value == typed.summary);
  CHECK(bench.ui().find("app.drafts.go_on") == nullptr);
  REQUIRE(bench.ui().click("ui.cancel"));
  bench.ui().frames(2);
  CHECK(bench.ui().context().drafts.find(key).empty());
}
