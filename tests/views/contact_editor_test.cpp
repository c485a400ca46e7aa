#include <catch2/catch_test_macros.hpp>

#include "core/app/handlers.h"
#include "tests/views/room_bench.h"
#include "web/views/editors.h"

using namespace zhike;
using namespace zhike::views;
using tests::RoomBench;

namespace {

struct Bench : RoomBench {
  ContactEditorState state;
  Room room = [this](const ViewInput& in, Requests& out) { contact_editor_dialog(in, state, out); };
  store::Handle anna = 0, clerk = 0;

  Bench() {
    anna = book.customer("C1", "Anna Lee");
    clerk = book.add("contact_person", {{"customer", book.ref(anna)}, {"name", "Li Lei"}});
  }
  void open() {
    open_contact(state, book.doc(), anna);
    show(room);
    ui().frames(8);  // the dialog has found its height
  }
  void carried_out(base::Error error = {}) {
    ++status.runs_done;
    status.run_error = std::move(error);
    ui().frames(3);
  }
  // Tab until the field has the focus, as a person without a mouse.
  bool tab_to(std::string_view key) {
    for (int i = 0; i < 60; ++i) {
      const ui::Node* node = ui().find(key);
      if (node != nullptr && node->has(ui::flag::focused)) return true;
      ui().press("Tab");
    }
    return false;
  }
};

std::string text_in(const commands::Fields& fields, std::string_view key) {
  for (const auto& [name, value] : fields)
    if (name == key) return schema::text_of(value);
  return {};
}
std::int64_t number_in(const commands::Fields& fields, std::string_view key) {
  for (const auto& [name, value] : fields)
    if (name == key) return schema::number_of(value);
  return schema::unset;
}

}  // namespace

TEST_CASE("a visit with two promises and a complaint is recorded with the keyboard alone", "[views][contact_editor]") {
  Bench bench;
  bench.open();
  INFO(bench.ui().dump());
  REQUIRE(bench.tab_to("field.communication.verbatim"));
  bench.ui().type_text("The colours drift");
  REQUIRE(bench.tab_to("field.communication.summary"));
  bench.ui().type_text("Talked about the proofs");
  bench.ui().press("Alt+P");
  REQUIRE(bench.tab_to("contact.promise.text"));
  bench.ui().type_text("Send new proofs");
  REQUIRE(bench.state.draft.promises.size() == 1);
  CHECK(bench.state.draft.promises[0].text == "Send new proofs");
  bench.ui().press("Alt+P");
  REQUIRE(bench.state.draft.promises.size() == 2);
  bench.ui().frames(3);
  bench.ui().type_text("Call on Friday");  // the new one has the keyboard
  CHECK(bench.state.draft.promises[1].text == "Call on Friday");
  CHECK(bench.state.draft.promises[0].text == "Send new proofs");
  bench.ui().press("Alt+C");
  REQUIRE(bench.tab_to("field.complaint.original_words"));
  bench.ui().type_text("Delivered two days late");
  bench.ui().press("Ctrl+Enter");

  const auto run = bench.last_run<commands::LogContact>();
  REQUIRE(run.has_value());
  CHECK(text_in(run->communication, "channel") == "visit");
  CHECK(text_in(run->communication, "verbatim") == "The colours drift");
  CHECK(text_in(run->communication, "summary") == "Talked about the proofs");
  CHECK(text_in(run->communication, "staff") == "Wang Fang");
  CHECK(number_in(run->communication, "at") == bench.ui().context().now);
  REQUIRE(run->promises.size() == 2);
  CHECK(text_in(run->promises[0], "text") == "Send new proofs");
  CHECK(number_in(run->promises[0], "due") == bench.ui().context().today + 7);
  REQUIRE(run->complaint.has_value());
  CHECK(text_in(*run->complaint, "original_words") == "Delivered two days late");
  CHECK(text_in(*run->complaint, "severity") == "normal");

  std::uint64_t ids = 0;
  const app::Env env{bench.ui().context().now, bench.ui().context().today, "Wang Fang",
                     [&] { return base::RecId{9, ++ids}; }};
  const auto draft = app::log_contact(bench.book.doc(), *run, env);
  REQUIRE(draft.has_value());
  CHECK(draft->records.size() == 4);  // the contact, two promises, the complaint

  CHECK(bench.state.is_open);
  bench.carried_out();
  CHECK_FALSE(bench.state.is_open);
  CHECK(bench.ui().find("contact.save") == nullptr);
}

