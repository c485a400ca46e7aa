// Period: an inclusive range of calendar days, how queries agree on "the last year", and how months, quarters and years
// are numbered. Used by every query with dates. Reads no clock.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/date.h"
#include "core/store/document.h"

namespace zhike::query {

using store::Handle;

class Cache;

struct Period {
  base::Day from = base::no_day;  // inclusive; no_day: no bound
  base::Day to = base::no_day;    // inclusive; no_day: no bound

  bool operator==(const Period&) const = default;
  bool contains(base::Day day) const {
    return day != base::no_day && (from == base::no_day || day >= from) && (to == base::no_day || day <= to);
  }
};

// Why a period ends where it does: today, or the newest purchase because that is more than a year old.
enum class PeriodWhy : std::uint8_t { today, newest_purchase, asked, all };
std::string_view period_why_key(PeriodWhy why);  // "today", "newest_purchase", "asked", "all"

// The 365 days up to and including today; when no purchase of the book lies in the last year, the 365 days up to and
// including the newest purchase, so that old data still grades. Purchases dated after today do not count.
struct YearPeriod {
  Period period;
  PeriodWhy why = PeriodWhy::today;
};
YearPeriod year_period(const store::Document& document, base::Day today);

enum class Step : std::uint8_t { month, quarter, year };
std::string_view step_key(Step step);

// Months since 1970-01, quarters since 1970-Q1, or years since 1970.
std::int64_t step_index(base::Day day, Step step);
base::Day step_first_day(std::int64_t index, Step step);
// "2026-11", "2026-Q4", "2026": sorts as time does.
std::string step_label(std::int64_t index, Step step);

}  // namespace zhike::query
