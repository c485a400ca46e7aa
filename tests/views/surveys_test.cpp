#include "web/views/surveys.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/views/room_bench.h"

using namespace zhike;
using namespace zhike::views;
using tests::RoomBench;

namespace {
struct Bench : RoomBench {
  SurveysState state;
  store::Handle selected = 0;
  Room room = [this](const ViewInput& in, Requests& out) { surveys_view(in, state, selected, out); };
  store::Handle anna = 0, survey = 0, wave = 0, nps = 0, csat = 0, colour = 0, remark = 0;

  void fill() {
    anna = book.customer("C1", "Anna Lee");
    survey = book.add("survey", {{"name", "Quarterly"}, {"status", "open"}});
    wave = book.add("wave",
                    {{"survey", book.ref(survey)}, {"name", "2026Q4"}, {"status", "open"}, {"opens", "2026-10-01"}});
    nps = book.question("nps", survey, {{"position", "1"}});
    csat = book.question("csat", survey, {{"position", "2"}, {"scale_low", "1"}, {"scale_high", "5"}});
    colour = book.question("choice", survey, {{"position", "3"}, {"choices", "red\ngreen\nblue"}});
    remark = book.question("open", survey, {{"position", "4"}});
  }
  void answers(int n) {
    for (int i = 0; i < n; ++i) book.answer(nps, i % 2 ? "10" : "9", anna, "2026-11-01", {{"wave", book.ref(wave)}});
  }
};
EntryLine scale(std::int64_t low, std::int64_t high) {
  EntryLine line;
  line.low = low;
  line.high = high;
  line.is_keyed = true;
  return line;
}
}  // namespace

TEST_CASE("a digit answers at once unless a longer number may follow", "[views][entry]") {
  EntryLine five = scale(1, 5);
  CHECK(key_digit(five, 9) == KeyResult::ignored);
  CHECK(key_digit(five, 0) == KeyResult::ignored);
  CHECK(five.value.empty());
  CHECK(key_digit(five, 4) == KeyResult::next);
  CHECK(five.value == "4");

  EntryLine ten = scale(0, 10);
  CHECK(key_digit(ten, 0) == KeyResult::next);
  CHECK(ten.value == "0");
  ten = scale(0, 10);
  CHECK(key_digit(ten, 1) == KeyResult::typed);  // 10 may follow
  CHECK(key_digit(ten, 0) == KeyResult::next);
  CHECK(ten.value == "10");
  ten = scale(0, 10);
  CHECK(key_digit(ten, 1) == KeyResult::typed);
  CHECK(key_digit(ten, 7) == KeyResult::passes_on);  // 1 stands, 7 belongs to the next question
  CHECK(ten.value == "1");
  ten.is_fresh = false;  // came back to it
  CHECK(key_digit(ten, 7) == KeyResult::next);
  CHECK(ten.value == "7");

  EntryLine hundred = scale(0, 100);
  CHECK(key_digit(hundred, 8) == KeyResult::typed);
  CHECK(key_digit(hundred, 5) == KeyResult::next);
  CHECK(hundred.value == "85");
  CHECK(key_backspace(hundred));
  CHECK(hundred.value == "8");
  CHECK(key_backspace(hundred));
  CHECK_FALSE(key_backspace(hundred));  // empty: back to the question before
}

