// Problem: the common cause behind complaints; fixed once, told to everyone affected (S4-01).
#pragma once

#include "core/schema/field.h"

namespace zhike::schema {

struct Problem {
  Text key, title;
  LongText description, cause;
  Text staff;
  Choice status;
  Date opened, fixed;
  LongText fix;
};

inline constexpr std::array<std::string_view, 5> problem_statuses{"open", "fixing", "fixed", "verified", "closed"};

template <>
struct Schema<Problem> {
  static constexpr std::string_view key = "problem";
  static constexpr std::array fields{
      field<&Problem::key>("key", {.flags = unique | searchable | in_table}),
      field<&Problem::title>("title", {.flags = required | searchable | in_table}),
      field<&Problem::description>("description", {.flags = searchable}),
      field<&Problem::cause>("cause", {.flags = searchable}),
      field<&Problem::staff>("staff", {.flags = in_table | repeats}),
      field<&Problem::status>("status", {.flags = in_table | repeats, .choices = problem_statuses}),
      field<&Problem::opened>("opened", {.flags = in_table}),
      field<&Problem::fixed>("fixed", {.flags = in_table}),
      field<&Problem::fix>("fix", {.flags = searchable}),
  };
};
static_assert(covers<Problem>(), "every member of Problem needs a field(...) line");

}  // namespace zhike::schema
