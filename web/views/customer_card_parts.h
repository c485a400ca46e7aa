// The inside of the customer card: its head and its tabs. For customer_card*.cpp and timeline.cpp alone.
#pragma once

#include "web/views/customer_card.h"
#include "web/views/customers_text.h"

namespace zhike::views::card {

// What every part is given.
struct CardInput {
  const ViewInput& view;
  const query::Card& card;
  store::Handle customer;
  store::Row row;
  CustomerCardState& state;
  Requests& requests;

  const store::Document& doc() const { return view.doc; }
  base::RecId id() const { return view.doc.id(customer); }
  // Opens the editor for a new record of this customer.
  void create(std::string_view type) const { open_new_record(state.editors.record, type, {{"customer", id()}}); }
  void open(store::Handle record) const { open_record(state.editors.record, view.doc, record); }
  void go_to_complaint(store::Handle complaint) const {
    requests.go("complaints/" + base::write_id(view.doc.id(complaint)));
  }
};

// --- customer_card_head.cpp ---
void actions(const CardInput& input);
void head(const CardInput& input);
void tier_dialog(const CardInput& input);

// --- timeline.cpp ---
void timeline(const CardInput& input);

// --- customer_card_lists.cpp ---
void purchases(const CardInput& input);
void people(const CardInput& input);
void promises(const CardInput& input);
void complaints(const CardInput& input);
void surveys(const CardInput& input);

// --- customer_card_profile.cpp ---
void profile(const CardInput& input);
void history(const CardInput& input);

// A button that shows more of a long list; moves state.shown.
void more_button(const CardInput& input, std::size_t all);
inline constexpr std::size_t shown_at_first = 60;

ui::Tone promise_tone(query::PromiseState state);
std::string promise_state_text(query::PromiseState state);
ui::Tone complaint_tone(const query::ComplaintRow& row);

}  // namespace zhike::views::card