TEST_CASE("responses are keyed in by digits alone", "[views][entry]") {
  Bench bench;
  bench.fill();
  bench.selected = bench.survey;
  bench.show(bench.room);
  bench.ui().press("R");
  bench.ui().frames(4);
  INFO(bench.ui().dump());
  REQUIRE(bench.state.entry.is_open);
  CHECK(bench.state.entry.wave == bench.book.ref(bench.wave));  // the open one
  bench.ui().type_text("anna");
  bench.ui().frames(2);
  bench.ui().press("Enter");
  bench.ui().frames(4);
  CHECK(bench.state.entry.customer == bench.book.doc().id(bench.anna));
  for (const char* key : {"1", "0", "4", "2"}) {
    bench.ui().press(key);
    bench.ui().frames(3);
  }
  REQUIRE(bench.state.entry.lines.size() == 4);
  CHECK(bench.state.entry.lines[0].value == "10");
  CHECK(bench.state.entry.lines[1].value == "4");
  CHECK(bench.state.entry.lines[2].value == "2");
  CHECK(bench.state.entry.at == 3);
  bench.ui().type_text("more 2 colours");
  bench.ui().frames(2);
  bench.ui().press("Ctrl+Enter");
  const auto command = bench.last_run<commands::RecordResponse>();
  REQUIRE(command);
  const store::Document& doc = bench.book.doc();
  REQUIRE(command->answers.size() == 4);
  CHECK(command->answers[0].first == doc.id(bench.nps));
  CHECK(schema::number_of(command->answers[0].second.at(0).second) == 100'000);
  CHECK(schema::number_of(command->answers[1].second.at(0).second) == 40'000);
  CHECK(schema::text_of(command->answers[2].second.at(0).second) == "green");
  CHECK(schema::text_of(command->answers[3].second.at(0).second) == "more 2 colours");
  const auto has = [&](std::string_view key, base::RecId id) {
    for (const auto& [name, value] : command->response)
      if (name == key) return schema::id_of(value) == id;
    return false;
  };
  CHECK(has("survey", doc.id(bench.survey)));
  CHECK(has("wave", doc.id(bench.wave)));
  CHECK(has("customer", doc.id(bench.anna)));

  // Refused: everything stays. Done: the next one starts with the same wave and mode.
  bench.status.runs_done = 1;
  bench.status.run_error = {"value.out_of_range", "?", "10"};
  bench.ui().frames(2);
  CHECK(bench.state.entry.lines[1].value == "4");
  CHECK(bench.state.entry.saved.empty());
  bench.ui().press("Ctrl+Enter");
  bench.status.runs_done = 2;
  bench.status.run_error = {};
  bench.ui().frames(3);
  CHECK(bench.state.entry.lines[0].value.empty());
  CHECK(bench.state.entry.wave == bench.book.ref(bench.wave));
  CHECK(bench.state.entry.saved.size() == 1);
  CHECK(bench.ui().has_text("1 response in this sitting"));
}

TEST_CASE("answers can be pressed with the mouse, and a draft survives a closed dialog", "[views][entry]") {
  Bench bench;
  bench.fill();
  bench.selected = bench.survey;
  bench.show(bench.room);
  REQUIRE(bench.ui().click("surveys.enter"));
  bench.ui().frames(4);
  REQUIRE(bench.ui().click("surveys.entry.value", "1/9"));
  CHECK(bench.state.entry.lines[0].value == "9");
  CHECK(bench.state.entry.at == 1);
  bench.state.entry.is_open = false;
  bench.ui().frames(2);
  REQUIRE(bench.ui().click("surveys.enter"));
  CHECK(bench.state.entry.lines[0].value == "9");
  bench.ui().frames(3);
  bench.ui().press("5");
  bench.ui().frames(2);
  CHECK(bench.state.entry.lines[1].value == "5");
}

TEST_CASE("a survey is defined with the usual questions in three languages", "[views][surveys]") {
  Bench bench;
  bench.show(bench.room);
  REQUIRE(bench.ui().click("surveys.new"));
  bench.ui().frames(4);
  REQUIRE(bench.ui().click("surveys.editor.save"));
  CHECK_FALSE(bench.last_run<commands::DefineSurvey>());  // a name is needed
  REQUIRE(bench.ui().type("field.survey.name", "Autumn"));
  REQUIRE(bench.ui().click("surveys.editor.save"));
  const auto command = bench.last_run<commands::DefineSurvey>();
  REQUIRE(command);
  REQUIRE(command->questions.size() == 4);
  REQUIRE(command->wave);
  const auto value = [](const commands::Fields& fields, std::string_view key) {
    for (const auto& [name, each] : fields)
      if (name == key) return each;
    return schema::Value{};
  };
  CHECK(schema::text_of(value(command->survey, "name")) == "Autumn");
  CHECK(schema::text_of(value(command->questions[0], "type")) == "nps");
  CHECK(schema::number_of(value(command->questions[0], "scale_low")) == 0);
  CHECK(schema::number_of(value(command->questions[0], "scale_high")) == 10);
  CHECK(schema::number_of(value(command->questions[2], "scale_high")) == 7);
  CHECK(schema::is_empty(value(command->questions[3], "scale_high")));
  for (const commands::Fields& question : command->questions) {
    CHECK(schema::text_of(value(question, "text")) != schema::text_of(value(question, "text_en")));
    CHECK(schema::text_of(value(question, "text")) != schema::text_of(value(question, "text_zh_hant")));
  }
  CHECK(bench.state.editor.is_open);
  bench.status.runs_done = 1;
  bench.ui().frames(2);
  CHECK_FALSE(bench.state.editor.is_open);
}

TEST_CASE("a survey's page withholds a score from fewer than five answers", "[views][surveys]") {
  Bench bench;
  bench.fill();
  bench.answers(4);
  bench.selected = bench.survey;
  bench.show(bench.room);
  INFO(bench.ui().dump());
  REQUIRE(bench.ui().find("surveys.nps") != nullptr);
  CHECK(bench.ui().find("surveys.nps")->value.find("Withheld") != std::string::npos);
  CHECK_FALSE(bench.ui().has_text("100.0"));
  bench.answers(1);
  bench.ui().frames(3);
  CHECK(bench.ui().find("surveys.nps")->value.starts_with("100.0"));
  CHECK(bench.ui().find("surveys.nps")->value.find("n = 5") != std::string::npos);
}

TEST_CASE("a wave can be closed", "[views][surveys]") {
  Bench bench;
  bench.fill();
  bench.selected = bench.survey;
  bench.show(bench.room);
  REQUIRE(bench.ui().activate("surveys.wave.close"));
  const auto command = bench.last_run<commands::UpdateRecords>();
  REQUIRE(command);
  CHECK(command->recs == std::vector{bench.book.doc().id(bench.wave)});
  CHECK(schema::text_of(command->values.at(0).second) == "closed");
}

TEST_CASE("the surveys room draws everywhere, empty and filled, with its dialogs", "[views][surveys]") {
  Bench bench;
  bench.show_everywhere(bench.room);
  bench.fill();
  bench.answers(6);
  bench.show_everywhere(bench.room);
  bench.selected = bench.survey;
  bench.show_everywhere(bench.room);
  open_response_entry(bench.state.entry, bench.book.doc(), bench.survey, *base::read_day("2026-11-21"), "Wang");
  bench.show_everywhere(bench.room);
  bench.state.entry.is_open = false;
  open_new_survey(bench.state.editor, *base::read_day("2026-11-21"));
  bench.state.editor.open_question = 0;
  bench.show_everywhere(bench.room);
}
