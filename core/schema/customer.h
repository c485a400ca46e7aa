// Customer: a person or an organisation we serve; the centre every other record points to.
#pragma once

#include "core/schema/field.h"

namespace zhike::schema {

struct Customer {
  Text key, name, name_phonetic, name_other;
  Choice kind;
  Text phone, email;
  Text region, city, street, postcode;
  Text industry, owner;
  Date since;
  Money wallet_total;
  Choice status;
  List tags;
  Date birthday;
  // What they care about, want, struggle with and expect (S0-03).
  LongText cares_about, wants, problems, expectations;
  // Needs profile of a VIP (S1-23).
  Choice financial_strength;
  LongText income_expectation, family_structure;
  Choice risk_attitude;
  // A tier set by hand, with its reason and first day; empty: the rules decide.
  Text tier_override, tier_reason;
  Date tier_from;
  // What the customer allows.
  Text quiet_hours;
  List refused_channels;
  Flag offers_refused;
  LongText notes;
};

inline constexpr std::array<std::string_view, 2> customer_kinds{"person", "organisation"};
inline constexpr std::array<std::string_view, 5> customer_statuses{"active", "prospect", "paused", "lost",
                                                                   "not_pursued"};
inline constexpr std::array<std::string_view, 4> financial_strengths{"limited", "sound", "strong", "very_strong"};
inline constexpr std::array<std::string_view, 3> risk_attitudes{"cautious", "balanced", "bold"};

template <>
struct Schema<Customer> {
  static constexpr std::string_view key = "customer";
  static constexpr std::array fields{
      field<&Customer::key>("key", {.flags = unique | searchable | in_table}),
      field<&Customer::name>("name", {.flags = required | searchable | personal | in_table}),
      field<&Customer::name_phonetic>("name_phonetic", {.flags = searchable | personal}),
      field<&Customer::name_other>("name_other", {.flags = searchable | personal}),
      field<&Customer::kind>("kind", {.flags = in_table | repeats, .choices = customer_kinds}),
      field<&Customer::phone>("phone", {.flags = searchable | personal | in_table}),
      field<&Customer::email>("email", {.flags = searchable | personal}),
      field<&Customer::region>("region", {.flags = repeats, .group = "address"}),
      field<&Customer::city>("city", {.flags = searchable | in_table | repeats, .group = "address"}),
      field<&Customer::street>("street", {.flags = personal, .group = "address"}),
      field<&Customer::postcode>("postcode", {.flags = personal, .group = "address", .max_code_points = 20}),
      field<&Customer::industry>("industry", {.flags = searchable | in_table | repeats}),
      field<&Customer::owner>("owner", {.flags = in_table | repeats}),
      field<&Customer::since>("since", {.flags = in_table}),
      field<&Customer::wallet_total>("wallet_total", {.low = 0}),
      field<&Customer::status>("status", {.flags = in_table | repeats, .choices = customer_statuses}),
      field<&Customer::tags>("tags", {.flags = searchable | repeats}),
      field<&Customer::birthday>("birthday", {.flags = personal}),
      field<&Customer::cares_about>("cares_about"),
      field<&Customer::wants>("wants"),
      field<&Customer::problems>("problems"),
      field<&Customer::expectations>("expectations"),
      field<&Customer::financial_strength>("financial_strength",
                                           {.flags = personal | repeats, .choices = financial_strengths}),
      field<&Customer::income_expectation>("income_expectation", {.flags = personal}),
      field<&Customer::family_structure>("family_structure", {.flags = personal}),
      field<&Customer::risk_attitude>("risk_attitude", {.flags = personal | repeats, .choices = risk_attitudes}),
      field<&Customer::tier_override>("tier_override", {.flags = repeats, .group = "tier", .max_code_points = 20}),
      field<&Customer::tier_reason>("tier_reason", {.group = "tier"}),
      field<&Customer::tier_from>("tier_from", {.group = "tier"}),
      field<&Customer::quiet_hours>("quiet_hours", {.flags = repeats}),
      field<&Customer::refused_channels>("refused_channels", {.flags = repeats}),
      field<&Customer::offers_refused>("offers_refused"),
      field<&Customer::notes>("notes", {.flags = searchable}),
  };
};
static_assert(covers<Customer>(), "every member of Customer needs a field(...) line");

}  // namespace zhike::schema
