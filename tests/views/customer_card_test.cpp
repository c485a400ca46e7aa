#include "web/views/customer_card.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/views/room_bench.h"

using namespace zhike;
using namespace zhike::views;
using tests::RoomBench;

namespace {

struct Bench : RoomBench {
  CustomerCardState state;
  store::Handle anna = 0, promise = 0, complaint = 0, person = 0;
  Room room = [this](const ViewInput& in, Requests& out) { customer_card_view(in, state, anna, out); };

  void fill(test::Cells more = {}) {
    more.insert(
        more.end(),
        {{"owner", "Wang"}, {"phone", "027-8888"}, {"wallet_total", "10500"}, {"cares_about", "Exact colours"}});
    anna = book.customer("C1", "Anna Lee", more);
    book.purchase(anna, "2026-10-01", "5000");
    book.purchase(anna, "2026-10-01", "250");
    person = book.add("contact_person", {{"customer", book.ref(anna)}, {"name", "Li Lei"}, {"role", "Buyer"}});
    book.add("communication", {{"customer", book.ref(anna)},
                               {"at", "2026-11-15T08:00:00Z"},
                               {"channel", "visit"},
                               {"summary", "Saw the new press"},
                               {"verbatim", "It is loud"},
                               {"staff", "Wang"}});
    promise = book.add(
        "promise",
        {{"customer", book.ref(anna)}, {"text", "Send the samples"}, {"due", "2026-11-18"}, {"status", "open"}});
    complaint = book.add("complaint", {{"customer", book.ref(anna)},
                                       {"key", "K-7"},
                                       {"received", "2026-11-10T08:00:00Z"},
                                       {"original_words", "Colours are wrong"},
                                       {"status", "open"}});
    const store::Handle nps = book.question("nps", 0, {{"text_en", "Would you recommend us?"}});
    book.answer(nps, "9", anna, "2026-11-01");
  }
  void carried_out(base::Error error = {}) {
    ++status.runs_done;
    status.run_error = std::move(error);
    ui().frames(3);
  }
  void show_tab(CardTab tab) {
    state.customer = book.doc().id(anna);
    state.tab = tab;
    show(room, 1280, 1600);
  }
};

}  // namespace

TEST_CASE("the card tells who this is, what it is worth and why it has its tier", "[views][customer_card]") {
  Bench bench;
  bench.fill();
  bench.show(bench.room);
  INFO(bench.ui().dump());
  CHECK(bench.ui().find(ui::Role::heading, "Anna Lee") != nullptr);
  CHECK(bench.ui().find("card.tile.value")->value.find("2 purchases") != std::string::npos);
  CHECK(bench.ui().find("card.tile.wallet")->value.starts_with("50%"));
  CHECK(bench.ui().find("card.tile.nps")->value.starts_with("9 of 10"));
  CHECK(bench.ui().find("card.tile.last")->value == "6 days ago");
  CHECK(bench.ui().find("card.tile.promises")->value.find("1 overdue") != std::string::npos);
  REQUIRE(bench.ui().find("card.tier") != nullptr);
  CHECK_FALSE(bench.ui().find("card.tier")->description.empty());
  CHECK(bench.ui().has_text("Saw the new press"));
  CHECK(bench.ui().has_text("“It is loud”"));
  CHECK(bench.ui().has_text("2 purchases, "));
}

TEST_CASE("what the customer refuses is said before the number can be copied", "[views][customer_card]") {
  Bench bench;
  bench.fill({{"quiet_hours", "12:00–14:00"}, {"refused_channels", "phone"}, {"offers_refused", "true"}});
  bench.show(bench.room);
  INFO(bench.ui().dump());
  const ui::Node* banner = bench.ui().find("card.permission");
  REQUIRE(banner != nullptr);
  for (const char* words : {"12:00–14:00", "Phone", "Wants no offers", "K-7"})
    CHECK(banner->name.find(words) != std::string::npos);
  CHECK(bench.ui().find("card.copy_phone") == nullptr);
  CHECK(bench.ui().click("card.show_phone"));
  bench.ui().frames(2);
  REQUIRE(bench.ui().find("card.copy_phone") != nullptr);
  CHECK(bench.ui().find("card.copy_phone")->min.y > banner->min.y);
  CHECK(bench.ui().click("card.copy_phone"));
  REQUIRE(bench.asked<CopyText>().size() == 1);
  CHECK(bench.asked<CopyText>()[0].text == "027-8888");
  CHECK(bench.ui().click("card.open_complaint"));
  CHECK(bench.asked<Navigate>().back().route == "complaints/" + bench.book.ref(bench.complaint));
}

TEST_CASE("quick keys open what they name", "[views][customer_card]") {
  Bench bench;
  bench.fill();
  bench.show(bench.room);
  bench.ui().press("l");
  CHECK(bench.state.editors.contact.is_open);
  bench.ui().press("Escape");
  bench.ui().press("Escape");
  REQUIRE_FALSE(bench.state.editors.contact.is_open);
  bench.ui().frames(3);
  bench.ui().press("p");
  CHECK(bench.state.editors.record.is_open);
  CHECK(bench.state.editors.record.type == "promise");
  CHECK(bench.state.editors.record.form.draft["customer"] == bench.book.ref(bench.anna));
  bench.ui().press("Escape");
  bench.ui().press("Escape");
  bench.ui().frames(3);
  bench.ui().press("e");
  CHECK(bench.state.editors.record.type == "customer");
  bench.ui().press("Escape");
  bench.ui().press("Escape");
  bench.ui().frames(3);
  bench.ui().press("s");
  REQUIRE_FALSE(bench.asked<Navigate>().empty());
  CHECK(bench.asked<Navigate>().back().route == "surveys?customer=" + bench.book.ref(bench.anna));
}

