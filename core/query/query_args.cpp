#include "core/query/query_args.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/base/decimal.h"
#include "core/base/text.h"

namespace zhike::query {
namespace {

using base::Json;

// The argument as text, whatever it came as; nothing for arrays and objects.
std::string plain_text(const Json& json) {
  if (json.is_string()) return std::string(base::trim(json.as_string()));
  return json.is_null() || json.is_array() || json.is_object() ? std::string() : base::write_json(json);
}

bool read_flag(std::string_view text, std::int64_t& out) {
  static constexpr std::array<std::string_view, 3> yes{"true", "yes", "1"};
  static constexpr std::array<std::string_view, 3> no{"false", "no", "0"};
  out = std::ranges::find(yes, text) != yes.end() ? 1 : 0;
  return out == 1 || std::ranges::find(no, text) != no.end();
}

bool read_integer(std::string_view text, std::int64_t& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size();
}

// By id, else by the type's own key, else by exact name; 0 when there is none.
Handle find_record(const store::Document& document, std::string_view target, std::string_view text) {
  const schema::TypeIndex type = target.empty() ? schema::type_count : schema::find_type(target);
  if (const auto id = base::read_id(text)) {
    const Handle found = document.find(*id);
    const bool is_right =
        found && document.is_visible(found) && (type == schema::type_count || document.place(found).type == type);
    if (is_right) return found;
  }
  if (type == schema::type_count) return 0;
  if (const Handle found = document.find_by_key(type, text)) return found;
  const schema::FieldIndex name = schema::registry[type].find("name");
  return name < schema::registry[type].fields.size() ? document.find_by_text(type, name, text) : 0;
}

bool read_value(const store::Document& document, const ParamDef& param, const std::string& text, Args::Value& out) {
  out.is_given = true;
  out.text = text;
  switch (param.kind) {
    case ParamKind::text:
      return true;
    case ParamKind::choice:
      return std::ranges::find(param.choices, text) != param.choices.end();
    case ParamKind::integer:
      return read_integer(text, out.integer);
    case ParamKind::flag:
      return read_flag(text, out.integer);
    case ParamKind::decimal: {
      const auto decimal = base::read_decimal(text);
      if (!decimal) return false;
      out.units = decimal->units;
      out.number = base::to_double(*decimal);
      return true;
    }
    case ParamKind::day: {
      const auto day = base::read_day(text);
      out.integer = day.value_or(0);
      return day.has_value();
    }
    case ParamKind::record:
      out.integer = find_record(document, param.target, text);
      return out.integer != 0;
  }
  return false;
}

}  // namespace

std::int32_t Args::small(std::string_view key) const {
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(integer(key), 0, INT32_MAX));
}

base::Day Args::day(std::string_view key) const {
  const Value& value = at(key);
  return value.is_given ? static_cast<base::Day>(value.integer) : base::no_day;
}

std::size_t Args::choice(std::string_view key) const {
  const auto param = std::ranges::find(params_, key, &ParamDef::key);
  const Value& value = at(key);
  if (!value.is_given || param == params_.end()) return 0;
  return static_cast<std::size_t>(std::ranges::find(param->choices, value.text) - param->choices.begin());
}

const Args::Value& Args::at(std::string_view key) const {
  static const Value none;
  const auto param = std::ranges::find(params_, key, &ParamDef::key);
  return param == params_.end() ? none : values_[static_cast<std::size_t>(param - params_.begin())];
}

base::Result<Args> read_args(const store::Document& document, std::span<const ParamDef> params, const Json& args) {
  Args out;
  out.params_ = params;
  if (!args.is_null() && !args.is_object()) return base::fail("query.bad_argument", "", base::write_json(args));
  for (const auto& [key, value] : args.members())
    if (std::ranges::find(params, key, &ParamDef::key) == params.end())
      return base::fail("query.unknown_argument", key, key);
  for (const ParamDef& param : params) {
    Args::Value& value = out.values_.emplace_back();
    const Json& given = args[param.key];
    const bool is_compound = given.is_array() || given.is_object();
    std::string text = plain_text(given);
    if (is_compound) return base::fail("query.bad_argument", std::string(param.key), base::write_json(given));
    if (text.empty()) text = param.default_value;
    if (text.empty() && param.is_required)
      return base::fail("query.missing_argument", std::string(param.key), std::string(param.key));
    if (!text.empty() && !read_value(document, param, text, value))
      return base::fail("query.bad_argument", std::string(param.key), text);
  }
  return out;
}

}  // namespace zhike::query
