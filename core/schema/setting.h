// Setting: one value the whole book shares, by key (core/query/settings.h lists the keys).
#pragma once

#include "core/schema/field.h"

namespace zhike::schema {

struct Setting {
  Text key, value;
};

template <>
struct Schema<Setting> {
  static constexpr std::string_view key = "setting";
  static constexpr std::array fields{
      field<&Setting::key>("key", {.flags = unique | required | in_table}),
      field<&Setting::value>("value", {.flags = in_table, .max_code_points = 2000}),
  };
};
static_assert(covers<Setting>(), "every member of Setting needs a field(...) line");

}  // namespace zhike::schema
