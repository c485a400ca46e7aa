#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "core/base/text.h"
#include "core/exchange/values.h"

namespace zhike::exchange {
namespace {

constexpr std::size_t npos = std::string_view::npos;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct Word {
  std::string_view text, meaning;
};

// Longer names first: "NT$" before "$".
constexpr Word currencies[] = {
    {"人民币", "CNY"}, {"人民幣", "CNY"}, {"新台幣", "TWD"}, {"新臺幣", "TWD"}, {"新台币", "TWD"}, {"台幣", "TWD"},
    {"台币", "TWD"},   {"港币", "HKD"},   {"港幣", "HKD"},   {"港元", "HKD"},   {"美元", "USD"},   {"美金", "USD"},
    {"欧元", "EUR"},   {"歐元", "EUR"},   {"日元", "JPY"},   {"日圓", "JPY"},   {"英镑", "GBP"},   {"英鎊", "GBP"},
    {"rmb", "CNY"},    {"cny", "CNY"},    {"twd", "TWD"},    {"ntd", "TWD"},    {"nt$", "TWD"},    {"hkd", "HKD"},
    {"hk$", "HKD"},    {"usd", "USD"},    {"us$", "USD"},    {"eur", "EUR"},    {"jpy", "JPY"},    {"gbp", "GBP"},
    {"chf", "CHF"},    {"sgd", "SGD"},    {"s$", "SGD"},     {"元", "CNY"},     {"圆", "CNY"},     {"圓", "TWD"},
    {"块", "CNY"},     {"塊", "TWD"},     {"円", "JPY"},     {"¥", "CNY"},      {"￥", "CNY"},     {"$", "USD"},
    {"€", "EUR"},      {"£", "GBP"}};

// Powers of ten.
constexpr Word multipliers[] = {{"千万", "7"}, {"千萬", "7"}, {"百万", "6"}, {"百萬", "6"},
                                {"十万", "5"}, {"十萬", "5"}, {"万", "4"},   {"萬", "4"},
                                {"亿", "8"},   {"億", "8"},   {"千", "3"},   {"k", "3"}};

// Takes `word` off either end of `text`; false when it is at neither.
bool take_word(std::string& text, std::string_view word) {
  const std::string_view view = text;
  if (view.starts_with(word)) {
    text.erase(0, word.size());
  } else if (view.ends_with(word)) {
    text.erase(text.size() - word.size());
  } else {
    return false;
  }
  text = base::trim(text);
  return true;
}

bool take_suffix(std::string& text, std::string_view word) {
  if (!std::string_view(text).ends_with(word)) return false;
  text.erase(text.size() - word.size());
  text = base::trim(text);
  return true;
}

bool is_signed(std::string& text) {
  bool negative = false;
  if (text.starts_with('(') && text.ends_with(')')) {
    text = base::trim(std::string_view(text).substr(1, text.size() - 2));
    negative = true;
  }
  if (text.starts_with('-') || text.ends_with('-')) {
    take_word(text, "-");
    negative = !negative;
  } else if (text.starts_with('+')) {
    take_word(text, "+");
  }
  return negative;
}

// Blanks and apostrophes as thousands separators go, when three digits follow each.
bool drop_soft_separators(std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = base::next_code_point(text, at);
    const bool is_soft = base::is_space(c) || c == '\'' || c == U'’';
    if (!is_soft) {
      out.append(text, start, at - start);
      continue;
    }
    std::size_t digits = 0;
    while (at + digits < text.size() && is_digit(text[at + digits])) ++digits;
    if (digits != 3 || out.empty() || !is_digit(out.back())) return false;
  }
  text = std::move(out);
  return true;
}

// Digits grouped by `mark` in threes, or in fours as some Chinese programs write: 1,234,567 and 1,2345.
bool is_grouped(std::string_view digits, char mark) {
  const std::vector<std::string_view> groups = base::split(digits, mark);
  const std::size_t size = groups.back().size();
  if (size != 3 && size != 4) return false;
  const bool rest_equal =
      std::all_of(groups.begin() + 1, groups.end(), [size](std::string_view g) { return g.size() == size; });
  return rest_equal && !groups[0].empty() && groups[0].size() <= size;
}

struct Marks {
  std::size_t points, commas;
  char last;  // the mark furthest right, or 0
};

Marks count_marks(std::string_view text) {
  const std::size_t at = text.find_last_of(".,");
  return {static_cast<std::size_t>(std::count(text.begin(), text.end(), '.')),
          static_cast<std::size_t>(std::count(text.begin(), text.end(), ',')), at == npos ? '\0' : text[at]};
}

// Which mark is the decimal one in this text alone; unknown when it has none or either reading is possible.
DecimalMark mark_of(std::string_view text) {
  const Marks marks = count_marks(text);
  if (marks.points > 0 && marks.commas > 0) return marks.last == ',' ? DecimalMark::comma : DecimalMark::point;
  if (marks.points + marks.commas == 0) return DecimalMark::unknown;
  const DecimalMark seen = marks.commas > 0 ? DecimalMark::comma : DecimalMark::point;
  const DecimalMark other = marks.commas > 0 ? DecimalMark::point : DecimalMark::comma;
  if (marks.points + marks.commas > 1) return other;
  const std::size_t at = text.find_first_of(".,");
  const bool could_group = text.size() - at - 1 == 3 && at > 0 && at <= 3 && text[0] != '0';
  return could_group ? DecimalMark::unknown : seen;
}

// Digits with one "." at most, as read_decimal() wants them; nullopt when the marks make no sense.
std::optional<std::string> plain_digits(std::string_view text, DecimalMark mark) {
  DecimalMark used = mark == DecimalMark::unknown ? mark_of(text) : mark;
  if (used == DecimalMark::unknown) used = DecimalMark::point;
  const char decimal = used == DecimalMark::comma ? ',' : '.';
  const char group = used == DecimalMark::comma ? '.' : ',';
  const std::size_t at = text.find(decimal);
  std::string_view whole = text.substr(0, at);
  if (at != npos && text.find_first_of(".,", at + 1) != npos) return std::nullopt;
  if (whole.find(group) != npos && !is_grouped(whole, group)) return std::nullopt;
  std::string out;
  for (const char c : whole) {
    if (c != group) out.push_back(c);
  }
  if (at != npos) out.append(".").append(text.substr(at + 1));
  const bool only_digits = std::all_of(out.begin(), out.end(), [](char c) { return is_digit(c) || c == '.'; });
  return only_digits && std::any_of(out.begin(), out.end(), is_digit) ? std::optional(out) : std::nullopt;
}

// "1.5e3" → "1.5" and "e3".
std::string take_exponent(std::string& text) {
  const std::size_t at = text.find_first_of("eE");
  if (at == npos || at == 0 || at + 1 == text.size() || !is_digit(text[at - 1])) return {};
  std::string exponent = text.substr(at);
  const std::size_t digits = exponent[1] == '+' || exponent[1] == '-' ? 2 : 1;
  if (digits == exponent.size() ||
      !std::all_of(exponent.begin() + static_cast<std::ptrdiff_t>(digits), exponent.end(), is_digit))
    return {};
  text.resize(at);
  return exponent;
}

// 0.30000000000000004 and 19.989999999999998 are 0.3 and 19.99 in a spreadsheet's binary fractions.
std::optional<base::Decimal> round_noise(const std::string& digits) {
  const auto significant = static_cast<std::size_t>(std::count_if(digits.begin(), digits.end(), is_digit));
  if (significant < 15) return std::nullopt;
  const double value = std::strtod(digits.c_str(), nullptr);
  if (!(std::fabs(value) < 9e14)) return std::nullopt;
  const base::Decimal rounded = base::from_double(value);
  const double error = std::fabs(base::to_double(rounded) - value);
  return error <= std::fabs(value) * 1e-11 ? std::optional(rounded) : std::nullopt;
}

std::string prepared(std::string_view cell) {
  std::string text = base::to_lower_ascii(base::fold_width(base::trim(cell)));
  for (const std::string_view minus : {"−", "–", "﹣"}) text = base::replace_all(std::move(text), minus, "-");
  return text;
}

// Takes off sign, currency, percent and multiplier, in whatever order they stand; what is left are digits and marks.
struct Stripped {
  std::string digits, currency;
  bool negative = false, is_percent = false;
  int power = 0;
};

// The currency at either end, or at both: "¥12元", "NT$12元".
std::string take_currency(std::string& text) {
  std::string_view found;
  bool found_plain_unit = false;  // 元 goes with every currency
  for (const Word& currency : currencies) {
    const bool may_follow = found.empty() || found_plain_unit || currency.meaning == found || currency.text == "元";
    if (!may_follow || !take_word(text, currency.text)) continue;
    if (found.empty() || found_plain_unit) {
      found_plain_unit = found.empty() && currency.text == "元";
      found = currency.meaning;
    }
  }
  return std::string(found);
}

Stripped strip(std::string text) {
  Stripped result;
  result.negative = is_signed(text);
  result.currency = take_currency(text);
  if (!result.currency.empty() && is_signed(text)) result.negative = !result.negative;
  result.is_percent = take_suffix(text, "%");
  for (const Word& multiplier : multipliers) {
    if (!take_suffix(text, multiplier.text)) continue;
    result.power = multiplier.meaning[0] - '0';
    break;
  }
  result.digits = std::move(text);
  return result;
}

}  // namespace

