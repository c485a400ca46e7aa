#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/text.h"
#include "core/exchange/values.h"

namespace zhike::exchange {
namespace {

using base::Day;
using base::YearMonthDay;

constexpr std::int32_t ms_per_second = 1000, ms_per_minute = 60'000, ms_per_hour = 3'600'000, ms_per_day = 86'400'000;
constexpr int roc_year_zero = 1911;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// A cell taken apart: numbers, and what stands between them.
struct Token {
  int number = 0;          // value, when length > 0
  std::size_t length = 0;  // count of digits
  std::string_view word;   // letters, Chinese characters or one sign, when length = 0
};

std::vector<Token> tokenize(std::string_view text) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < text.size() && tokens.size() < 32;) {
    const std::size_t start = at;
    if (is_digit(text[at])) {
      Token token;
      for (; at < text.size() && is_digit(text[at]); ++at) {
        if (at - start < 9) token.number = token.number * 10 + (text[at] - '0');
      }
      token.length = at - start;
      tokens.push_back(token);
    } else if (is_letter(text[at])) {
      while (at < text.size() && is_letter(text[at])) ++at;
      tokens.push_back({0, 0, text.substr(start, at - start)});
    } else {
      base::next_code_point(text, at);
      tokens.push_back({0, 0, text.substr(start, at - start)});
    }
  }
  return tokens;
}

int month_of_name(std::string_view word) {
  static constexpr std::array<std::string_view, 12> names = {"jan", "feb", "mar", "apr", "may", "jun",
                                                             "jul", "aug", "sep", "oct", "nov", "dec"};
  if (word.size() < 3) return 0;
  const std::string lower = base::to_lower_ascii(word.substr(0, 3));
  const auto found = std::find(names.begin(), names.end(), lower);
  return found == names.end() ? 0 : static_cast<int>(found - names.begin()) + 1;
}

int full_year(const Token& year) {
  return year.length > 2 ? year.number : year.number + (year.number < 70 ? 2000 : 1900);
}

enum class Fault { none, not_a_date, ambiguous, no_such_day };

struct DatePart {
  YearMonthDay ymd{0, 0, 0};
  std::size_t used = 0;  // tokens
  Fault fault = Fault::not_a_date;
};

DatePart made(int year, int month, int day, std::size_t used) {
  const YearMonthDay ymd{year, month, day};
  return {ymd, used, base::from_civil(ymd) ? Fault::none : Fault::no_such_day};
}

bool is_separator(const Token& token) { return token.word == "-" || token.word == "/" || token.word == "."; }

// Three numbers, two equal signs between: the shape of 2026-11-21 and 21/11/2026.
bool has_three_parts(std::span<const Token> t) {
  return t.size() >= 5 && t[0].length > 0 && is_separator(t[1]) && t[2].length > 0 && t[3].word == t[1].word &&
         t[4].length > 0 && t[2].length <= 2;
}

DatePart read_three_parts(std::span<const Token> t, DateOrder order) {
  const Token &a = t[0], &b = t[2], &c = t[4];
  if (a.length == 4 && c.length <= 2) return made(a.number, b.number, c.number, 5);
  if (a.length == 3 && c.length <= 2) return made(a.number + roc_year_zero, b.number, c.number, 5);
  if (a.length > 2 || (c.length != 4 && c.length != 2)) return {};
  // 26-11-21: two digits throughout. A first number above 31 can only be a year.
  if (c.length == 2 && (a.number > 31 || order == DateOrder::ymd)) return made(full_year(a), b.number, c.number, 5);
  const DatePart day_first = made(full_year(c), b.number, a.number, 5);
  const DatePart month_first = made(full_year(c), a.number, b.number, 5);
  if (day_first.fault != Fault::none) return month_first;
  if (month_first.fault != Fault::none || a.number == b.number || order == DateOrder::dmy) return day_first;
  if (order == DateOrder::mdy) return month_first;
  // 3.4.2026: with points the day comes first everywhere.
  if (t[1].word == "." && order != DateOrder::mdy) return day_first;
  return {month_first.ymd, 5, Fault::ambiguous};
}

// 2026年11月21日, 民國115年11月21日, 2026年11月 (its first day).
DatePart read_chinese(std::span<const Token> t) {
  std::size_t at = 0;
  bool roc = false;
  static constexpr std::array<std::string_view, 4> roc_words = {"中", "华", "華", "民"};
  while (at < t.size() && std::find(roc_words.begin(), roc_words.end(), t[at].word) != roc_words.end())
    ++at, roc = true;
  if (roc && at < t.size() && (t[at].word == "国" || t[at].word == "國")) ++at;
  while (at < t.size() && t[at].word == " ") ++at;
  if (at + 1 >= t.size() || t[at].length == 0) return {};
  const std::span<const Token> rest = t.subspan(at);
  const int year = roc || rest[0].length == 3 ? rest[0].number + roc_year_zero : full_year(rest[0]);
  if (rest[1].word != "年") {
    if (!roc || !has_three_parts(rest)) return {};
    return made(year, rest[2].number, rest[4].number, at + 5);
  }
  if (rest.size() < 4 || rest[2].length == 0 || rest[3].word != "月") return {};
  if (rest.size() < 5 || rest[4].length == 0) return made(year, rest[2].number, 1, at + 4);
  const bool has_day_word = rest.size() > 5 && (rest[5].word == "日" || rest[5].word == "号" || rest[5].word == "號");
  return made(year, rest[2].number, rest[4].number, at + (has_day_word ? 6 : 5));
}

