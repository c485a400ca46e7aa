#include "web/views/today.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/views/room_bench.h"

using namespace zhike;
using namespace zhike::views;
using tests::RoomBench;

namespace {
// Today is 2026-11-21.
struct Bench : RoomBench {
  TodayState state;
  Room room = [this](const ViewInput& in, Requests& out) { today_view(in, state, out); };
  store::Handle anna = 0, promise = 0, complaint = 0;

  void fill() {
    anna = book.customer("C1", "Anna Lee", {{"owner", "Wang"}});
    book.purchase(anna, "2026-10-01", "5000");
    promise = book.add(
        "promise",
        {{"customer", book.ref(anna)}, {"text", "Send the samples"}, {"due", "2026-11-18"}, {"status", "open"}});
    complaint = book.add("complaint", {{"customer", book.ref(anna)},
                                       {"original_words", "Colours are wrong"},
                                       {"received", "2026-11-20T08:00:00Z"},
                                       {"severity", "serious"},
                                       {"status", "open"}});
    book.add("communication", {{"customer", book.ref(anna)}, {"at", "2026-11-15T08:00:00Z"}, {"channel", "visit"}});
  }
};
}  // namespace

TEST_CASE("today lists what is due and says how late", "[views][today]") {
  Bench bench;
  bench.fill();
  bench.show(bench.room);
  INFO(bench.ui().dump());
  CHECK(bench.ui().has_text("Send the samples"));
  CHECK(bench.ui().has_text("3 days overdue"));
  CHECK(bench.ui().has_text("Colours are wrong"));
  CHECK(bench.ui().find("today.tile.overdue")->value.starts_with("1"));
  CHECK(bench.ui().find("today.tile.complaints")->value.starts_with("1"));
}

TEST_CASE("a promise is kept or broken with one press", "[views][today]") {
  for (const auto& [key, status] : {std::pair{"today.keep", "kept"}, std::pair{"today.break", "broken"}}) {
    Bench bench;
    bench.fill();
    bench.show(bench.room);
    REQUIRE(bench.ui().click(key));
    const auto command = bench.last_run<commands::ClosePromise>();
    REQUIRE(command);
    CHECK(command->status == status);
    CHECK(command->promise == bench.book.doc().id(bench.promise));
  }
}

TEST_CASE("the row with the focus obeys one key", "[views][today]") {
  Bench bench;
  bench.fill();
  bench.state.tab = 1;  // promises
  bench.show(bench.room);
  bench.ui().focus("today.list");
  bench.ui().press("K");
  REQUIRE(bench.last_run<commands::ClosePromise>());
  CHECK(bench.last_run<commands::ClosePromise>()->status == "kept");
  bench.ui().press("Enter");
  REQUIRE(bench.asked<Navigate>().size() == 1);
  CHECK(bench.asked<Navigate>()[0].route == "customers/" + bench.book.ref(bench.anna));
  bench.ui().press("L");
  CHECK(bench.state.editors.contact.is_open);
}

TEST_CASE("a complaint opens, a customer is linked, tiers lead to their list", "[views][today]") {
  Bench bench;
  bench.fill();
  bench.state.tab = 3;  // complaints
  bench.show(bench.room);
  REQUIRE(bench.ui().click("today.open"));
  CHECK(bench.asked<Navigate>().back().route == "complaints/" + bench.book.ref(bench.complaint));
  const ui::Node* link = bench.ui().find("today.go_customer");
  REQUIRE(link != nullptr);
  CHECK(link->name == "Anna Lee");
  CHECK(link->href == "#/customers/" + bench.book.ref(bench.anna));
  REQUIRE(bench.ui().click("today.tier"));
  CHECK(bench.asked<Navigate>().back().route == "customers?tier=A");
}

TEST_CASE("a customer nobody has seen for long is due for a contact", "[views][today]") {
  Bench bench;
  const store::Handle ben = bench.book.customer("C2", "Ben", {});
  bench.book.purchase(ben, "2026-09-01", "900");
  bench.book.add("communication",
                 {{"customer", bench.book.ref(ben)}, {"at", "2026-06-01T08:00:00Z"}, {"channel", "phone"}});
  bench.state.tab = 2;
  bench.show(bench.room);
  INFO(bench.ui().dump());
  REQUIRE(bench.ui().click("today.log"));
  CHECK(bench.state.editors.contact.is_open);
}

TEST_CASE("an old backup is mentioned and made", "[views][today]") {
  Bench bench;
  bench.fill();
  bench.status.changes_since_backup = 12;
  bench.show(bench.room);
  CHECK(bench.ui().has_text("12 changes are only on this device"));
  REQUIRE(bench.ui().click("today.backup.save"));
  CHECK(bench.asked<Export>().size() == 1);
  bench.status.last_backup = bench.ui().context().now - 86'400'000;
  bench.ui().frames(2);
  CHECK(bench.ui().find("today.backup") == nullptr);
}

TEST_CASE("an empty book offers the first step; a finished day says so", "[views][today]") {
  Bench bench;
  bench.show(bench.room);
  REQUIRE(bench.ui().click("today.import"));
  CHECK(bench.asked<PickFile>().size() == 1);
  REQUIRE(bench.ui().click("today.demo"));
  CHECK(bench.asked<StartDemo>().size() == 1);
  bench.book.customer("C1", "Anna", {});
  bench.ui().frames(2);
  CHECK(bench.ui().find("today.see_customers") != nullptr);
}

TEST_CASE("today can be drawn everywhere", "[views][today]") {
  Bench empty;
  empty.show_everywhere(empty.room);
  Bench bench;
  bench.fill();
  bench.book.edit(bench.anna, {{"phone", "111"}});
  bench.book.edit_blindly(bench.anna, {{"phone", "222"}}, 9, "Li");
  bench.show_everywhere(bench.room);
  CHECK(bench.ui().has_text("Anna Lee"));
}

TEST_CASE("a list that holds only the most urgent contacts says so", "[views][today]") {
  Bench bench;
  bench.book.setting("contact_limit", "2");
  for (int i = 0; i < 5; ++i) {
    const store::Handle each = bench.book.customer("C" + std::to_string(i), "Customer " + std::to_string(i), {});
    bench.book.purchase(each, "2026-09-01", std::to_string(900 - i));
    bench.book.add("communication",
                   {{"customer", bench.book.ref(each)}, {"at", "2025-06-01T08:00:00Z"}, {"channel", "phone"}});
  }
  bench.state.tab = 2;
  bench.show(bench.room);
  INFO(bench.ui().dump());
  CHECK(bench.ui().has_text("contacts due, the 2 most urgent are listed"));
}
