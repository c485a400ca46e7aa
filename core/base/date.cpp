#include "core/base/date.h"

#include <cstddef>

namespace zhike::base {
namespace {

constexpr InstantMs ms_per_day = 86'400'000;
constexpr InstantMs ms_per_minute = 60'000;

constexpr bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

constexpr int days_in_month(int year, int month) {
  constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}

// Years are counted from 1 March, so that the leap day is the last day of its year; 719468 days lie between
// 0000-03-01 and 1970-01-01.
constexpr std::int64_t days_from_march_year(std::int64_t year, int month, int day) {
  if (month <= 2) --year;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const int months_since_march = month > 2 ? month - 3 : month + 9;
  const std::int64_t day_of_year = (153 * months_since_march + 2) / 5 + day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719'468;
}

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  const std::int64_t q = a / b;
  return q * b > a ? q - 1 : q;
}

void append_padded(std::string& out, int value, int width) {
  char digits[12];
  int n = 0;
  do {
    digits[n++] = static_cast<char>('0' + value % 10);
    value /= 10;
  } while (value > 0);
  for (int i = n; i < width; ++i) out.push_back('0');
  while (n > 0) out.push_back(digits[--n]);
}

// Exactly `count` digits at `at`; −1 when there are not that many.
int digits_at(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

bool take(std::string_view text, std::size_t& at, char wanted) {
  if (at >= text.size() || text[at] != wanted) return false;
  ++at;
  return true;
}

// ":SS[.fraction]" at `at`, in milliseconds; 0 when absent; nullopt when malformed.
std::optional<InstantMs> read_seconds(std::string_view text, std::size_t& at) {
  if (!take(text, at, ':')) return 0;
  const int seconds = digits_at(text, at, 2);
  if (seconds < 0 || seconds > 59) return std::nullopt;
  at += 2;
  InstantMs ms = InstantMs{seconds} * 1000;
  if (!take(text, at, '.') && !take(text, at, ',')) return ms;
  InstantMs weight = 100;
  const std::size_t first = at;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, weight /= 10) ms += weight * (text[at] - '0');
  return at > first ? std::optional(ms) : std::nullopt;
}

// "", "Z", "+08:00", "+0800" or "+08" to the end, in minutes.
std::optional<int> read_zone(std::string_view text, std::size_t at) {
  const std::string_view zone = text.substr(at);
  if (zone.empty() || zone == "Z" || zone == "z") return 0;
  if (zone[0] != '+' && zone[0] != '-') return std::nullopt;
  const int hours = digits_at(zone, 1, 2);
  int minutes = 0;
  if (zone.size() == 6 && zone[3] == ':') {
    minutes = digits_at(zone, 4, 2);
  } else if (zone.size() == 5) {
    minutes = digits_at(zone, 3, 2);
  } else if (zone.size() != 3) {
    return std::nullopt;
  }
  if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) return std::nullopt;
  const int total = hours * 60 + minutes;
  return zone[0] == '-' ? -total : total;
}

}  // namespace

YearMonthDay to_civil(Day day) {
  const std::int64_t shifted = std::int64_t{day} + 719'468;
  const std::int64_t era = floor_div(shifted, 146'097);
  const int day_of_era = static_cast<int>(shifted - era * 146'097);
  const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int march_month = (5 * day_of_year + 2) / 153;
  const int month = march_month < 10 ? march_month + 3 : march_month - 9;
  const int year = static_cast<int>(era * 400) + year_of_era + (month <= 2 ? 1 : 0);
  return {year, month, day_of_year - (153 * march_month + 2) / 5 + 1};
}

std::optional<Day> from_civil(YearMonthDay ymd) {
  if (ymd.year < 1 || ymd.year > 9999 || ymd.month < 1 || ymd.month > 12) return std::nullopt;
  if (ymd.day < 1 || ymd.day > days_in_month(ymd.year, ymd.month)) return std::nullopt;
  return static_cast<Day>(days_from_march_year(ymd.year, ymd.month, ymd.day));
}

int weekday(Day day) {
  // 1970-01-01 was a Thursday.
  const std::int64_t from_monday = std::int64_t{day} + 3;
  return static_cast<int>(from_monday - floor_div(from_monday, 7) * 7) + 1;
}

Day add_months(Day day, int months) {
  const YearMonthDay from = to_civil(day);
  const std::int64_t total = std::int64_t{from.year} * 12 + (from.month - 1) + months;
  const int year = static_cast<int>(floor_div(total, 12));
  const int month = static_cast<int>(total - std::int64_t{year} * 12) + 1;
  const int length = days_in_month(year, month);
  return static_cast<Day>(days_from_march_year(year, month, from.day < length ? from.day : length));
}

int month_index(Day day) {
  const YearMonthDay ymd = to_civil(day);
  return (ymd.year - 1970) * 12 + ymd.month - 1;
}

std::string write_day(Day day) {
  if (day == no_day) return {};
  const YearMonthDay ymd = to_civil(day);
  if (ymd.year < 1 || ymd.year > 9999) return {};
  std::string out;
  append_padded(out, ymd.year, 4);
  out.push_back('-');
  append_padded(out, ymd.month, 2);
  out.push_back('-');
  append_padded(out, ymd.day, 2);
  return out;
}

std::optional<Day> read_day(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  return from_civil({digits_at(iso, 0, 4), digits_at(iso, 5, 2), digits_at(iso, 8, 2)});
}

std::string write_instant(InstantMs at) {
  if (at == no_instant) return {};
  const std::int64_t day = floor_div(at, ms_per_day);
  if (day < INT32_MIN + 1 || day > INT32_MAX) return {};
  std::string out = write_day(static_cast<Day>(day));
  if (out.empty()) return out;
  const int ms = static_cast<int>(at - day * ms_per_day);
  out.push_back('T');
  append_padded(out, ms / 3'600'000, 2);
  out.push_back(':');
  append_padded(out, ms / 60'000 % 60, 2);
  out.push_back(':');
  append_padded(out, ms / 1000 % 60, 2);
  out.push_back('.');
  append_padded(out, ms % 1000, 3);
  out.push_back('Z');
  return out;
}

std::optional<InstantMs> read_instant(std::string_view iso) {
  if (iso.size() < 16 || (iso[10] != 'T' && iso[10] != 't' && iso[10] != ' ') || iso[13] != ':') return std::nullopt;
  const std::optional<Day> day = read_day(iso.substr(0, 10));
  const int hours = digits_at(iso, 11, 2);
  const int minutes = digits_at(iso, 14, 2);
  if (!day || hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return std::nullopt;
  std::size_t at = 16;
  const std::optional<InstantMs> seconds = read_seconds(iso, at);
  if (!seconds) return std::nullopt;
  const std::optional<int> zone = read_zone(iso, at);
  if (!zone) return std::nullopt;
  return *day * ms_per_day + (hours * 60 + minutes - *zone) * ms_per_minute + *seconds;
}

Day day_of(InstantMs at, int zone_offset_minutes) {
  if (at == no_instant) return no_day;
  return static_cast<Day>(floor_div(at + zone_offset_minutes * ms_per_minute, ms_per_day));
}

}  // namespace zhike::base
