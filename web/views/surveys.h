// Surveys: the room with all surveys and their scores, one survey with its waves and results, and the way to define one
// or key in responses. Used by the app view. Must never compute a score: core/query/scores.h does.
#pragma once

#include <string>
#include <vector>

#include "web/views/editors.h"
#include "web/views/response_entry.h"
#include "web/views/survey_editor.h"
#include "web/views/view.h"

namespace zhike::views {

struct SurveysState {
  ui::TableState table;
  std::string group = "wave";  // results by wave, tier, owner or mode
  std::string kind = "nps";    // … of this score
  std::string wave;            // results of this wave alone; "" all
  ui::TableState responses, groups;
  ui::ChartState chart;
  SurveyEditorState editor;
  ResponseEntryState entry;
  Editors editors;

  // Rows kept while the document stays the same.
  std::uint64_t revision = UINT64_MAX;
  std::vector<store::Handle> surveys;  // newest first
  std::vector<std::int64_t> counts;    // responses, along surveys
};

// `selected`: the survey of the address, 0 for the room itself.
void surveys_view(const ViewInput& input, SurveysState& state, store::Handle selected, Requests& requests);

}  // namespace zhike::views
