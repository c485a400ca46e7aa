// Numbers, money, days, durations, names and lists in each language, as tables of cases.
#include "core/i18n/format.h"

#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_test_macros.hpp>

namespace zhike::i18n {
namespace {

constexpr Lang en = Lang::en, hans = Lang::zh_hans, hant = Lang::zh_hant;
const double nan = std::numeric_limits<double>::quiet_NaN();
const double inf = std::numeric_limits<double>::infinity();

base::Day day(int year, int month, int day_of_month) { return *base::from_civil({year, month, day_of_month}); }
base::Decimal amount(std::string_view words) { return *base::read_decimal(words); }

TEST_CASE("whole numbers are grouped by thousands") {
  CHECK(number(en, 0) == "0");
  CHECK(number(en, 999) == "999");
  CHECK(number(hans, 1000) == "1,000");
  CHECK(number(en, -1234567) == "-1,234,567");
  CHECK(number(en, INT64_MIN) == "-9,223,372,036,854,775,808");
}

TEST_CASE("numbers with digits after the point") {
  CHECK(number(en, 1234.5, 2) == "1,234.50");
  CHECK(number(en, 0.05, 1) == "0.1");
  CHECK(number(en, -0.001, 2) == "0.00");
  CHECK(number(en, -999999.996, 2) == "-1,000,000.00");
  CHECK(number(hant, 7.0, 0) == "7");
  CHECK(number(en, nan, 2) == "–");
  CHECK(number(en, -inf, 2) == "–");
  CHECK(trimmed_number(en, 1234.50, 2) == "1,234.5");
  CHECK(trimmed_number(en, 1200.0, 2) == "1,200");
  CHECK(trimmed_number(en, -0.004, 2) == "0");
  CHECK(decimal(en, amount("12000.25")) == "12,000.25");
  CHECK(decimal(en, amount("-0.0001")) == "-0.0001");
  CHECK(signed_number(en, 3.21, 1) == "+3.2");
  CHECK(signed_number(en, -1.0, 1) == "-1.0");
  CHECK(signed_number(en, 0.01, 1) == "0.0");
  CHECK(signed_number(en, nan, 1) == "–");
}

TEST_CASE("percentages and intervals") {
  CHECK(percent(en, 0.256) == "26%");
  CHECK(percent(hans, 0.256, 1) == "25.6%");
  CHECK(percent(en, 12.0) == "1,200%");
  CHECK(percent(en, nan) == "–");
  CHECK(interval(en, 31, 53.04, 1) == "31.0 to 53.0");
  CHECK(interval(hans, -5, 3, 0) == "-5～3");
}

TEST_CASE("compact numbers count in each language's own units") {
  struct Case {
    double value;
    std::string_view en, hans, hant;
  };
  const Case cases[] = {
      {0, "0", "0", "0"},
      {9.54, "9.5", "9.5", "9.5"},
      {950, "950", "950", "950"},
      {999.4, "999", "999", "999"},
      {999.6, "1K", "1,000", "1,000"},
      {1234, "1.2K", "1,234", "1,234"},
      {9999, "10K", "9,999", "9,999"},
      {9999.6, "10K", "1万", "1萬"},
      {12345, "12.3K", "1.2万", "1.2萬"},
      {123456, "123K", "12.3万", "12.3萬"},
      {-123456, "-123K", "-12.3万", "-12.3萬"},
      {999499, "999K", "99.9万", "99.9萬"},
      {999600, "1M", "100万", "100萬"},
      {12345678, "12.3M", "1,235万", "1,235萬"},
      {99996000, "100M", "1亿", "1億"},
      {123456789, "123M", "1.2亿", "1.2億"},
      {2.5e12, "2.5T", "2.5万亿", "2.5兆"},
      {nan, "–", "–", "–"},
  };
  for (const Case& c : cases) {
    INFO(c.value);
    CHECK(compact(en, c.value) == c.en);
    CHECK(compact(hans, c.value) == c.hans);
    CHECK(compact(hant, c.value) == c.hant);
  }
}

TEST_CASE("money") {
  struct Case {
    Lang lang;
    std::string_view amount, currency, expected;
  };
  const Case cases[] = {
      {en, "1234.5", "CNY", "¥1,234.50"},     {hans, "1234.5", "CNY", "¥1,234.50"},
      {en, "1234.5", "USD", "$1,234.50"},     {hans, "1234.5", "USD", "US$1,234.50"},
      {hant, "1234.5", "TWD", "NT$1,234.50"}, {en, "-3", "CNY", "-¥3.00"},
      {en, "0.005", "EUR", "€0.01"},          {en, "-0.005", "EUR", "-€0.01"},
      {en, "-0.0049", "EUR", "€0.00"},        {en, "0.9951", "GBP", "£1.00"},
      {hans, "1234.5", "JPY", "JP¥1,235"},    {en, "1234.4999", "JPY", "JP¥1,234"},
      {en, "12", "CHF", "CHF\u00A012.00"},    {en, "12", "", "12.00"},
  };
  for (const Case& c : cases) {
    INFO(c.amount << " " << c.currency);
    CHECK(money(c.lang, amount(c.amount), c.currency) == c.expected);
  }
  CHECK(money(en, base::Decimal{INT64_MIN}, "CNY") == "-¥922,337,203,685,477.58");
  CHECK(compact_money(hans, amount("123456"), "CNY") == "¥12.3万");
  CHECK(compact_money(en, amount("-123456"), "CNY") == "-¥123K");
}

TEST_CASE("dates in each style") {
  const base::Day saturday = day(2026, 11, 21);
  struct Case {
    DateStyle style;
    std::string_view en, hans, hant;
  };
  const Case cases[] = {
      {DateStyle::medium, "21 Nov 2026", "2026年11月21日", "2026年11月21日"},
      {DateStyle::short_day, "21 Nov", "11月21日", "11月21日"},
      {DateStyle::month, "Nov 2026", "2026年11月", "2026年11月"},
      {DateStyle::weekday, "Sat 21 Nov 2026", "2026年11月21日 周六", "2026年11月21日 週六"},
      {DateStyle::iso, "2026-11-21", "2026-11-21", "2026-11-21"},
  };
  for (const Case& c : cases) {
    CHECK(date(en, saturday, c.style) == c.en);
    CHECK(date(hans, saturday, c.style) == c.hans);
    CHECK(date(hant, saturday, c.style) == c.hant);
    CHECK(date(en, base::no_day, c.style) == "–");
  }
  CHECK(date(en, day(1999, 1, 2)) == "2 Jan 1999");
}

TEST_CASE("date and time in a zone") {
  const base::InstantMs at = *base::read_instant("2026-11-20T22:05:59Z");
  CHECK(date_time(en, at, 480) == "21 Nov 2026, 06:05");
  CHECK(date_time(hans, at, 0) == "2026年11月20日 22:05");
  CHECK(date_time(en, *base::read_instant("1969-12-31T23:59:00Z"), 0) == "31 Dec 1969, 23:59");
  CHECK(date_time(en, base::no_instant, 0) == "–");
}

TEST_CASE("days relative to today") {
  const base::Day today = day(2026, 11, 21);
  struct Case {
    int away;
    std::string_view en, hans, en_due, hans_due, hant_due;
  };
  const Case cases[] = {
      {0, "today", "今天", "due today", "今天到期", "今天到期"},
      {1, "tomorrow", "明天", "due tomorrow", "明天到期", "明天到期"},
      {-1, "yesterday", "昨天", "1 day overdue", "逾期 1 天", "逾期 1 天"},
      {3, "in 3 days", "3 天后", "due in 3 days", "3 天后到期", "3 天後到期"},
      {-2, "2 days ago", "2 天前", "2 days overdue", "逾期 2 天", "逾期 2 天"},
      {30, "in 30 days", "30 天后", "due in 30 days", "30 天后到期", "30 天後到期"},
      {31, "22 Dec 2026", "2026年12月22日", "due 22 Dec 2026", "2026年12月22日到期", "2026年12月22日到期"},
      {-31, "21 Oct 2026", "2026年10月21日", "31 days overdue", "逾期 31 天", "逾期 31 天"},
  };
  for (const Case& c : cases) {
    INFO(c.away);
    CHECK(relative_day(en, today + c.away, today) == c.en);
    CHECK(relative_day(hans, today + c.away, today) == c.hans);
    CHECK(due(en, today + c.away, today) == c.en_due);
    CHECK(due(hans, today + c.away, today) == c.hans_due);
    CHECK(due(hant, today + c.away, today) == c.hant_due);
  }
  CHECK(relative_day(en, base::no_day, today) == "–");
  CHECK(due(hans, base::no_day, today) == "未定期限");
}

TEST_CASE("durations keep the two largest units") {
  CHECK(duration(en, 0) == "0 s");
  CHECK(duration(en, 59) == "59 s");
  CHECK(duration(en, 60) == "1 min");
  CHECK(duration(en, 61) == "1 min 1 s");
  CHECK(duration(hans, 2 * 3600 + 15 * 60 + 59) == "2 小时 15 分钟");
  CHECK(duration(hant, 86'400 + 59 * 60) == "1 天");
  CHECK(duration(en, 2 * 86'400 + 3 * 3600) == "2 d 3 h");
  CHECK(duration(en, -5) == "0 s");
}

TEST_CASE("file sizes") {
  CHECK(file_size(en, 0) == "0 B");
  CHECK(file_size(en, 812) == "812 B");
  CHECK(file_size(en, 999) == "999 B");
  CHECK(file_size(en, 1000) == "1 KB");
  CHECK(file_size(en, 999'600) == "1 MB");
  CHECK(file_size(en, 1'234'567) == "1.2 MB");
  CHECK(file_size(hans, 15'000'000'000) == "15 GB");
}

TEST_CASE("names follow their writing, then the language") {
  CHECK(person_name(en, "王", "小明") == "王小明");
  CHECK(person_name(hans, "王", "小明") == "王小明");
  CHECK(person_name(en, "Lee", "Ann") == "Ann Lee");
  CHECK(person_name(hant, "Lee", "Ann") == "Lee Ann");
  CHECK(person_name(en, "", "Ann") == "Ann");
  CHECK(person_name(en, "Lee", "") == "Lee");
}

TEST_CASE("lists") {
  const std::vector<std::string_view> items = {"a", "b", "c", "d", "e"};
  const std::span<const std::string_view> all(items);
  CHECK(list(en, {}).empty());
  CHECK(list(en, all.first(1)) == "a");
  CHECK(list(en, all.first(2)) == "a and b");
  CHECK(list(en, all.first(3)) == "a, b and c");
  CHECK(list(hans, all.first(2)) == "a和b");
  CHECK(list(hant, all.first(3)) == "a、b和c");
  CHECK(list_some(en, all, 2) == "a, b and 3 more");
  CHECK(list_some(hans, all, 2) == "a、b及另外 3 项");
  CHECK(list_some(en, all, 5) == "a, b, c, d and e");
  CHECK(list_some(en, all, 0) == "a and 4 more");
}

}  // namespace
}  // namespace zhike::i18n
