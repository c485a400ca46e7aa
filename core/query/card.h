// Card: the head of one customer's page: figures, tier and why, what is due, and what the customer allows. Used by the
// card, and by every place that offers to call, write or sell.
#pragma once

#include <string>
#include <vector>

#include "core/query/contacts_due.h"
#include "core/query/tiers.h"

namespace zhike::query {

struct Permission {
  std::string quiet_hours;                    // as written: "12:00-14:00"
  std::vector<std::string> refused_channels;  // keys of schema::channels
  bool is_offers_refused = false;             // the customer said so
  std::vector<Handle> locking_complaints;     // no offers until each of these is confirmed solved
  bool can_offer() const { return !is_offers_refused && locking_complaints.empty(); }
  bool has_any() const { return !quiet_hours.empty() || !refused_channels.empty() || !can_offer(); }
};

struct Card {
  Handle customer = 0;  // 0: no such visible customer; all else is neutral then
  std::string currency;
  Period period;  // of the yearly figures
  PeriodWhy why = PeriodWhy::today;
  std::int64_t yearly_value = 0;  // units of 10^-4
  std::int64_t yearly_margin = 0;
  bool has_margin = false;  // at least one purchase of the period has a cost
  std::int64_t lifetime_value = 0;
  std::int32_t purchases = 0;              // in the period
  base::Day last_purchase = base::no_day;  // ever
  double share_of_wallet = 0;  // yearly value ÷ wallet_total, may exceed 1; NaN when the wallet is not known
  TierOf tier;
  TierRow tier_rule;        // the rule that made it
  std::string tier_reason;  // of an override
  base::Day last_contact = base::no_day;
  std::vector<ContactDueRow> contacts;     // one a clock that applies
  std::vector<CadenceRule> contact_rules;  // along contacts
  std::int32_t open_promises = 0, overdue_promises = 0;
  base::Day next_due = base::no_day;  // of open promises
  std::int32_t open_complaints = 0;
  std::int32_t last_nps = -1;  // −1: none
  base::Day last_nps_day = base::no_day;
  Permission permission;
};

Card compute_card(const store::Document& document, Cache& cache, Handle customer, base::Day today);
Permission compute_permission(const store::Document& document, Cache& cache, Handle customer);

}  // namespace zhike::query
