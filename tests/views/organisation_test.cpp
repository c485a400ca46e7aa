#include "web/views/organisation.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/views/room_bench.h"

using namespace zhike;
using namespace zhike::views;
using tests::RoomBench;

namespace {
struct Bench : RoomBench {
  OrganisationState state;
  Room room = [this](const ViewInput& in, Requests& out) { organisation_view(in, state, out); };

  void fill() {
    book.add("staff", {{"name", "Li Na"}, {"role", "account_manager"}});
    book.customer("C1", "Anna", {{"owner", "Li Na"}});
    book.customer("C2", "Bert", {{"owner", "Zhao Lei"}});
    book.customer("C3", "Carl");
    book.add("standard_answer", {{"title", "Discounts"},
                                 {"answer_class", "price"},
                                 {"text", "量大从优"},
                                 {"text_en", "Large orders cost less"}});
    book.add("product", {{"key", "P1"}, {"name", "Poster A1"}, {"price", "12.50"}});
  }
};
}  // namespace

TEST_CASE("an empty organisation offers the first colleague", "[views][organisation]") {
  Bench bench;
  bench.show(bench.room);
  REQUIRE(bench.ui().click("organisation.new_staff"));
  CHECK(bench.state.editors.record.is_open);
}

TEST_CASE("colleagues are shown with what they have in hand; an owner without a record gets one",
          "[views][organisation]") {
  Bench bench;
  bench.fill();
  bench.show(bench.room);
  INFO(bench.ui().dump());
  CHECK(bench.ui().has_text("1 customer has no account manager."));
  CHECK(bench.ui().has_text("Li Na"));
  CHECK(bench.ui().has_text("Only named on records"));
  bench.state.staff.focused = 1;
  REQUIRE(bench.ui().focus("organisation.staff_list"));
  bench.ui().press("enter");
  CHECK(bench.state.editors.record.is_open);
}

TEST_CASE("a standard answer is copied in the reader's language", "[views][organisation]") {
  Bench bench;
  bench.fill();
  apply_organisation_route(bench.state, read_route("organisation?part=answers"));
  bench.show(bench.room);
  INFO(bench.ui().dump());
  REQUIRE(bench.ui().click("complaints.answers.copy"));
  const auto copied = bench.asked<CopyText>();
  REQUIRE(copied.size() == 1);
  CHECK(copied[0].text == "Large orders cost less");
}

TEST_CASE("products are listed, and every part fits every screen and language", "[views][organisation]") {
  Bench bench;
  bench.fill();
  apply_organisation_route(bench.state, read_route("organisation?part=products"));
  bench.show(bench.room);
  CHECK(bench.ui().has_text("Poster A1"));
  for (int tab = 0; tab < 3; ++tab) {
    bench.state.tab = tab;
    bench.show_everywhere(bench.room);
  }
}
