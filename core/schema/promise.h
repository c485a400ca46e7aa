// Promise: what we said we would do, for whom, by when, and what became of it (S2-06). Late is derived, never
// stored.
#pragma once

#include "core/schema/field.h"

namespace zhike::schema {

struct Promise {
  Text key;
  Ref customer, communication;
  LongText text;
  Text staff;
  Date made_on, due;
  Choice status;
  Date closed_on;
  LongText evidence, notes;
};

inline constexpr std::array<std::string_view, 4> promise_statuses{"open", "kept", "broken", "withdrawn"};

template <>
struct Schema<Promise> {
  static constexpr std::string_view key = "promise";
  static constexpr std::array fields{
      field<&Promise::key>("key", {.flags = unique}),
      field<&Promise::customer>("customer", {.flags = required | in_table, .target = "customer"}),
      field<&Promise::communication>("communication", {.target = "communication"}),
      field<&Promise::text>("text", {.flags = required | searchable | in_table}),
      field<&Promise::staff>("staff", {.flags = in_table | repeats}),
      field<&Promise::made_on>("made_on", {.flags = in_table}),
      field<&Promise::due>("due", {.flags = required | in_table}),
      field<&Promise::status>("status", {.flags = in_table | repeats, .choices = promise_statuses}),
      field<&Promise::closed_on>("closed_on", {.flags = in_table}),
      field<&Promise::evidence>("evidence", {.flags = searchable}),
      field<&Promise::notes>("notes"),
  };
};
static_assert(covers<Promise>(), "every member of Promise needs a field(...) line");

}  // namespace zhike::schema
