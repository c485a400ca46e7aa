#include "core/base/date.h"

#include <chrono>

#include <catch2/catch_test_macros.hpp>

using namespace zhike::base;

TEST_CASE("days agree with the standard calendar from year 1 to 9999") {
  const Day first = *from_civil({1, 1, 1}), last = *from_civil({9999, 12, 31});
  CHECK(first == -719'162);
  CHECK(last == 2'932'896);
  int wrong = 0;
  for (Day day = first; day <= last; ++day) {
    const std::chrono::year_month_day expected{std::chrono::sys_days{std::chrono::days{day}}};
    const YearMonthDay ymd = to_civil(day);
    const bool equal = ymd.year == int{expected.year()} && ymd.month == static_cast<int>(unsigned{expected.month()}) &&
                       ymd.day == static_cast<int>(unsigned{expected.day()});
    if (!equal || from_civil(ymd) != day) ++wrong;
    if (weekday(day) !=
        static_cast<int>(std::chrono::weekday{std::chrono::sys_days{std::chrono::days{day}}}.iso_encoding()))
      ++wrong;
  }
  CHECK(wrong == 0);
}

TEST_CASE("days that do not exist") {
  CHECK(!from_civil({2023, 2, 29}));
  CHECK(from_civil({2024, 2, 29}));
  CHECK(!from_civil({1900, 2, 29}));
  CHECK(from_civil({2000, 2, 29}));
  CHECK(!from_civil({2026, 4, 31}));
  CHECK(!from_civil({2026, 13, 1}));
  CHECK(!from_civil({2026, 0, 1}));
  CHECK(!from_civil({2026, 1, 0}));
  CHECK(!from_civil({0, 1, 1}));
  CHECK(!from_civil({10000, 1, 1}));
}

TEST_CASE("day text") {
  CHECK(write_day(0) == "1970-01-01");
  CHECK(write_day(no_day).empty());
  CHECK(write_day(*from_civil({1, 1, 1}) - 1).empty());
  CHECK(read_day("2026-11-21") == from_civil({2026, 11, 21}));
  for (const char* bad : {"", "2026-11-2", "2026/11/21", "2026-1a-21", "2026-11-21 ", "+026-11-21", "2026-02-30"}) {
    CHECK(!read_day(bad));
  }
  CHECK(month_index(*read_day("2026-11-21")) == 682);
  CHECK(month_index(*read_day("1969-12-31")) == -1);
}

TEST_CASE("months are added with the last day clamped") {
  const auto added = [](const char* day, int months) { return write_day(add_months(*read_day(day), months)); };
  CHECK(added("2026-01-31", 1) == "2026-02-28");
  CHECK(added("2024-01-31", 1) == "2024-02-29");
  CHECK(added("2026-03-31", -1) == "2026-02-28");
  CHECK(added("2026-11-15", 2) == "2027-01-15");
  CHECK(added("2026-01-15", -1) == "2025-12-15");
  CHECK(added("2026-05-31", 0) == "2026-05-31");
  CHECK(added("2026-05-31", -1200) == "1926-05-31");
}

TEST_CASE("instants") {
  CHECK(write_instant(1'795'256'103'123) == "2026-11-21T10:15:03.123Z");
  CHECK(write_instant(-1) == "1969-12-31T23:59:59.999Z");
  CHECK(write_instant(no_instant).empty());
  CHECK(write_instant(INT64_MAX).empty());
  CHECK(read_instant("2026-11-21T10:15:03.123Z") == 1'795'256'103'123);
  CHECK(read_instant("2026-11-21T18:15:03.123+08:00") == 1'795'256'103'123);
  CHECK(read_instant("2026-11-21T05:15:03.123-0500") == 1'795'256'103'123);
  CHECK(read_instant("2026-11-21 10:15") == 1'795'256'100'000);
  CHECK(read_instant("2026-11-21T10:15:03") == 1'795'256'103'000);
  CHECK(read_instant("2026-11-21T10:15:03,5Z") == 1'795'256'103'500);
  CHECK(read_instant("2026-11-21T10:15:03.1239999Z") == 1'795'256'103'123);
  for (const char* bad : {"", "2026-11-21", "2026-11-21T10", "2026-11-21T24:00Z", "2026-11-21T10:60Z",
                          "2026-11-21T10:15:60Z", "2026-11-21T10:15:03.Z", "2026-11-21T10:15:3Z", "2026-02-30T10:15Z",
                          "2026-11-21T10:15Zx", "2026-11-21T10:15+8", "2026-11-21T10:15+08:"}) {
    INFO(bad);
    CHECK(!read_instant(bad));
  }
}

TEST_CASE("the local day") {
  CHECK(write_day(day_of(*read_instant("2026-11-21T17:00Z"), 8 * 60)) == "2026-11-22");
  CHECK(write_day(day_of(*read_instant("2026-11-21T15:59Z"), 8 * 60)) == "2026-11-21");
  CHECK(write_day(day_of(*read_instant("2026-11-21T03:00Z"), -5 * 60)) == "2026-11-20");
  CHECK(day_of(-1, 0) == -1);
  CHECK(day_of(no_instant, 0) == no_day);
}
