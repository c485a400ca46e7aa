// Response: one person's filled-in questionnaire; its answers point to it.
#pragma once

#include "core/schema/field.h"

namespace zhike::schema {

struct Response {
  Text key;
  Ref survey, wave, customer;
  Date date;
  Choice mode;
  Text interviewer;
  LongText remark;
};

inline constexpr std::array<std::string_view, 7> response_modes{"interview", "phone", "email", "fax",
                                                                "letter",    "paper", "online"};

template <>
struct Schema<Response> {
  static constexpr std::string_view key = "response";
  static constexpr std::array fields{
      field<&Response::key>("key", {.flags = unique | in_table}),
      field<&Response::survey>("survey", {.flags = required | in_table, .target = "survey"}),
      field<&Response::wave>("wave", {.flags = in_table, .target = "wave"}),
      field<&Response::customer>("customer", {.flags = in_table, .target = "customer"}),
      field<&Response::date>("date", {.flags = in_table}),
      field<&Response::mode>("mode", {.flags = in_table | repeats, .choices = response_modes}),
      field<&Response::interviewer>("interviewer", {.flags = in_table | repeats}),
      field<&Response::remark>("remark", {.flags = searchable | personal}),
  };
};
static_assert(covers<Response>(), "every member of Response needs a field(...) line");

}  // namespace zhike::schema
