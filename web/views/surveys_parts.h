// Parts of the surveys room. Used by surveys*.cpp alone.
#pragma once

#include "web/views/surveys.h"

namespace zhike::views {

// One survey: figures, waves, results by group, newest responses. Needs a visible survey.
void survey_page(const ViewInput& input, SurveysState& state, store::Handle survey, Requests& requests);

}  // namespace zhike::views
