#include "core/exchange/importer_cells.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/exchange/column_guess.h"
#include "core/exchange/column_names.h"

namespace zhike::exchange {
namespace {

using base::Error;
using base::Result;
using schema::FieldDef;
using schema::Kind;
using schema::TypeIndex;
using schema::Value;

constexpr std::int64_t ms_per_day = 86'400'000, ms_per_minute = 60'000;

bool is_date_kind(Kind kind) { return kind == Kind::date || kind == Kind::datetime; }
bool is_number_kind(Kind kind) { return kind == Kind::integer || kind == Kind::decimal || kind == Kind::money; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "2026-11-21", the commonest form by far.
bool is_iso_day(std::string_view cell) { return cell.size() == 10 && cell[4] == '-' && cell[7] == '-'; }

// Digits with at most one point and four places: read without looking for signs and units.
bool is_plain_number(std::string_view cell, DecimalMark mark) {
  std::size_t at = !cell.empty() && cell[0] == '-' ? 1 : 0, digits = 0, points = 0;
  for (; at < cell.size(); ++at) {
    if (is_digit(cell[at]))
      ++digits;
    else if (cell[at] == '.' && points == 0 && digits > 0)
      ++points;
    else
      return false;
  }
  return digits > 0 && digits <= 14 && (points == 0 || mark != DecimalMark::comma) && is_digit(cell.back());
}

Result<NumberReading> read_any_number(std::string_view cell, DecimalMark mark) {
  if (is_plain_number(cell, mark))
    if (const auto value = base::read_decimal(cell)) return NumberReading{*value, {}, false};
  return read_number(cell, mark);
}

Result<std::int64_t> scaled(base::Decimal value, std::int64_t unit, std::string_view cell) {
  std::int64_t out = 0;
  if (__builtin_mul_overflow(value.units, unit, &out))
    return base::fail("value.too_many_digits", {}, std::string(cell));
  return out;
}

// "人民币", "rmb", "NT$" → ISO 4217.
Result<std::string> read_currency(std::string_view cell) {
  const std::string text = base::fold_width(base::trim(cell));
  if (const auto known = read_number(text + "1"); known && !known->currency.empty()) return known->currency;
  if (const auto known = read_number("1" + text); known && !known->currency.empty()) return known->currency;
  std::string upper;
  for (const char c : text) upper += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  if (upper.size() == 3 && std::ranges::all_of(upper, [](char c) { return c >= 'A' && c <= 'Z'; })) return upper;
  return base::fail("value.no_such_choice", {}, text);
}

std::string read_list(std::string_view cell) {
  std::string joined, item;
  const auto flush = [&] {
    const std::string clean = clean_line(item);
    if (!clean.empty()) joined += (joined.empty() ? "" : "\n") + clean;
    item.clear();
  };
  for (std::size_t at = 0; at < cell.size();) {
    const char32_t c = base::next_code_point(cell, at);
    if (c == ';' || c == ',' || c == '|' || c == '\n' || c == U'；' || c == U'，' || c == U'、')
      flush();
    else
      base::append_utf8(item, c);
  }
  flush();
  return joined;
}

Result<Value> read_text(const FieldDef& field, std::string_view cell) {
  if (field.kind == Kind::list) return Value{read_list(cell)};
  if (field.key == "phone") {
    TRY(std::string phone, clean_phone(cell));
    return Value{std::move(phone)};
  }
  if (field.key == "email") {
    TRY(std::string email, clean_email(cell));
    return Value{std::move(email)};
  }
  if (field.key == "currency") {
    TRY(std::string currency, read_currency(cell));
    return Value{std::move(currency)};
  }
  return Value{field.kind == Kind::long_text ? clean_paragraph(cell) : clean_line(cell)};
}

Result<Value> read_day_or_time(const FieldDef& field, DateOrder order, std::string_view cell, int zone_minutes) {
  DateReading reading;
  const auto iso = is_iso_day(cell) ? base::read_day(cell) : std::nullopt;
  if (iso) {
    reading.day = *iso;
  } else {
    TRY(reading, read_date(cell, order));
  }
  if (field.kind == Kind::date) return Value{std::int64_t{reading.day}};
  const int zone = reading.zone_offset_minutes.value_or(zone_minutes);
  return Value{reading.day * ms_per_day + reading.ms_of_day.value_or(0) - zone * ms_per_minute};
}

Result<CellReading> read_filled(TypeIndex type, const FieldDef& field, const ColumnPlan& plan, std::string_view cell,
                                int zone_minutes) {
  CellReading out;
  if (field.kind == Kind::choice) {
    const std::string_view* choice = find_choice(schema::registry[type].key, field, cell);
    if (!choice) return base::fail("value.no_such_choice", {}, std::string(cell));
    out.value = std::string(*choice);
  } else if (field.is_text()) {
    TRY(out.value, read_text(field, cell));
    if (schema::text_of(out.value).empty()) out.value = {};
  } else if (field.kind == Kind::flag) {
    TRY(const bool flag, read_flag(cell));
    out.value = std::int64_t{flag};
  } else if (is_date_kind(field.kind)) {
    TRY(out.value, read_day_or_time(field, plan.order, cell, zone_minutes));
  } else if (field.kind == Kind::integer) {
    TRY(const std::int64_t number, read_integer(cell, plan.mark));
    out.value = number;
  } else {
    TRY(NumberReading number, read_any_number(cell, plan.mark));
    TRY(const std::int64_t units, scaled(number.value, plan.unit, cell));
    out.value = units;
    out.currency = std::move(number.currency);
  }
  return out;
}

// Words like "-" in a name or a note are text like any other; elsewhere they say that nothing is known.
bool is_blank(const FieldDef& field, std::string_view cell) {
  if (base::trim(cell).empty()) return true;
  const bool is_free_text = (field.kind == Kind::text && field.key != "phone" && field.key != "email" &&
                             field.key != "currency" && field.key != "key") ||
                            field.kind == Kind::long_text;
  return !is_free_text && means_empty(cell);
}

}  // namespace

ColumnPlan plan_column(TypeIndex type, std::string_view meaning, std::string_view heading) {
  ColumnPlan plan;
  if (meaning.empty()) return plan;
  const schema::RecordDef& def = schema::registry[type];
  if (meaning.starts_with("question:")) {
    plan.role = ColumnPlan::Role::question;
    plan.question = meaning.substr(9);
    return plan;
  }
  const bool is_name = meaning.ends_with(".name");
  plan.field = def.find(is_name ? meaning.substr(0, meaning.size() - 5) : meaning);
  const FieldDef& field = def.fields[plan.field];
  const bool is_ref = field.kind == Kind::ref;
  plan.role = is_name ? ColumnPlan::Role::ref_name : is_ref ? ColumnPlan::Role::ref : ColumnPlan::Role::field;
  if (field.kind != Kind::money) return plan;
  // "金额（万元）", "amount (USD)". A plain 元 leaves the currency to the book.
  std::string unit = split_heading(heading).unit;
  struct Power {
    std::string_view word;
    std::int64_t factor;
  };
  for (const auto& [word, factor] : {Power{"百万", 1'000'000}, {"万", 10'000}, {"千", 1'000}, {"亿", 100'000'000}})
    if (unit.starts_with(word) || unit.ends_with(std::string(word) + "元")) {
      plan.unit = factor;
      unit = base::replace_all(unit, word, "");
      break;
    }
  if (unit.empty() || unit == "元") return plan;
  if (auto currency = read_currency(unit)) plan.currency = std::move(*currency);
  return plan;
}

void observe(ColumnPlan& plan, const FieldDef& field, std::string_view cell) {
  if (is_date_kind(field.kind)) {
    const bool starts_with_year =
        cell.size() > 4 && is_digit(cell[0]) && is_digit(cell[1]) && is_digit(cell[2]) && is_digit(cell[3]);
    if (starts_with_year || cell.empty()) return;
    const DateOrderEvidence evidence = infer_date_order(std::span(&cell, 1));
    const bool decides = evidence.day_first + evidence.month_first > 0;
    if (!evidence.example.empty() && (plan.date_example.empty() || (decides && plan.day_first + plan.month_first == 0)))
      plan.date_example = evidence.example;
    plan.day_first += evidence.day_first;
    plan.month_first += evidence.month_first;
    plan.undecided += evidence.undecided;
  } else if (is_number_kind(field.kind) && cell.find_first_of(".,") != std::string_view::npos) {
    const DecimalMark mark = is_plain_number(cell, DecimalMark::unknown) && cell.size() - cell.find('.') != 4
                                 ? DecimalMark::point
                                 : infer_decimal_mark(std::span(&cell, 1));
    if (mark == DecimalMark::point)
      ++plan.points;
    else if (mark == DecimalMark::comma)
      ++plan.commas;
  }
}

namespace {

DateOrder order_of(const ColumnPlan& plan) {
  if (plan.day_first > plan.month_first) return DateOrder::dmy;
  if (plan.month_first > plan.day_first) return DateOrder::mdy;
  return plan.day_first + plan.undecided > 0 ? DateOrder::ambiguous : DateOrder::ymd;
}

void note_dates(const ColumnPlan& plan, commands::ImportColumn& column) {
  if (plan.day_first + plan.month_first + plan.undecided == 0) return;
  if (plan.order == DateOrder::ymd) return;
  column.note = plan.order == DateOrder::dmy   ? "date_dmy"
                : plan.order == DateOrder::mdy ? "date_mdy"
                                               : "date_ambiguous";
  column.note_detail = plan.date_example;
}

}  // namespace

void settle_columns(std::vector<ColumnPlan>& plans, TypeIndex type, std::string_view date_order,
                    std::vector<commands::ImportColumn>& columns) {
  const auto kind = [&](const ColumnPlan& plan) {
    return plan.role == ColumnPlan::Role::field ? schema::registry[type].fields[plan.field].kind : Kind::text;
  };
  DateOrder shared = DateOrder::ambiguous;  // what another column of the file has shown
  for (ColumnPlan& plan : plans) {
    plan.order = order_of(plan);
    if (is_date_kind(kind(plan)) && (plan.order == DateOrder::dmy || plan.order == DateOrder::mdy)) shared = plan.order;
  }
  for (std::size_t i = 0; i < plans.size(); ++i) {
    ColumnPlan& plan = plans[i];
    plan.mark = plan.commas > plan.points ? DecimalMark::comma
                : plan.points > 0         ? DecimalMark::point
                                          : DecimalMark::unknown;
    if (plan.mark == DecimalMark::comma) columns[i].note = "decimal_comma";
    if (!is_date_kind(kind(plan))) continue;
    if (plan.order == DateOrder::ambiguous) plan.order = shared;
    if (date_order == "dmy")
      plan.order = DateOrder::dmy;
    else if (date_order == "mdy")
      plan.order = DateOrder::mdy;
    else if (date_order == "ymd")
      plan.order = DateOrder::ymd;
    note_dates(plan, columns[i]);
  }
}

void note_currencies(const std::vector<ColumnPlan>& plans, std::vector<commands::ImportColumn>& columns) {
  for (std::size_t i = 0; i < plans.size(); ++i) {
    std::string list = plans[i].currency;
    for (const std::string& currency : plans[i].currencies)
      if (currency != plans[i].currency) list += (list.empty() ? "" : ", ") + currency;
    if (list.empty() || columns[i].note == "decimal_comma") continue;
    columns[i].note = "currency";
    columns[i].note_detail = list;
  }
}

Result<CellReading> read_cell(TypeIndex type, const FieldDef& field, const ColumnPlan& plan, std::string_view cell,
                              int zone_minutes) {
  if (is_blank(field, cell)) return CellReading{};
  auto reading = read_filled(type, field, plan, cell, zone_minutes);
  base::Status status = reading ? schema::check(field, reading->value) : base::Status();
  if (reading && schema::is_empty(reading->value)) return CellReading{};
  if (reading && status) return reading;
  Error error = reading ? std::move(status).error() : std::move(reading).error();
  error.where = field.key;
  if (error.detail.empty()) error.detail = cell;
  return std::unexpected(std::move(error));
}

Result<std::int64_t> read_score(const ColumnPlan& plan, std::string_view cell) {
  TRY(const NumberReading number, read_any_number(cell, plan.mark));
  return number.value.units;
}

}  // namespace zhike::exchange
