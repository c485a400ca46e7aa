#include <catch2/catch_test_macros.hpp>

#include "tests/views/room_bench.h"
#include "web/views/editors.h"

using namespace zhike;
using namespace zhike::views;
using tests::RoomBench;

namespace {

struct Bench : RoomBench {
  RecordEditorState state;
  Room room = [this](const ViewInput& in, Requests& out) { record_editor_dialog(in, state, out); };
  store::Handle anna = 0;

  Bench() {
    anna = book.customer("C1", "Anna Lee",
                         {{"city", "Wuhan"}, {"refused_channels", "phone; fax"}, {"notes", "Prefers mornings"}});
  }
  void open(store::Handle record) {
    open_record(state, book.doc(), record);
    show(room);
  }
  // The page carried the last command out.
  void carried_out(base::Error error = {}) {
    ++status.runs_done;
    status.run_error = std::move(error);
    ui().frames(3);
  }
};

const schema::Value* value_of(const commands::Fields& fields, std::string_view key) {
  for (const auto& [name, value] : fields)
    if (name == key) return &value;
  return nullptr;
}

}  // namespace

TEST_CASE("editing sends only what changed and closes when it was carried out", "[views][record_editor]") {
  Bench bench;
  bench.open(bench.anna);
  INFO(bench.ui().dump());
  REQUIRE(bench.ui().find("field.customer.name") != nullptr);
  CHECK(bench.ui().find("field.customer.name")->value == "Anna Lee");
  CHECK(bench.ui().find("field.customer.name")->has(ui::flag::focused));
  bench.ui().type("field.customer.city", "上海");
  bench.ui().press("Ctrl+Enter");
  const auto run = bench.last_run<commands::UpdateRecords>();
  REQUIRE(run.has_value());
  CHECK(run->recs == std::vector<base::RecId>{bench.book.doc().id(bench.anna)});
  REQUIRE(run->values.size() == 1);
  CHECK(run->values[0].first == "city");
  CHECK(run->values[0].second == schema::Value{std::string("上海")});
  CHECK(bench.state.is_open);
  bench.carried_out();
  CHECK_FALSE(bench.state.is_open);
  CHECK(bench.ui().find("editor.save") == nullptr);
  CHECK(bench.ui().context().toasts.items().empty());
}

TEST_CASE("a refused command leaves the form open with the error at its field", "[views][record_editor]") {
  Bench bench;
  bench.open(bench.anna);
  bench.ui().type("field.customer.key", "C2");
  bench.ui().click("editor.save");
  REQUIRE(bench.last_run<commands::UpdateRecords>().has_value());
  bench.carried_out({"record.exists", "key", "C2"});
  CHECK(bench.state.is_open);
  const ui::Node* key = bench.ui().find("field.customer.key");
  REQUIRE(key != nullptr);
  CHECK(key->value == "C2");
  CHECK(key->has(ui::flag::invalid));
  CHECK(key->description.find("C2") != std::string::npos);
}

TEST_CASE("what is missing or unreadable is said at its field, and nothing is sent", "[views][record_editor]") {
  Bench bench;
  open_new_record(bench.state, "promise", {{"customer", bench.book.doc().id(bench.anna)}});
  bench.show(bench.room);
  CHECK(bench.ui().find("field.promise.customer")->value == "Anna Lee");
  CHECK(bench.ui().find("field.promise.text")->has(ui::flag::focused));
  bench.ui().click("editor.save");
  CHECK(bench.requests.empty());
  CHECK(bench.ui().find("field.promise.text")->has(ui::flag::invalid));
  CHECK(bench.ui().find("field.promise.due")->has(ui::flag::invalid));
  bench.ui().type("field.promise.text", "Send the samples");
  bench.ui().type("field.promise.due", "2026-12-01");
  bench.ui().press("Ctrl+Enter");
  const auto run = bench.last_run<commands::CreateRecord>();
  REQUIRE(run.has_value());
  CHECK(run->type == "promise");
  REQUIRE(value_of(run->values, "customer") != nullptr);
  CHECK(*value_of(run->values, "customer") == schema::Value{bench.book.doc().id(bench.anna)});
  CHECK(*value_of(run->values, "due") == schema::Value{std::int64_t{*base::read_day("2026-12-01")}});
}

