// Undo, redo, taking back what was cancelled, switching merges and exports in steps: the outcome is that of doing it at
// once, nothing gets in between, and what is half done is never stored.
#include "core/app/turn.h"

#include <catch2/catch_test_macros.hpp>

#include "core/app/export_job.h"
#include "core/app/import_job.h"
#include "tests/support/laptop.h"

using namespace zhike;
using test::Laptop;

namespace {

std::string customers(int count, std::string_view city) {
  std::string csv = "customer number,name,city\n";
  for (int i = 0; i < count; ++i)
    csv += "K" + std::to_string(i) + ",Name " + std::to_string(i) + "," + std::string(city) + "\n";
  return csv;
}

void begin_import(Laptop& laptop, const std::string& csv) {
  REQUIRE(laptop.session.start(
      std::make_unique<app::ImportJob>(csv, "k.csv", commands::ImportOptions{}, app::ImportMode::write)));
}

void import_file(Laptop& laptop, const std::string& csv) {
  begin_import(laptop, csv);
  laptop.finish();
  REQUIRE(laptop.session.job()->state() == app::JobState::done);
  REQUIRE(laptop.session.job()->result()["rejected_count"].as_integer() == 0);
}

// How many steps it took.
int turn(Laptop& laptop, const commands::Command& command, std::size_t rows) {
  const auto started = laptop.session.start(command);
  REQUIRE(started);
  REQUIRE(*started);
  int steps = 1;
  while (laptop.session.step(rows)) {
    REQUIRE(laptop.session.is_turning());
    CHECK(laptop.run("create", R"({"type":"customer","name":"in between"})").error().code == "job.busy");
    laptop.session.cancel();  // says nothing to a turn
    ++steps;
  }
  CHECK(laptop.session.job()->state() == app::JobState::done);
  return steps;
}

std::string exported(Laptop& laptop, app::ExportFormat format, std::size_t rows) {
  std::string text;
  REQUIRE(laptop.session.start(
      std::make_unique<app::ExportJob>(format, "customer", [&](std::string_view piece) { text += piece; })));
  std::size_t last = 0;
  while (laptop.session.step(rows)) {
    const app::Progress progress = laptop.session.job()->progress();
    CHECK(progress.done >= last);
    CHECK(progress.done <= progress.total);
    last = progress.done;
  }
  CHECK(laptop.session.job()->state() == app::JobState::done);
  return text;
}

}  // namespace

TEST_CASE("an import is undone and redone in steps as at once") {
  for (const std::size_t rows : {std::size_t{100}, std::size_t{5000}}) {
    INFO(rows);
    Laptop steps(1), once(1);
    for (Laptop* laptop : {&steps, &once}) {
      import_file(*laptop, customers(400, "Suzhou"));
      REQUIRE(laptop->run("update", R"({"rec":"K7","type":"customer","city":"Wuxi"})"));
      import_file(*laptop, customers(2500, "Ningbo"));  // 400 change, 2,100 are new
    }
    const std::string full = once.plain();
    REQUIRE(once.run("undo", "{}"));
    CHECK(turn(steps, commands::Undo{}, rows) > (rows == 100 ? 10 : 1));
    CHECK(steps.plain() == once.plain());
    CHECK(steps.session.document().table(0).visible_count == 400);
    REQUIRE(once.run("redo", "{}"));
    turn(steps, commands::Redo{}, rows);
    CHECK(steps.plain() == full);
    CHECK(once.plain() == full);
    CHECK_FALSE(steps.session.can_redo());
    turn(steps, commands::Undo{}, rows);
    turn(steps, commands::Undo{}, rows);
    CHECK(steps.session.redo_name() == "command.update");
    steps.save();
    CHECK(Laptop(steps.storage).hash() == steps.hash());
  }
}

TEST_CASE("a cancelled import is taken back in steps, and a cut-off one can be repeated") {
  for (int before_cancel = 1; before_cancel < 14; before_cancel += 3) {
    INFO(before_cancel);
    Laptop a(1);
    import_file(a, customers(300, "Suzhou"));
    const std::string before = a.plain();
    begin_import(a, customers(900, "Ningbo"));
    for (int i = 0; i < before_cancel; ++i) a.session.step(100);
    const bool has_written = a.plain() != before;
    a.session.cancel();
    CHECK(a.session.is_working() == has_written);
    while (a.session.step(50)) CHECK(a.session.is_turning());
    CHECK(a.session.job()->state() == app::JobState::cancelled);
    CHECK(a.plain() == before);
    CHECK_FALSE(a.session.can_redo());
    import_file(a, customers(900, "Ningbo"));
    CHECK(a.session.document().table(0).visible_count == 900);
  }
}

