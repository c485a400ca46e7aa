// Today: one list of what needs me. Promises due and overdue, contacts due, unsolved complaints, conflicts, fixed
// problems whose customers are waiting. Backup age is added by the app. Used by the Today room and the command line.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/query/period.h"

namespace zhike::query {

enum class TodayKind : std::uint8_t { complaint, promise, contact, conflict, tell_customer };
inline constexpr std::size_t today_kind_count = 5;
std::string_view today_kind_key(TodayKind kind);

struct TodayParams {
  std::string owner{};  // only customers of this owner, promises of this staff; empty: all
  std::string kind{};   // a kind key; empty: all
  bool operator==(const TodayParams&) const = default;
};

struct TodayItem {
  TodayKind kind = TodayKind::promise;
  Handle record = 0;    // promise, complaint, customer (contact), or the record in conflict
  Handle customer = 0;  // 0 for a conflict of another record
  base::Day due = base::no_day;
  std::int32_t days_late = 0;  // negative: days left
  std::uint8_t severity = 0;   // complaints: index into schema::severities
  std::string tier;
  std::string text;  // the promise, the complaint's words; conflicts: the field's key; contacts: the clock's key
  Handle rule = 0;   // cadence rule …
  std::string default_rule;  // … or the default's id
  std::int32_t urgency = 0;  // greater is more urgent; the order of the list
};

struct Today {
  std::vector<TodayItem> items;                         // most urgent first
  std::array<std::int64_t, today_kind_count> counts{};  // before the cap on contacts
  std::int64_t overdue = 0;                             // items past their day
};

Today compute_today(const store::Document& document, Cache& cache, const TodayParams& params, base::Day today);

}  // namespace zhike::query
