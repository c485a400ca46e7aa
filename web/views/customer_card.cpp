// Call flow: customer_card_view → actions, head (customer_card_head.cpp), tabs → one tab (timeline.cpp,
// customer_card_profile.cpp, customer_card_lists.cpp) → dialogs.
#include "web/views/customer_card.h"

#include <array>

#include "core/query/columns.h"
#include "web/views/customer_card_parts.h"

namespace zhike::views {
namespace {

using card::CardInput;

int count_of(const CardInput& input, schema::TypeIndex type) {
  return static_cast<int>(input.view.cache.links(input.doc(), type).of(input.row).size());
}

void tab_bar(const CardInput& input) {
  const std::array items{
      ui::TabItem{"card.tab.timeline"},
      ui::TabItem{"card.tab.profile"},
      ui::TabItem{"card.tab.purchases", count_of(input, schema::type_of<schema::Purchase>)},
      ui::TabItem{"card.tab.people", count_of(input, schema::type_of<schema::ContactPerson>)},
      ui::TabItem{"card.tab.promises", count_of(input, schema::type_of<schema::Promise>)},
      ui::TabItem{"card.tab.complaints", count_of(input, schema::type_of<schema::Complaint>)},
      ui::TabItem{"card.tab.surveys", count_of(input, schema::type_of<schema::Response>)},
      ui::TabItem{"card.tab.history"},
  };
  int chosen = static_cast<int>(input.state.tab);
  if (!ui::tabs("card.tabs", chosen, items)) return;
  input.state.tab = static_cast<CardTab>(chosen);
  input.state.shown = 0;
}

void tab(const CardInput& input) {
  switch (input.state.tab) {
    case CardTab::timeline:
      card::timeline(input);
      return;
    case CardTab::profile:
      card::profile(input);
      return;
    case CardTab::purchases:
      card::purchases(input);
      return;
    case CardTab::people:
      card::people(input);
      return;
    case CardTab::promises:
      card::promises(input);
      return;
    case CardTab::complaints:
      card::complaints(input);
      return;
    case CardTab::surveys:
      card::surveys(input);
      return;
    case CardTab::history:
      card::history(input);
      return;
  }
}

std::string subtitle_of(const store::Document& doc, store::Handle customer) {
  const auto record = doc.read<schema::Customer>(customer);
  std::string out(record.key.text);
  const auto add = [&](std::string_view part) {
    if (!part.empty()) out += (out.empty() ? "" : " · ") + std::string(part);
  };
  if (!record.kind.empty()) add(choice_text("customer.kind", record.kind.text));
  add(record.name_other.text);
  add(record.city.text);
  return out;
}

void gone(Requests& requests) {
  const ui::Page page("room.customers");
  if (ui::empty_state("card.gone", {.icon = ui::icon::user_x, .action_key = "card.to_list"}) == 1)
    requests.go("customers");
}

// Another customer: what was shown of the one before is forgotten; the editors keep their drafts.
void start(CustomerCardState& state, base::RecId customer) {
  Editors editors = std::move(state.editors);
  state = {};
  state.editors = std::move(editors);
  state.customer = customer;
}

}  // namespace

void customer_card_view(const ViewInput& input, CustomerCardState& state, store::Handle customer, Requests& requests) {
  const store::Row row = query::row_of<schema::Customer>(input.doc, customer);
  if (row == store::no_row) {
    gone(requests);
    editors_dialogs(input, state.editors, requests);
    return;
  }
  if (state.customer != input.doc.id(customer)) start(state, input.doc.id(customer));
  const query::Card facts = input.cache.card(input.doc, customer, input.today);
  const CardInput all{input, facts, customer, row, state, requests};
  const std::string subtitle = subtitle_of(input.doc, customer);
  {
    const ui::Page page("card.page", {.title = query::record_title(input.doc, customer), .subtitle = subtitle});
    card::actions(all);
    card::head(all);
    tab_bar(all);
    tab(all);
  }
  card::tier_dialog(all);
  editors_dialogs(input, state.editors, requests);
}

}  // namespace zhike::views
