#include "core/query/promises.h"

#include "core/base/sort.h"
#include "core/query/cache.h"
#include "core/query/columns.h"

namespace zhike::query {
namespace {

using schema::Promise;

PromiseRow row_from(const Promise& promise, Handle handle, std::int32_t limit_days, base::Day today) {
  PromiseRow row;
  row.promise = handle;
  row.customer = promise.customer.handle;
  row.due = day_or_none(promise.due.value);
  const std::string_view status = promise.status.text;
  const bool has_due = row.due != base::no_day;
  if (status == "kept") {
    row.days_late = has_due && promise.closed_on.has() ? static_cast<base::Day>(promise.closed_on.value) - row.due : 0;
    row.state = row.days_late > 0 ? PromiseState::kept_late : PromiseState::kept;
  } else if (status == "broken" || status == "withdrawn") {
    row.state = status == "broken" ? PromiseState::broken : PromiseState::withdrawn;
  } else {
    row.days_late = has_due ? today - row.due : 0;
    row.state = row.days_late > 0 ? PromiseState::overdue : PromiseState::open;
  }
  row.is_beyond_limit = has_due && promise.made_on.has() && row.due - promise.made_on.value > limit_days;
  return row;
}

bool is_unsettled(PromiseState state) { return state == PromiseState::open || state == PromiseState::overdue; }

bool status_passes(std::string_view asked, PromiseState state) {
  return asked.empty() || asked == promise_state_key(state) || (asked == "due" && is_unsettled(state));
}

void set_rate(PromiseCounts& counts) {
  const std::int64_t kept = counts[PromiseState::kept];
  const std::int64_t fell_due =
      kept + counts[PromiseState::kept_late] + counts[PromiseState::broken] + counts[PromiseState::overdue];
  counts.kept_rate = stats::wilson({kept, fell_due});
}

PromiseCounts& counts_of(std::vector<PromisesOfStaff>& all, std::string_view staff) {
  for (PromisesOfStaff& one : all)
    if (one.staff == staff) return one.counts;
  all.push_back({std::string(staff), {}});
  return all.back().counts;
}

std::int64_t sum(const PromiseCounts& counts) {
  std::int64_t n = 0;
  for (const std::int64_t count : counts.by_state) n += count;
  return n;
}

// Unsettled ones by due day, then settled ones with the newest due day first.
bool comes_before(const PromiseRow& a, const PromiseRow& b) {
  const bool a_open = is_unsettled(a.state);
  if (a_open != is_unsettled(b.state)) return a_open;
  if (a.due != b.due) return a_open ? a.due < b.due : a.due > b.due;
  return a.promise < b.promise;
}

}  // namespace

std::string_view promise_state_key(PromiseState state) {
  static constexpr std::array<std::string_view, promise_state_count> keys{"open",      "overdue", "kept",
                                                                          "kept_late", "broken",  "withdrawn"};
  return keys[static_cast<std::size_t>(state)];
}

PromiseRow promise_row(const store::Document& document, Handle promise, base::Day today) {
  if (row_of<Promise>(document, promise) == store::no_row) return {};
  return row_from(document.read<Promise>(promise), promise, stored_settings(document).promise_limit_days, today);
}

Promises compute_promises(const store::Document& document, Cache& cache, const PromisesParams& params,
                          base::Day today) {
  const std::int32_t limit_days = cache.settings(document).promise_limit_days;
  const Tiers* tiers = params.tier.empty() ? nullptr : &cache.tiers(document, today);
  const store::Table& table = document.table<Promise>();
  Promises out;
  for (store::Row at = 0; at < table.rows(); ++at) {
    if (!table.visible[at]) continue;
    const Promise promise = document.read<Promise>(table.handles[at]);
    const store::Row customer = row_of<schema::Customer>(document, promise.customer.handle);
    if (customer == store::no_row || (params.customer && params.customer != promise.customer.handle)) continue;
    if (!params.staff.empty() && promise.staff.text != params.staff) continue;
    if (tiers && tiers->row_of(tiers->by_row[customer]).tier != params.tier) continue;
    if (params.due != Period{} && !params.due.contains(day_or_none(promise.due.value))) continue;
    const PromiseRow row = row_from(promise, table.handles[at], limit_days, today);
    ++out.counts.by_state[static_cast<std::size_t>(row.state)];
    ++counts_of(out.by_staff, promise.staff.text).by_state[static_cast<std::size_t>(row.state)];
    if (status_passes(params.status, row.state)) out.rows.push_back(row);
  }
  set_rate(out.counts);
  for (PromisesOfStaff& one : out.by_staff) set_rate(one.counts);
  base::sort(out.rows, comes_before);
  base::sort(out.by_staff, {}, [](const PromisesOfStaff& one) { return std::pair(-sum(one.counts), one.staff); });
  return out;
}

}  // namespace zhike::query
