// Timeline: everything that happened with one customer, newest first. Used by the customer card.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/query/period.h"

namespace zhike::query {

enum class TimelineKind : std::uint8_t { communication, promise, complaint, purchase, response };
std::string_view timeline_kind_key(TimelineKind kind);

struct TimelineParams {
  Handle customer = 0;
  std::string kind{};  // a kind key; empty: all
  bool operator==(const TimelineParams&) const = default;
};

struct TimelineItem {
  TimelineKind kind = TimelineKind::communication;
  base::Day day = base::no_day;           // last when there is none
  base::InstantMs at = base::no_instant;  // where the record knows the minute
  std::vector<Handle> records;            // one; purchases of one day are one item
  std::int64_t amount = 0;                // purchases: their sum, units of 10^-4
  std::string title;                      // summary, promise, words, product, survey; may be empty
  std::string state;                      // channel, promise state, complaint status or response mode; may be empty
};

struct Timeline {
  std::vector<TimelineItem> items;  // newest first
};

Timeline compute_timeline(const store::Document& document, Cache& cache, const TimelineParams& params, base::Day today);

}  // namespace zhike::query
