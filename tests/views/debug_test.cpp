#include "web/views/debug.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/views/room_bench.h"

using namespace zhike;
using namespace zhike::views;
using tests::RoomBench;

namespace {
struct Bench : RoomBench {
  DebugState state;
  Route route{.room = std::string(debug_room)};
  Room room = [this](const ViewInput& in, Requests& out) { debug_view(in, state, route, out); };
};
}  // namespace

TEST_CASE("the debug page shows records as stored and what the last commands did", "[views][debug]") {
  Bench bench;
  bench.book.customer("C1", "Anna Lee", {{"city", "Bern"}});
  bench.status.log = {{"command.create_record", "", 1}, {"command.log_contact", "value.too_long", 0}};
  bench.show(bench.room, 1280, 1800);
  INFO(bench.ui().dump());
  CHECK(bench.ui().has_text("Anna Lee"));
  CHECK(bench.ui().has_text("Bern"));
  CHECK(bench.ui().has_text("value.too_long"));
  REQUIRE(bench.ui().click("debug.pseudo_on"));
  REQUIRE(bench.asked<SetPreference>().size() == 1);
  CHECK(bench.asked<SetPreference>()[0].value == "en-XA");
}

TEST_CASE("every record type can be looked at, and the zoo stands everywhere", "[views][debug]") {
  Bench bench;
  bench.book.customer("C1", "Anna Lee");
  for (const schema::RecordDef& type : schema::registry) {
    bench.state.type = type.key;
    bench.show(bench.room);
    CHECK(bench.ui().find("debug.records.type") != nullptr);
  }
  bench.show_everywhere(bench.room);
  bench.route = read_route("debug?part=zoo");
  for (int tab = 0; tab < 3; ++tab) {
    bench.state.gallery.tab = tab;
    bench.show_everywhere(bench.room);
  }
  CHECK(bench.ui().find("gallery.tabs") != nullptr);
}

TEST_CASE("a debug report holds codes and counts, nothing typed", "[views][debug]") {
  Status status;
  status.by = "Wang Fang";
  status.device = "00000000000000ff";
  status.log = {{"command.create_record", "", 1}};
  status.problems = {{"journal.torn", "seg/000001.log", "Anna Lee"}};
  const std::string report = debug_report(status);
  CHECK(report.find("command.create_record 1 ok") != std::string::npos);
  CHECK(report.find("journal.torn") != std::string::npos);
  CHECK(report.find("Wang") == std::string::npos);
  CHECK(report.find("Anna") == std::string::npos);
}
