#include "core/exchange/values.h"

#include <random>

#include <catch2/catch_test_macros.hpp>

#include "core/base/text.h"

using namespace zhike;
using namespace zhike::exchange;

namespace {

// "2026-11-21", "2026-11-21 10:15:00.000 +480" or the error's code.
std::string date(std::string_view cell, DateOrder order = DateOrder::ambiguous) {
  const base::Result<DateReading> reading = read_date(cell, order);
  if (!reading) return reading.error().code;
  std::string out = base::write_day(reading->day);
  if (reading->ms_of_day) out += " " + base::write_instant(*reading->ms_of_day).substr(11, 12);
  if (reading->zone_offset_minutes) out += " " + std::to_string(*reading->zone_offset_minutes);
  return out;
}

std::string number(std::string_view cell, DecimalMark mark = DecimalMark::unknown) {
  const base::Result<NumberReading> reading = read_number(cell, mark);
  if (!reading) return reading.error().code;
  return base::write_decimal(reading->value) + (reading->is_percent ? "%" : "") +
         (reading->currency.empty() ? "" : " " + reading->currency);
}

std::string phone(std::string_view cell) {
  return clean_phone(cell).value_or(clean_phone(cell).error_or({"", "", ""}).code);
}

DateOrderEvidence order_of(std::vector<std::string_view> column) { return infer_date_order(column); }
DecimalMark mark_of(std::vector<std::string_view> column) { return infer_decimal_mark(column); }

struct Pair {
  const char *cell, *expected;
};

}  // namespace

TEST_CASE("values: dates") {
  static constexpr Pair cases[] = {{"2026-11-21", "2026-11-21"},
                                   {"2026/11/21", "2026-11-21"},
                                   {"2026.11.21", "2026-11-21"},
                                   {"2026/1/2", "2026-01-02"},
                                   {"21.11.2026", "2026-11-21"},
                                   {"2026年11月21日", "2026-11-21"},
                                   {"2026年1月2号", "2026-01-02"},
                                   {"2026年11月", "2026-11-01"},
                                   {"20261121", "2026-11-21"},
                                   {"11/21/2026", "2026-11-21"},
                                   {"21/11/2026", "2026-11-21"},
                                   {"3.4.2026", "2026-04-03"},
                                   {"5/5/2026", "2026-05-05"},
                                   {"46347", "2026-11-21"},
                                   {"46347.5", "2026-11-21 12:00:00.000"},
                                   {"45000", "2023-03-15"},
                                   {"46347.427083333336", "2026-11-21 10:15:00.000"},
                                   {"２０２６年１１月２１日", "2026-11-21"},
                                   {"２０２６－１１－２１", "2026-11-21"},
                                   {"民國115年11月21日", "2026-11-21"},
                                   {"民国115年1月2日", "2026-01-02"},
                                   {"中華民國115年11月21日", "2026-11-21"},
                                   {"115年11月21日", "2026-11-21"},
                                   {"115/11/21", "2026-11-21"},
                                   {"民國115/11/21", "2026-11-21"},
                                   {"99-12-31", "1999-12-31"},
                                   {"21 Nov 2026", "2026-11-21"},
                                   {"21-Nov-26", "2026-11-21"},
                                   {"Nov 21, 2026", "2026-11-21"},
                                   {"November 21 2026", "2026-11-21"},
                                   {" 2026-11-21 ", "2026-11-21"},
                                   {"2026-11-21 10:15", "2026-11-21 10:15:00.000"},
                                   {"26年11月21日", "2026-11-21"},
                                   {"2026-11-21T10:15:03.5Z", "2026-11-21 10:15:03.500 0"},
                                   {"2026-11-21T10:15:03+08:00", "2026-11-21 10:15:03.000 480"},
                                   {"2026/11/21 下午3:05", "2026-11-21 15:05:00.000"},
                                   {"2026/11/21 3:05 PM", "2026-11-21 15:05:00.000"},
                                   {"2026年11月21日 10时15分", "2026-11-21 10:15:00.000"},
                                   {"2026年11月21日10:15", "2026-11-21 10:15:00.000"},
                                   {"2026/11/21 12:05 AM", "2026-11-21 00:05:00.000"},
                                   {"20261121 101503", "value.not_a_date"},
                                   {"2026/11/21 (六)", "2026-11-21"},
                                   {"2026年11月21日 星期六", "2026-11-21"},
                                   {"2026-11-21（周六） 9:30", "2026-11-21 09:30:00.000"},
                                   {"3/4/2026", "value.date_ambiguous"},
                                   {"2026-02-30", "value.no_such_day"},
                                   {"31/11/2026", "value.no_such_day"},
                                   {"2026-13-01", "value.no_such_day"},
                                   {"", "value.not_a_date"},
                                   {"明天", "value.not_a_date"},
                                   {"12", "value.not_a_date"},
                                   {"2026", "value.not_a_date"},
                                   {"99999", "value.not_a_date"},
                                   {"138001380001", "value.not_a_date"},
                                   {"1,234", "value.not_a_date"},
                                   {"2026-11-21 25:00", "value.not_a_date"},
                                   {"2026-11-21x", "value.not_a_date"},
                                   {"2026-11-213", "value.not_a_date"},
                                   {"2026年第3周", "value.not_a_date"},
                                   {"Feb", "value.not_a_date"}};
  for (const Pair& c : cases) {
    INFO(c.cell);
    CHECK(date(c.cell) == c.expected);
  }
  CHECK(date("3/4/2026", DateOrder::dmy) == "2026-04-03");
  CHECK(date("3/4/2026", DateOrder::mdy) == "2026-03-04");
  CHECK(date("3/4/26", DateOrder::mdy) == "2026-03-04");
  CHECK(date("03/04/05", DateOrder::ymd) == "2003-04-05");
  CHECK(date("31/11/2026", DateOrder::dmy) == "value.no_such_day");
  CHECK(read_date(" 明天 ").error().detail == "明天");
}

