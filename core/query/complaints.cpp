#include "core/query/complaints.h"

#include <algorithm>

#include "core/base/sort.h"
#include "core/query/cache.h"
#include "core/query/columns.h"

namespace zhike::query {
namespace {

using schema::Complaint;

constexpr std::uint8_t normal = 1;       // schema::severities
constexpr std::uint8_t in_progress = 1;  // schema::complaint_statuses: open, in_progress, solved, confirmed, rejected
constexpr std::uint8_t solved = 2;
constexpr std::uint8_t rejected = 4;

struct Calendar {
  int zone;
  base::Day today;
  std::array<std::int32_t, 4> allowed;
};

base::Day day_of(const schema::DateTime& at, const Calendar& calendar) {
  return at.has() ? base::day_of(at.value, calendar.zone) : base::no_day;
}

// The day it was solved; for a solved one without that day, the day the customer confirmed. no_day when unknown.
base::Day solved_day(const Complaint& complaint, const Calendar& calendar) {
  return day_of(complaint.solved.has() ? complaint.solved : complaint.confirmed, calendar);
}

ComplaintRow row_from(const Complaint& complaint, Handle handle, const Calendar& calendar) {
  ComplaintRow row;
  row.complaint = handle;
  row.customer = complaint.customer.handle;
  row.severity = choice_index(schema::severities, complaint.severity.text, normal);
  row.status = choice_index(schema::complaint_statuses, complaint.status.text, 0);
  row.is_unsolved = row.status <= in_progress;
  row.received = day_of(complaint.received, calendar);
  row.days_allowed = calendar.allowed[row.severity];
  const base::Day end = row.is_unsolved ? calendar.today : solved_day(complaint, calendar);
  if (row.received != base::no_day && end != base::no_day) row.days_open = std::max(0, end - row.received);
  row.days_late = row.days_open - row.days_allowed;
  return row;
}

bool status_passes(std::string_view asked, const ComplaintRow& row) {
  if (asked == "unsolved") return row.is_unsolved;
  if (asked == "unconfirmed") return row.status <= solved;
  return asked.empty() || asked == schema::complaint_statuses[row.status];
}

bool passes(const ComplaintsParams& params, const Complaint& complaint, const ComplaintRow& row) {
  if (params.customer && params.customer != row.customer) return false;
  if (params.problem && params.problem != complaint.problem.handle) return false;
  if (!params.severity.empty() && params.severity != schema::severities[row.severity]) return false;
  if (!params.staff.empty() && params.staff != complaint.staff.text) return false;
  if (!params.category.empty() && params.category != complaint.category.text) return false;
  return params.received == Period{} || params.received.contains(row.received);
}

// Unsolved first, gravest first, oldest first.
bool comes_before(const ComplaintRow& a, const ComplaintRow& b) {
  if (a.is_unsolved != b.is_unsolved) return a.is_unsolved;
  if (a.is_unsolved && a.severity != b.severity) return a.severity > b.severity;
  if (a.received != b.received) return a.is_unsolved ? a.received < b.received : a.received > b.received;
  return a.complaint < b.complaint;
}

Calendar calendar_of(const Settings& settings, base::Day today) {
  return {settings.zone_offset_minutes, today, settings.complaint_days};
}

}  // namespace

ComplaintRow complaint_row(const store::Document& document, Handle complaint, base::Day today) {
  if (row_of<Complaint>(document, complaint) == store::no_row) return {};
  return row_from(document.read<Complaint>(complaint), complaint, calendar_of(stored_settings(document), today));
}

Complaints compute_complaints(const store::Document& document, Cache& cache, const ComplaintsParams& params,
                              base::Day today) {
  const Calendar calendar = calendar_of(cache.settings(document), today);
  const Tiers* tiers = params.tier.empty() ? nullptr : &cache.tiers(document, today);
  const store::Table& table = document.table<Complaint>();
  Complaints out;
  std::vector<stats::Duration> durations;
  for (store::Row at = 0; at < table.rows(); ++at) {
    if (!table.visible[at]) continue;
    const Complaint complaint = document.read<Complaint>(table.handles[at]);
    const store::Row customer = row_of<schema::Customer>(document, complaint.customer.handle);
    if (customer == store::no_row) continue;
    const ComplaintRow row = row_from(complaint, table.handles[at], calendar);
    if (!passes(params, complaint, row)) continue;
    if (tiers && tiers->row_of(tiers->by_row[customer]).tier != params.tier) continue;
    ++out.by_status[row.status];
    if (row.is_unsolved) {
      ++out.unsolved;
      ++out.unsolved_by_severity[row.severity];
      out.late += row.days_late > 0;
    }
    const bool has_end = row.is_unsolved || solved_day(complaint, calendar) != base::no_day;
    if (row.status != rejected && row.received != base::no_day && has_end)
      durations.push_back({row.days_open, row.is_unsolved ? stats::Outcome::open : stats::Outcome::closed});
    if (status_passes(params.status, row)) out.rows.push_back(row);
  }
  base::sort(out.rows, comes_before);
  out.solving = stats::kaplan_meier(durations);
  out.median_days = stats::quantile_time(out.solving);
  return out;
}

}  // namespace zhike::query
