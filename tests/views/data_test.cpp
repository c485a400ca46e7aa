#include "web/views/data.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/views/room_bench.h"

using namespace zhike;
using namespace zhike::views;
using tests::RoomBench;

namespace {
struct Bench : RoomBench {
  DataState state;
  commands::ImportPreview import;
  commands::ImportOptions options;
  commands::MergePreview merge;
  Room room = [this](const ViewInput& in, Requests& out) { data_view(in, state, out); };

  void preview_import() {
    import.file_name = "customers.csv";
    import.type = "customer";
    import.source = "customers";
    import.encoding = "gb18030";
    import.columns = {{"客户编号", "key", {"C1", "C2"}, "", ""},
                      {"名称", "name", {"王芳"}, "", ""},
                      {"生日", "birthday", {"01/02/1980"}, "date_dmy", "13/02/1980"}};
    import.rows = 120;
    import.created = 100;
    import.updated = 15;
    import.unchanged = 2;
    import.rejected = 3;
    import.rejected_rows = {{7, {"value.not_a_date", "birthday", "31/31/1980"}, {"C7"}},
                            {9, {"value.required", "name", ""}, {}},
                            {11, {"value.required", "name", ""}, {}}};
    import.also_created = {{"staff", 2}};
    options.mapping = {{1, "name"}};
    status.import_preview = &import;
    status.import_options = &options;
  }
};
}  // namespace

TEST_CASE("files are chosen and exports asked for", "[views][data]") {
  Bench bench;
  bench.show(bench.room, 1280, 2000);
  REQUIRE(bench.ui().click("data.import.choose"));
  REQUIRE(bench.ui().click("data.merge.choose"));
  REQUIRE(bench.asked<PickFile>().size() == 2);
  CHECK(bench.asked<PickFile>()[0].purpose == FilePurpose::import);
  CHECK(bench.asked<PickFile>()[1].purpose == FilePurpose::merge);
  REQUIRE(bench.ui().click("data.export.bundle"));
  REQUIRE(bench.ui().click("data.export.plain"));
  REQUIRE(bench.ui().click("data.export.report"));
  REQUIRE(bench.ui().set_value("data.export.type", "promise"));
  REQUIRE(bench.ui().click("data.export.csv"));
  const auto exports = bench.asked<Export>();
  REQUIRE(exports.size() == 4);
  CHECK(exports[0].kind == ExportKind::bundle);
  CHECK(exports[1].kind == ExportKind::plain);
  CHECK(exports[2].kind == ExportKind::report);
  CHECK(exports[3].kind == ExportKind::csv);
  CHECK(exports[3].type == "promise");
}

TEST_CASE("an import says what will happen before it does", "[views][data]") {
  Bench bench;
  bench.preview_import();
  bench.show(bench.room, 1280, 2400);
  INFO(bench.ui().dump());
  CHECK(bench.ui().find("data.import.created")->value == "100");
  CHECK(bench.ui().find("data.import.updated")->value == "15");
  CHECK(bench.ui().find("data.import.rejected")->value == "3");
  CHECK(bench.ui().has_text("Import 115 records"));
  CHECK(bench.ui().has_text("Read as day – month – year (seen: 13/02/1980)"));
  CHECK(bench.ui().has_text("31/31/1980"));
  REQUIRE(bench.ui().click("data.import.apply"));
  CHECK(bench.asked<ApplyImport>().size() == 1);
  REQUIRE(bench.ui().click("data.rejected.save"));
  CHECK(bench.asked<SaveRejectedRows>().size() == 1);
  REQUIRE(bench.ui().click("data.import.cancel"));
  CHECK(bench.asked<DropPreview>().size() == 1);
}

TEST_CASE("changing how a file is read keeps the columns a person mapped", "[views][data]") {
  Bench bench;
  bench.preview_import();
  bench.show(bench.room, 1280, 2400);
  REQUIRE(bench.ui().set_value("data.import.encoding", "big5"));
  REQUIRE(bench.asked<PreviewImport>().size() == 1);
  CHECK(bench.asked<PreviewImport>()[0].options.encoding == "big5");
  CHECK(bench.asked<PreviewImport>()[0].options.mapping == bench.options.mapping);
  REQUIRE(bench.ui().set_value("data.import.dates", "mdy"));
  CHECK(bench.asked<PreviewImport>()[1].options.date_order == "mdy");
  CHECK(bench.asked<PreviewImport>()[1].options.mapping == bench.options.mapping);
}

TEST_CASE("a column is mapped to another field or left out", "[views][data]") {
  Bench bench;
  bench.preview_import();
  bench.show(bench.room, 1280, 2400);
  const ui::Node* field = bench.ui().find("data.import.field", "0");
  REQUIRE(field != nullptr);
  CHECK(field->name == "客户编号");
  bench.ui().context().probe.queue({.kind = ui::ActionKind::set_value, .id = field->id, .text = "-"});
  bench.ui().frames(3);
  REQUIRE(bench.asked<PreviewImport>().size() == 1);
  const std::vector<std::pair<std::size_t, std::string>> expected{{1, "name"}, {0, ""}};
  CHECK(bench.asked<PreviewImport>()[0].options.mapping == expected);
}

