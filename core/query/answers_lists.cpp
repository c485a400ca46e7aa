#include <algorithm>

#include "core/query/answers.h"
#include "core/query/columns.h"
#include "core/query/history.h"
#include "core/query/join.h"

namespace zhike::query {

using base::Json;
using schema::Customer;

Json customer_json(const store::Document& document, Handle customer) {
  if (row_of<Customer>(document, customer) == store::no_row) return {};
  const Customer record = document.read<Customer>(customer);
  Json out = Json::object();
  out.set("id", id_json(document, customer)).set("key", record.key.text).set("name", record.name.text);
  return out;
}

namespace {

// The filled fields of a record that lists show.
void add_fields(const store::Document& document, Handle record, Json& out) {
  const auto& fields = schema::registry[document.place(record).type].fields;
  for (schema::FieldIndex f = 0; f < fields.size(); ++f) {
    if (!fields[f].has(schema::in_table)) continue;
    const schema::Value value = document.value(record, f);
    if (!schema::is_empty(value)) out.set(std::string(fields[f].key), schema::value_to_json(fields[f], value));
  }
}

template <class Rows, class ToJson>
Json page_json(const Asked& asked, const Rows& rows, ToJson to_json) {
  Json out = Json::array();
  const auto [first, last] = asked_page(asked.args, rows.size());
  for (std::size_t i = first; i < last; ++i) out.push(to_json(rows[i]));
  return out;
}

Json customer_row(const Asked& asked, Handle handle) {
  const store::Row row = asked.document.place(handle).row;
  const Tiers& tiers = asked.cache.tiers(asked.document, asked.today);
  const Activity& activity = asked.cache.activity(asked.document, asked.today);
  const LatestNps& nps = asked.cache.latest_nps(asked.document);
  Json out = Json::object();
  out.set("id", id_json(asked.document, handle));
  add_fields(asked.document, handle, out);
  out.set("tier", tiers.row_of(tiers.by_row[row]).tier)
      .set("value", money_json(tiers.by_row[row].value))
      .set("last_contact", day_json(activity.last_contact[row]))
      .set("open_promises", activity.open_promises[row])
      .set("open_complaints", activity.open_complaints[row]);
  if (nps.answer[row] >= 0) out.set("last_nps", int{nps.answer[row]});
  return out;
}

}  // namespace

Answer answer_customers(const Asked& asked) {
  const Args& args = asked.args;
  CustomersParams params;
  params.search = args.text("search");
  params.tier = args.text("tier");
  params.owner = args.text("owner");
  params.status = args.text("status");
  params.tag = args.text("tag");
  params.industry = args.text("industry");
  params.city = args.text("city");
  params.kind = args.text("kind");
  params.no_contact_days = args.small("no_contact_days");
  params.nps_below = args.small("nps_below");
  if (args.has("value_min")) params.value_min = args.units("value_min");
  if (args.has("value_max")) params.value_max = args.units("value_max");
  params.has_open_promise = args.flag("has_open_promise");
  params.has_open_complaint = args.flag("has_open_complaint");
  params.sort = args.text("sort");
  params.is_descending = args.flag("descending");
  if (!is_customer_sort(params.sort)) return base::fail("query.bad_argument", "sort", params.sort);
  const Customers& customers = asked.cache.customers(asked.document, params, asked.today);
  Json rows = page_json(asked, customers.handles, [&](Handle handle) { return customer_row(asked, handle); });
  Json out = Json::object();
  out.set("total", customers.total).set("all", customers.all).set("rows", std::move(rows));
  return out;
}

Answer answer_today(const Asked& asked) {
  const TodayParams params{.owner = asked.args.text("owner"), .kind = asked.args.text("kind")};
  const Today& today = asked.cache.today(asked.document, params, asked.today);
  Json counts = Json::object();
  for (std::size_t i = 0; i < today_kind_count; ++i)
    counts.set(std::string(today_kind_key(static_cast<TodayKind>(i))), today.counts[i]);
  Json items = page_json(asked, today.items, [&](const TodayItem& item) {
    Json one = Json::object();
    one.set("kind", today_kind_key(item.kind))
        .set("id", id_json(asked.document, item.record))
        .set("customer", customer_json(asked.document, item.customer))
        .set("due", day_json(item.due))
        .set("days_late", item.days_late)
        .set("tier", item.tier)
        .set("text", item.text);
    const bool is_complaint = item.kind == TodayKind::complaint || item.kind == TodayKind::tell_customer;
    if (is_complaint) one.set("severity", schema::severities[item.severity]);
    if (item.kind == TodayKind::contact)
      one.set("rule", item.rule ? id_json(asked.document, item.rule) : Json(item.default_rule));
    return one;
  });
  Json out = Json::object();
  out.set("day", day_json(asked.today))
      .set("counts", std::move(counts))
      .set("overdue", today.overdue)
      .set("items", std::move(items));
  return out;
}

Json contact_json(const store::Document& document, const ContactDueRow& row, const CadenceRule& rule) {
  Json out = Json::object();
  out.set("customer", customer_json(document, row.customer))
      .set("clock", clock_key(row.clock))
      .set("state", due_state_key(row.state))
      .set("tier", rule.tier)
      .set("last", day_json(row.last))
      .set("due", day_json(row.due))
      .set("latest", day_json(row.latest))
      .set("days_late", row.days_late)
      .set("noted", row.is_noted)
      .set("rule", rule.rule ? id_json(document, rule.rule) : Json(rule.default_rule))
      .set("ideal_days", rule.ideal_days)
      .set("max_days", rule.max_days);
  return out;
}

Answer answer_contacts_due(const Asked& asked) {
  ContactsDueParams params;
  params.customer = asked.args.record("customer");
  params.tier = asked.args.text("tier");
  params.owner = asked.args.text("owner");
  params.clock = asked.args.text("clock");
  params.state = asked.args.text("state");
  const ContactsDue& due = asked.cache.contacts_due(asked.document, params, asked.today);
  Json rows = page_json(asked, due.rows, [&](const ContactDueRow& row) {
    return contact_json(asked.document, row, due.rules[row.rule]);
  });
  Json out = Json::object();
  out.set("total", due.total).set("red", due.red).set("amber", due.amber).set("rows", std::move(rows));
  return out;
}

Answer answer_card(const Asked& asked) {
  const Card& card = asked.cache.card(asked.document, asked.args.record("customer"), asked.today);
  Json out = customer_json(asked.document, card.customer);
  out.set("currency", card.currency)
      .set("period", period_json(card.period, card.why))
      .set("value", money_json(card.yearly_value))
      .set("margin", card.has_margin ? money_json(card.yearly_margin) : Json())
      .set("lifetime_value", money_json(card.lifetime_value))
      .set("purchases", card.purchases)
      .set("last_purchase", day_json(card.last_purchase))
      .set("share_of_wallet", number_json(card.share_of_wallet))
      .set("tier", card.tier_rule.tier)
      .set("tier_rule",
           card.tier_rule.rule ? id_json(asked.document, card.tier_rule.rule) : Json(card.tier_rule.default_rule))
      .set("tier_override", card.tier.is_override)
      .set("tier_reason", card.tier_reason)
      .set("rank", card.tier.rank)
      .set("last_contact", day_json(card.last_contact))
      .set("open_promises", card.open_promises)
      .set("overdue_promises", card.overdue_promises)
      .set("next_due", day_json(card.next_due))
      .set("open_complaints", card.open_complaints)
      .set("last_nps", card.last_nps < 0 ? Json() : Json(card.last_nps));
  Json contacts = Json::array();
  for (std::size_t i = 0; i < card.contacts.size(); ++i)
    contacts.push(contact_json(asked.document, card.contacts[i], card.contact_rules[i]));
  Json channels = Json::array();
  for (const std::string& channel : card.permission.refused_channels) channels.push(channel);
  Json locks = Json::array();
  for (const Handle complaint : card.permission.locking_complaints) locks.push(id_json(asked.document, complaint));
  Json permission = Json::object();
  permission.set("quiet_hours", card.permission.quiet_hours)
      .set("refused_channels", std::move(channels))
      .set("offers_refused", card.permission.is_offers_refused)
      .set("offers_locked_by", std::move(locks))
      .set("can_offer", card.permission.can_offer());
  out.set("contacts", std::move(contacts)).set("permission", std::move(permission));
  return out;
}

Answer answer_timeline(const Asked& asked) {
  const TimelineParams params{.customer = asked.args.record("customer"), .kind = asked.args.text("kind")};
  const Timeline& timeline = asked.cache.timeline(asked.document, params, asked.today);
  Json items = page_json(asked, timeline.items, [&](const TimelineItem& item) {
    Json ids = Json::array();
    for (const Handle record : item.records) ids.push(id_json(asked.document, record));
    Json one = Json::object();
    one.set("kind", timeline_kind_key(item.kind)).set("day", day_json(item.day));
    if (item.at != base::no_instant) one.set("at", base::write_instant(item.at));
    one.set("title", item.title).set("state", item.state).set("ids", std::move(ids));
    if (item.kind == TimelineKind::purchase) one.set("amount", money_json(item.amount));
    return one;
  });
  Json out = Json::object();
  out.set("total", timeline.items.size()).set("items", std::move(items));
  return out;
}

namespace {

Json counts_json(const PromiseCounts& counts) {
  Json out = Json::object();
  for (std::size_t i = 0; i < promise_state_count; ++i)
    out.set(std::string(promise_state_key(static_cast<PromiseState>(i))), counts.by_state[i]);
  out.set("kept_rate", interval_json(counts.kept_rate));
  return out;
}

}  // namespace

Answer answer_promises(const Asked& asked) {
  PromisesParams params;
  params.status = asked.args.text("status");
  params.customer = asked.args.record("customer");
  params.staff = asked.args.text("staff");
  params.tier = asked.args.text("tier");
  params.due.from = asked.args.day("due_from");
  if (asked.args.has("due_before")) params.due.to = asked.args.day("due_before") - 1;
  const Promises& promises = asked.cache.promises(asked.document, params, asked.today);
  Json rows = page_json(asked, promises.rows, [&](const PromiseRow& row) {
    const auto record = asked.document.read<schema::Promise>(row.promise);
    Json one = Json::object();
    one.set("id", id_json(asked.document, row.promise))
        .set("customer", customer_json(asked.document, row.customer))
        .set("text", record.text.text)
        .set("staff", record.staff.text)
        .set("due", day_json(row.due))
        .set("state", promise_state_key(row.state))
        .set("days_late", row.days_late)
        .set("beyond_limit", row.is_beyond_limit);
    return one;
  });
  Json staff = Json::array();
  for (const PromisesOfStaff& of : promises.by_staff) {
    Json one = Json::object();
    one.set("staff", of.staff).set("counts", counts_json(of.counts));
    staff.push(std::move(one));
  }
  Json out = Json::object();
  out.set("total", promises.rows.size())
      .set("counts", counts_json(promises.counts))
      .set("by_staff", std::move(staff))
      .set("rows", std::move(rows));
  return out;
}

Answer answer_complaints(const Asked& asked) {
  ComplaintsParams params;
  params.status = asked.args.text("status");
  params.customer = asked.args.record("customer");
  params.problem = asked.args.record("problem");
  params.severity = asked.args.text("severity");
  params.staff = asked.args.text("staff");
  params.category = asked.args.text("category");
  params.tier = asked.args.text("tier");
  params.received = asked_period(asked.args);
  const Complaints& complaints = asked.cache.complaints(asked.document, params, asked.today);
  Json rows = page_json(asked, complaints.rows, [&](const ComplaintRow& row) {
    const auto record = asked.document.read<schema::Complaint>(row.complaint);
    Json one = Json::object();
    one.set("id", id_json(asked.document, row.complaint))
        .set("customer", customer_json(asked.document, row.customer))
        .set("original_words", record.original_words.text)
        .set("severity", schema::severities[row.severity])
        .set("status", schema::complaint_statuses[row.status])
        .set("received", day_json(row.received))
        .set("days_open", row.days_open)
        .set("days_allowed", row.days_allowed)
        .set("days_late", row.days_late);
    return one;
  });
  Json by_severity = Json::object();
  for (std::size_t i = 0; i < schema::severities.size(); ++i)
    by_severity.set(std::string(schema::severities[i]), complaints.unsolved_by_severity[i]);
  Json by_status = Json::object();
  for (std::size_t i = 0; i < schema::complaint_statuses.size(); ++i)
    by_status.set(std::string(schema::complaint_statuses[i]), complaints.by_status[i]);
  Json out = Json::object();
  out.set("total", complaints.rows.size())
      .set("unsolved", complaints.unsolved)
      .set("late", complaints.late)
      .set("by_status", std::move(by_status))
      .set("unsolved_by_severity", std::move(by_severity))
      .set("median_days", interval_json(complaints.median_days))
      .set("rows", std::move(rows));
  return out;
}

Answer answer_search(const Asked& asked) {
  const SearchParams params{.text = asked.args.text("text"),
                            .limit = static_cast<std::size_t>(asked.args.small("limit"))};
  Json hits = Json::array();
  for (const SearchHit& hit : asked.cache.search(asked.document, params).hits) {
    Json one = Json::object();
    one.set("id", id_json(asked.document, hit.record))
        .set("type", schema::registry[hit.type].key)
        .set("title", hit.title)
        .set("customer", customer_json(asked.document, hit.customer));
    hits.push(std::move(one));
  }
  Json out = Json::object();
  out.set("hits", std::move(hits));
  return out;
}

Answer answer_conflicts(const Asked& asked) {
  const Conflicts& conflicts = asked.cache.conflicts(asked.document, {.record = asked.args.record("record")});
  Json rows = Json::array();
  for (const ConflictRow& row : conflicts.rows) rows.push(conflict_to_json(asked.document, row));
  Json out = Json::object();
  out.set("total", conflicts.rows.size()).set("conflicts", std::move(rows));
  return out;
}

Answer answer_duplicates(const Asked& asked) {
  const DuplicatesParams params{.customer = asked.args.record("customer"),
                                .limit = static_cast<std::size_t>(asked.args.small("limit"))};
  const Duplicates& duplicates = asked.cache.duplicates(asked.document, params);
  Json pairs = Json::array();
  for (const DuplicatePair& pair : duplicates.pairs) {
    Json reasons = Json::array();
    for (std::size_t i = 0; i < alike_count; ++i)
      if (pair.has(static_cast<Alike>(i))) reasons.push(alikes[i].key);
    Json one = Json::object();
    one.set("first", customer_json(asked.document, pair.first))
        .set("second", customer_json(asked.document, pair.second))
        .set("score", pair.score)
        .set("reasons", std::move(reasons));
    pairs.push(std::move(one));
  }
  Json joined = Json::array();
  for (const Joined& each : find_joined(asked.document)) {
    const store::ChangeInfo& info = asked.document.change(each.change);
    Json changed = Json::array();
    for (const schema::FieldIndex f : each.changed_since) changed.push(schema::Schema<schema::Customer>::fields[f].key);
    joined.push(Json::object()
                    .set("kept", customer_json(asked.document, each.kept))
                    .set("gone", customer_json(asked.document, each.gone))
                    .set("by", asked.document.name(info.by))
                    .set("at", base::write_hlc(info.at))
                    .set("changed_since", std::move(changed)));
  }
  Json out = Json::object();
  out.set("total", duplicates.total).set("pairs", std::move(pairs)).set("joined", std::move(joined));
  return out;
}

Answer answer_staff(const Asked& asked) {
  const Staff& staff = asked.cache.staff(asked.document, {}, asked.today);
  Json rows = Json::array();
  for (const StaffRow& row : staff.rows) {
    Json one = Json::object();
    one.set("id", row.staff ? id_json(asked.document, row.staff) : Json())
        .set("name", row.name)
        .set("customers", row.customers)
        .set("open_promises", row.open_promises)
        .set("overdue_promises", row.overdue_promises)
        .set("unsolved_complaints", row.unsolved_complaints);
    rows.push(std::move(one));
  }
  Json out = Json::object();
  out.set("rows", std::move(rows)).set("without_owner", staff.without_owner);
  return out;
}

Answer answer_settings(const Asked& asked) {
  Json out = Json::object();
  for (const SettingDef& def : setting_defs()) out.set(std::string(def.key), setting_value(asked.document, def.key));
  return out;
}

Json history_to_json(const store::Book& book, Handle record) {
  const store::Document& document = book.document();
  const auto type = document.place(record).type;
  const auto value_json = [&](const std::string& field, const schema::Value& value) {
    if (type >= schema::type_count) return Json();
    const schema::RecordDef& def = schema::registry[type];
    const schema::FieldIndex f = def.find(field);
    return f < def.fields.size() ? schema::value_to_json(def.fields[f], value) : Json();
  };
  Json rows = Json::array();
  for (const HistoryRow& row : compute_history(book, record)) {
    Json one = Json::object();
    one.set("at", base::write_hlc(row.at))
        .set("by", row.by)
        .set("dev", base::write_device(row.id.device))
        .set("seq", row.id.seq)
        .set("command", row.command)
        .set("field", row.field)
        .set("old", value_json(row.field, row.old_value))
        .set("new", value_json(row.field, row.new_value))
        .set("first", row.is_first);
    if (!row.raw_json.empty()) one.set("raw", row.raw_json);
    rows.push(std::move(one));
  }
  Json out = Json::object();
  out.set("total", rows.items().size()).set("rows", std::move(rows));
  return out;
}

Json merges_to_json(const store::Book& book) {
  const auto& entries = book.merges().entries();
  Json rows = Json::array();
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) rows.push(store::write_merge(*entry));
  Json out = Json::object();
  out.set("total", entries.size()).set("rows", std::move(rows));
  return out;
}

}  // namespace zhike::query
