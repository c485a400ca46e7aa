#include "core/schema/value.h"

#include <algorithm>
#include <charconv>

#include "core/base/date.h"
#include "core/base/decimal.h"
#include "core/base/text.h"

namespace zhike::schema {
namespace {

using base::Json;

Json list_to_json(std::string_view joined) {
  Json out = Json::array();
  for (std::string_view item : base::split(joined, '\n')) out.push(item);
  return out;
}

std::optional<Value> number_from_string(Kind kind, std::string_view text) {
  switch (kind) {
    case Kind::decimal:
    case Kind::money:
      if (auto d = base::read_decimal(text)) return d->units;
      return std::nullopt;
    case Kind::date:
      if (auto d = base::read_day(text)) return std::int64_t{*d};
      return std::nullopt;
    case Kind::datetime:
      if (auto at = base::read_instant(text)) return *at;
      if (auto d = base::read_day(text)) return std::int64_t{*d} * 86'400'000;
      return std::nullopt;
    case Kind::integer: {
      std::int64_t n = 0;
      auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
      if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
      return n;
    }
    default:
      return std::nullopt;
  }
}

std::string number_to_string(Kind kind, std::int64_t n) {
  switch (kind) {
    case Kind::decimal:
    case Kind::money:
      return base::write_decimal({n});
    case Kind::date:
      return base::write_day(static_cast<base::Day>(n));
    case Kind::datetime:
      return base::write_instant(n);
    default:
      return std::to_string(n);
  }
}

std::string_view kind_error(Kind kind) {
  switch (kind) {
    case Kind::date:
    case Kind::datetime:
      return "value.not_a_date";
    case Kind::flag:
      return "value.not_a_flag";
    case Kind::ref:
      return "value.not_a_reference";
    default:
      return "value.not_a_number";
  }
}

std::string join_list(std::string_view text) {
  std::string joined;
  std::size_t at = 0;
  while (at <= text.size()) {
    const std::size_t end = std::min(text.find_first_of(";\n", at), text.size());
    const std::string_view item = base::trim(text.substr(at, end - at));
    if (!item.empty()) joined += (joined.empty() ? "" : "\n") + std::string(item);
    at = end + 1;
  }
  return joined;
}

}  // namespace

Json value_to_json(const FieldDef& field, const Value& value) {
  if (is_empty(value)) return {};
  if (field.kind == Kind::ref) return base::write_id(id_of(value));
  if (field.kind == Kind::list) return list_to_json(text_of(value));
  if (field.is_text()) return text_of(value);
  if (field.kind == Kind::flag) return number_of(value) != 0;
  if (field.kind == Kind::integer) return number_of(value);
  return number_to_string(field.kind, number_of(value));
}

void append_value_json(std::string& out, const FieldDef& field, std::string_view text, std::int64_t number,
                       base::RecId id) {
  if (field.is_text()) {
    if (text.empty())
      out += "null";
    else if (field.kind == Kind::list)
      out += base::write_canonical(list_to_json(text));
    else
      base::append_json_string(out, text);
  } else if (field.kind == Kind::ref) {
    if (id)
      out.append(1, '"').append(base::write_id(id)).append(1, '"');
    else
      out += "null";
  } else if (number == unset) {
    out += "null";
  } else if (field.kind == Kind::flag) {
    out += number ? "true" : "false";
  } else if (field.kind == Kind::integer) {
    out += std::to_string(number);
  } else {
    out.append(1, '"').append(number_to_string(field.kind, number)).append(1, '"');
  }
}

void append_value_json(std::string& out, const FieldDef& field, const Value& value) {
  append_value_json(out, field, text_of(value), number_of(value), id_of(value));
}

base::Result<Value> value_from_json(const FieldDef& field, const Json& json) {
  const auto wrong = [&] { return base::fail("value.wrong_kind", std::string(field.key)); };
  if (json.is_null() || (json.is_string() && json.as_string().empty())) return Value{};
  switch (field.kind) {
    case Kind::ref: {
      const auto id = base::read_id(json.as_string());
      if (!id) return wrong();
      return Value{*id};
    }
    case Kind::list: {
      if (!json.is_array()) return wrong();
      std::string joined;
      for (const Json& item : json.items()) {
        if (!item.is_string()) return wrong();
        if (!joined.empty()) joined += '\n';
        joined += item.as_string();
      }
      return joined.empty() ? Value{} : Value{std::move(joined)};
    }
    case Kind::flag:
      if (!json.is_bool()) return wrong();
      return Value{std::int64_t{json.as_bool()}};
    case Kind::integer:
      if (!json.is_integer()) return wrong();
      return Value{json.as_integer()};
    case Kind::decimal:
    case Kind::money:
    case Kind::date:
    case Kind::datetime: {
      const auto n = number_from_string(field.kind, json.as_string());
      if (!json.is_string() || !n) return wrong();
      return *n;
    }
    default:
      if (!json.is_string()) return wrong();
      return Value{json.as_string()};
  }
}

std::optional<Value> value_from_string(const FieldDef& field, std::string_view content) {
  if (content.empty()) return Value{};
  switch (field.kind) {
    case Kind::text:
    case Kind::long_text:
    case Kind::choice:
      return Value{std::string(content)};
    case Kind::ref:
      if (const auto id = base::read_id(content)) return Value{*id};
      return std::nullopt;
    case Kind::integer:
    case Kind::flag:
    case Kind::list:
      return std::nullopt;
    default:
      return number_from_string(field.kind, content);
  }
}

base::Result<Value> value_from_text(const FieldDef& field, std::string_view text) {
  const std::string_view trimmed = base::trim(text);
  Value value;
  if (trimmed.empty()) {
    // empty clears the field
  } else if (field.kind == Kind::list) {
    value = join_list(trimmed);
  } else if (field.is_text()) {
    value = std::string(field.kind == Kind::long_text ? text : trimmed);
  } else if (field.kind == Kind::ref) {
    const auto id = base::read_id(trimmed);
    if (!id) return base::fail("value.not_a_reference", std::string(field.key), std::string(trimmed));
    value = *id;
  } else if (field.kind == Kind::flag) {
    static constexpr std::array<std::string_view, 8> words{"1", "true", "yes", "是", "0", "false", "no", "否"};
    const auto word = std::ranges::find(words, base::to_lower_ascii(trimmed));
    if (word == words.end()) return base::fail("value.not_a_flag", std::string(field.key), std::string(trimmed));
    value = std::int64_t{word - words.begin() < 4};
  } else {
    const auto n = number_from_string(field.kind, base::fold_width(trimmed));
    if (!n) return base::fail(std::string(kind_error(field.kind)), std::string(field.key), std::string(trimmed));
    value = std::get<1>(*n);
  }
  TRY_DO(check(field, value));
  return value;
}

std::string value_to_text(const FieldDef& field, const Value& value) {
  if (is_empty(value)) return {};
  if (field.kind == Kind::ref) return base::write_id(id_of(value));
  if (field.kind == Kind::list) return base::replace_all(text_of(value), "\n", "; ");
  if (field.is_text()) return text_of(value);
  if (field.kind == Kind::flag) return number_of(value) ? "true" : "false";
  return number_to_string(field.kind, number_of(value));
}

base::Status check(const FieldDef& field, const Value& value) {
  const std::string where(field.key);
  if (is_empty(value)) {
    if (field.has(required)) return base::fail("value.required", where);
    return {};
  }
  if (field.is_text()) {
    const std::string& text = text_of(value);
    if (base::count_code_points(text) > field.limit_code_points())
      return base::fail("value.too_long", where, std::to_string(field.limit_code_points()));
    if (field.kind == Kind::choice && std::ranges::find(field.options.choices, text) == field.options.choices.end())
      return base::fail("value.no_such_choice", where, text);
  } else if (field.kind != Kind::ref) {
    const std::int64_t n = number_of(value);
    if ((field.options.low != unset && n < field.options.low) ||
        (field.options.high != unset && n > field.options.high))
      return base::fail("value.out_of_range", where, value_to_text(field, value));
  }
  return {};
}

}  // namespace zhike::schema
