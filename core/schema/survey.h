// Survey: a set of questions asked in waves.
#pragma once

#include "core/schema/field.h"

namespace zhike::schema {

struct Survey {
  Text key, name;
  LongText purpose;
  Choice status;
  Date created;
  Text staff;
};

inline constexpr std::array<std::string_view, 3> survey_statuses{"draft", "open", "closed"};

template <>
struct Schema<Survey> {
  static constexpr std::string_view key = "survey";
  static constexpr std::array fields{
      field<&Survey::key>("key", {.flags = unique | searchable | in_table}),
      field<&Survey::name>("name", {.flags = required | searchable | in_table}),
      field<&Survey::purpose>("purpose", {.flags = searchable}),
      field<&Survey::status>("status", {.flags = in_table | repeats, .choices = survey_statuses}),
      field<&Survey::created>("created", {.flags = in_table}),
      field<&Survey::staff>("staff", {.flags = in_table | repeats}),
  };
};
static_assert(covers<Survey>(), "every member of Survey needs a field(...) line");

}  // namespace zhike::schema
