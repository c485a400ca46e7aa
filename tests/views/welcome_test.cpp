#include "web/views/welcome.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/views/room_bench.h"

using namespace zhike;
using namespace zhike::views;
using tests::RoomBench;

namespace {
struct Bench : RoomBench {
  WelcomeState state;
  Room room = [this](const ViewInput& in, Requests& out) { welcome_view(in, state, out); };
};
}  // namespace

TEST_CASE("a first visit: name, then the demo book", "[views][welcome]") {
  Bench bench;
  bench.show(bench.room);
  REQUIRE(bench.ui().type("welcome.by", " 王芳 "));
  REQUIRE(bench.ui().click("welcome.demo"));
  REQUIRE(bench.requests.size() == 3);
  REQUIRE(std::holds_alternative<StartBook>(bench.requests[0]));
  CHECK(std::get<StartBook>(bench.requests[0]).by == "王芳");
  REQUIRE(std::holds_alternative<StartDemo>(bench.requests[1]));
  CHECK(std::get<StartDemo>(bench.requests[1]).customers == 2000);
}

TEST_CASE("without a name nothing starts, and the field says why", "[views][welcome]") {
  Bench bench;
  bench.show(bench.room);
  REQUIRE(bench.ui().click("welcome.import"));
  CHECK(bench.requests.empty());
  bench.ui().frames(3);
  const ui::Node* field = bench.ui().find("welcome.by");
  REQUIRE(field != nullptr);
  CHECK(field->has(ui::flag::invalid));
  CHECK(field->has(ui::flag::focused));
}

TEST_CASE("the ways lead to the right file", "[views][welcome]") {
  for (const auto& [key, purpose] :
       {std::pair{"welcome.import", FilePurpose::import}, std::pair{"welcome.merge", FilePurpose::merge}}) {
    Bench bench;
    bench.state.by = "Anna";
    bench.show(bench.room);
    REQUIRE(bench.ui().activate(key));
    REQUIRE(bench.asked<PickFile>().size() == 1);
    CHECK(bench.asked<PickFile>()[0].purpose == purpose);
    CHECK(bench.asked<StartBook>().size() == 1);
  }
}

TEST_CASE("language and theme can be switched before anything else", "[views][welcome]") {
  Bench bench;
  bench.show(bench.room);
  const ui::Node* option = bench.ui().find(ui::Role::radio, "繁體中文");
  REQUIRE(option != nullptr);
  REQUIRE(bench.ui().click(option));
  REQUIRE(bench.asked<SetPreference>().size() == 1);
  CHECK(bench.asked<SetPreference>()[0].key == "lang");
  CHECK(bench.asked<SetPreference>()[0].value == "zh-Hant");
  REQUIRE(bench.ui().click(bench.ui().find(ui::Role::radio, "Dark")));
  CHECK(bench.asked<SetPreference>().back().value == "dark");
  bench.show_everywhere(bench.room);
}
