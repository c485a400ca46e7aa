// Promises: what we owe whom, how late it is, and how many were kept in time. Late is derived from due day, status and
// closing day. Used by Today, cards, the promises list and reports.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/query/period.h"
#include "core/stats/interval.h"

namespace zhike::query {

enum class PromiseState : std::uint8_t { open, overdue, kept, kept_late, broken, withdrawn };
inline constexpr std::size_t promise_state_count = 6;
std::string_view promise_state_key(PromiseState state);

struct PromisesParams {
  std::string status{};         // a state key; "due": open and overdue; empty: all
  Handle customer = 0;          // 0: any
  std::string staff{}, tier{};  // empty: any
  Period due{};
  bool operator==(const PromisesParams&) const = default;
};

struct PromiseRow {
  Handle promise = 0, customer = 0;
  PromiseState state = PromiseState::open;
  base::Day due = base::no_day;
  std::int32_t days_late = 0;  // open or overdue: today − due (negative: days left); kept: closed − due, 0 when unknown
  bool is_beyond_limit = false;  // due more than promise_limit_days after it was made
};

// Kept in time, out of the promises that fell due: kept, kept late, broken and overdue. Wilson's interval, 0..1.
struct PromiseCounts {
  std::array<std::int64_t, promise_state_count> by_state{};
  stats::Interval kept_rate;
  std::int64_t operator[](PromiseState state) const { return by_state[static_cast<std::size_t>(state)]; }
};

struct PromisesOfStaff {
  std::string staff;  // empty: nobody named
  PromiseCounts counts;
};

struct Promises {
  std::vector<PromiseRow> rows;  // that pass the filter: open ones by due day, then closed ones, newest due first
  PromiseCounts counts;          // over the filter without its status
  std::vector<PromisesOfStaff> by_staff;  // the same, most promises first
};

Promises compute_promises(const store::Document& document, Cache& cache, const PromisesParams& params, base::Day today);
// One promise's row; customer 0 when the handle is no visible promise.
PromiseRow promise_row(const store::Document& document, Handle promise, base::Day today);

}  // namespace zhike::query
