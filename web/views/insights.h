// Insights: figures about the whole book with their intervals, each with its definition and the records behind it. Used
// by the app view. Must never compute a figure (core/query does) or show a score from fewer than five answers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/query/problems.h"
#include "core/query/spend.h"
#include "web/views/view.h"

namespace zhike::views {

// One figure's definition and records, in a dialog.
struct DefinitionState {
  bool is_open = false;
  std::string figure;         // a figure of insights_definitions.cpp: "nps", "top_share", …
  std::string part;           // which part of the whole: "2026-11", a tier, a name; "" all of it
  std::string value, period;  // in the reader's language; "" where there is none
  std::int64_t n = 0;
  std::vector<store::Handle> records;  // customers, answers, complaints or promises
  std::string more_route;              // a room that lists them all; ""
  ui::TableState table;
};

struct InsightsState {
  std::string kind = "nps", step = "quarter";  // of the satisfaction trend
  std::string survey, wave, tier, owner;       // filters: ids and texts; "" any
  std::string period = "all";                  // "all", "year", "half", "quarter"
  std::string rfm_by = "monetary";             // what the cells count by beside recency
  ui::ChartState trend, curve, complaints, spend, promises;
  ui::TableState tiers;
  DefinitionState definition;

  // Kept while the document and the day stay the same.
  std::uint64_t revision = UINT64_MAX;
  base::Day day = base::no_day;
  std::vector<std::string> owners;
  std::vector<store::Handle> surveys, waves;
  query::Spend spending;
  std::vector<query::ComplaintStep> complaint_steps;
  query::Step complaint_step = query::Step::month;
};

void insights_view(const ViewInput& input, InsightsState& state, Requests& requests);

}  // namespace zhike::views
