// Standard answer: the agreed words for a price, complaint or competitor question (S2-02).
#pragma once

#include "core/schema/field.h"

namespace zhike::schema {

struct StandardAnswer {
  Text key;
  Choice answer_class;
  Text title;
  LongText text, text_zh_hant, text_en;
};

inline constexpr std::array<std::string_view, 4> answer_classes{"price", "complaint", "competitor", "other"};

template <>
struct Schema<StandardAnswer> {
  static constexpr std::string_view key = "standard_answer";
  static constexpr std::array fields{
      field<&StandardAnswer::key>("key", {.flags = unique | in_table}),
      field<&StandardAnswer::answer_class>("answer_class", {.flags = in_table | repeats, .choices = answer_classes}),
      field<&StandardAnswer::title>("title", {.flags = required | searchable | in_table}),
      field<&StandardAnswer::text>("text", {.flags = required | searchable}),
      field<&StandardAnswer::text_zh_hant>("text_zh_hant"),
      field<&StandardAnswer::text_en>("text_en"),
  };
};
static_assert(covers<StandardAnswer>(), "every member of StandardAnswer needs a field(...) line");

}  // namespace zhike::schema
