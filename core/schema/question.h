// Question: one item of a survey, in three languages, with its type and scale.
#pragma once

#include "core/schema/field.h"

namespace zhike::schema {

struct Question {
  Ref survey;
  Text key;
  Integer position;
  Choice type;
  Text text, text_zh_hant, text_en;
  Integer scale_low, scale_high;
  LongText choices;
  Choice half;
  Text construct;
};

inline constexpr std::array<std::string_view, 7> question_types{"nps",    "csat",   "ces", "scale",
                                                                "choice", "number", "open"};
inline constexpr std::array<std::string_view, 2> question_halves{"past", "future"};

template <>
struct Schema<Question> {
  static constexpr std::string_view key = "question";
  static constexpr std::array fields{
      field<&Question::survey>("survey", {.flags = required | in_table, .target = "survey"}),
      field<&Question::key>("key", {.flags = unique | in_table}),
      field<&Question::position>("position", {.flags = in_table}),
      field<&Question::type>("type", {.flags = required | in_table | repeats, .choices = question_types}),
      field<&Question::text>("text", {.flags = required | searchable | in_table, .max_code_points = 500}),
      field<&Question::text_zh_hant>("text_zh_hant", {.max_code_points = 500}),
      field<&Question::text_en>("text_en", {.max_code_points = 500}),
      field<&Question::scale_low>("scale_low"),
      field<&Question::scale_high>("scale_high"),
      field<&Question::choices>("choices"),
      field<&Question::half>("half", {.flags = repeats, .choices = question_halves}),
      field<&Question::construct>("construct", {.flags = repeats}),
  };
};
static_assert(covers<Question>(), "every member of Question needs a field(...) line");

}  // namespace zhike::schema
