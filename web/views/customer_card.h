// Customer card: everything about one customer: figures and tier with their reasons, what the customer allows, one
// timeline, the profile and every record that belongs here. Used by the customers room. Must never work out a figure or
// a permission: core/query/card.h does.
#pragma once

#include <string>
#include <vector>

#include "core/query/history.h"
#include "web/views/editors.h"
#include "web/views/view.h"

namespace zhike::views {

struct TierDialogState {
  bool is_open = false;
  std::string tier, reason;  // drafts of an override
  base::Error error;
  Pending pending;
};

struct CustomerCardState {
  base::RecId customer{};  // the one shown; another one resets what follows
  int tab = 0;
  std::string timeline_kind;  // only this kind; "" everything
  std::size_t timeline_shown = 0;
  bool is_phone_shown = false;  // the number of a customer who refuses calls was asked for
  TierDialogState tier;
  ui::TableState purchases, people, promises, complaints, surveys;
  std::string open_response;  // id of the response whose answers are shown
  std::vector<query::HistoryRow> history;
  std::uint64_t history_revision = 0;  // of the document it was read from; 0: never
  Editors editors;
};

// The card of a visible customer; for any other handle it says that the customer is gone.
void customer_card_view(const ViewInput& input, CustomerCardState& state, store::Handle customer, Requests& requests);

}  // namespace zhike::views
