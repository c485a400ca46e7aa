// A contact with a customer and what it brings: promises, complaints, a tier set by hand.
#include "core/app/handlers.h"

namespace zhike::app {
namespace {

using commands::Fields;

// A record made together with the contact: same customer, linked to it.
base::Status add_linked(Draft& draft, const Document& doc, const Env& env, std::string_view type, Fields values,
                        const Fields& communication, base::RecId contact) {
  put_value(values, "communication", contact);
  if (schema::is_empty(find_value(values, "customer")))
    put_value(values, "customer", find_value(communication, "customer"));
  TRY(Draft made, create_record(doc, {std::string(type), std::move(values), {}}, env));
  draft.records.push_back(std::move(made.records.front()));
  return {};
}

}  // namespace

base::Result<Draft> log_contact(const Document& doc, const commands::LogContact& c, const Env& env) {
  TRY(Draft draft, create_record(doc, {"communication", c.communication, {}}, env));
  for (const Fields& promise : c.promises)
    TRY_DO(add_linked(draft, doc, env, "promise", promise, c.communication, draft.made));
  if (c.complaint) TRY_DO(add_linked(draft, doc, env, "complaint", *c.complaint, c.communication, draft.made));
  return draft;
}

base::Result<Draft> close_promise(const Document& doc, const commands::ClosePromise& c, const Env& env) {
  if (!doc.is<schema::Promise>(doc.find(c.promise))) return base::fail("record.missing", base::write_id(c.promise));
  Fields values{{"status", c.status}};
  const base::Day day = c.closed_on == base::no_day ? env.today : c.closed_on;
  values.emplace_back("closed_on", c.status == "open" ? schema::Value{} : schema::Value{std::int64_t{day}});
  if (!c.evidence.empty()) values.emplace_back("evidence", c.evidence);
  Draft draft;
  TRY_DO(add_update(draft, doc, c.promise, values));
  return draft;
}

base::Result<Draft> override_tier(const Document& doc, const commands::OverrideTier& c, const Env& env) {
  if (!doc.is<schema::Customer>(doc.find(c.customer))) return base::fail("record.missing", base::write_id(c.customer));
  if (!c.tier.empty() && c.reason.empty()) return base::fail("value.required", "tier_reason");
  const auto text = [](const std::string& s) { return s.empty() ? schema::Value{} : schema::Value{s}; };
  Fields values{{"tier_override", text(c.tier)}, {"tier_reason", text(c.tier.empty() ? "" : c.reason)}};
  values.emplace_back("tier_from", c.tier.empty() ? schema::Value{} : schema::Value{std::int64_t{env.today}});
  Draft draft;
  TRY_DO(add_update(draft, doc, c.customer, values));
  return draft;
}

}  // namespace zhike::app
