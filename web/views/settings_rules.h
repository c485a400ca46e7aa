// The two rule editors of the Settings room. Used by settings.cpp and its tests.
#pragma once

#include "web/views/settings.h"

namespace zhike::views {

void tier_rules_part(const ViewInput& input, SettingsState& state, Requests& requests);
void cadence_rules_part(const ViewInput& input, SettingsState& state, Requests& requests);

// A rule as a sentence: "A: the best 20 % of customers by yearly value".
std::string tier_sentence(const TierDraft& draft, std::string_view currency);
std::string cadence_sentence(const CadenceDraft& draft);
// The command's fields for a rule; what cannot be read is left empty.
commands::Fields tier_fields(const TierDraft& draft);
commands::Fields cadence_fields(const CadenceDraft& draft);
// What is wrong with a draft, as a catalogue key; "" when nothing is.
std::string_view tier_problem(const TierDraft& draft);
std::string_view cadence_problem(const CadenceDraft& draft);

}  // namespace zhike::views
