#include "core/query/period.h"

#include <algorithm>
#include <array>

#include "core/query/columns.h"

namespace zhike::query {
namespace {

constexpr int year_days = 365;
constexpr int epoch_year = 1970;

std::string two_digits(std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); }

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }

}  // namespace

std::string_view period_why_key(PeriodWhy why) {
  static constexpr std::array<std::string_view, 4> keys{"today", "newest_purchase", "asked", "all"};
  return keys[static_cast<std::size_t>(why)];
}

std::string_view step_key(Step step) {
  static constexpr std::array<std::string_view, 3> keys{"month", "quarter", "year"};
  return keys[static_cast<std::size_t>(step)];
}

YearPeriod year_period(const store::Document& document, base::Day today) {
  const store::Table& table = document.table<schema::Purchase>();
  const auto dates = document.column<&schema::Purchase::date>().words();
  base::Day newest = base::no_day;
  for (store::Row row = 0; row < table.rows(); ++row)
    if (table.visible[row] && dates[row] <= today) newest = std::max(newest, dates[row]);
  const base::Day first = today - year_days + 1;
  if (newest == base::no_day || newest >= first) return {{first, today}, PeriodWhy::today};
  return {{newest - year_days + 1, newest}, PeriodWhy::newest_purchase};
}

std::int64_t step_index(base::Day day, Step step) {
  const std::int64_t month = base::month_index(day);
  return step == Step::month ? month : floor_div(month, step == Step::quarter ? 3 : 12);
}

base::Day step_first_day(std::int64_t index, Step step) {
  const std::int64_t month = step == Step::month ? index : index * (step == Step::quarter ? 3 : 12);
  const std::int64_t year = floor_div(month, 12);
  const auto day = base::from_civil({static_cast<int>(epoch_year + year), static_cast<int>(month - year * 12) + 1, 1});
  return day ? *day : base::no_day;
}

std::string step_label(std::int64_t index, Step step) {
  const std::int64_t in_year = step == Step::month ? 12 : step == Step::quarter ? 4 : 1;
  const std::int64_t year = floor_div(index, in_year);
  const std::int64_t part = index - year * in_year + 1;
  std::string label = std::to_string(epoch_year + year);
  if (step == Step::month) label += "-" + two_digits(part);
  if (step == Step::quarter) label += "-Q" + std::to_string(part);
  return label;
}

}  // namespace zhike::query
