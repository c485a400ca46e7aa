// Call flow: compute_today → add_complaints, add_promises, add_contacts, add_conflicts → sort.
#include "core/query/today.h"

#include <algorithm>

#include "core/base/sort.h"
#include "core/query/cache.h"
#include "core/query/columns.h"

namespace zhike::query {
namespace {

using schema::Complaint;
using schema::Customer;

// Classes of urgency, a thousand apart; inside one, better tiers first, then the later.
enum Urgency : std::int32_t {
  contact_amber = 1000,
  promise_soon = 2000,
  conflict_found = 3000,
  complaint_unsolved = 4000,
  tell = 5000,
  contact_red = 6000,
  promise_today = 7000,
  complaint_serious = 8000,
  promise_overdue = 9000,
  complaint_late = 10000,
  complaint_crisis = 11000,
};
constexpr std::uint8_t serious = 2;  // schema::severities
constexpr std::uint8_t crisis = 3;
constexpr std::int32_t most_days = 99;

class Collector {
 public:
  Collector(const store::Document& document, Cache& cache, const TodayParams& params, base::Day today)
      : document_(document), cache_(cache), params_(params), today_(today), tiers_(cache.tiers(document, today)) {}

  Today run() {
    if (wants(TodayKind::complaint) || wants(TodayKind::tell_customer)) add_complaints();
    if (wants(TodayKind::promise)) add_promises();
    if (wants(TodayKind::contact)) add_contacts();
    if (wants(TodayKind::conflict)) add_conflicts();
    base::sort(out_.items, {}, [](const TodayItem& i) { return std::tuple(-i.urgency, i.due, i.record); });
    return std::move(out_);
  }

 private:
  bool wants(TodayKind kind) const { return params_.kind.empty() || params_.kind == today_kind_key(kind); }

  bool is_mine(Handle customer, std::string_view staff) const {
    if (params_.owner.empty() || staff == params_.owner) return true;
    const store::Row row = row_of<Customer>(document_, customer);
    return row != store::no_row && document_.column<&Customer::owner>().text(row) == params_.owner;
  }

  // Adds the item with its tier and its place in the order.
  void add(TodayItem item, std::int32_t urgency) {
    std::int32_t tier_bonus = 0;
    if (const TierOf* tier = tier_of(document_, tiers_, item.customer)) {
      item.tier = tiers_.row_of(*tier).tier;
      tier_bonus = std::max(0, 4 - static_cast<std::int32_t>(tier->tier));
    }
    item.urgency = urgency + tier_bonus * 200 + std::clamp(item.days_late, -most_days, most_days);
    ++out_.counts[static_cast<std::size_t>(item.kind)];
    out_.overdue += item.days_late > 0;
    out_.items.push_back(std::move(item));
  }

  bool is_problem_fixed(Handle problem) const {
    if (row_of<schema::Problem>(document_, problem) == store::no_row) return false;
    const std::string_view status = document_.read<schema::Problem>(problem).status.text;
    return status == "fixed" || status == "verified" || status == "closed";
  }

  void add_complaints() {
    const ComplaintsParams unconfirmed{.status = "unconfirmed"};
    for (const ComplaintRow& row : cache_.complaints(document_, unconfirmed, today_).rows) {
      const Complaint complaint = document_.read<Complaint>(row.complaint);
      if (!is_mine(row.customer, complaint.staff.text)) continue;
      const bool is_fixed = is_problem_fixed(complaint.problem.handle);
      if (!is_fixed && !row.is_unsolved) continue;
      TodayItem item;
      item.kind = is_fixed ? TodayKind::tell_customer : TodayKind::complaint;
      item.record = row.complaint;
      item.customer = row.customer;
      item.severity = row.severity;
      item.text = complaint.original_words.text;
      item.due = row.received == base::no_day ? base::no_day : row.received + row.days_allowed;
      item.days_late = is_fixed ? 0 : row.days_late;
      if (is_fixed) item.due = today_;
      if (wants(item.kind)) add(std::move(item), is_fixed ? tell : complaint_urgency(row));
    }
  }

  static std::int32_t complaint_urgency(const ComplaintRow& row) {
    if (row.severity == crisis) return complaint_crisis;
    if (row.days_late > 0) return complaint_late;
    return row.severity == serious ? complaint_serious : complaint_unsolved;
  }

  void add_promises() {
    const std::int32_t warn_days = cache_.settings(document_).promise_warn_days;
    const PromisesParams due{.status = "due"};
    for (const PromiseRow& row : cache_.promises(document_, due, today_).rows) {
      if (row.days_late < -warn_days) continue;
      const schema::Promise promise = document_.read<schema::Promise>(row.promise);
      if (!is_mine(row.customer, promise.staff.text)) continue;
      TodayItem item;
      item.kind = TodayKind::promise;
      item.record = row.promise;
      item.customer = row.customer;
      item.due = row.due;
      item.days_late = row.days_late;
      item.text = promise.text.text;
      add(std::move(item), row.days_late > 0 ? promise_overdue : row.days_late == 0 ? promise_today : promise_soon);
    }
  }

  void add_contacts() {
    ContactsDueParams params;
    params.owner = params_.owner;
    const ContactsDue& due = cache_.contacts_due(document_, params, today_);
    const auto limit = static_cast<std::size_t>(cache_.settings(document_).contact_limit);
    for (std::size_t i = 0; i < std::min(limit, due.rows.size()); ++i) {
      const ContactDueRow& row = due.rows[i];
      TodayItem item;
      item.kind = TodayKind::contact;
      item.record = item.customer = row.customer;
      item.due = row.due;
      item.days_late = row.days_late;
      item.text = clock_key(row.clock);
      item.rule = due.rules[row.rule].rule;
      item.default_rule = due.rules[row.rule].default_rule;
      add(std::move(item), row.state == DueState::red ? contact_red : contact_amber);
    }
    const auto contact = static_cast<std::size_t>(TodayKind::contact);
    out_.counts[contact] = std::max(out_.counts[contact], due.total);
  }

  void add_conflicts() {
    for (const ConflictRow& row : cache_.conflicts(document_, {}).rows) {
      TodayItem item;
      item.kind = TodayKind::conflict;
      item.record = row.record;
      item.customer = row.type == schema::type_of<Customer> ? row.record : 0;
      item.text = schema::registry[row.type].fields[row.differing.front()].key;
      item.due = today_;
      add(std::move(item), conflict_found);
    }
  }

  const store::Document& document_;
  Cache& cache_;
  const TodayParams& params_;
  base::Day today_;
  const Tiers& tiers_;
  Today out_;
};

}  // namespace

std::string_view today_kind_key(TodayKind kind) {
  static constexpr std::array<std::string_view, today_kind_count> keys{"complaint", "promise", "contact", "conflict",
                                                                       "tell_customer"};
  return keys[static_cast<std::size_t>(kind)];
}

Today compute_today(const store::Document& document, Cache& cache, const TodayParams& params, base::Day today) {
  return Collector(document, cache, params, today).run();
}

}  // namespace zhike::query