DecimalMark infer_decimal_mark(std::span<const std::string_view> column) {
  std::size_t points = 0, commas = 0;
  for (const std::string_view cell : column) {
    Stripped stripped = strip(prepared(cell));
    if (!drop_soft_separators(stripped.digits)) continue;
    const DecimalMark mark = mark_of(stripped.digits);
    points += mark == DecimalMark::point ? 1 : 0;
    commas += mark == DecimalMark::comma ? 1 : 0;
  }
  if (points == commas) return DecimalMark::unknown;
  return points > commas ? DecimalMark::point : DecimalMark::comma;
}

base::Result<NumberReading> read_number(std::string_view cell, DecimalMark mark) {
  const auto refuse = [cell](const char* code) { return base::fail(code, {}, std::string(base::trim(cell))); };
  Stripped stripped = strip(prepared(cell));
  std::string& text = stripped.digits;
  if (text.empty() || !drop_soft_separators(text)) return refuse("value.not_a_number");
  const std::string exponent = take_exponent(text);
  const std::optional<std::string> digits = plain_digits(text, mark);
  if (!digits) return refuse("value.not_a_number");
  std::string number = *digits + exponent;
  if (stripped.power > 0) {
    if (!exponent.empty()) return refuse("value.not_a_number");
    number += "e" + std::to_string(stripped.power);
  }
  std::optional<base::Decimal> value = base::read_decimal(number);
  if (!value) value = round_noise(number);
  if (!value || value->units == INT64_MIN) return refuse("value.too_many_digits");
  if (stripped.negative) value->units = -value->units;
  return NumberReading{*value, stripped.currency, stripped.is_percent};
}

base::Result<std::int64_t> read_integer(std::string_view cell, DecimalMark mark) {
  TRY(const NumberReading number, read_number(cell, mark));
  if (number.value.units % base::decimal_one != 0)
    return base::fail("value.not_whole", {}, std::string(base::trim(cell)));
  return number.value.units / base::decimal_one;
}

}  // namespace zhike::exchange
