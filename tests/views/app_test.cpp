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
  store::Handle anna = 0;

  void fill() {
    anna = book.customer("C1", "Anna Lee", {{"phone", "13800001111"}});
    book.add("promise", {{"customer", book.ref(anna)}, {"text", "Samples"}, {"due", "2026-11-18"}, {"status", "open"}});
    book.add(
        "complaint",
        {{"customer", book.ref(anna)}, {"original_words", "Too late"}, {"received", "2026-11-20"}, {"status", "open"}});
  }
  std::string last_route() const {
    const auto all = asked<Navigate>();
    return all.empty() ? std::string() : all.back().route;
  }
};
}  // namespace

TEST_CASE("the rail names every room and leads there", "[views][app]") {
  Bench bench;
  bench.fill();
  bench.show(bench.room);
  const std::pair<std::string_view, std::string_view> names[] = {
      {"Today", "today"},       {"Customers", "customers"}, {"Complaints", "complaints"}, {"Surveys", "surveys"},
      {"Insights", "insights"}, {"Data", "data"},           {"Settings", "settings"}};
  for (const auto& [name, route] : names) {
    const ui::Node* item = bench.ui().find(ui::Role::link, name);
    REQUIRE(item != nullptr);
    CHECK(item->href == "#/" + std::string(route));
    REQUIRE(bench.ui().click(item));
    CHECK(bench.last_route() == route);
  }
  CHECK(bench.ui().find("room.today")->description == "1");       // overdue
  CHECK(bench.ui().find("room.complaints")->description == "1");  // open
  CHECK(bench.ui().find("room.data")->description.empty());
}

TEST_CASE("on a phone the bar names what fits whole, the other rooms are behind More", "[views][app]") {
  for (const float width : {360.0f, 390.0f, 430.0f}) {
    CAPTURE(width);
    Bench bench;
    bench.show(bench.room);
    bench.ui().resize(width, 844);
    bench.ui().frames(3);
    CHECK(bench.ui().find(ui::Role::link, "Complaints") != nullptr);
    CHECK(bench.ui().find(ui::Role::link, "Data") == nullptr);
    for (const ui::Node* link : bench.ui().context().probe.find_all(ui::Role::link)) {
      CHECK(link->max.x <= width);
      CHECK(!link->has(ui::flag::clipped));
    }
    REQUIRE(bench.ui().click("ui.rail.more"));
    bench.ui().frames(2);
    REQUIRE(bench.ui().click(bench.ui().find(ui::Role::menuitem, "Data")));
    CHECK(bench.last_route() == "data");
  }
}

TEST_CASE("every room can be drawn, empty and filled", "[views][app]") {
  for (const bool is_filled : {false, true}) {
    Bench bench;
    if (is_filled) bench.fill();
    for (const std::string_view room : rooms) {
      go_to(bench.state, room);
      bench.show_everywhere(bench.room);
      CHECK(bench.ui().find("room." + std::string(room)) != nullptr);
    }
    if (is_filled) {
      go_to(bench.state, "customers/" + bench.book.ref(bench.anna));
      bench.show(bench.room);
      CHECK(bench.ui().has_text("Anna Lee"));
    }
  }
}

TEST_CASE("keys lead to rooms, undo and redo", "[views][app]") {
  Bench bench;
  bench.fill();
  bench.status.undo_name = "command.close_promise";
  bench.show(bench.room);
  bench.ui().press("Alt+2");
  CHECK(bench.last_route() == "customers");
  bench.ui().press("G");
  bench.ui().press("I");
  CHECK(bench.last_route() == "insights");
  bench.ui().press("Ctrl+Z");
  CHECK(bench.last_run<commands::Undo>());
  bench.ui().press("Ctrl+Y");
  CHECK_FALSE(bench.last_run<commands::Redo>());  // nothing to redo
  bench.status.redo_name = "command.close_promise";
  bench.ui().press("Ctrl+Shift+Z");
  CHECK(bench.last_run<commands::Redo>());
  bench.ui().press("Ctrl+S");
  CHECK(bench.asked<Export>().size() == 1);
  bench.ui().press("?");
  bench.ui().frames(3);
  CHECK(bench.ui().find("app.shortcuts") != nullptr);
  CHECK(bench.state.is_shortcuts_open);
}

