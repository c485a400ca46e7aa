// Cell text → typed values, as people and spreadsheets write them in China, Taiwan and the West; with the reason when
// it is none. Used by import, forms and paste. Guesses that could be wrong are made for a whole column, with the
// evidence, never for one cell silently.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/date.h"
#include "core/base/decimal.h"
#include "core/base/result.h"
#include "core/exchange/encoding.h"

namespace zhike::exchange {

// --- dates ---------------------------------------------------------------------------------------------------------

// The order of the parts in dates like 3/4/2026. ymd: no such dates occur. ambiguous: they do, and none decides.
enum class DateOrder { ymd, dmy, mdy, ambiguous };

struct DateOrderEvidence {
  DateOrder order = DateOrder::ymd;
  std::size_t day_first = 0;    // cells that only day/month/year explains, e.g. 21/11/2026
  std::size_t month_first = 0;  // cells that only month/day/year explains, e.g. 11/21/2026
  std::size_t undecided = 0;    // cells that both explain
  std::string example;          // a deciding cell, or an undecided one when none decides
};

// From a whole column. Both kinds present: the commoner one; equally many: ambiguous.
DateOrderEvidence infer_date_order(std::span<const std::string_view> column);

struct DateReading {
  base::Day day = base::no_day;
  std::optional<std::int32_t> ms_of_day;            // when a time was given
  std::optional<std::int32_t> zone_offset_minutes;  // when a zone was given
  auto operator<=>(const DateReading&) const = default;
};

// 2026-11-21, 2026/11/21, 2026.11.21, 2026年11月21日, 20261121, 21.11.2026, 11/21/2026, 21 Nov 2026, 民國115年11月21日,
// two-digit years (00–69: 20xx), Excel day numbers 20000–80000, full-width digits, times (10:15, 下午3:05, PM, ISO
// zone). `order` decides 3/4/2026. Errors, detail = the cell: "value.not_a_date", "value.date_ambiguous",
// "value.no_such_day".
base::Result<DateReading> read_date(std::string_view cell, DateOrder order = DateOrder::ambiguous);

// --- numbers -------------------------------------------------------------------------------------------------------

enum class DecimalMark { unknown, point, comma };

// From a whole column: 1.234,56 or 12,5 speak for the comma, 1,234.56 or 12.5 for the point.
DecimalMark infer_decimal_mark(std::span<const std::string_view> column);

struct NumberReading {
  base::Decimal value;   // of "85%": 85
  std::string currency;  // ISO 4217 when a sign or name was given, else ""
  bool is_percent = false;
  auto operator<=>(const NumberReading&) const = default;
};

// 1,234.56 / 1.234,56 / 1 234 / 1'234 / ¥12 / 12元 / NT$5 / USD 3 / 3.5万 / 2億 / 85% / (123) / 123- / full-width
// digits. With an unknown mark "1,234" is 1234 and "1.234" is 1.234. Noise of binary fractions (0.30000000000000004) is
// rounded. Errors, detail = the cell: "value.not_a_number", "value.too_many_digits" (beyond four decimals or the
// range).
base::Result<NumberReading> read_number(std::string_view cell, DecimalMark mark = DecimalMark::unknown);
// As read_number(). Also "value.not_whole".
base::Result<std::int64_t> read_integer(std::string_view cell, DecimalMark mark = DecimalMark::unknown);

// --- flags and choices ---------------------------------------------------------------------------------------------

// 是/否, yes/no, y/n, true/false, 1/0, √/×, ✓/✗, 有/无, 对/错, on/off. Error: "value.not_a_flag".
base::Result<bool> read_flag(std::string_view cell);

struct ChoiceName {
  std::string_view name;  // a key or a label in any language
  std::size_t choice;     // what it stands for
};
// Compared without regard to case, width and blanks. Error: "value.no_such_choice".
base::Result<std::size_t> read_choice(std::string_view cell, std::span<const ChoiceName> names);

// --- text ----------------------------------------------------------------------------------------------------------

// Digits with an optional leading "+" and extension ("x8001"); several numbers in one cell joined by "; ".
// Errors: "value.not_a_phone", "value.digits_lost" (a spreadsheet has turned it into 1.38E+10).
base::Result<std::string> clean_phone(std::string_view cell);
// What two writings of one telephone number share: digits without China's country code. For matching, never stored.
std::string phone_key(std::string_view phone);
// Half-width, no blanks or "mailto:", domain in lower case. Error: "value.not_an_email".
base::Result<std::string> clean_email(std::string_view cell);
// One line: line breaks and odd blanks become single blanks, invisible characters go, full-width letters and digits
// become half-width; Chinese punctuation stays.
std::string clean_line(std::string_view cell);
// Several lines: as clean_line() within each, but line breaks (as LF) and full-width forms stay.
std::string clean_paragraph(std::string_view cell);

// Recognises UTF-8 that was read as GBK or Windows-1252 ("瀹㈡埛", "å®¢æˆ·") and takes that back.
class MojibakeRepair {
 public:
  MojibakeRepair() : table_(gb_encode_table()) {}
  // The intended text; nullopt when `text` looks right or cannot be restored without loss.
  std::optional<std::string> repair(std::string_view text) const;

 private:
  GbEncodeTable table_;
};

}  // namespace zhike::exchange
