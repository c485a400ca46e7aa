#include "web/views/complaints.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/views/room_bench.h"

using namespace zhike;
using namespace zhike::views;
using tests::RoomBench;

namespace {
// Today is 2026-11-21.
struct Bench : RoomBench {
  ComplaintsState state;
  store::Handle selected = 0;
  Room room = [this](const ViewInput& in, Requests& out) { complaints_view(in, state, selected, out); };
  store::Handle anna = 0, ben = 0, wrong = 0, late = 0, problem = 0;

  store::Handle complaint(store::Handle customer, std::string words, std::string received, std::string severity,
                          test::Cells more = {}) {
    more.insert(more.end(), {{"customer", book.ref(customer)},
                             {"original_words", std::move(words)},
                             {"received", std::move(received)},
                             {"severity", std::move(severity)}});
    return book.add("complaint", more);
  }
  void fill() {
    anna = book.customer("C1", "Anna Lee");
    ben = book.customer("C2", "Ben Wu");
    book.purchase(anna, "2026-10-01", "5000");
    book.purchase(ben, "2026-10-02", "700");
    problem = book.add("problem", {{"title", "Old ink"}, {"status", "open"}});
    wrong = complaint(anna, "Colours are wrong", "2026-11-20T08:00:00Z", "serious",
                      {{"status", "open"}, {"category", "colour"}});
    late = complaint(ben, "Three weeks too late", "2026-10-01T08:00:00Z", "normal",
                     {{"status", "in_progress"}, {"category", "delay"}});
    complaint(ben, "Wrong bill", "2026-09-01T08:00:00Z", "minor", {{"status", "confirmed"}, {"category", "bill"}});
    book.add("standard_answer", {{"title", "Colour drift"},
                                 {"answer_class", "complaint"},
                                 {"text", "我们马上重印"},
                                 {"text_en", "We reprint at once"}});
    book.add("standard_answer", {{"title", "Discount"}, {"answer_class", "price"}, {"text", "价格"}});
  }
  void open(store::Handle record) {
    selected = record;
    show(room);
    requests.clear();
  }
  std::string last_route() const {
    const auto all = asked<Navigate>();
    return all.empty() ? std::string() : all.back().route;
  }
};
}  // namespace

TEST_CASE("the list shows what is unsolved and opens one by mouse and by keyboard", "[views][complaints]") {
  Bench bench;
  bench.fill();
  bench.show(bench.room);
  INFO(bench.ui().dump());
  CHECK(bench.ui().has_text("Colours are wrong"));
  CHECK(bench.ui().has_text("Three weeks too late"));
  CHECK_FALSE(bench.ui().has_text("Wrong bill"));
  CHECK(bench.ui().has_text("2 unsolved, 1 beyond its days"));
  bench.ui().focus("complaints.list");
  bench.ui().press("Enter");
  CHECK(bench.last_route() == "complaints/" + bench.book.ref(bench.wrong));  // the gravest comes first
}

TEST_CASE("filters come from the address", "[views][complaints]") {
  Bench bench;
  bench.fill();
  apply_complaints_route(bench.state, read_route("complaints?status=confirmed"));
  bench.show(bench.room);
  CHECK(bench.ui().has_text("Wrong bill"));
  CHECK_FALSE(bench.ui().has_text("Colours are wrong"));
  apply_complaints_route(bench.state, read_route("complaints?severity=serious"));
  bench.ui().frames(3);
  CHECK(bench.ui().has_text("Colours are wrong"));
  CHECK_FALSE(bench.ui().has_text("Wrong bill"));
  apply_complaints_route(bench.state, read_route("complaints"));  // no query: nothing changes
  CHECK(bench.state.params.severity == "serious");
}

TEST_CASE("a complaint moves on by one key", "[views][complaints]") {
  Bench bench;
  bench.fill();
  bench.open(bench.wrong);
  CHECK(bench.ui().has_text("Colours are wrong"));
  CHECK(bench.ui().find("complaints.confirm") == nullptr);
  bench.ui().press("P");
  const auto command = bench.last_run<commands::AdvanceComplaint>();
  REQUIRE(command);
  CHECK(command->complaint == bench.book.doc().id(bench.wrong));
  CHECK(command->status == "in_progress");
}

TEST_CASE("solving asks how, and keeps the words until the command went well", "[views][complaints]") {
  Bench bench;
  bench.fill();
  bench.open(bench.late);
  REQUIRE(bench.ui().click("complaints.solve"));
  bench.ui().frames(3);
  REQUIRE(bench.ui().type("field.complaint.resolution", "Reprinted and delivered"));
  REQUIRE(bench.ui().click("complaints.solve.save"));
  const auto command = bench.last_run<commands::AdvanceComplaint>();
  REQUIRE(command);
  CHECK(command->status == "solved");
  CHECK(command->resolution == "Reprinted and delivered");
  CHECK(bench.state.solve.is_open);
  bench.status.runs_done = 1;
  bench.status.run_error = {"record.missing", {}, {}};
  bench.ui().frames(2);
  CHECK(bench.state.solve.is_open);
  CHECK(bench.state.solve.resolution == "Reprinted and delivered");
  REQUIRE(bench.ui().click("complaints.solve.save"));
  bench.status.runs_done = 2;
  bench.status.run_error = {};
  bench.ui().frames(2);
  CHECK_FALSE(bench.state.solve.is_open);
}

