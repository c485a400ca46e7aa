// The pseudo-language: accents and 40 % more letters. A catalogue text that is cut short in it has little room to be
// translated; one that shows without ⟦ ⟧ never met the catalogue.
#include <algorithm>
#include <cstdio>
#include <set>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "tests/views/room_bench.h"
#include "web/views/app_parts.h"

using namespace zhike;
using namespace zhike::views;
using tests::RoomBench;

namespace {

struct Bench : RoomBench {
  AppState state;
  Room room = [this](const ViewInput& in, Requests& out) { app_view(in, state, out); };
  store::Handle anna = 0, complaint = 0, survey = 0;

  void fill() {
    anna = book.customer("C1", "Anna Lee", {{"phone", "13800001111"}, {"city", "Wuhan"}, {"owner", "Wang"}});
    book.customer("C2", "Boris");
    book.purchase(anna, "2026-10-01", "9000");
    book.add("communication", {{"customer", book.ref(anna)}, {"at", "2026-05-15T08:00:00Z"}, {"channel", "visit"}});
    book.add("promise", {{"customer", book.ref(anna)}, {"text", "Samples"}, {"due", "2026-11-18"}, {"status", "open"}});
    complaint = book.add("complaint", {{"customer", book.ref(anna)},
                                       {"original_words", "Too late"},
                                       {"received", "2026-11-20"},
                                       {"severity", "serious"},
                                       {"status", "open"}});
    survey = book.add("survey", {{"key", "S1"}, {"name", "Autumn"}, {"status", "open"}});
    const store::Handle nps = book.question("nps", survey);
    for (int i = 0; i < 6; ++i) book.answer(nps, "9", anna, "2026-11-01");
  }

  // Draws the route in the pseudo-language and gives the texts that were cut.
  std::set<std::string> cut_texts(std::string_view route, float width) {
    go_to(state, route);
    show(room, width, 900);
    // The letters of Dear ImGui's own font are as wide as tall; the page's are narrower.
    ImFontConfig narrow;
    narrow.GlyphExtraAdvanceX = -1.3f;
    ui().context().font = ImGui::GetIO().Fonts->AddFontDefault(&narrow);
    ui().context().lang = i18n::Lang::pseudo;
    ui().frames(3);
    ui().context().cut_texts.clear();
    ui().frames(1);
    const auto& cut = ui().context().cut_texts;
    return {cut.begin(), cut.end()};
  }
};

// What the book of this test says in its own words.
constexpr std::string_view data_words[] = {"Anna", "Boris", "Autumn", "Wang", "Wuhan", "Too late", "Samples", "survey"};

std::string joined(const std::set<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += "\n  " + text;
  return out;
}

}  // namespace

// Cut texts end in … with their full words in a tooltip or the accessible name; how many there are only ever comes
// down.
constexpr std::size_t most_cut = 50;

TEST_CASE("few catalogue texts are cut short in the pseudo-language, and no more than before", "[views][language]") {
  std::set<std::string> all;
  for (const bool is_filled : {false, true}) {
    Bench bench;
    if (is_filled) bench.fill();
    std::vector<std::string> routes(std::begin(rooms), std::end(rooms));
    if (is_filled) {
      routes.push_back("customers/" + bench.book.ref(bench.anna));
      routes.push_back("complaints/" + bench.book.ref(bench.complaint));
      routes.push_back("surveys/" + bench.book.ref(bench.survey));
    }
    for (const std::string& route : routes) {
      all.merge(bench.cut_texts(route, 1440));
    }
  }
  std::printf("%zu catalogue texts are cut in the pseudo-language\n", all.size());
  INFO(joined(all));
  CHECK(all.size() <= most_cut);
}

TEST_CASE("the run notices a text without room", "[views][language]") {
  Bench bench;
  bench.room = [](const ViewInput&, Requests&) {
    ui::text(ui::tr("app.saving.saved"), ui::TextRole::body, ui::Token::text, ui::Wrap::ellipsis);
  };
  CHECK(bench.cut_texts("today", 1440).empty());
  CHECK(bench.cut_texts("today", 60).size() == 1);
}

TEST_CASE("every heading, button, link and tab comes from the catalogue", "[views][language]") {
  Bench bench;
  bench.fill();
  for (const std::string_view route : rooms) {
    bench.cut_texts(route, 1440);
    for (const ui::Role role : {ui::Role::heading, ui::Role::button, ui::Role::tab}) {
      for (const ui::Node* node : bench.ui().context().probe.find_all(role)) {
        INFO(route << ": " << node->key << ": " << node->name);
        const bool is_data = std::ranges::any_of(
            data_words, [&](std::string_view word) { return node->name.find(word) != std::string::npos; });
        const bool has_word = std::ranges::any_of(node->name, [](char c) { return c >= 'a' && c <= 'z'; });
        CHECK((!has_word || is_data || node->name.find("⟦") != std::string::npos));
      }
    }
  }
}