// 21 Nov 2026, 21-Nov-26, Nov 21, 2026.
DatePart read_with_month_name(std::span<const Token> t) {
  std::array<Token, 2> numbers;
  std::size_t count = 0, used = 0;
  int month = 0;
  bool month_was_first = false;
  for (; used < t.size() && (count < 2 || month == 0); ++used) {
    const Token& token = t[used];
    if (token.length > 0) {
      if (count == 2) return {};
      numbers[count++] = token;
    } else if (const int named = month_of_name(token.word); named > 0 && month == 0) {
      month = named;
      month_was_first = count == 0;
    } else if (token.word != " " && token.word != "-" && token.word != "," && token.word != "." && token.word != "/") {
      return {};
    }
  }
  if (count < 2 || month == 0) return {};
  if (!month_was_first && numbers[0].length == 4) return made(numbers[0].number, month, numbers[1].number, used);
  return made(full_year(numbers[1]), month, numbers[0].number, used);
}

// 20261121 as one number; 115.11.21-like ones have signs and are read elsewhere.
DatePart read_compact(const Token& t) {
  if (t.length != 8) return {};
  const DatePart part = made(t.number / 10'000, t.number / 100 % 100, t.number % 100, 1);
  return t.number / 10'000 < 1000 ? DatePart{} : part;
}

DatePart read_date_part(std::span<const Token> tokens, DateOrder order) {
  if (tokens.empty()) return {};
  if (tokens[0].length == 8) return read_compact(tokens[0]);
  if (has_three_parts(tokens)) return read_three_parts(tokens, order);
  const DatePart chinese = read_chinese(tokens);
  return chinese.fault != Fault::not_a_date ? chinese : read_with_month_name(tokens);
}

// What a word says about the half of the day.
enum class HalfDay { none, morning, afternoon };
HalfDay half_day_of(std::string_view text) {
  const std::string lower = base::to_lower_ascii(text);
  const auto has = [&lower](std::string_view word) { return lower.find(word) != std::string::npos; };
  if (has("下午") || has("晚上") || has("pm") || has("p.m.")) return HalfDay::afternoon;
  return has("上午") || has("早上") || has("凌晨") || has("am") || has("a.m.") ? HalfDay::morning : HalfDay::none;
}

// Digits of a fraction of a second, as milliseconds.
std::int32_t fraction_ms(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return 0;
  std::int32_t ms = 0, weight = 100;
  for (std::size_t at = point + 1; at < text.size() && is_digit(text[at]); ++at, weight /= 10)
    ms += weight * (text[at] - '0');
  return ms;
}

std::optional<std::int32_t> read_zone(std::string_view& text) {
  if (text.ends_with('Z') || text.ends_with('z')) {
    text.remove_suffix(1);
    return 0;
  }
  const std::size_t sign = text.find_last_of("+-");
  if (sign == std::string_view::npos || sign == 0) return std::nullopt;
  int digits = 0, value = 0;
  for (const char c : text.substr(sign + 1)) {
    if (c == ':') continue;
    if (!is_digit(c) || ++digits > 4) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  if (digits != 4 && digits != 2) return std::nullopt;
  const std::int32_t minutes = digits == 2 ? value * 60 : value / 100 * 60 + value % 100;
  const bool is_west = text[sign] == '-';
  text = text.substr(0, sign);
  return is_west ? -minutes : minutes;
}

// "10:15", "10:15:03.5", "下午3:05", "3 PM", "10时15分"; false when `text` is no time.
bool read_time(std::string_view text, DateReading& reading) {
  text = base::trim(text);
  if (text.starts_with('T') || text.starts_with('t') || text.starts_with(',')) text.remove_prefix(1);
  text = base::trim(text);
  if (text.empty()) return true;
  const std::optional<std::int32_t> zone = read_zone(text);
  const HalfDay half = half_day_of(text);
  std::array<int, 3> parts{};
  std::size_t count = 0;
  for (const Token& token : tokenize(text)) {
    if (token.length > 0 && count < parts.size()) {
      if (token.length > 2) return false;
      parts[count++] = token.number;
    } else if (token.length == 0 && is_letter(token.word[0]) && half == HalfDay::none) {
      return false;
    }
  }
  if (count == 0 || (count == 1 && half == HalfDay::none && text.find_first_of("时時点點") == std::string_view::npos))
    return false;
  if (half == HalfDay::afternoon && parts[0] < 12) parts[0] += 12;
  if (half == HalfDay::morning && parts[0] == 12) parts[0] = 0;
  if (parts[0] > 23 || parts[1] > 59 || parts[2] > 59) return false;
  reading.ms_of_day = parts[0] * ms_per_hour + parts[1] * ms_per_minute + parts[2] * ms_per_second + fraction_ms(text);
  reading.zone_offset_minutes = zone;
  return true;
}

// Excel's day numbers: days since 1899-12-30, time as a fraction. The range (1954–2119) keeps other numbers out.
std::optional<DateReading> read_excel_serial(std::string_view text) {
  const std::size_t point = std::min(text.find('.'), text.size());
  if (point != 5 || !std::all_of(text.begin(), text.begin() + 5, is_digit)) return std::nullopt;
  std::int32_t days = 0;
  for (const char c : text.substr(0, 5)) days = days * 10 + (c - '0');
  if (days < 20'000 || days > 80'000) return std::nullopt;
  constexpr Day excel_day_zero = -25'569;
  DateReading reading{excel_day_zero + days, std::nullopt, std::nullopt};
  double fraction = 0, weight = 0.1;
  for (std::size_t at = point + 1; at < text.size(); ++at, weight /= 10) {
    if (!is_digit(text[at])) return std::nullopt;
    fraction += weight * (text[at] - '0');
  }
  const auto seconds = static_cast<std::int32_t>(std::lround(fraction * 86'400));
  if (seconds > 0) reading.ms_of_day = std::min(seconds * ms_per_second, ms_per_day - ms_per_second);
  return reading;
}

// The first `count` tokens' bytes: tokens lie end to end.
std::size_t bytes_of(std::span<const Token> tokens, std::size_t count) {
  std::size_t bytes = 0;
  for (const Token& token : tokens.first(count)) bytes += token.length > 0 ? token.length : token.word.size();
  return bytes;
}

std::string prepared(std::string_view cell) {
  std::string text = base::fold_width(base::trim(cell));
  text = base::replace_all(std::move(text), "\u00a0", " ");
  // A weekday at the end says nothing new: "2026/11/21 (六)", "2026年11月21日 星期六".
  for (const std::string_view mark : {"(", "星期", "周", "週", "礼拜", "禮拜"}) {
    const std::size_t at = text.find(mark);
    if (at == std::string::npos || at == 0) continue;
    const std::size_t after = text.find_first_of(" )", at + mark.size());
    text.erase(at, after == std::string::npos ? after : after + 1 - at);
  }
  return std::string(base::trim(text));
}

}  // namespace

DateOrderEvidence infer_date_order(std::span<const std::string_view> column) {
  DateOrderEvidence evidence;
  std::string undecided_example;
  std::array<std::string, 2> examples;  // day first, month first
  for (const std::string_view cell : column) {
    const std::string text = prepared(cell);
    const std::vector<Token> t = tokenize(text);
    if (!has_three_parts(t) || t[0].length > 2 || (t[4].length != 4 && t[4].length != 2)) continue;
    if (t[4].length == 2 && t[0].number > 31) continue;
    const int year = full_year(t[4]);
    const bool day_first = base::from_civil({year, t[2].number, t[0].number}).has_value();
    const bool month_first = base::from_civil({year, t[0].number, t[2].number}).has_value();
    if (day_first && month_first) {
      ++evidence.undecided;
      if (undecided_example.empty()) undecided_example = text;
    } else if (day_first != month_first) {
      ++(day_first ? evidence.day_first : evidence.month_first);
      std::string& example = examples[day_first ? 0 : 1];
      if (example.empty()) example = text;
    }
  }
  if (evidence.day_first + evidence.month_first + evidence.undecided == 0) return evidence;
  if (evidence.day_first == evidence.month_first) {
    evidence.order = DateOrder::ambiguous;
    evidence.example = evidence.undecided > 0 ? undecided_example : examples[0];
    return evidence;
  }
  const bool is_day_first = evidence.day_first > evidence.month_first;
  evidence.order = is_day_first ? DateOrder::dmy : DateOrder::mdy;
  evidence.example = examples[is_day_first ? 0 : 1];
  return evidence;
}

base::Result<DateReading> read_date(std::string_view cell, DateOrder order) {
  // The common case, at once.
  if (const std::optional<Day> day = base::read_day(cell)) return DateReading{*day, std::nullopt, std::nullopt};
  const std::string text = prepared(cell);
  const auto refuse = [cell](const char* code) { return base::fail(code, {}, std::string(base::trim(cell))); };
  if (const std::optional<DateReading> serial = read_excel_serial(text)) return *serial;
  const std::vector<Token> tokens = tokenize(text);
  const DatePart part = read_date_part(tokens, order);
  if (part.fault == Fault::not_a_date) return refuse("value.not_a_date");
  DateReading reading;
  const std::string_view rest = std::string_view(text).substr(bytes_of(tokens, part.used));
  // 2026-11-213 or 20261121x: what follows must be set off, or be a Chinese word for the time of day.
  if (!rest.empty() && is_digit(rest[0]) && tokens[part.used - 1].length > 0) return refuse("value.not_a_date");
  if (!read_time(rest, reading)) return refuse("value.not_a_date");
  if (part.fault == Fault::no_such_day) return refuse("value.no_such_day");
  if (part.fault == Fault::ambiguous) return refuse("value.date_ambiguous");
  reading.day = *base::from_civil(part.ymd);
  return reading;
}

}  // namespace zhike::exchange
