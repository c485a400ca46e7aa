// Settings: what the whole book shares, read from `setting` records (key, value), with a default for each. Used by
// queries, handlers and the settings page. A value that cannot be read counts as absent.
//
// Keys, stored: do not change
//   organisation                 text      ""        our own name, on reports
//   currency                     text      ""        ISO 4217; empty: the commonest currency of the purchases
//   zone                         text      "+08:00"  offset from UTC that decides the calendar day of an instant
//   promise_limit_days           integer   90        a promise due later than this after it is made needs a second look
//   promise_warn_days            integer   7         open promises due within this many days are in Today
//   complaint_minor_days … complaint_crisis_days      days until a complaint of that severity should be solved
//                                          30, 14, 7, 1
//   contact_limit                integer   50        contacts due that Today shows at once
//   top_share                    decimal   0.2       the share of best customers that is watched
//   survey_cooldown_days         integer   90        days between two surveys of one customer
//   headquarters_key             text      ""        age recipient that snapshots for headquarters are encrypted to
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/schema/field.h"
#include "core/store/document.h"

namespace zhike::query {

using store::Handle;

inline constexpr std::string_view headquarters_key = "headquarters_key";

struct SettingDef {
  std::string_view key;
  schema::Kind kind;  // text, integer or decimal: how `value` is read
  std::string_view default_value;
  std::int64_t low = schema::unset, high = schema::unset;  // in the kind's unit
};
std::span<const SettingDef> setting_defs();
// nullptr when there is no such key.
const SettingDef* find_setting(std::string_view key);
// True when the value can be read as the setting's kind and lies within its bounds; an empty value stands for the
// default.
bool is_valid_setting(const SettingDef& def, std::string_view value);

struct Settings {
  std::string organisation;
  std::string currency;  // empty only when the book holds no purchase with a currency; then "CNY" is a fair display
  std::int32_t zone_offset_minutes = 480;
  std::int32_t promise_limit_days = 90;
  std::int32_t promise_warn_days = 7;
  std::array<std::int32_t, 4> complaint_days{30, 14, 7, 1};  // by schema::severities
  std::int32_t contact_limit = 50;
  double top_share = 0.2;
  std::int32_t survey_cooldown_days = 90;
};

Settings compute_settings(const store::Document& document);
// The same without looking at the purchases: currency stays empty when none is set.
Settings stored_settings(const store::Document& document);
// Its zone alone, without looking at purchases.
std::int32_t zone_offset_minutes(const store::Document& document);
// The stored value, or the default; empty for an unknown key.
std::string setting_value(const store::Document& document, std::string_view key);

// "+08:00" → 480, "-03:30" → −210, "Z" → 0; false when it is no offset within ±14 hours.
bool read_zone(std::string_view text, std::int32_t& minutes);

}  // namespace zhike::query
