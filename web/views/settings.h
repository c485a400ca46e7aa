// Settings: what this device prefers (language, theme, text size, name) and what the whole book shares (currency and
// other settings, tier rules, cadence rules), each rule readable as a sentence. Drafts live here; saved by commands.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "web/views/settings_keys.h"
#include "web/views/view.h"

namespace zhike::views {

struct TierDraft {
  std::string tier, name;
  std::string measure;    // a key of schema::rule_measures, or "" everybody else
  std::string threshold;  // per cent for shares, money for a value
};
struct CadenceDraft {
  std::string clock;  // query::clock_key
  std::string tier;
  std::string ideal_days, max_days;
};

struct SettingsState {
  std::map<std::string, std::string> typed;  // setting key → text not saved yet
  std::string by;
  bool has_by = false;
  KeyDrafts keys;
  std::vector<TierDraft> tiers;
  std::vector<CadenceDraft> cadences;
  bool has_tiers = false, has_cadences = false;  // drafts are filled …
  std::uint64_t rules_revision = 0;              // … from this revision of the rules
  bool is_tiers_edited = false, is_cadences_edited = false;
};

void settings_view(const ViewInput& input, SettingsState& state, Requests& requests);

}  // namespace zhike::views
