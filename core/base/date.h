// Calendar days and instants as plain integers. Day: days since 1970-01-01 (proleptic Gregorian). Instant:
// milliseconds since 1970-01-01T00:00Z. Pure: never asks what time it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zhike::base {

using Day = std::int32_t;
using InstantMs = std::int64_t;
inline constexpr Day no_day = INT32_MIN;
inline constexpr InstantMs no_instant = INT64_MIN;

struct YearMonthDay {
  int year, month, day;  // month 1–12, day 1–31
  bool operator==(const YearMonthDay&) const = default;
};

YearMonthDay to_civil(Day day);
// nullopt when there is no such day (31 April, 29 February 2023) or the year is outside 1–9999.
std::optional<Day> from_civil(YearMonthDay ymd);
int weekday(Day day);                 // 1 Monday … 7 Sunday (ISO)
Day add_months(Day day, int months);  // clamps to the month's last day
// Whole months since 1970-01 (2026-11 → 682), for monthly series.
int month_index(Day day);

std::string write_day(Day day);                     // "2026-11-21"; "" for no_day
std::optional<Day> read_day(std::string_view iso);  // exactly YYYY-MM-DD
std::string write_instant(InstantMs at);            // "2026-11-21T10:15:03.123Z"; "" for no_instant
// ISO 8601 with optional seconds, fraction and zone ("Z", "+08:00"; none means UTC).
std::optional<InstantMs> read_instant(std::string_view iso);
Day day_of(InstantMs at, int zone_offset_minutes);  // the local calendar day

}  // namespace zhike::base
