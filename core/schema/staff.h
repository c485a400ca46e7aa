// Staff: a colleague. Records name staff by this name, as the change history does.
#pragma once

#include "core/schema/field.h"

namespace zhike::schema {

struct Staff {
  Text key, name;
  Choice role;
  Text department, phone, email;
  Date joined, left;
};

inline constexpr std::array<std::string_view, 5> staff_roles{"account_manager", "department_head", "service", "survey",
                                                             "executive"};

template <>
struct Schema<Staff> {
  static constexpr std::string_view key = "staff";
  static constexpr std::array fields{
      field<&Staff::key>("key", {.flags = unique}),
      field<&Staff::name>("name", {.flags = required | searchable | in_table}),
      field<&Staff::role>("role", {.flags = in_table | repeats, .choices = staff_roles}),
      field<&Staff::department>("department", {.flags = in_table | repeats}),
      field<&Staff::phone>("phone", {.flags = personal | in_table}),
      field<&Staff::email>("email", {.flags = personal | in_table}),
      field<&Staff::joined>("joined", {.flags = in_table}),
      field<&Staff::left>("left", {.flags = in_table}),
  };
};
static_assert(covers<Staff>(), "every member of Staff needs a field(...) line");

}  // namespace zhike::schema
