// Complaint: what a customer holds against us, in the original words, until it is solved and confirmed (S2-16).
#pragma once

#include "core/schema/channels.h"
#include "core/schema/field.h"

namespace zhike::schema {

struct Complaint {
  Text key;
  Ref customer, communication;
  DateTime received;
  Choice channel;
  Text touchpoint;
  LongText original_words;
  Choice severity;
  Text category, staff;
  Choice status;
  DateTime first_response, solved, confirmed;
  Ref problem;
  LongText steps, resolution;
};

inline constexpr std::array<std::string_view, 4> severities{"minor", "normal", "serious", "crisis"};
inline constexpr std::array<std::string_view, 5> complaint_statuses{"open", "in_progress", "solved", "confirmed",
                                                                    "rejected"};

template <>
struct Schema<Complaint> {
  static constexpr std::string_view key = "complaint";
  static constexpr std::array fields{
      field<&Complaint::key>("key", {.flags = unique | searchable | in_table}),
      field<&Complaint::customer>("customer", {.flags = required | in_table, .target = "customer"}),
      field<&Complaint::communication>("communication", {.target = "communication"}),
      field<&Complaint::received>("received", {.flags = required | in_table}),
      field<&Complaint::channel>("channel", {.flags = repeats, .choices = channels}),
      field<&Complaint::touchpoint>("touchpoint", {.flags = in_table | repeats}),
      field<&Complaint::original_words>("original_words",
                                        {.flags = required | searchable | personal | in_table | locked}),
      field<&Complaint::severity>("severity", {.flags = in_table | repeats, .choices = severities}),
      field<&Complaint::category>("category", {.flags = searchable | in_table | repeats}),
      field<&Complaint::staff>("staff", {.flags = in_table | repeats}),
      field<&Complaint::status>("status", {.flags = in_table | repeats, .choices = complaint_statuses}),
      field<&Complaint::first_response>("first_response"),
      field<&Complaint::solved>("solved", {.flags = in_table}),
      field<&Complaint::confirmed>("confirmed"),
      field<&Complaint::problem>("problem", {.target = "problem"}),
      field<&Complaint::steps>("steps"),
      field<&Complaint::resolution>("resolution", {.flags = searchable}),
  };
};
static_assert(covers<Complaint>(), "every member of Complaint needs a field(...) line");

}  // namespace zhike::schema
