// Customer card: everything about one customer: figures and tier with their reasons, what the customer allows, one
// timeline, the profile and every record that belongs here. Used by the customers room. Must never work out a figure or
// a permission: core/query/card.h does.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "web/views/editors.h"
#include "web/views/view.h"

namespace zhike::views {

struct TierDialogState {
  bool is_open = false;
  std::string tier, reason;  // drafts of an override
  base::Error error;
  Pending pending;
};

enum class CardTab { timeline, profile, purchases, people, promises, complaints, surveys, history };

struct CustomerCardState {
  base::RecId customer{};  // the one shown; another one resets what follows
  CardTab tab = CardTab::timeline;
  std::string timeline_kind;    // only this kind; "" everything
  std::size_t shown = 0;        // items of the timeline or the history drawn at most
  bool is_phone_shown = false;  // the number of a customer who restricts calls was asked for
  TierDialogState tier;
  ui::TableState purchases, people, promises, complaints;
  Editors editors;

  // Read from the book when it has changed.
  HistoryState history;
  std::vector<std::pair<store::Handle, store::Handle>> answers;  // response, answer
  std::uint64_t answers_revision = UINT64_MAX;
};

// The card of a visible customer; for any other handle it says that the customer is gone.
void customer_card_view(const ViewInput& input, CustomerCardState& state, store::Handle customer, Requests& requests);

}  // namespace zhike::views