TEST_CASE("a tier is set by hand with a reason, and given back to the rules", "[views][customer_card]") {
  Bench bench;
  bench.fill();
  bench.show(bench.room);
  CHECK(bench.ui().click("card.tier"));
  bench.ui().frames(3);
  CHECK(bench.ui().set_value("field.customer.tier_override", "B"));
  bench.ui().press("Ctrl+Enter");
  CHECK_FALSE(bench.last_run<commands::OverrideTier>().has_value());  // no reason yet
  bench.ui().frames(3);
  bench.ui().type("field.customer.tier_reason", "Buys through a friend");
  bench.ui().press("Ctrl+Enter");
  const auto run = bench.last_run<commands::OverrideTier>();
  REQUIRE(run.has_value());
  CHECK(run->customer == bench.book.doc().id(bench.anna));
  CHECK(run->tier == "B");
  CHECK(run->reason == "Buys through a friend");
  bench.book.edit(bench.anna,
                  {{"tier_override", "B"}, {"tier_reason", "Buys through a friend"}, {"tier_from", "2026-11-21"}});
  bench.carried_out();
  CHECK_FALSE(bench.state.tier.is_open);
  CHECK(bench.ui().find("card.tier")->description.find("by hand") != std::string::npos);
  CHECK(bench.ui().click("card.tier"));
  bench.ui().frames(3);
  CHECK(bench.ui().has_text("Buys through a friend"));
  CHECK(bench.ui().set_value("field.customer.tier_override", "By the rules"));
  bench.ui().press("Ctrl+Enter");
  CHECK(bench.last_run<commands::OverrideTier>()->tier.empty());
}

TEST_CASE("promises are kept or broken on their tab", "[views][customer_card]") {
  Bench bench;
  bench.fill();
  bench.show_tab(CardTab::promises);
  INFO(bench.ui().dump());
  CHECK(bench.ui().has_text("3 days overdue"));
  CHECK(bench.ui().click("card.promise.keep", std::to_string(bench.promise)));
  const auto run = bench.last_run<commands::ClosePromise>();
  REQUIRE(run.has_value());
  CHECK(run->status == "kept");
  CHECK(run->promise == bench.book.doc().id(bench.promise));
}

TEST_CASE("purchases, people and answers are listed and open", "[views][customer_card]") {
  Bench bench;
  bench.fill();
  bench.show_tab(CardTab::purchases);
  CHECK(bench.ui().has_text("5,250"));
  bench.show_tab(CardTab::people);
  INFO(bench.ui().dump());
  CHECK(bench.ui().has_text("Li Lei"));
  CHECK(bench.ui().activate("record.contact_person.plural.row", "0"));
  CHECK(bench.state.editors.record.type == "contact_person");
  bench.state.editors.record.is_open = false;
  bench.show_tab(CardTab::surveys);
  CHECK(bench.ui().has_text("Would you recommend us?"));
  bench.show_tab(CardTab::complaints);
  CHECK(bench.ui().has_text("Colours are wrong"));
  CHECK(bench.ui().activate("record.complaint.plural.row", "0"));
  CHECK(bench.asked<Navigate>().back().route == "complaints/" + bench.book.ref(bench.complaint));
}

TEST_CASE("history shows who changed what and puts it back", "[views][customer_card]") {
  Bench bench;
  bench.fill();
  bench.book.edit(bench.anna, {{"owner", "Zhao"}});
  bench.show_tab(CardTab::history);
  INFO(bench.ui().dump());
  CHECK(bench.ui().has_text("Account manager: Wang → Zhao"));
  CHECK(bench.ui().click("history.put_back", "0"));
  const auto run = bench.last_run<commands::RestoreValue>();
  REQUIRE(run.has_value());
  CHECK(run->rec == bench.book.doc().id(bench.anna));
  CHECK(run->field == "owner");
  CHECK(run->which == commands::RestoreValue::Which::replaced);
}

TEST_CASE("a deleted customer is said to be gone", "[views][customer_card]") {
  Bench bench;
  bench.fill();
  bench.book.remove(bench.anna);
  bench.show(bench.room);
  CHECK(bench.ui().find("card.gone") != nullptr);
  CHECK(bench.ui().click("card.to_list"));
  CHECK(bench.asked<Navigate>().back().route == "customers");
}

TEST_CASE("every tab of the card stands in every language and size", "[views][customer_card]") {
  Bench bench;
  bench.fill({{"quiet_hours", "12:00–14:00"}, {"tags", "VIP; trade fair"}});
  for (int tab = 0; tab <= static_cast<int>(CardTab::history); ++tab) {
    bench.state.customer = bench.book.doc().id(bench.anna);
    bench.state.tab = static_cast<CardTab>(tab);
    bench.show_everywhere(bench.room);
  }
  Bench bare;
  bare.anna = bare.book.customer("C9", "Nobody");
  for (int tab = 0; tab <= static_cast<int>(CardTab::history); ++tab) {
    bare.state.customer = bare.book.doc().id(bare.anna);
    bare.state.tab = static_cast<CardTab>(tab);
    bare.show_everywhere(bare.room);
  }
  CHECK(bench.requests.empty());
}
