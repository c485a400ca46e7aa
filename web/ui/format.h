// core/i18n/format.h with the current language, zone and day filled in. Used by views and widgets. For anything not
// here call i18n::…(current().lang, …).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/i18n/format.h"
#include "web/ui/context.h"

namespace zhike::ui {

inline std::string format_count(std::int64_t value) { return i18n::number(current().lang, value); }
inline std::string format_number(double value, int digits) { return i18n::number(current().lang, value, digits); }
inline std::string format_signed(double value, int digits) {
  return i18n::signed_number(current().lang, value, digits);
}
inline std::string format_percent(double ratio, int digits = 0) { return i18n::percent(current().lang, ratio, digits); }
inline std::string format_money(base::Decimal amount, std::string_view currency) {
  return i18n::money(current().lang, amount, currency);
}
inline std::string format_money_short(base::Decimal amount, std::string_view currency) {
  return i18n::compact_money(current().lang, amount, currency);
}
inline std::string format_day(base::Day day, i18n::DateStyle style = i18n::DateStyle::medium) {
  return i18n::date(current().lang, day, style);
}
inline std::string format_day_relative(base::Day day) {
  return i18n::relative_day(current().lang, day, current().today);
}
inline std::string format_due(base::Day due_day) { return i18n::due(current().lang, due_day, current().today); }
inline std::string format_instant(base::InstantMs at) {
  return i18n::date_time(current().lang, at, current().zone_offset_minutes);
}

}  // namespace zhike::ui
