// Rule: a sentence a person can read and change: who gets which tier, how often whom to see.
#pragma once

#include "core/schema/field.h"

namespace zhike::schema {

struct Rule {
  Text key;
  Choice kind;
  Integer position;
  Text tier, name;
  Choice measure;
  Decimal threshold;
  Integer ideal_days, max_days;
  Text reason;
};

inline constexpr std::array<std::string_view, 2> rule_kinds{"tier", "cadence"};
inline constexpr std::array<std::string_view, 3> rule_measures{"share_of_customers", "share_of_value", "yearly_value"};

template <>
struct Schema<Rule> {
  static constexpr std::string_view key = "rule";
  static constexpr std::array fields{
      field<&Rule::key>("key", {.flags = unique | required | in_table}),
      field<&Rule::kind>("kind", {.flags = required | in_table | repeats, .choices = rule_kinds}),
      field<&Rule::position>("position", {.flags = in_table}),
      field<&Rule::tier>("tier", {.flags = in_table | repeats, .max_code_points = 20}),
      field<&Rule::name>("name", {.flags = in_table}),
      field<&Rule::measure>("measure", {.flags = in_table | repeats, .choices = rule_measures}),
      field<&Rule::threshold>("threshold", {.flags = in_table}),
      field<&Rule::ideal_days>("ideal_days", {.flags = in_table, .low = 1, .high = 3660}),
      field<&Rule::max_days>("max_days", {.flags = in_table, .low = 1, .high = 3660}),
      field<&Rule::reason>("reason", {.max_code_points = 500}),
  };
};
static_assert(covers<Rule>(), "every member of Rule needs a field(...) line");

}  // namespace zhike::schema
