// Contacts due: whom to see again, by two clocks: the account manager's, for every tier that has a cadence, and the
// department head's, for the best tier. A clock restarts at a real contact: visit, phone, email or message (for the
// head: by staff whose role is department_head). A next contact noted in the last communication makes it due too. Used
// by Today, cards and plans.
//
// Rules: `rule` records of kind cadence (tier, ideal_days, max_days; key "head" or beginning "head." is the department
// head's clock), else the defaults A 30/45, B 60/90, C 180/270, head's clock for A 182/213.
#pragma once

#include <string>
#include <vector>

#include "core/query/period.h"

namespace zhike::query {

enum class Clock : std::uint8_t { account_manager, department_head };
std::string_view clock_key(Clock clock);
enum class DueState : std::uint8_t { ideal, amber, red };  // before ideal · past ideal · past max
std::string_view due_state_key(DueState state);

struct ContactsDueParams {
  Handle customer = 0;  // 0: any
  std::string tier{}, owner{}, clock{},
      state{};            // keys; empty: any. Without customer and state, only amber and red are listed
  std::size_t limit = 0;  // rows at most; 0: no limit
  bool operator==(const ContactsDueParams&) const = default;
};

struct CadenceRule {
  Clock clock = Clock::account_manager;
  std::string tier;
  std::int32_t ideal_days = 0, max_days = 0;
  Handle rule = 0;           // 0: a default
  std::string default_rule;  // "default.cadence.A", "default.head.A" when rule is 0
};

struct ContactDueRow {
  Handle customer = 0;
  Clock clock = Clock::account_manager;
  DueState state = DueState::ideal;
  std::uint16_t rule = 0;         // index into ContactsDue::rules
  base::Day last = base::no_day;  // last real contact; no_day: never, then the clock runs from `since`, else it is red
  base::Day due = base::no_day;   // ideal day
  base::Day latest = base::no_day;  // last day before it is red
  std::int32_t days_late = 0;       // today − due; negative: days left
  bool is_noted = false;            // due because the last communication names this day
};

struct ContactsDue {
  std::vector<CadenceRule> rules;
  std::vector<ContactDueRow> rows;             // most urgent first: red before amber, better tier first, latest first
  std::int64_t total = 0, amber = 0, red = 0;  // before the limit
};

std::vector<CadenceRule> cadence_rules(const store::Document& document);
ContactsDue compute_contacts_due(const store::Document& document, Cache& cache, const ContactsDueParams& params,
                                 base::Day today);

}  // namespace zhike::query