TEST_CASE("Escape keeps the draft, opening the same record brings it back", "[views][record_editor]") {
  Bench bench;
  bench.open(bench.anna);
  bench.ui().type("field.customer.name", "Anna Li");
  bench.ui().press("Escape");  // leaves the field, with what was typed
  CHECK(bench.state.form.draft["name"] == "Anna Li");
  bench.ui().press("Escape");
  CHECK_FALSE(bench.state.is_open);
  CHECK(bench.requests.empty());
  REQUIRE(bench.ui().context().toasts.items().size() == 1);
  open_record(bench.state, bench.book.doc(), bench.anna);
  bench.ui().frames(4);
  CHECK(bench.ui().find("field.customer.name")->value == "Anna Li");
  CHECK(bench.ui().find("editor.restored") != nullptr);
  CHECK(bench.ui().click("editor.start_over"));
  CHECK(bench.ui().find("field.customer.name")->value == "Anna Lee");
  bench.ui().click("ui.cancel");
  CHECK_FALSE(bench.state.is_open);
  CHECK(bench.ui().context().toasts.items().size() == 1);  // nothing was kept this time
}

TEST_CASE("closing without changes keeps nothing", "[views][record_editor]") {
  Bench bench;
  bench.open(bench.anna);
  bench.ui().press("Escape");
  bench.ui().press("Escape");
  CHECK_FALSE(bench.state.is_open);
  CHECK(bench.ui().context().toasts.items().empty());
}

TEST_CASE("refused channels are chips, not words to type", "[views][record_editor]") {
  Bench bench;
  bench.open(bench.anna);
  REQUIRE(bench.ui().find("editor.refuses", "phone") != nullptr);
  CHECK(bench.ui().find("editor.refuses", "phone")->has(ui::flag::checked));
  CHECK_FALSE(bench.ui().find("editor.refuses", "email")->has(ui::flag::checked));
  CHECK(bench.ui().activate("editor.refuses", "email"));
  CHECK(bench.ui().activate("editor.refuses", "fax"));
  bench.ui().press("Ctrl+Enter");
  const auto run = bench.last_run<commands::UpdateRecords>();
  REQUIRE(run.has_value());
  REQUIRE(run->values.size() == 1);
  CHECK(run->values[0].second == schema::Value{std::string("phone\nemail")});
}

TEST_CASE("times are shown and read in the book's zone", "[views][record_editor]") {
  Bench bench;
  const store::Handle complaint = bench.book.add("complaint", {{"customer", bench.book.ref(bench.anna)},
                                                               {"received", "2026-11-20T08:30:00Z"},
                                                               {"original_words", "Colours are wrong"}});
  bench.open(complaint);
  CHECK(bench.ui().find("field.complaint.received")->value == "2026-11-20 16:30");
  CHECK(bench.ui().find("field.complaint.original_words")->has(ui::flag::read_only));
  bench.ui().type("field.complaint.received", "2026-11-19 9:05");
  bench.ui().press("Ctrl+Enter");
  const auto run = bench.last_run<commands::UpdateRecords>();
  REQUIRE(run.has_value());
  REQUIRE(run->values.size() == 1);
  CHECK(run->values[0].second == schema::Value{*base::read_instant("2026-11-19T01:05:00Z")});
}

TEST_CASE("a record is named by searching", "[views][record_editor]") {
  Bench bench;
  const store::Handle boris = bench.book.customer("C2", "Boris");
  open_new_record(bench.state, "purchase", {});
  bench.show(bench.room);
  bench.ui().type("field.purchase.customer", "bori");
  const std::string id = bench.book.ref(boris);
  REQUIRE(bench.ui().find("ui.form.pick", id) != nullptr);
  bench.ui().frames(6);  // the dialog has grown
  CHECK(bench.ui().click("ui.form.pick", id));
  CHECK(bench.state.form.draft["customer"] == id);
  CHECK(bench.ui().find("field.purchase.customer")->value == "Boris");
}

TEST_CASE("deleting asks nothing; undo is the shell's", "[views][record_editor]") {
  Bench bench;
  bench.open(bench.anna);
  CHECK(bench.ui().click("editor.delete"));
  const auto run = bench.last_run<commands::DeleteRecords>();
  REQUIRE(run.has_value());
  CHECK(run->recs.size() == 1);
  bench.book.remove(bench.anna);
  bench.carried_out();
  CHECK_FALSE(bench.state.is_open);
}

TEST_CASE("every record type has its form in every language and size", "[views][record_editor]") {
  Bench bench;
  for (const schema::RecordDef& type : schema::registry) {
    INFO(type.key);
    open_new_record(bench.state, type.key, {});
    bench.show_everywhere(bench.room);
    CHECK(bench.state.is_open);
    CHECK(bench.ui().find("editor.save") != nullptr);
    bench.state.is_open = false;
  }
  CHECK(bench.requests.empty());
}

TEST_CASE("an unknown type or a missing record opens nothing", "[views][record_editor]") {
  Bench bench;
  open_new_record(bench.state, "no_such_type", {});
  CHECK_FALSE(bench.state.is_open);
  open_record(bench.state, bench.book.doc(), 0);
  CHECK_FALSE(bench.state.is_open);
}
