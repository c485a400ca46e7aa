#include "web/views/customers.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/views/room_bench.h"

using namespace zhike;
using namespace zhike::views;
using tests::RoomBench;

namespace {

// Today is 2026-11-21. Anna buys most, Boris complains, Chen was never seen.
struct Bench : RoomBench {
  CustomersState state;
  Room room = [this](const ViewInput& in, Requests& out) { customers_view(in, state, out); };
  store::Handle anna = 0, boris = 0, chen = 0;

  void fill() {
    anna = book.customer("C1", "Anna Lee", {{"owner", "Wang"}, {"city", "Wuhan"}, {"status", "active"}});
    boris = book.customer("C2", "Boris, Ltd", {{"owner", "Li"}, {"city", "Beijing"}, {"status", "active"}});
    chen = book.customer("C3", "=陈家", {{"owner", "Wang"}, {"city", "Wuhan"}, {"status", "prospect"}});
    book.purchase(anna, "2026-10-01", "9000");
    book.purchase(boris, "2026-09-01", "100");
    book.add("communication", {{"customer", book.ref(anna)}, {"at", "2026-11-15T08:00:00Z"}, {"channel", "visit"}});
    book.add("communication", {{"customer", book.ref(boris)}, {"at", "2026-05-15T08:00:00Z"}, {"channel", "visit"}});
    book.add("complaint", {{"customer", book.ref(boris)},
                           {"received", "2026-11-20T08:00:00Z"},
                           {"original_words", "Late"},
                           {"status", "open"}});
  }
  void carried_out(base::Error error = {}) {
    ++status.runs_done;
    status.run_error = std::move(error);
    ui().frames(3);
  }
  bool shows(std::string_view name) const {
    return const_cast<Bench*>(this)->ui().find(ui::Role::link, name) != nullptr;
  }
};

}  // namespace

TEST_CASE("the list shows the best customers first and leads to their cards", "[views][customers]") {
  Bench bench;
  bench.fill();
  bench.show(bench.room);
  INFO(bench.ui().dump());
  CHECK(bench.ui().has_text("3 customers"));
  const ui::Node* first = bench.ui().find("customers.name", std::to_string(bench.anna));
  const ui::Node* last = bench.ui().find("customers.name", std::to_string(bench.chen));
  REQUIRE(first != nullptr);
  REQUIRE(last != nullptr);
  CHECK(first->min.y < last->min.y);
  CHECK(first->href == "#/customers/" + bench.book.ref(bench.anna));
  CHECK(bench.ui().find("customers.tier", std::to_string(bench.anna))->description.find("20%") != std::string::npos);
  CHECK(bench.ui().click("customers.name", std::to_string(bench.boris)));
  REQUIRE(bench.asked<Navigate>().size() == 1);
  CHECK(bench.asked<Navigate>()[0].route == "customers/" + bench.book.ref(bench.boris));
}

