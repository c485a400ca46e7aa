// Communication: one contact with a customer, the words heard kept apart from our summary (S1-11, S1-13).
#pragma once

#include "core/schema/channels.h"
#include "core/schema/field.h"

namespace zhike::schema {

struct Communication {
  Text key;
  Ref customer, contact_person;
  DateTime at;
  Choice channel;
  Text touchpoint;
  Choice initiative;
  Text staff;
  LongText verbatim, summary;
  Choice mood;
  Date next_contact;
  Integer minutes;
};

inline constexpr std::array<std::string_view, 2> initiatives{"proactive", "passive"};
inline constexpr std::array<std::string_view, 5> moods{"delighted", "content", "neutral", "uneasy", "angry"};

template <>
struct Schema<Communication> {
  static constexpr std::string_view key = "communication";
  static constexpr std::array fields{
      field<&Communication::key>("key", {.flags = unique}),
      field<&Communication::customer>("customer", {.flags = required | in_table, .target = "customer"}),
      field<&Communication::contact_person>("contact_person", {.target = "contact_person"}),
      field<&Communication::at>("at", {.flags = required | in_table}),
      field<&Communication::channel>("channel", {.flags = in_table | repeats, .choices = channels}),
      field<&Communication::touchpoint>("touchpoint", {.flags = in_table | repeats}),
      field<&Communication::initiative>("initiative", {.flags = in_table | repeats, .choices = initiatives}),
      field<&Communication::staff>("staff", {.flags = in_table | repeats}),
      field<&Communication::verbatim>("verbatim", {.flags = searchable | personal}),
      field<&Communication::summary>("summary", {.flags = searchable | in_table}),
      field<&Communication::mood>("mood", {.flags = in_table | repeats, .choices = moods}),
      field<&Communication::next_contact>("next_contact", {.flags = in_table}),
      field<&Communication::minutes>("minutes", {.low = 0, .high = 1440}),
  };
};
static_assert(covers<Communication>(), "every member of Communication needs a field(...) line");

}  // namespace zhike::schema
