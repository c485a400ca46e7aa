// The team folder in the Data room: what can be asked when, and what is said.
#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "tests/views/room_bench.h"
#include "web/views/data.h"

using namespace zhike;
using namespace zhike::views;
using tests::RoomBench;

namespace {
struct Bench : RoomBench {
  DataState state;
  Room room = [this](const ViewInput& in, Requests& out) { data_view(in, state, out); };
  Bench() { status.team.origin = "https://host.example"; }
  template <class Kind>
  std::vector<Kind> asked_team() const {
    std::vector<Kind> found;
    for (const TeamRequest& request : asked<TeamRequest>())
      if (const Kind* each = std::get_if<Kind>(&request)) found.push_back(*each);
    return found;
  }
};
}  // namespace

TEST_CASE("a sync needs an address and a key; the key is handed over once and forgotten", "[views][team]") {
  Bench bench;
  bench.show(bench.room, 1280, 3000);
  bench.ui().click("team.sync");
  CHECK(bench.asked_team<SyncTeam>().empty());
  bench.state.team.address = "/dav/team/";
  bench.state.team.secret = "AGE-SECRET-KEY-1X";
  bench.ui().frames(2);
  REQUIRE(bench.ui().click("team.sync"));
  const auto asked = bench.asked_team<SyncTeam>();
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].address == "/dav/team/");
  CHECK(asked[0].secret == "AGE-SECRET-KEY-1X");
  CHECK(bench.state.team.secret.empty());
  bench.status.team.has_secret = true;
  bench.ui().frames(2);
  REQUIRE(bench.ui().click("team.sync"));
  CHECK(bench.asked_team<SyncTeam>().size() == 2);
  bench.status.is_job_running = true;
  bench.ui().frames(2);
  bench.ui().click("team.sync");
  CHECK(bench.asked_team<SyncTeam>().size() == 2);
}

TEST_CASE("a folder of this computer is offered where there can be one", "[views][team]") {
  Bench bench;
  bench.status.team.place = "folder";
  bench.status.team.is_encrypted = false;
  bench.show(bench.room, 1280, 3000);
  CHECK_FALSE(bench.ui().find("team.folder.pick"));
  CHECK(bench.ui().has_text(i18n::text(i18n::Lang::en, "team.folder.cannot")));
  CHECK(bench.ui().has_text(i18n::text(i18n::Lang::en, "team.encrypted.off")));
  bench.status.team.can_pick = true;
  bench.ui().frames(2);
  REQUIRE(bench.ui().click("team.folder.pick"));
  CHECK(bench.asked_team<PickTeamFolder>().size() == 1);
  bench.ui().click("team.sync");
  CHECK(bench.asked_team<SyncTeam>().empty());
  bench.status.team.folder = "共享";
  bench.status.team.asks_again = true;
  bench.ui().frames(2);
  REQUIRE(bench.ui().click("team.folder.allow"));
  CHECK(bench.asked_team<AllowTeamFolder>().size() == 1);
  bench.status.team.asks_again = false;
  bench.ui().frames(2);
  REQUIRE(bench.ui().click("team.sync"));
  CHECK(bench.asked_team<SyncTeam>().size() == 1);
}

TEST_CASE("what the last sync did is said, problems with what to do", "[views][team]") {
  Bench bench;
  bench.status.team.last = 1'795'255'200'000;
  bench.status.team.received = 12;
  bench.status.team.sent = 3;
  for (int i = 0; i < 7; ++i) bench.status.team.problems.push_back({"sync.unreachable", {}, {}});
  bench.show(bench.room, 1280, 3000);
  CHECK(bench.ui().has_text("12 changes received"));
  CHECK(bench.ui().has_text("cannot be reached"));
  CHECK(bench.ui().has_text("and 2 more"));
  bench.show_everywhere(bench.room);
}

TEST_CASE("in a longer language nothing of the card is cut", "[views][team]") {
  Bench bench;
  for (const char* place : {"server", "folder"}) {
    bench.status.team.place = place;
    bench.status.team.can_pick = true;
    bench.status.team.folder = "Team";
    bench.status.team.asks_again = true;
    bench.show(bench.room, 1440, 3000);
    bench.ui().context().lang = i18n::Lang::pseudo;
    bench.ui().frames(3);
    bench.ui().context().cut_texts.clear();
    bench.ui().frames(3);
    for (const auto& text : bench.ui().context().cut_texts) CHECK_FALSE(text.starts_with("team."));
  }
}
