// Answer: one question's value in one response. Scores read these in bulk as columns.
#pragma once

#include "core/schema/field.h"

namespace zhike::schema {

struct Answer {
  Ref response, question;
  Decimal value;
  LongText text;
};

template <>
struct Schema<Answer> {
  static constexpr std::string_view key = "answer";
  static constexpr std::array fields{
      field<&Answer::response>("response", {.flags = required | in_table, .target = "response"}),
      field<&Answer::question>("question", {.flags = required | in_table, .target = "question"}),
      field<&Answer::value>("value", {.flags = in_table}),
      field<&Answer::text>("text", {.flags = searchable | personal | in_table}),
  };
};
static_assert(covers<Answer>(), "every member of Answer needs a field(...) line");

}  // namespace zhike::schema
