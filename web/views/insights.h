// Insights: figures about the whole book with their intervals, each with its definition and the records behind it. Used
// by the app view. Must never compute a figure (core/query does) or show a score from fewer than five answers.
#pragma once

#include <string>
#include <vector>

#include "core/query/trend.h"
#include "web/views/view.h"

namespace zhike::views {

// One figure's definition and records, in a dialog.
struct DefinitionState {
  bool is_open = false;
  std::string figure;  // "nps", "csat", "ces", "top_share", "gini", "tier", "complaints", "kept_rate", "rfm", "spend"
  std::string value, method, period;  // in the reader's language; "" where there is none
  std::int64_t n = 0;
  std::vector<store::Handle> records;  // customers, answers, complaints or promises
  std::string more_route;              // a room that lists them all; ""
};

struct InsightsState {
  std::string kind = "nps", step = "month";  // of the satisfaction trend
  std::string survey, tier, owner;           // filters; "" any
  std::string period = "all";                // "all", "year", "half", "quarter"
  ui::ChartState trend, curve, complaints, spend;
  ui::TableState tiers, staff, definition_table;
  DefinitionState definition;

  // Kept while the document stays the same.
  std::uint64_t revision = UINT64_MAX;
  std::vector<std::string> owners;
  std::vector<store::Handle> surveys;
};

void insights_view(const ViewInput& input, InsightsState& state, Requests& requests);

}  // namespace zhike::views