TEST_CASE("the first search in a large book takes several short frames", "[views][customers]") {
  Bench bench;
  bench.fill();
  std::vector<std::vector<std::string>> many(25'000);
  for (std::size_t i = 0; i < many.size(); ++i) many[i] = {"L" + std::to_string(i), "Lee " + std::to_string(i)};
  bench.book.add_rows("customer", {"key", "name"}, many);
  bench.show(bench.room);
  bench.state.params.search = "anna lee";
  bench.ui().frames(1);
  CHECK(bench.shows("Lee 7"));
  bench.ui().frames(8);
  CHECK(bench.shows("Anna Lee"));
  CHECK_FALSE(bench.shows("Lee 7"));
}

TEST_CASE("slash goes to the search, Enter to the rows, Enter again to the card", "[views][customers]") {
  Bench bench;
  bench.fill();
  bench.show(bench.room);
  bench.ui().press("/");
  bench.ui().frames(3);
  REQUIRE(bench.ui().find("customers.search")->role == ui::Role::searchbox);
  CHECK(bench.ui().find("customers.search")->has(ui::flag::focused));
  bench.ui().type_text("陈");
  CHECK(bench.state.params.search == "陈");
  CHECK(bench.shows("=陈家"));
  CHECK_FALSE(bench.shows("Anna Lee"));
  CHECK(bench.ui().has_text("1 of 3 customers"));
  bench.ui().press("Enter");
  bench.ui().frames(3);
  bench.ui().press("Enter");
  REQUIRE(bench.asked<Navigate>().size() == 1);
  CHECK(bench.asked<Navigate>()[0].route == "customers/" + bench.book.ref(bench.chen));
}

TEST_CASE("headings sort: money from the top, names from A, again the other way", "[views][customers]") {
  Bench bench;
  bench.fill();
  bench.show(bench.room);
  CHECK(bench.state.params.sort == "value");
  CHECK(bench.state.params.is_descending);
  bench.ui().click("customers.col.value");
  CHECK(bench.state.params.sort == "value");
  CHECK_FALSE(bench.state.params.is_descending);
  bench.ui().click("customers.col.city");
  CHECK(bench.state.params.sort == "city");
  CHECK_FALSE(bench.state.params.is_descending);
  bench.ui().click("customers.col.city");
  CHECK(bench.state.params.is_descending);
  bench.ui().click("customers.col.complaints");
  CHECK(bench.state.params.sort == "open_complaints");
  CHECK(bench.state.params.is_descending);
}

TEST_CASE("filters narrow the list, show as chips and come off again", "[views][customers]") {
  Bench bench;
  bench.fill();
  bench.show(bench.room);
  CHECK(bench.ui().click("customers.filters"));
  CHECK(bench.ui().set_value("field.customer.owner", "Wang"));
  CHECK(bench.state.params.owner == "Wang");
  CHECK_FALSE(bench.shows("Boris, Ltd"));
  CHECK(bench.ui().set_value("customers.filter.no_contact", "60 days"));
  CHECK(bench.state.params.no_contact_days == 60);
  CHECK_FALSE(bench.shows("Anna Lee"));
  CHECK(bench.shows("=陈家"));
  CHECK(bench.ui().click("customers.set.owner"));
  CHECK(bench.state.params.owner.empty());
  CHECK(bench.shows("Boris, Ltd"));
  CHECK(bench.ui().click("customers.clear"));
  CHECK(bench.state.params.no_contact_days == 0);
  CHECK(bench.ui().click("customers.tier_filter", "A"));
  CHECK(bench.state.params.tier == "A");
  bench.state.params.search = "nobody has this name";
  bench.ui().frames(3);
  CHECK(bench.ui().find("customers.nothing") != nullptr);
}

TEST_CASE("a selection is edited at once, with one command", "[views][customers]") {
  Bench bench;
  bench.fill();
  bench.show(bench.room);
  CHECK(bench.ui().focus("customers.table"));
  bench.ui().press("Space");
  bench.ui().press("Shift+Down");
  REQUIRE(bench.state.table.selected_count(3) == 2);
  CHECK(bench.ui().click("customers.bulk"));
  bench.ui().frames(3);
  bench.ui().type("field.customer.owner", "Zhao");
  bench.ui().press("Ctrl+Enter");
  const auto run = bench.last_run<commands::UpdateRecords>();
  REQUIRE(run.has_value());
  CHECK(run->recs.size() == 2);
  REQUIRE(run->values.size() == 1);
  CHECK(run->values[0] == std::pair<std::string, schema::Value>{"owner", std::string("Zhao")});
  bench.carried_out({"storage.readonly", "", ""});
  CHECK(bench.state.bulk.is_open);
  bench.ui().press("Ctrl+Enter");
  bench.carried_out();
  CHECK_FALSE(bench.state.bulk.is_open);
  CHECK(bench.state.table.selected_count(3) == 0);
}

TEST_CASE("lists are rules: three built in, own ones saved as settings", "[views][customers]") {
  Bench bench;
  bench.fill();
  bench.book.setting("list.Wuhan", R"({"city":"Wuhan","no_contact_days":"30","sort":"name"})");
  bench.show(bench.room);
  bench.ui().click("customers.lists");
  INFO(bench.ui().dump());
  REQUIRE(bench.ui().find("customers.list.at_risk") != nullptr);
  REQUIRE(bench.ui().find("Wuhan") != nullptr);
  bench.ui().click("customers.list.complaints");
  CHECK(bench.state.params.has_open_complaint);
  CHECK(bench.shows("Boris, Ltd"));
  CHECK_FALSE(bench.shows("Anna Lee"));
  bench.ui().click("customers.lists");
  bench.ui().click("Wuhan");
  CHECK(bench.state.params.city == "Wuhan");
  CHECK(bench.state.params.no_contact_days == 30);
  CHECK(bench.state.list == "Wuhan");
  bench.ui().click("customers.lists");
  bench.ui().click("customers.list.delete");
  REQUIRE(bench.last_run<commands::SetSetting>().has_value());
  CHECK(bench.last_run<commands::SetSetting>()->key == "list.Wuhan");
  CHECK(bench.last_run<commands::SetSetting>()->value.empty());
  bench.ui().click("customers.lists");
  bench.ui().click("customers.list.save");
  bench.ui().frames(3);
  bench.ui().type("customers.list.name", "Silent");
  bench.ui().press("Ctrl+Enter");
  CHECK(bench.last_run<commands::SetSetting>()->key == "list.Silent");
  CHECK(read_list_rule(bench.last_run<commands::SetSetting>()->value) == bench.state.params);
  bench.carried_out();
  CHECK_FALSE(bench.state.save_list.is_open);
}

TEST_CASE("a list rule survives being written and read", "[views][customers]") {
  const query::CustomersParams params{.search = "王 \"x\"",
                                      .tier = "A",
                                      .owner = "Wang",
                                      .no_contact_days = 60,
                                      .nps_below = 7,
                                      .value_min = 12'5000,
                                      .has_open_promise = true,
                                      .sort = "last_contact",
                                      .is_descending = true};
  CHECK(read_list_rule(write_list_rule(params)) == params);
  CHECK(read_list_rule("no json") == query::CustomersParams{});
  CHECK(read_list_rule(R"({"sort":"no_such_column","no_contact_days":"many","future":"1"})") ==
        query::CustomersParams{});
}

TEST_CASE("the list is saved as CSV without formulas", "[views][customers]") {
  Bench bench;
  bench.fill();
  bench.show(bench.room);
  CHECK(bench.ui().click("customers.export"));
  const auto files = bench.asked<SaveText>();
  REQUIRE(files.size() == 1);
  CHECK(files[0].name == "customers-2026-11-21.csv");
  CHECK(
      files[0].text.starts_with("\xef\xbb\xbf"
                                "Customer number,Name,Tier,Yearly value,"));
  CHECK(files[0].text.find("C1,Anna Lee,A,9000,Wang,Wuhan,,2026-11-15,0,0,\r\n") != std::string::npos);
  CHECK(files[0].text.find("C2,\"Boris, Ltd\",") != std::string::npos);
  CHECK(files[0].text.find("C3,'=陈家,") != std::string::npos);
}

TEST_CASE("addresses and other rooms decide what is shown", "[views][customers]") {
  Bench bench;
  bench.fill();
  apply_customers_route(bench.state, read_route("customers?tier=A&no_contact_days=60&sort=name"));
  CHECK(bench.state.params.tier == "A");
  CHECK(bench.state.params.no_contact_days == 60);
  CHECK(bench.state.params.sort == "name");
  CHECK_FALSE(bench.state.params.is_descending);
  apply_customers_route(bench.state, read_route("customers"));
  CHECK(bench.state.params.tier == "A");
  bench.state.preset = {.title = "Detractors", .handles = {bench.boris, bench.chen}};
  bench.show(bench.room);
  CHECK(bench.ui().has_text("Detractors · 2"));
  CHECK(bench.shows("Boris, Ltd"));
  CHECK_FALSE(bench.shows("Anna Lee"));
  bench.book.remove(bench.chen);
  bench.ui().frames(3);
  CHECK_FALSE(bench.shows("=陈家"));
  CHECK(bench.ui().click("customers.preset.leave"));
  CHECK_FALSE(bench.state.preset.is_set());
}

TEST_CASE("a new customer opens its card once it is there", "[views][customers]") {
  Bench bench;
  bench.fill();
  bench.show(bench.room);
  bench.ui().press("n");
  bench.ui().frames(3);
  REQUIRE(bench.state.editors.record.is_open);
  bench.ui().type("field.customer.name", "Dana");
  bench.ui().press("Ctrl+Enter");
  REQUIRE(bench.last_run<commands::CreateRecord>().has_value());
  const store::Handle dana = bench.book.customer("C4", "Dana");
  bench.carried_out();
  REQUIRE(bench.asked<Navigate>().size() == 1);
  CHECK(bench.asked<Navigate>()[0].route == "customers/" + bench.book.ref(dana));
}

TEST_CASE("a book without customers offers three ways to begin", "[views][customers]") {
  Bench bench;
  bench.show(bench.room);
  CHECK(bench.ui().click("customers.import"));
  CHECK(bench.asked<PickFile>().size() == 1);
  CHECK(bench.ui().click("customers.demo"));
  CHECK(bench.asked<StartDemo>().size() == 1);
  bench.show_everywhere(bench.room);
}

TEST_CASE("the customers room stands in every language and size", "[views][customers]") {
  Bench bench;
  bench.fill();
  bench.state.table.selected = {bench.anna};
  bench.state.is_filters_open = true;
  bench.show_everywhere(bench.room);
  bench.state.is_filters_open = false;
  bench.show_everywhere(bench.room);
  CHECK(bench.requests.empty());
}

TEST_CASE("filters and order come back at the next visit, a search does not", "[views][customers]") {
  RoomBench bench;
  bench.book.customer("C1", "Anna", {{"owner", "Li Na"}});
  bench.book.customer("C2", "Bert");
  CustomersState state;
  const auto room = [&](const ViewInput& in, Requests& out) { customers_view(in, state, out); };
  bench.show(room);
  state.params.owner = "Li Na";
  state.params.search = "ann";
  bench.ui().frames(2);
  const std::string kept = bench.ui().context().memory.write();
  state = {};
  bench.show(room);
  CHECK(state.params.owner.empty());
  state = {};
  bench.ui().context().memory.read(kept);
  bench.ui().frames(2);
  CHECK(state.params.owner == "Li Na");
  CHECK(state.params.search.empty());
}
