// Parts of the insights room: its cards, and the dialog with a figure's definition and records. Used by insights*.cpp
// alone.
#pragma once

#include <array>

#include "web/views/insights.h"
#include "web/views/insights_scores.h"
#include "web/views/route.h"

namespace zhike::views {

// What the filters stand for.
query::ScoreParams score_params(const ViewInput& input, const InsightsState& state, query::ScoreKind kind);
query::Period asked_period(const InsightsState& state, base::Day today);
std::string period_words(const query::Period& period);
query::TrendParams trend_params(const ViewInput& input, const InsightsState& state);
const query::Promises& asked_promises(const ViewInput& input, const InsightsState& state);
const query::Concentration& concentration_of(const ViewInput& input);  // of a year, for the share in the settings
// True when every answer the cards ask for is known, so that they are drawn in one frame. Of a large book computes one
// that is missing.
bool are_figures_known(const ViewInput& input, const InsightsState& state);

void satisfaction_cards(const ViewInput& input, InsightsState& state, Requests& requests);
void value_cards(const ViewInput& input, InsightsState& state, Requests& requests);
void service_cards(const ViewInput& input, InsightsState& state, Requests& requests);

// Opens the definition of a figure; the caller fills value, n, records and the rest.
DefinitionState& open_definition(InsightsState& state, std::string_view figure);
// … of a score, with the answers behind it.
void open_score(const ViewInput& input, InsightsState& state, const query::ScoreParams& params, std::string part);
void definition_dialog(const ViewInput& input, DefinitionState& state, Requests& requests);

}  // namespace zhike::views
