#include "core/i18n/format.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>

#include "core/base/text.h"

namespace zhike::i18n {
namespace {

// Inserts the group sign into the whole part of "-1234567.50" and puts the language's point.
std::string group(Lang lang, std::string_view plain) {
  std::string out;
  if (plain.starts_with('-')) {
    out = "-";
    plain.remove_prefix(1);
  }
  const std::size_t point = std::min(plain.find('.'), plain.size());
  const std::string_view sign = text(lang, "number.group");
  for (std::size_t i = 0; i < point; ++i) {
    if (i > 0 && (point - i) % 3 == 0) out += sign;
    out += plain[i];
  }
  if (point < plain.size()) out.append(text(lang, "number.point")).append(plain.substr(point + 1));
  return out;
}

// `value` with `decimals` digits and a plain point, never "-0".
std::string plain_digits(double value, int decimals) {
  std::array<char, 352> buffer{};
  const int size = std::snprintf(buffer.data(), buffer.size(), "%.*f", std::clamp(decimals, 0, 9), value);
  const std::string_view digits(buffer.data(), static_cast<std::size_t>(std::max(size, 0)));
  const bool is_zero = digits.find_first_of("123456789") == std::string_view::npos;
  return std::string(digits.substr(is_zero && digits.starts_with('-') ? 1 : 0));
}

std::string drop_trailing_zeros(std::string digits) {
  if (digits.find('.') == std::string::npos) return digits;
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.ends_with('.')) digits.pop_back();
  return digits;
}

struct CompactUnit {
  double size;
  std::string_view key;
};
constexpr CompactUnit units_of_thousands[] = {
    {1e3, "number.unit.1"}, {1e6, "number.unit.2"}, {1e9, "number.unit.3"}, {1e12, "number.unit.4"}};
constexpr CompactUnit units_of_myriads[] = {
    {1e4, "number.unit.1"}, {1e8, "number.unit.2"}, {1e12, "number.unit.3"}, {1e16, "number.unit.4"}};

std::span<const CompactUnit> compact_units(Lang lang) {
  if (lang == Lang::zh_hans || lang == Lang::zh_hant) return units_of_myriads;
  return units_of_thousands;
}

// Digits as compact() shows them: one decimal under 100 units, none above.
std::string compact_digits(double scaled) {
  std::string digits = plain_digits(scaled, 1);
  if (std::abs(scaled) >= 99.95) digits = plain_digits(scaled, 0);
  return drop_trailing_zeros(std::move(digits));
}

std::string two_digits(int value) {
  return {static_cast<char>('0' + value / 10 % 10), static_cast<char>('0' + value % 10)};
}

bool has_han(std::string_view words) {
  for (std::size_t at = 0; at < words.size();) {
    if (base::is_han(base::next_code_point(words, at))) return true;
  }
  return false;
}

}  // namespace

std::string number(Lang lang, std::int64_t value) { return group(lang, std::to_string(value)); }

std::string number(Lang lang, double value, int decimals) {
  return std::isfinite(value) ? group(lang, plain_digits(value, decimals)) : std::string(no_value);
}

std::string trimmed_number(Lang lang, double value, int decimals) {
  if (!std::isfinite(value)) return std::string(no_value);
  return group(lang, drop_trailing_zeros(plain_digits(value, decimals)));
}

std::string decimal(Lang lang, base::Decimal value) { return group(lang, base::write_decimal(value)); }

std::string signed_number(Lang lang, double value, int decimals) {
  std::string out = number(lang, value, decimals);
  const bool is_positive = std::isfinite(value) && value > 0 && out.find_first_of("123456789") != std::string::npos;
  return is_positive ? "+" + out : out;
}

std::string percent(Lang lang, double ratio, int decimals) {
  if (!std::isfinite(ratio)) return std::string(no_value);
  return format(lang, "number.percent", {{"value", number(lang, ratio * 100, decimals)}});
}

std::string interval(Lang lang, double low, double high, int decimals) {
  return format(lang, "number.interval",
                {{"low", number(lang, low, decimals)}, {"high", number(lang, high, decimals)}});
}

std::string compact(Lang lang, double value) {
  if (!std::isfinite(value)) return std::string(no_value);
  const auto units = compact_units(lang);
  const CompactUnit* unit = nullptr;
  for (const CompactUnit& candidate : units) {
    // 999,950 is shown as 1M, not 1000K: the step is taken where rounding would reach it.
    const double reach = unit ? candidate.size - unit->size * 0.5 : candidate.size - 0.5;
    if (std::abs(value) >= reach) unit = &candidate;
  }
  if (!unit) return trimmed_number(lang, value, std::abs(value) < 100 ? 1 : 0);
  return format(lang, unit->key, {{"value", group(lang, compact_digits(value / unit->size))}});
}

std::string currency_symbol(Lang lang, std::string_view currency) {
  const std::string key = std::string("currency.").append(currency);
  if (has_text(key)) return std::string(text(lang, key));
  return currency.empty() ? std::string() : std::string(currency).append("\u00A0");
}

int currency_decimals(std::string_view currency) {
  return currency == "JPY" || currency == "KRW" || currency == "VND" ? 0 : 2;
}

std::string money(Lang lang, base::Decimal amount, std::string_view currency) {
  const int decimals = currency_decimals(currency);
  // Unsigned arithmetic: the most negative amount has no positive twin.
  const std::uint64_t units =
      amount.units < 0 ? 0 - static_cast<std::uint64_t>(amount.units) : static_cast<std::uint64_t>(amount.units);
  const std::uint64_t step = decimals == 0 ? 10'000 : 100;
  const std::uint64_t count = (units + step / 2) / step;
  const std::uint64_t parts = decimals == 0 ? 1 : 100;
  std::string digits = std::to_string(count / parts);
  if (decimals > 0) digits.append(".").append(two_digits(static_cast<int>(count % parts)));
  const std::string sign = amount.units < 0 && count > 0 ? "-" : "";
  return sign + currency_symbol(lang, currency) + group(lang, digits);
}

