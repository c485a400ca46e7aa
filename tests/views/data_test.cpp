#include "web/views/data.h"

#include <algorithm>

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

TEST_CASE("a conflict is combined into one value or left open", "[views][data]") {
  Bench bench;
  const store::Handle anna = bench.book.customer("C1", "Anna", {{"phone", "000"}});
  bench.book.edit(anna, {{"phone", "111"}});
  bench.book.edit_blindly(anna, {{"phone", "222"}}, 9, "Li");
  bench.show(bench.room, 1280, 2400);
  CHECK(bench.ui().has_text("device 00000000"));
  REQUIRE(bench.ui().click("data.conflict.combine"));
  bench.ui().frames(2);
  CHECK(bench.ui().find("data.conflict.combined")->value == "222; 111");
  REQUIRE(bench.ui().set_value("data.conflict.combined", "111 / 222"));
  REQUIRE(bench.ui().click("data.conflict.use_combined"));
  const auto command = bench.last_run<commands::ResolveConflict>();
  REQUIRE(command);
  CHECK(schema::text_of(command->values[0].second) == "111 / 222");
  bench.ui().frames(2);
  REQUIRE(bench.ui().click("data.conflict.leave_open"));
  bench.ui().frames(2);
  CHECK(bench.ui().find("data.conflict.keep") == nullptr);
  REQUIRE(bench.ui().click("data.conflicts.left_open"));
  bench.ui().frames(2);
  CHECK(bench.ui().find("data.conflict.keep") != nullptr);
}

TEST_CASE("numbers and choices are not combined", "[views][data]") {
  Bench bench;
  const store::Handle anna = bench.book.customer("C1", "Anna", {{"status", "active"}});
  bench.book.edit(anna, {{"status", "lost"}});
  bench.book.edit_blindly(anna, {{"status", "paused"}}, 9, "Li");
  bench.show(bench.room, 1280, 2000);
  CHECK(bench.ui().find("data.conflict.keep") != nullptr);
  CHECK(bench.ui().find("data.conflict.combine") == nullptr);
}

TEST_CASE("two customers are compared field by field and joined", "[views][data]") {
  Bench bench;
  const store::Handle one = bench.book.customer("C1", "Anna Lee", {{"phone", "13800001111"}, {"city", "Suzhou"}});
  const store::Handle two =
      bench.book.customer("C2", "anna  lee", {{"phone", "+86 138 0000 1111"}, {"notes", "likes red"}});
  bench.book.purchase(two, "2026-01-05", "12");
  bench.show(bench.room, 1280, 2400);
  REQUIRE(bench.ui().click("data.duplicates.compare"));
  bench.ui().frames(3);
  INFO(bench.ui().dump());
  CHECK(bench.ui().has_text("1 Purchase"));
  CHECK(bench.ui().has_text("Suggested because: same name and same phone number."));
  CHECK(bench.ui().find("data.join.field", "name")->value == "kept");
  CHECK(bench.ui().find("data.join.field", "notes")->value == "gone");
  REQUIRE(bench.ui().click("data.join.join"));
  const auto command = bench.last_run<commands::JoinRecords>();
  REQUIRE(command);
  CHECK(command->kept == bench.book.doc().id(one));
  CHECK(command->duplicate == bench.book.doc().id(two));
  const auto value = [&](std::string_view field) {
    const auto at = std::ranges::find(command->values, field, &std::pair<std::string, schema::Value>::first);
    return at == command->values.end() ? std::string("(not set)") : schema::text_of(at->second);
  };
  CHECK(value("phone") == "13800001111");
  CHECK(value("notes") == "likes red");
  CHECK(value("city") == "Suzhou");
  CHECK(value("key") == "(not set)");
}

TEST_CASE("two customers who only look alike are told apart", "[views][data]") {
  Bench bench;
  bench.book.customer("C1", "Anna Lee");
  bench.book.customer("C2", "anna  lee");
  bench.show(bench.room, 1280, 2000);
  REQUIRE(bench.ui().click("data.duplicates.compare"));
  bench.ui().frames(3);
  REQUIRE(bench.ui().click("data.join.apart"));
  CHECK(bench.last_run<commands::KeepApart>());
}

