#include "core/query/card.h"

#include <algorithm>
#include <limits>

#include "core/base/text.h"
#include "core/query/cache.h"
#include "core/query/columns.h"

namespace zhike::query {
namespace {

using schema::Customer;

void set_value(const store::Document& document, Cache& cache, store::Row row, base::Day today, Card& out) {
  const Totals& year = cache.totals(document, {.range = Range::year}, today);
  out.currency = year.currency;
  out.period = year.period;
  out.why = year.why;
  out.yearly_value = year.value[row];
  out.yearly_margin = year.margin[row];
  out.has_margin = year.with_cost[row] > 0;
  out.purchases = year.purchases[row];
  const Totals& all = cache.totals(document, {.range = Range::all}, today);
  out.lifetime_value = all.value[row];
  out.last_purchase = all.last_day[row];
  const std::int64_t wallet = document.column<&Customer::wallet_total>().raw(row);
  out.share_of_wallet = wallet == schema::unset || wallet <= 0
                            ? std::numeric_limits<double>::quiet_NaN()
                            : static_cast<double>(out.yearly_value) / static_cast<double>(wallet);
}

void set_contacts(const store::Document& document, Cache& cache, base::Day today, Card& out) {
  ContactsDueParams params;
  params.customer = out.customer;
  const ContactsDue& due = cache.contacts_due(document, params, today);
  for (const ContactDueRow& row : due.rows) {
    out.contacts.push_back(row);
    out.contact_rules.push_back(due.rules[row.rule]);
  }
}

}  // namespace

Permission compute_permission(const store::Document& document, Cache& cache, Handle customer) {
  Permission out;
  const store::Row row = row_of<Customer>(document, customer);
  if (row == store::no_row) return out;
  const Customer record = document.read<Customer>(customer);
  out.quiet_hours = record.quiet_hours.text;
  if (!record.refused_channels.empty())
    for (const std::string_view channel : base::split(record.refused_channels.text, '\n'))
      out.refused_channels.emplace_back(channel);
  out.is_offers_refused = record.offers_refused.value_or(0) == 1;
  for (const Handle complaint : cache.links(document, schema::type_of<schema::Complaint>).of(row)) {
    const std::string_view status = document.read<schema::Complaint>(complaint).status.text;
    if (status != "confirmed" && status != "rejected") out.locking_complaints.push_back(complaint);
  }
  return out;
}

Card compute_card(const store::Document& document, Cache& cache, Handle customer, base::Day today) {
  Card out;
  const store::Row row = row_of<Customer>(document, customer);
  if (row == store::no_row) return out;
  out.customer = customer;
  set_value(document, cache, row, today, out);
  const Tiers& tiers = cache.tiers(document, today);
  out.tier = tiers.by_row[row];
  out.tier_rule = tiers.row_of(out.tier);
  if (out.tier.is_override) out.tier_reason = document.read<Customer>(customer).tier_reason.text;
  const Activity& activity = cache.activity(document, today);
  out.last_contact = activity.last_contact[row];
  out.open_promises = activity.open_promises[row];
  out.next_due = activity.next_due[row];
  out.open_complaints = activity.open_complaints[row];
  for (const Handle promise : cache.links(document, schema::type_of<schema::Promise>).of(row))
    out.overdue_promises += promise_row(document, promise, today).state == PromiseState::overdue;
  set_contacts(document, cache, today, out);
  const LatestNps& nps = cache.latest_nps(document);
  out.last_nps = nps.answer[row];
  out.last_nps_day = nps.day[row];
  out.permission = compute_permission(document, cache, customer);
  return out;
}

}  // namespace zhike::query