std::string compact_money(Lang lang, base::Decimal amount, std::string_view currency) {
  std::string digits = compact(lang, base::to_double(amount));
  const bool is_negative = digits.starts_with('-');
  if (is_negative) digits.erase(0, 1);
  return (is_negative ? "-" : "") + currency_symbol(lang, currency) + digits;
}

std::string date(Lang lang, base::Day day, DateStyle style) {
  if (day == base::no_day) return std::string(no_value);
  if (style == DateStyle::iso) return base::write_day(day);
  const base::YearMonthDay ymd = base::to_civil(day);
  const std::string year = std::to_string(ymd.year);
  const std::string day_text = std::to_string(ymd.day);
  const std::string month(text_under(lang, "date.month.", std::to_string(ymd.month)));
  switch (style) {
    case DateStyle::short_day:
      return format(lang, "date.short", {{"month", month}, {"day", day_text}});
    case DateStyle::month:
      return format(lang, "date.month", {{"year", year}, {"month", month}});
    case DateStyle::weekday: {
      const std::string weekday(text_under(lang, "date.weekday.", std::to_string(base::weekday(day))));
      return format(lang, "date.with_weekday",
                    {{"year", year}, {"month", month}, {"day", day_text}, {"weekday", weekday}});
    }
    case DateStyle::medium:
    case DateStyle::iso:
      break;
  }
  return format(lang, "date.medium", {{"year", year}, {"month", month}, {"day", day_text}});
}

std::string date_time(Lang lang, base::InstantMs at, int zone_offset_minutes) {
  if (at == base::no_instant) return std::string(no_value);
  constexpr std::int64_t day_ms = 86'400'000;
  const std::int64_t local = at + std::int64_t{zone_offset_minutes} * 60'000;
  const auto minutes = static_cast<int>(((local % day_ms + day_ms) % day_ms) / 60'000);
  const std::string time = two_digits(minutes / 60) + ":" + two_digits(minutes % 60);
  return format(lang, "date.with_time", {{"date", date(lang, base::day_of(at, zone_offset_minutes))}, {"time", time}});
}

std::string relative_day(Lang lang, base::Day day, base::Day today) {
  if (day == base::no_day) return std::string(no_value);
  const std::int64_t away = std::int64_t{day} - today;
  if (away == 0) return std::string(text(lang, "date.today"));
  if (away == 1) return std::string(text(lang, "date.tomorrow"));
  if (away == -1) return std::string(text(lang, "date.yesterday"));
  if (away > 30 || away < -30) return date(lang, day);
  return away > 0 ? format(lang, "date.in_days", {{"n", away}}) : format(lang, "date.days_ago", {{"n", -away}});
}

std::string due(Lang lang, base::Day due_day, base::Day today) {
  if (due_day == base::no_day) return std::string(text(lang, "date.no_due"));
  const std::int64_t away = std::int64_t{due_day} - today;
  if (away < 0) return format(lang, "date.overdue", {{"n", -away}});
  if (away == 0) return std::string(text(lang, "date.due_today"));
  if (away == 1) return std::string(text(lang, "date.due_tomorrow"));
  if (away > 30) return format(lang, "date.due_on", {{"date", date(lang, due_day)}});
  return format(lang, "date.due_in", {{"n", away}});
}

std::string duration(Lang lang, std::int64_t seconds) {
  struct Unit {
    std::int64_t size;
    std::string_view key;
  };
  constexpr Unit units[] = {
      {86'400, "duration.days"}, {3'600, "duration.hours"}, {60, "duration.minutes"}, {1, "duration.seconds"}};
  seconds = std::max<std::int64_t>(seconds, 0);
  std::size_t first = 0;
  while (first + 1 < std::size(units) && seconds < units[first].size) ++first;
  std::string out = format(lang, units[first].key, {{"n", seconds / units[first].size}});
  const std::int64_t rest = seconds % units[first].size;
  if (first + 1 == std::size(units) || rest < units[first + 1].size) return out;
  return out.append(" ").append(format(lang, units[first + 1].key, {{"n", rest / units[first + 1].size}}));
}

std::string file_size(Lang lang, std::int64_t bytes) {
  constexpr std::string_view units[] = {"B", "KB", "MB", "GB", "TB"};
  std::size_t unit = 0;
  double size = static_cast<double>(std::max<std::int64_t>(bytes, 0));
  for (; size >= (unit == 0 ? 1000 : 999.5) && unit + 1 < std::size(units); ++unit) size /= 1000;
  return group(lang, compact_digits(size)).append(" ").append(units[unit]);
}

std::string person_name(Lang lang, std::string_view family, std::string_view given) {
  if (family.empty() || given.empty()) return std::string(family).append(given);
  if (has_han(family) || has_han(given)) return std::string(family).append(given);
  return format(lang, "name.full", {{"family", family}, {"given", given}});
}

std::string list(Lang lang, std::span<const std::string_view> items) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += text(lang, i + 1 == items.size() ? "list.last" : "list.separator");
    out += items[i];
  }
  return out;
}

std::string list_some(Lang lang, std::span<const std::string_view> items, std::size_t shown) {
  shown = std::max<std::size_t>(shown, 1);
  if (items.size() <= shown) return list(lang, items);
  std::string names;
  for (std::size_t i = 0; i < shown; ++i) names.append(i > 0 ? text(lang, "list.separator") : "").append(items[i]);
  return format(lang, "list.and_more", {{"items", names}, {"more", items.size() - shown}});
}

}  // namespace zhike::i18n