TEST_CASE("a merge can be taken out and in again", "[views][data]") {
  Bench bench;
  store::MergeEntry entry;
  entry.from = "Li";
  entry.files = {"li.zhike.json"};
  entry.fresh = 3;
  entry.records = {{"customer", 2}};
  const std::uint32_t number = bench.book.book().begin_merge(std::move(entry));
  bench.book.book().set_merge_state(number, store::MergeState::in);
  bench.show(bench.room, 1280, 2000);
  CHECK(bench.ui().has_text("Li – li.zhike.json"));
  CHECK(bench.ui().has_text("3 changes in 2 Customers"));
  REQUIRE(bench.ui().click("data.merges.take_out"));
  CHECK(bench.last_run<commands::SwitchMerge>()->to == "out");
  bench.book.book().set_merge_state(number, store::MergeState::out);
  bench.ui().frames(2);
  REQUIRE(bench.ui().click("data.merges.take_in"));
  CHECK(bench.last_run<commands::SwitchMerge>()->to == "in");
  CHECK(bench.last_run<commands::SwitchMerge>()->merge == number);
}

TEST_CASE("a person is forgotten only after the word was typed", "[views][data]") {
  Bench bench;
  const store::Handle anna = bench.book.customer("C1", "Anna Lee");
  bench.book.customer("C2", "Bo");
  bench.book.purchase(anna, "2026-01-05", "12");
  bench.show(bench.room, 1280, 2800);
  REQUIRE(bench.ui().set_value("data.purge.search", "anna"));
  bench.ui().frames(2);
  REQUIRE(bench.ui().click("data.purge.choose"));
  bench.ui().frames(3);
  CHECK(bench.ui().has_text("With everything recorded about them: 1 Purchase."));
  bench.ui().click("data.purge.do");
  bench.ui().frames(2);
  CHECK_FALSE(bench.last_run<commands::PurgeRecords>());
  REQUIRE(bench.ui().set_value("data.purge.typed", "Forget "));
  bench.ui().frames(2);
  REQUIRE(bench.ui().click("data.purge.do"));
  const auto command = bench.last_run<commands::PurgeRecords>();
  REQUIRE(command);
  CHECK(command->recs == std::vector{bench.book.doc().id(anna)});
}

TEST_CASE("a part is shown before it leaves, and shown anew when the wish changes", "[views][data]") {
  Bench bench;
  bench.book.customer("C1", "Anna", {{"owner", "Li"}});
  bench.book.customer("C2", "Bo", {{"owner", "Zhao"}});
  commands::SharePreview preview;
  preview.records = {{"customer", 1}};
  preview.customers_left_out = 1;
  preview.withheld = {"customer.name", "customer.phone", "complaint.original_words"};
  preview.sample = {{{"name", "C-7F3A90"}, {"city", "Suzhou"}}};
  bench.show(bench.room, 1280, 2400);
  CHECK(bench.ui().find("data.share.save") == nullptr);
  REQUIRE(bench.ui().click("data.share.owner", "Li"));
  bench.ui().frames(2);
  REQUIRE(bench.ui().click("data.share.look"));
  REQUIRE(bench.asked<PreviewShare>().size() == 1);
  preview.wish = bench.asked<PreviewShare>()[0].wish;
  CHECK(preview.wish.owners == std::vector<std::string>{"Li"});
  bench.status.share_preview = &preview;
  bench.ui().frames(2);
  CHECK(bench.ui().has_text("1 customer of other owners stays here."));
  CHECK(bench.ui().has_text("C-7F3A90"));
  REQUIRE(bench.ui().click("data.share.save"));
  REQUIRE(bench.asked<ExportShare>().size() == 1);
  CHECK(bench.asked<ExportShare>()[0].wish == preview.wish);
  REQUIRE(bench.ui().click("data.share.owner", "Zhao"));
  bench.ui().frames(2);
  CHECK(bench.ui().find("data.share.save") == nullptr);
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
  bench.state.join = {true, bench.book.doc().id(1), bench.book.doc().id(2), "same name", {}};
  bench.show_everywhere(bench.room);
  bench.preview_import();
  bench.show_everywhere(bench.room);
}