TEST_CASE("another record type drops only the columns it does not know", "[views][data]") {
  Bench bench;
  bench.preview_import();
  bench.options.mapping = {{0, "key"}, {1, "name_phonetic"}, {2, ""}};
  bench.show(bench.room, 1280, 2400);
  REQUIRE(bench.ui().set_value("data.import.type", "purchase"));
  const std::vector<std::pair<std::size_t, std::string>> expected{{0, "key"}, {2, ""}};
  REQUIRE(bench.asked<PreviewImport>().size() == 1);
  CHECK(bench.asked<PreviewImport>()[0].options.type == "purchase");
  CHECK(bench.asked<PreviewImport>()[0].options.mapping == expected);
}

TEST_CASE("nothing is imported where another tab writes", "[views][data]") {
  Bench bench;
  bench.preview_import();
  bench.status.writing = Writing::reader;
  bench.show(bench.room, 1280, 2400);
  CHECK(bench.ui().find("data.import.apply")->has(ui::flag::disabled));
  bench.ui().click("data.import.apply");
  CHECK(bench.asked<ApplyImport>().empty());
}

TEST_CASE("a merge says what it brings", "[views][data]") {
  Bench bench;
  bench.merge.files = {"li.zhike.json"};
  bench.merge.from = "Li";
  bench.merge.changes = 10;
  bench.merge.fresh = 7;
  bench.merge.duplicate = 3;
  bench.merge.records = {{"customer", 4}};
  bench.merge.conflicts = {
      {"customer", base::RecId{1, 2}, "phone", "Anna", {{"111", {}, "Li", ""}, {"222", {}, "Wang", ""}}}};
  bench.merge.missing = {{"7f3a9c0e11d24b58", 3, 9}};
  bench.status.merge_preview = &bench.merge;
  bench.show(bench.room, 1280, 1600);
  INFO(bench.ui().dump());
  CHECK(bench.ui().find("data.merge.fresh")->value == "7");
  CHECK(bench.ui().has_text("7 new changes in 4 Customers."));
  CHECK(bench.ui().has_text("Sent by Li"));
  CHECK(bench.ui().has_text("7 earlier changes of device 7f3a9c0e are missing"));
  CHECK(bench.ui().has_text("Anna – "));
  REQUIRE(bench.ui().click("data.merge.apply"));
  CHECK(bench.asked<ApplyMerge>().size() == 1);
  REQUIRE(bench.ui().click("data.merge.cancel"));
  CHECK(bench.asked<DropPreview>().size() == 1);
}

TEST_CASE("a conflict shows both values and takes one", "[views][data]") {
  Bench bench;
  const store::Handle anna = bench.book.customer("C1", "Anna", {{"phone", "000"}});
  bench.book.edit(anna, {{"phone", "111"}});
  bench.book.edit_blindly(anna, {{"phone", "222"}}, 9, "Li");
  bench.show(bench.room, 1280, 2000);
  INFO(bench.ui().dump());
  CHECK(bench.ui().has_text("Conflicts: 1"));
  CHECK(bench.ui().has_text("111"));
  CHECK(bench.ui().has_text("222"));
  CHECK(bench.ui().has_text("Li, "));
  REQUIRE(bench.ui().click("data.conflict.keep"));
  const auto command = bench.last_run<commands::ResolveConflict>();
  REQUIRE(command);
  CHECK(command->rec == bench.book.doc().id(anna));
  REQUIRE(command->values.size() == 1);
  CHECK(command->values[0].first == "phone");
  const std::string kept = schema::text_of(command->values[0].second);
  CHECK(kept == bench.book.doc().text(anna, schema::index_of<&schema::Customer::phone>()));
}

TEST_CASE("possible duplicates lead to both cards", "[views][data]") {
  Bench bench;
  const store::Handle one = bench.book.customer("C1", "Anna Lee", {{"phone", "13800001111"}});
  const store::Handle two = bench.book.customer("C2", "anna  lee", {{"phone", "+86 138 0000 1111"}});
  bench.show(bench.room, 1280, 2000);
  CHECK(bench.ui().has_text("same name and same phone number"));
  REQUIRE(bench.ui().click("data.duplicates.go_first"));
  REQUIRE(bench.ui().click("data.duplicates.go_second"));
  REQUIRE(bench.asked<Navigate>().size() == 2);
  CHECK(bench.asked<Navigate>()[0].route == "customers/" + bench.book.ref(one));
  CHECK(bench.asked<Navigate>()[1].route == "customers/" + bench.book.ref(two));
}

TEST_CASE("the state of storage is said in words, with what was found broken", "[views][data]") {
  Bench bench;
  bench.status.used_bytes = 1'200'000;
  bench.status.quota_bytes = 1'000'000'000;
  bench.status.problems = {{"journal.truncated", "seg/000002.log", ""}};
  bench.show(bench.room, 1280, 2000);
  CHECK(bench.ui().has_text("1.2 MB of 1 GB"));
  CHECK(bench.ui().has_text("1 problem found"));
  REQUIRE(bench.ui().click("data.storage.ask"));
  CHECK(bench.asked<AskPersistence>().size() == 1);
}

TEST_CASE("the data room can be drawn everywhere", "[views][data]") {
  Bench bench;
  bench.show_everywhere(bench.room);
  bench.book.customer("C1", "Anna", {{"phone", "13800001111"}});
  bench.book.customer("C2", "Anna", {{"phone", "13800001111"}});
  bench.show_everywhere(bench.room);
  bench.preview_import();
  bench.show_everywhere(bench.room);
}