TEST_CASE("a complaint is linked to a known problem or to a new one", "[views][complaints]") {
  Bench bench;
  bench.fill();
  bench.open(bench.wrong);
  REQUIRE(bench.ui().activate("complaints.problem.link"));
  bench.ui().frames(3);
  REQUIRE(bench.ui().click("complaints.problem.pick", bench.book.ref(bench.problem)));
  auto link = bench.last_run<commands::UpdateRecords>();
  REQUIRE(link);
  CHECK(link->recs == std::vector{bench.book.doc().id(bench.wrong)});
  CHECK(schema::id_of(link->values.at(0).second) == bench.book.doc().id(bench.problem));
  bench.status.runs_done = 1;
  bench.ui().frames(2);
  REQUIRE(bench.ui().activate("complaints.problem.link"));
  bench.ui().frames(3);
  REQUIRE(bench.ui().type("field.problem.title", "Wrong paper"));
  REQUIRE(bench.ui().click("complaints.link.create"));
  const auto made = bench.last_run<commands::CreateRecord>();
  REQUIRE(made);
  CHECK(made->type == "problem");
  link = bench.last_run<commands::UpdateRecords>();
  CHECK(schema::id_of(link->values.at(0).second) == made->rec);
  CHECK(bench.book.doc().find(made->rec) == 0);
}

TEST_CASE("standard answers to complaints are at hand in the reader's language", "[views][complaints]") {
  Bench bench;
  bench.fill();
  bench.open(bench.wrong);
  CHECK(bench.ui().has_text("We reprint at once"));
  CHECK_FALSE(bench.ui().has_text("Discount"));
  REQUIRE(bench.ui().activate("complaints.answers.copy"));
  REQUIRE(bench.asked<CopyText>().size() == 1);
  CHECK(bench.asked<CopyText>()[0].text == "We reprint at once");
}

TEST_CASE("a problem says how many customers and how much value it touches", "[views][complaints]") {
  Bench bench;
  bench.fill();
  bench.book.edit(bench.wrong, {{"problem", bench.book.ref(bench.problem)}});
  bench.book.edit(bench.late, {{"problem", bench.book.ref(bench.problem)}});
  bench.open(bench.problem);
  INFO(bench.ui().dump());
  CHECK(bench.ui().find("complaints.problem.customers") != nullptr);
  const std::vector<query::ProblemAtStake> found =
      query::problems_at_stake(bench.book.doc(), bench.cache, *base::read_day("2026-11-21"));
  REQUIRE(found.size() == 1);
  CHECK(found[0].customers == 2);
  CHECK(found[0].complaints == 2);
  CHECK(found[0].value == 57'000'000);
  CHECK(found[0].customer_list == std::vector{bench.anna, bench.ben});
  CHECK(bench.ui().has_text("Anna Lee: Colours are wrong"));
}

TEST_CASE("sorting by a heading puts empty texts last", "[views][complaints]") {
  Bench bench;
  bench.fill();
  std::vector<query::ComplaintRow> rows =
      bench.cache.complaints(bench.book.doc(), {}, *base::read_day("2026-11-21")).rows;
  query::sort_complaints(bench.book.doc(), rows, query::ComplaintSort::category, query::Order::ascending);
  CHECK(bench.book.doc().read<schema::Complaint>(rows.front().complaint).category.text == "bill");
  query::sort_complaints(bench.book.doc(), rows, query::ComplaintSort::days_open, query::Order::descending);
  CHECK(rows.front().complaint == bench.late);
  query::sort_complaints(bench.book.doc(), rows, query::ComplaintSort::staff, query::Order::descending);
  CHECK(rows.size() == 3);
  const std::vector<query::ComplaintStep> steps = query::complaints_by_step(rows, query::Step::month);
  REQUIRE(steps.size() == 3);
  CHECK(steps[0].label == "2026-09");
  CHECK(steps[2].by_severity[2] == 1);
}

TEST_CASE("the complaints room draws everywhere, empty and filled", "[views][complaints]") {
  Bench bench;
  bench.show_everywhere(bench.room);
  CHECK(bench.ui().find("complaints.none") != nullptr);
  bench.fill();
  for (const store::Handle record : {store::Handle{0}, bench.wrong, bench.late, bench.problem}) {
    bench.selected = record;
    bench.show_everywhere(bench.room);
  }
  bench.selected = 0;
  bench.state.tab = 1;
  bench.show_everywhere(bench.room);
}
