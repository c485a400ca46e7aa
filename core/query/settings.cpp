#include "core/query/settings.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "core/base/decimal.h"
#include "core/base/text.h"
#include "core/query/columns.h"

namespace zhike::query {
namespace {

using schema::Kind;

constexpr SettingDef defs[]{
    {"organisation", Kind::text, ""},
    {"currency", Kind::text, ""},
    {"zone", Kind::text, "+08:00"},
    {"promise_limit_days", Kind::integer, "90", 1, 3660},
    {"promise_warn_days", Kind::integer, "7", 0, 366},
    {"complaint_minor_days", Kind::integer, "30", 0, 3660},
    {"complaint_normal_days", Kind::integer, "14", 0, 3660},
    {"complaint_serious_days", Kind::integer, "7", 0, 3660},
    {"complaint_crisis_days", Kind::integer, "1", 0, 3660},
    {"contact_limit", Kind::integer, "50", 1, 100'000},
    {"top_share", Kind::decimal, "0.2", 100, base::decimal_one},
    {"survey_cooldown_days", Kind::integer, "90", 0, 3660},
    {headquarters_key, Kind::text, ""},
};

bool read_integer(std::string_view text, std::int64_t& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size();
}

bool is_within(const SettingDef& def, std::int64_t v) {
  return (def.low == schema::unset || v >= def.low) && (def.high == schema::unset || v <= def.high);
}

// The value in its kind's unit: the stored one when it is sound, else the default.
std::int64_t number_setting(const store::Document& document, std::string_view key) {
  const SettingDef& def = *find_setting(key);
  std::int64_t out = 0;
  for (const std::string& text : {setting_value(document, key), std::string(def.default_value)}) {
    if (def.kind == Kind::integer && read_integer(text, out) && is_within(def, out)) break;
    if (const auto decimal = base::read_decimal(text); def.kind == Kind::decimal && decimal) {
      out = decimal->units;
      if (is_within(def, out)) break;
    }
  }
  return out;
}

std::int32_t days_setting(const store::Document& document, std::string_view key) {
  return static_cast<std::int32_t>(number_setting(document, key));
}

std::string commonest_currency(const store::Document& document) {
  const store::Table& table = document.table<schema::Purchase>();
  const store::Column& column = document.column<&schema::Purchase::currency>();
  std::vector<std::int64_t> counts(column.arena().size());
  for (store::Row row = 0; row < table.rows(); ++row)
    if (table.visible[row]) ++counts[static_cast<std::size_t>(column.words()[row])];
  std::string_view best;
  std::int64_t best_count = 0;
  for (std::uint32_t i = 1; i < counts.size(); ++i) {
    const std::string_view text = column.arena().at(i);
    if (counts[i] < best_count || counts[i] == 0 || (counts[i] == best_count && text >= best)) continue;
    best = text;
    best_count = counts[i];
  }
  return std::string(best);
}

}  // namespace

std::span<const SettingDef> setting_defs() { return defs; }

const SettingDef* find_setting(std::string_view key) {
  const auto* found = std::ranges::find(defs, key, &SettingDef::key);
  return found == std::end(defs) ? nullptr : found;
}

bool is_valid_setting(const SettingDef& def, std::string_view value) {
  if (value.empty()) return true;
  std::int64_t number = 0;
  std::int32_t minutes = 0;
  if (def.kind == Kind::integer) return read_integer(value, number) && is_within(def, number);
  if (def.kind == Kind::decimal) {
    const auto decimal = base::read_decimal(value);
    return decimal && is_within(def, decimal->units);
  }
  if (def.key == "zone") return read_zone(value, minutes);
  if (def.key == headquarters_key) return value.starts_with("age1");  // core/app checks the rest before it is set
  if (def.key != "currency") return true;
  return value.size() == 3 && std::ranges::all_of(value, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool read_zone(std::string_view text, std::int32_t& minutes) {
  if (text == "Z") {
    minutes = 0;
    return true;
  }
  std::int64_t hours = 0;
  std::int64_t rest = 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return false;
  if (!read_integer(text.substr(1, 2), hours) || !read_integer(text.substr(4), rest)) return false;
  if (hours < 0 || rest < 0 || rest > 59 || hours * 60 + rest > 14 * 60) return false;
  minutes = static_cast<std::int32_t>((hours * 60 + rest) * (text[0] == '-' ? -1 : 1));
  return true;
}

std::string setting_value(const store::Document& document, std::string_view key) {
  const SettingDef* def = find_setting(key);
  if (!def) return {};
  const Handle record = document.find_by_key(schema::type_of<schema::Setting>, key);
  if (record) {
    const std::string_view text = base::trim(document.text(record, schema::index_of<&schema::Setting::value>()));
    if (!text.empty() && is_valid_setting(*def, text)) return std::string(text);
  }
  return std::string(def->default_value);
}

Settings compute_settings(const store::Document& document) {
  Settings s = stored_settings(document);
  if (s.currency.empty()) s.currency = commonest_currency(document);
  return s;
}

Settings stored_settings(const store::Document& document) {
  Settings s;
  s.organisation = setting_value(document, "organisation");
  s.currency = setting_value(document, "currency");
  s.zone_offset_minutes = zone_offset_minutes(document);
  s.promise_limit_days = days_setting(document, "promise_limit_days");
  s.promise_warn_days = days_setting(document, "promise_warn_days");
  s.complaint_days = {days_setting(document, "complaint_minor_days"), days_setting(document, "complaint_normal_days"),
                      days_setting(document, "complaint_serious_days"),
                      days_setting(document, "complaint_crisis_days")};
  s.contact_limit = days_setting(document, "contact_limit");
  s.top_share = base::to_double({number_setting(document, "top_share")});
  s.survey_cooldown_days = days_setting(document, "survey_cooldown_days");
  return s;
}

std::int32_t zone_offset_minutes(const store::Document& document) {
  std::int32_t minutes = 0;
  read_zone(setting_value(document, "zone"), minutes);
  return minutes;
}

}  // namespace zhike::query
