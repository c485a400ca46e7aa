// Numbers, money, days, durations, names and lists as each language writes them. Used by web, report and the command
// line. Words come from assets/i18n/common.json. Pure: "today" and the time zone are arguments. Must never be used
// for anything that a program reads back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/base/date.h"
#include "core/base/decimal.h"
#include "core/i18n/catalog.h"

namespace zhike::i18n {

// Shown for a value that does not exist (NaN, infinity, no_day, no_instant).
inline constexpr std::string_view no_value = "–";

// "1,234,567"; "-12"
std::string number(Lang lang, std::int64_t value);
// Exactly `decimals` (0–9) digits after the point: "1,234.50". A value that rounds to zero has no sign.
std::string number(Lang lang, double value, int decimals);
// At most `decimals` digits after the point, no trailing zeros: "1,234.5", "12".
std::string trimmed_number(Lang lang, double value, int decimals);
// The exact value, grouped, no trailing zeros: "12,000.25".
std::string decimal(Lang lang, base::Decimal value);
// With its sign, for changes: "+3.2", "-1.0", "0.0".
std::string signed_number(Lang lang, double value, int decimals);
// `ratio` 0.256 → "26%", with one decimal "25.6%".
std::string percent(Lang lang, double ratio, int decimals = 0);
// Low and high end: "31.0–53.0".
std::string interval(Lang lang, double low, double high, int decimals);
// Three or so digits that can be read at a glance: 123,456 → "123K", "12.3万", "12.3萬"; below the first unit as
// number(): "950", "9,500" (Chinese counts from 10,000). Falls to one decimal under 100 units.
std::string compact(Lang lang, double value);

// ISO 4217 code → symbol as the language writes it: CNY "¥", USD "$" in English and "US$" in Chinese; an unknown code
// is returned as it is, with a no-break space behind it.
std::string currency_symbol(Lang lang, std::string_view currency);
// Digits after the point that the currency has: 2; 0 for JPY, KRW, VND.
int currency_decimals(std::string_view currency);
// "¥1,234.50", "-¥3.00"; rounded half away from zero to the currency's digits.
std::string money(Lang lang, base::Decimal amount, std::string_view currency);
// "¥12.3万", "¥123K"
std::string compact_money(Lang lang, base::Decimal amount, std::string_view currency);

enum class DateStyle : std::uint8_t {
  medium,     // 21 Nov 2026 · 2026年11月21日
  short_day,  // 21 Nov · 11月21日
  month,      // Nov 2026 · 2026年11月
  weekday,    // Sat 21 Nov 2026 · 2026年11月21日 周六
  iso,        // 2026-11-21
};
std::string date(Lang lang, base::Day day, DateStyle style = DateStyle::medium);
// "21 Nov 2026, 18:15" in the zone given.
std::string date_time(Lang lang, base::InstantMs at, int zone_offset_minutes);
// "today", "tomorrow", "in 3 days", "2 days ago"; further than 30 days away, the date.
std::string relative_day(Lang lang, base::Day day, base::Day today);
// "due today", "due in 3 days", "2 days overdue"; due in more than 30 days, "due 21 Jan 2027". no_day: "no due date".
std::string due(Lang lang, base::Day due_day, base::Day today);
// The two largest units, rounded down: "2 d 3 h", "2 小时 15 分钟", "45 s". A day is 24 hours. Negative counts as 0.
std::string duration(Lang lang, std::int64_t seconds);
// "812 B", "1.2 MB" (1 MB = 1,000,000 bytes, as mail programs count).
std::string file_size(Lang lang, std::int64_t bytes);

// A name with Han characters is written family name first without a blank in every language; others "Ann Lee" in
// English and "Lee Ann" in Chinese. Either part may be empty.
std::string person_name(Lang lang, std::string_view family, std::string_view given);
// "a", "a and b", "a, b and c"; "a和b", "a、b和c". Empty for no items.
std::string list(Lang lang, std::span<const std::string_view> items);
// At most `shown` items (at least 1), then how many more: "a, b and 3 more"; "a、b及另外 3 项".
std::string list_some(Lang lang, std::span<const std::string_view> items, std::size_t shown);

}  // namespace zhike::i18n
