// Wave: one round of a survey; scores are compared wave by wave (S2-21).
#pragma once

#include "core/schema/field.h"

namespace zhike::schema {

struct Wave {
  Ref survey;
  Text key, name;
  Date opens, closes;
  Choice status;
};

inline constexpr std::array<std::string_view, 3> wave_statuses{"planned", "open", "closed"};

template <>
struct Schema<Wave> {
  static constexpr std::string_view key = "wave";
  static constexpr std::array fields{
      field<&Wave::survey>("survey", {.flags = required | in_table, .target = "survey"}),
      field<&Wave::key>("key", {.flags = unique | in_table}),
      field<&Wave::name>("name", {.flags = required | searchable | in_table}),
      field<&Wave::opens>("opens", {.flags = in_table}),
      field<&Wave::closes>("closes", {.flags = in_table}),
      field<&Wave::status>("status", {.flags = in_table | repeats, .choices = wave_statuses}),
  };
};
static_assert(covers<Wave>(), "every member of Wave needs a field(...) line");

}  // namespace zhike::schema