TEST_CASE("an import that was undone can be repeated, with other columns too") {
  const std::string wrong = "customer number,name,city\nC1,Chen,13800001111\nC2,Wu,13900002222\nC3,He,\n";
  const std::string right =
      "customer number,name,phone\nC1,Chen Mei,13800001111\nC2,Wu,13900002222\nC3,He,13700003333\n";
  const std::string purchases = "customer,date,amount\nC1,2026-01-01,5\nC9,2026-02-01,6\n";
  Laptop a(1), fresh(1);
  import_file(fresh, right);
  import_file(fresh, purchases);
  import_file(a, wrong);
  import_file(a, purchases);  // makes C9
  REQUIRE(a.run("undo", "{}"));
  REQUIRE(a.run("undo", "{}"));
  CHECK(a.session.document().table(0).visible_count == 0);
  import_file(a, right);
  import_file(a, purchases);
  CHECK(a.plain() == fresh.plain());
  CHECK(a.ask("conflicts")["total"].as_integer() == 0);
  Laptop b(2);  // a colleague sees the same
  b.merge(a.bundle());
  CHECK(b.hash() == a.hash());
  // And it is one undo and redo, as the first time.
  REQUIRE(a.run("undo", "{}"));
  CHECK(a.session.document().table<schema::Purchase>().visible_count == 0);
  REQUIRE(a.run("undo", "{}"));
  CHECK(a.session.document().table(0).visible_count == 0);
  REQUIRE(a.run("redo", "{}"));
  REQUIRE(a.run("redo", "{}"));
  CHECK(a.plain() == fresh.plain());
  // What a person deletes stays deleted.
  REQUIRE(a.run("delete", R"({"rec":"C2","type":"customer"})"));
  import_file(a, right);
  CHECK(a.session.document().table(0).visible_count == 3);
  CHECK(a.session.job()->result()["created"].as_integer() == 0);
}

TEST_CASE("what is half undone is never stored") {
  Laptop a(1);
  import_file(a, customers(3000, "Suzhou"));
  const std::string full = a.plain();
  a.save();
  for (int steps = 0; steps < 40; steps += 3) {
    INFO(steps);
    Laptop again(1);
    import_file(again, customers(3000, "Suzhou"));
    again.save();
    REQUIRE(*again.session.start(commands::Undo{}));
    for (int i = 0; i < steps; ++i) again.session.step(200);
    CHECK(Laptop(again.storage).plain() == full);  // a power cut
    again.save();                                  // ends it first
    CHECK_FALSE(again.session.is_working());
    CHECK(Laptop(again.storage).session.document().table(0).visible_count == 0);
  }
}

TEST_CASE("looking and exporting leave redo alone, and writing ends it") {
  Laptop a(1);
  import_file(a, customers(5, "Suzhou"));
  REQUIRE(a.run("undo", "{}"));
  REQUIRE(a.session.start(std::make_unique<app::ImportJob>(customers(9, "Wuxi"), "k.csv", commands::ImportOptions{},
                                                           app::ImportMode::dry_run)));
  a.finish();
  exported(a, app::ExportFormat::plain, 10);
  CHECK(a.session.can_redo());
  import_file(a, customers(9, "Wuxi"));
  CHECK_FALSE(a.session.can_redo());
}

TEST_CASE("a merge is taken out and in again in steps as at once") {
  Laptop li(2);
  import_file(li, customers(300, "Suzhou"));
  for (int i = 0; i < 30; ++i) REQUIRE(li.run("create", R"({"type":"customer","name":"Bo"})"));
  Laptop steps(1), once(1);
  for (Laptop* laptop : {&steps, &once}) {
    REQUIRE(laptop->run("create", R"({"type":"customer","key":"own","name":"Chen"})"));
    laptop->merge(li.bundle());
    // A record of Li's that lives on only by what was written here: it goes with the merge.
    REQUIRE(laptop->run("update", R"({"rec":"K7","type":"customer","city":"Wuxi"})"));
  }
  const std::string full = steps.plain();
  REQUIRE(once.run("switch_merge", R"({"merge":1,"to":"out"})"));
  CHECK(turn(steps, commands::SwitchMerge{1, "out"}, 1) > 20);
  CHECK(steps.plain() == once.plain());
  CHECK(steps.session.document().table(0).visible_count == 1);
  turn(steps, commands::Undo{}, 1);
  CHECK(steps.plain() == full);
  turn(steps, commands::Redo{}, 1);
  CHECK(steps.plain() == once.plain());
  CHECK(steps.session.start(commands::SwitchMerge{7, "out"}));
  steps.finish();
  CHECK(steps.session.job()->error().code == "merge.unknown");
}

TEST_CASE("a file exported in steps is the file exported at once") {
  Laptop a(1);
  import_file(a, customers(300, "苏州"));
  REQUIRE(a.run("log_contact", R"({"customer":"K1","channel":"phone","summary":"=1+1"})"));
  REQUIRE(a.run("delete", R"({"rec":"K2","type":"customer"})"));
  const std::string table = *exchange::write_table(a.session.document(), "customer");
  for (const std::size_t rows : {std::size_t{1}, std::size_t{7}, std::size_t{10'000}}) {
    INFO(rows);
    CHECK(exported(a, app::ExportFormat::bundle, rows) == a.bundle());
    CHECK(exported(a, app::ExportFormat::plain, rows) == a.plain());
    CHECK(exported(a, app::ExportFormat::csv, rows) == table);
  }
  Laptop empty(2);
  CHECK(exported(empty, app::ExportFormat::bundle, 1) == empty.bundle());
  CHECK(exported(empty, app::ExportFormat::plain, 1) == empty.plain());
}