TEST_CASE("the palette finds a customer, a command in any language, and a room", "[views][app]") {
  Bench bench;
  bench.fill();
  bench.show(bench.room);
  bench.ui().press("Ctrl+K");
  bench.ui().frames(3);
  bench.ui().type_text("anna");
  bench.ui().frames(3);
  INFO(bench.ui().dump());
  CHECK(bench.ui().has_text("Anna Lee"));
  bench.ui().press("Enter");
  CHECK(bench.last_route() == "customers/" + bench.book.ref(bench.anna));
  bench.ui().context().lang = i18n::Lang::zh_hans;
  bench.ui().press("Ctrl+K");
  bench.ui().frames(3);
  bench.ui().type_text("import a csv");
  bench.ui().frames(3);
  bench.ui().press("Enter");
  REQUIRE(bench.asked<PickFile>().size() == 1);
  CHECK(bench.asked<PickFile>()[0].purpose == FilePurpose::import);
}

TEST_CASE("a contact is logged from the palette for the customer picked", "[views][app]") {
  Bench bench;
  bench.fill();
  bench.show(bench.room);
  bench.ui().press("Ctrl+K");
  bench.ui().frames(3);
  bench.ui().type_text("log a contact");
  bench.ui().frames(3);
  bench.ui().press("Enter");
  bench.ui().frames(4);
  REQUIRE(bench.state.is_picking_contact);
  bench.ui().type_text("anna");
  bench.ui().frames(3);
  bench.ui().press("Enter");
  bench.ui().frames(3);
  CHECK(bench.state.rooms->editors.contact.is_open);
  CHECK_FALSE(bench.state.is_picking_contact);
}

TEST_CASE("what is going on is said: saving, jobs, other tabs, faults, updates", "[views][app]") {
  Bench bench;
  bench.show(bench.room);
  CHECK(bench.ui().find("app.saving")->name == "Everything is saved");
  CHECK(bench.ui().find("app.saving")->role == ui::Role::status);
  bench.status.saving = Saving::failed;
  bench.status.save_error = {"storage.full", "", ""};
  bench.status.writing = Writing::reader;
  bench.status.is_update_ready = true;
  bench.status.job_name = "job.import";
  bench.status.job_phase = "job.import.apply";
  bench.status.is_job_running = true;
  bench.status.job_share = 0.5;
  bench.status.job_done = 500;
  bench.status.job_total = 1000;
  bench.ui().frames(4);
  INFO(bench.ui().dump());
  CHECK(bench.ui().find("app.saving")->name == "Read only here");
  CHECK(bench.ui().has_text("The storage is full"));
  CHECK(bench.ui().has_text("Importing: Adding the records, 500 of 1,000"));
  REQUIRE(bench.ui().click("app.reader.ask"));
  CHECK(bench.asked<AskWriter>().size() == 1);
  REQUIRE(bench.ui().click("app.job.cancel"));
  CHECK(bench.asked<CancelJob>().size() == 1);
  REQUIRE(bench.ui().click("app.save_copy"));
  CHECK(bench.asked<Export>().size() == 1);
  REQUIRE(bench.ui().click("app.update.reload"));
  CHECK(bench.asked<Reload>().size() == 1);
}

TEST_CASE("the toast's undo undoes; without a book there is the welcome", "[views][app]") {
  Bench bench;
  bench.show(bench.room);
  bench.ui().context().toasts.push(ui::Tone::good, "Done", "undo");
  bench.ui().frames(3);
  REQUIRE(bench.ui().click("ui.undo"));
  CHECK(bench.last_run<commands::Undo>());
  bench.status.has_book = false;
  bench.ui().frames(3);
  CHECK(bench.ui().find("welcome.demo") != nullptr);
  CHECK(bench.ui().find("room.today") == nullptr);
}

TEST_CASE("an address with a query reaches its room", "[views][app]") {
  Bench bench;
  bench.fill();
  go_to(bench.state, "#/customers?tier=A");
  bench.show(bench.room);
  CHECK(bench.state.rooms->customers.params.tier == "A");
  go_to(bench.state, "data?part=conflicts");
  CHECK(bench.state.route == "data?part=conflicts");
  bench.ui().frames(3);
  CHECK(bench.ui().find("data.conflicts") != nullptr);
}