TEST_CASE("values: the order of day and month comes from the whole column, with evidence") {
  const DateOrderEvidence american = order_of({"3/4/2026", "11/21/2026", "", "x", "5/5/2026"});
  CHECK(american.order == DateOrder::mdy);
  CHECK(american.month_first == 1);
  CHECK(american.undecided == 2);
  CHECK(american.example == "11/21/2026");
  CHECK(order_of({"3/4/2026", "21/11/2026 10:15"}).order == DateOrder::dmy);
  CHECK(order_of({"3/4/2026", "4/5/2026"}).order == DateOrder::ambiguous);
  CHECK(order_of({"3/4/2026", "4/5/2026"}).example == "3/4/2026");
  CHECK(order_of({"21/11/2026", "11/21/2026"}).order == DateOrder::ambiguous);
  CHECK(order_of({"21/11/2026", "22/11/2026", "11/21/2026"}).order == DateOrder::dmy);
  CHECK(order_of({"2026-11-21", "2026/3/4", "20261121"}).order == DateOrder::ymd);
  CHECK(order_of({}).order == DateOrder::ymd);
}

TEST_CASE("values: every day is read back from every usual form") {
  const std::uint64_t seed = 11;
  INFO("seed " << seed);
  std::mt19937_64 random(seed);
  for (int i = 0; i < 3000; ++i) {
    const base::Day day = *base::from_civil({1970, 1, 1}) + static_cast<base::Day>(random() % 36'000);
    const auto [y, m, d] = base::to_civil(day);
    const std::string ys = std::to_string(y), ms = std::to_string(m), ds = std::to_string(d),
                      iso = base::write_day(day);
    for (const std::string& text :
         {iso, ys + "/" + ms + "/" + ds, ys + "年" + ms + "月" + ds + "日", base::replace_all(iso, "-", ""),
          "民國" + std::to_string(y - 1911) + "年" + ms + "月" + ds + "日", ds + "." + ms + "." + ys}) {
      if (date(text) != iso) FAIL(text << " gave " << date(text));
    }
    if (date(ds + "/" + ms + "/" + ys, DateOrder::dmy) != iso) FAIL(iso);
    if (date(ms + "/" + ds + "/" + ys, DateOrder::mdy) != iso) FAIL(iso);
    const int serial = day + 25'569;
    if (serial <= 60'000 && date(std::to_string(serial)) != iso) FAIL(serial);
  }
}

TEST_CASE("values: numbers and money") {
  static constexpr Pair cases[] = {{"12", "12"},
                                   {"-12.5", "-12.5"},
                                   {"+3", "3"},
                                   {"1,234.56", "1234.56"},
                                   {"1.234,56", "1234.56"},
                                   {"1 234", "1234"},
                                   {"1 234 567,5", "1234567.5"},
                                   {"1'234'567", "1234567"},
                                   {"1\u00a0234", "1234"},
                                   {"1,234", "1234"},
                                   {"1.234", "1.234"},
                                   {"1,23", "1.23"},
                                   {"12,5", "12.5"},
                                   {"1,234,567", "1234567"},
                                   {"1.234.567", "1234567"},
                                   {"1,2345,6789", "123456789"},
                                   {"0,123", "0.123"},
                                   {".5", "0.5"},
                                   {"5.", "5"},
                                   {"１２３．５", "123.5"},
                                   {"（123）", "-123"},
                                   {"(1,234.50)", "-1234.5"},
                                   {"123-", "-123"},
                                   {"−5", "-5"},
                                   {"85%", "85%"},
                                   {"８５％", "85%"},
                                   {"-0.5 %", "-0.5%"},
                                   {"¥1,234.50", "1234.5 CNY"},
                                   {"￥12", "12 CNY"},
                                   {"12元", "12 CNY"},
                                   {"¥ 12 元", "12 CNY"},
                                   {"NT$ 12 元", "12 TWD"},
                                   {"$12美元", "12 USD"},
                                   {"-¥12", "-12 CNY"},
                                   {"¥-12", "-12 CNY"},
                                   {"(¥12)", "-12 CNY"},
                                   {"RMB 12", "12 CNY"},
                                   {"12 CNY", "12 CNY"},
                                   {"人民币12.3元", "12.3 CNY"},
                                   {"NT$1,200", "1200 TWD"},
                                   {"HK$5", "5 HKD"},
                                   {"$5.25", "5.25 USD"},
                                   {"US$5", "5 USD"},
                                   {"€ 1.234,50", "1234.5 EUR"},
                                   {"7 €", "7 EUR"},
                                   {"3.5万", "35000"},
                                   {"3.5万元", "35000 CNY"},
                                   {"2億", "200000000"},
                                   {"1.2亿元", "120000000 CNY"},
                                   {"5千", "5000"},
                                   {"12k", "12000"},
                                   {"1.5E3", "1500"},
                                   {"1e-3", "0.001"},
                                   {"1.23E+10", "12300000000"},
                                   {"0.30000000000000004", "0.3"},
                                   {"19.989999999999998", "19.99"},
                                   {"0.1234", "0.1234"},
                                   {"0.12345", "value.too_many_digits"},
                                   {"99999999999999999999", "value.too_many_digits"},
                                   {"", "value.not_a_number"},
                                   {"abc", "value.not_a_number"},
                                   {"12a", "value.not_a_number"},
                                   {"1.2.3", "value.not_a_number"},
                                   {"1,23,4", "value.not_a_number"},
                                   {"12 34", "value.not_a_number"},
                                   {"--5", "value.not_a_number"},
                                   {"¥", "value.not_a_number"},
                                   {"2026-11-21", "value.not_a_number"},
                                   {"1,,234", "value.not_a_number"},
                                   {"-", "value.not_a_number"},
                                   {",", "value.not_a_number"},
                                   {"%", "value.not_a_number"},
                                   {"1e", "value.not_a_number"},
                                   {"12,34.5", "value.not_a_number"}};
  for (const Pair& c : cases) {
    INFO(c.cell);
    CHECK(number(c.cell) == c.expected);
  }
  CHECK(number("1,234", DecimalMark::comma) == "1.234");
  CHECK(number("1.234", DecimalMark::comma) == "1234");
  CHECK(number("12,5", DecimalMark::point) == "value.not_a_number");
  CHECK(mark_of({"1,234", "12,5", "7"}) == DecimalMark::comma);
  CHECK(mark_of({"1,234", "12.5", "7"}) == DecimalMark::point);
  CHECK(mark_of({"1,234", "7"}) == DecimalMark::unknown);
  CHECK(read_integer("1,234").value() == 1234);
  CHECK(read_integer("3.0").value() == 3);
  CHECK(read_integer("3.5").error().code == "value.not_whole");
  CHECK(read_integer("x").error().code == "value.not_a_number");
}

TEST_CASE("values: decimals survive every way of writing them") {
  const std::uint64_t seed = 12;
  INFO("seed " << seed);
  std::mt19937_64 random(seed);
  for (int i = 0; i < 10'000; ++i) {
    const base::Decimal value{static_cast<std::int64_t>(random()) >> (1 + random() % 62)};
    const std::string plain = base::write_decimal(value);
    if (read_number(plain, DecimalMark::point)->value != value) FAIL(plain);
    std::string grouped = plain;
    const std::size_t point = std::min(grouped.find('.'), grouped.size());
    const std::size_t first = value.units < 0 ? 1 : 0;
    for (std::size_t at = point; at > first + 3; at -= 3) grouped.insert(at - 3, ",");
    if (read_number("¥" + grouped, DecimalMark::point)->value != value) FAIL(grouped);
    std::string german = grouped;
    for (char& c : german) c = c == ',' ? '.' : c == '.' ? ',' : c;
    if (read_number(german + " €", DecimalMark::comma)->value != value) FAIL(german);
  }
}

TEST_CASE("values: flags and choices") {
  for (const char* yes : {"是", "YES", "y", "True", "1", "√", " ✓ ", "Ｙ", "有", "對"}) CHECK(read_flag(yes).value());
  for (const char* no : {"否", "No", "n", "FALSE", "0", "×", "无", "错"}) CHECK(!read_flag(no).value());
  CHECK(read_flag("maybe").error() == base::Error{"value.not_a_flag", "", "maybe"});
  CHECK(read_flag("").error().code == "value.not_a_flag");
  const ChoiceName names[] = {{"in_progress", 1}, {"处理中", 1},      {"處理中", 1},
                              {"open", 0},        {"In progress", 1}, {"A 级", 7}};
  CHECK(read_choice("IN PROGRESS", names).value() == 1);
  CHECK(read_choice(" 處理中 ", names).value() == 1);
  CHECK(read_choice("Ａ级", names).value() == 7);
  CHECK(read_choice("closed", names).error() == base::Error{"value.no_such_choice", "", "closed"});
  CHECK(read_choice("", names).error().code == "value.no_such_choice");
}

TEST_CASE("values: telephone numbers") {
  static constexpr Pair cases[] = {{"138 0013 8000", "13800138000"},
                                   {"138-0013-8000", "13800138000"},
                                   {"+86 138 0013 8000", "+8613800138000"},
                                   {"0086-13800138000", "+8613800138000"},
                                   {"(010) 6552-9988", "01065529988"},
                                   {"１３８００１３８０００", "13800138000"},
                                   {"13800138000.0", "13800138000"},
                                   {"010-65529988转8001", "01065529988x8001"},
                                   {"02-2345-6789 ext. 12", "0223456789x12"},
                                   {"13800138000/13900139000", "13800138000; 13900139000"},
                                   {"13800138000、010-65529988", "13800138000; 01065529988"},
                                   {"'13800138000", "13800138000"},
                                   {"1.38E+10", "value.digits_lost"},
                                   {"无", "value.not_a_phone"},
                                   {"", "value.not_a_phone"},
                                   {"123", "value.not_a_phone"},
                                   {"13800138000张", "value.not_a_phone"},
                                   {"\u202d13800138000\u202c", "13800138000"}};
  for (const Pair& c : cases) {
    INFO(c.cell);
    CHECK(phone(c.cell) == c.expected);
  }
  for (const char* same : {"13800138000", "+8613800138000", "8613800138000", "008613800138000", "13800138000x12"}) {
    CHECK(phone_key(same) == "13800138000");
  }
  CHECK(phone_key("010-65529988") == phone_key("+86 10 65529988"));
}

TEST_CASE("values: e-mail addresses") {
  CHECK(clean_email(" Anna.Li@Example.COM ").value() == "Anna.Li@example.com");
  CHECK(clean_email("ａ＠ｂ．ｃｏｍ").value() == "a@b.com");
  CHECK(clean_email("mailto:a@b.cn").value() == "a@b.cn");
  CHECK(clean_email("<a@b.cn>").value() == "a@b.cn");
  for (const char* bad : {"", "a", "@b.cn", "a@b", "a@@b.cn", "a@.cn", "a@b.", "a@b..cn", "a@b.cn,c@d.cn"}) {
    INFO(bad);
    CHECK(clean_email(bad).error_or({}).code == "value.not_an_email");
  }
}

TEST_CASE("values: pasted text") {
  CHECK(clean_line("  ＡＢＣ１２３　 公司\r\n（上海），好！\u200b\t ") == "ABC123 公司 （上海），好！");
  CHECK(clean_line("a\u00a0\u2028b\x01") == "a b");
  CHECK(clean_line("\ufeff").empty());
  CHECK(clean_paragraph(" 第一行  \r\n\r\n 第二行\u200b \r第三行\n\n") == "第一行\n\n第二行\n第三行");
  CHECK(clean_paragraph("ＡＢ") == "ＡＢ");
}

TEST_CASE("values: mojibake is taken back, real text is left alone") {
  const MojibakeRepair mojibake;
  CHECK(mojibake.repair("瀹㈡埛") == "客户");
  CHECK(mojibake.repair("å®¢æˆ·") == "客户");
  CHECK(mojibake.repair("MÃ¼ller & SÃ¶hne") == "Müller & Söhne");
  for (const char* real :
       {"客户", "张三丰", "上海晨光文具股份有限公司", "联通", "Müller", "Ångström", "naïve café", "plain", "", "陳怡君",
        "很满意，下次再来", "한국어", "日本語テスト", "€ 5", "“你好”", "×3"}) {
    INFO(real);
    CHECK(!mojibake.repair(real));
  }
  const std::uint64_t seed = 13;
  INFO("seed " << seed);
  std::mt19937_64 random(seed);
  static constexpr std::string_view characters =
      "客户张三李四上海北京公司电话地址满意投诉产品价格服务态度很好下次再来谢谢经理";
  std::size_t repaired = 0, tried = 0;
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    for (std::size_t n = 2 + 2 * (random() % 4); n > 0; --n)
      text += characters.substr(random() % (characters.size() / 3) * 3, 3);
    if (mojibake.repair(text)) FAIL(text);
    TextDecoder misread(text, Encoding::gb18030);
    misread.step(SIZE_MAX);
    const Decoded decoded = misread.take();
    if (decoded.replaced > 0) continue;  // lost in the misreading: no one could restore it
    ++tried;
    if (mojibake.repair(decoded.text) == text) ++repaired;
  }
  CHECK(tried > 500);
  CHECK(repaired * 100 >= tried * 98);
}

TEST_CASE("values: any text is read or refused with a reason, never a crash") {
  static const std::vector<std::string> bits = {
      "1", "23", "2026", "11", "-",  "/", ".", ",",  "年",  "月", "日", ":",    " ", "民國",        "¥",  "元", "%",
      "(", ")",  "e",    "+",  "万", "T", "Z", "PM", "Nov", "x",  "客", "\xff", "'", "99999999999", "０", "\t"};
  for (std::uint64_t seed = 1; seed <= 30'000; ++seed) {
    std::mt19937_64 random(seed);
    std::string cell;
    for (std::size_t n = random() % 10; n > 0; --n) cell += bits[random() % bits.size()];
    const base::Result<DateReading> day = read_date(cell, static_cast<DateOrder>(random() % 4));
    if (day ? base::write_day(day->day).empty() : !day.error().code.starts_with("value.")) FAIL("seed " << seed);
    const base::Result<NumberReading> value = read_number(cell, static_cast<DecimalMark>(random() % 3));
    if (!value && !value.error().code.starts_with("value.")) FAIL("seed " << seed);
    const base::Result<std::string> digits = clean_phone(cell);
    if (digits && digits->empty()) FAIL("seed " << seed);
    if (clean_line(clean_line(cell)) != clean_line(cell)) FAIL("seed " << seed << ": " << cell);
    if (clean_paragraph(clean_paragraph(cell)) != clean_paragraph(cell)) FAIL("seed " << seed << ": " << cell);
  }
}