TEST_CASE("an incomplete contact is not sent, and says what is missing where", "[views][contact_editor]") {
  Bench bench;
  bench.open();
  bench.ui().type("field.communication.at", "yesterday");
  bench.ui().click("contact.save");
  CHECK(bench.requests.empty());
  CHECK(bench.ui().find("field.communication.at")->has(ui::flag::invalid));
  bench.ui().frames(8);
  bench.ui().type("field.communication.at", "2026-11-20 14:30");
  CHECK(bench.state.draft.at == "2026-11-20 14:30");
  CHECK(bench.ui().activate("contact.promise.add"));
  bench.ui().click("contact.save");
  CHECK(bench.requests.empty());
  INFO(bench.ui().dump());
  REQUIRE(bench.ui().find("contact.promise.text") != nullptr);
  CHECK(bench.ui().find("contact.promise.text")->has(ui::flag::invalid));
  bench.ui().frames(8);
  CHECK(bench.ui().click("contact.promise.remove"));
  CHECK(bench.state.draft.promises.empty());
  CHECK(bench.ui().activate("contact.complaint.add"));
  bench.ui().click("contact.save");
  CHECK(bench.requests.empty());
  CHECK(bench.ui().find("field.complaint.original_words")->has(ui::flag::invalid));
  bench.ui().frames(8);
  CHECK(bench.ui().click("contact.complaint.remove"));
  CHECK_FALSE(bench.state.draft.has_complaint);
  bench.ui().frames(8);
  INFO(bench.state.draft.at << "|" << bench.state.draft.minutes << "|" << bench.ui().dump());
  bench.ui().press("Ctrl+Enter");
  const auto run = bench.last_run<commands::LogContact>();
  REQUIRE(run.has_value());
  CHECK(run->promises.empty());
  CHECK_FALSE(run->complaint.has_value());
  CHECK(number_in(run->communication, "at") == *base::read_instant("2026-11-20T06:30:00Z"));
}

TEST_CASE("a refusal and Escape lose nothing", "[views][contact_editor]") {
  Bench bench;
  bench.open();
  bench.ui().type("field.communication.summary", "Talked");
  bench.ui().press("Ctrl+Enter");
  REQUIRE(bench.last_run<commands::LogContact>().has_value());
  bench.carried_out({"value.too_long", "summary", "20000"});
  CHECK(bench.state.is_open);
  CHECK(bench.ui().find("field.communication.summary")->value == "Talked");
  CHECK(bench.ui().find("field.communication.summary")->has(ui::flag::invalid));
  bench.ui().press("Escape");
  bench.ui().press("Escape");
  CHECK_FALSE(bench.state.is_open);
  CHECK(bench.ui().context().toasts.items().size() == 1);
  open_contact(bench.state, bench.book.doc(), bench.anna);
  bench.ui().frames(4);
  CHECK(bench.ui().find("field.communication.summary")->value == "Talked");
  CHECK(bench.ui().find("editor.restored") != nullptr);
}

TEST_CASE("the contact dialog stands in every language and size", "[views][contact_editor]") {
  Bench bench;
  open_contact(bench.state, bench.book.doc(), bench.anna);
  bench.show(bench.room);
  bench.state.draft.promises.resize(2);
  bench.state.draft.has_complaint = true;
  bench.show_everywhere(bench.room);
  CHECK(bench.ui().find("contact.save") != nullptr);
  CHECK(bench.ui().find("contact.promise.text", "2") != nullptr);
  open_contact(bench.state, bench.book.doc(), bench.clerk);  // no customer: nothing opens
  CHECK(bench.state.customer == bench.book.doc().id(bench.anna));
}
