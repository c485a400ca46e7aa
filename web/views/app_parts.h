// Parts of the root view, and the states of all rooms behind AppState. Used by app*.cpp alone.
#pragma once

#include "web/views/app.h"
#include "web/views/complaints.h"
#include "web/views/customer_card.h"
#include "web/views/customers.h"
#include "web/views/data.h"
#include "web/views/debug.h"
#include "web/views/insights.h"
#include "web/views/organisation.h"
#include "web/views/settings.h"
#include "web/views/surveys.h"
#include "web/views/today.h"

namespace zhike::views {

struct Rooms {
  TodayState today;
  CustomersState customers;
  CustomerCardState customer_card;
  ComplaintsState complaints;
  SurveysState surveys;
  InsightsState insights;
  OrganisationState organisation;
  DataState data;
  SettingsState settings;
  DebugState debug;
  Editors editors;  // opened from the command palette
};

// The rail with its badges and what stands below it: saving state, undo, redo, search, language, theme. On phones the
// latter is a bar at the top.
void app_rail(const ViewInput& input, AppState& state, Requests& requests);
// Banners and the progress of a job, above the room. They take their place from the room.
void app_notices(const ViewInput& input, AppState& state, Requests& requests);
// A notice while forms of an earlier visit wait to be finished.
void drafts_notice(const ViewInput& input, AppState& state, Requests& requests);
// The command palette, and what was chosen in it.
void app_palette(const ViewInput& input, AppState& state, Requests& requests);
// Keys that work in every room, and the dialog that lists them.
void app_keys(const ViewInput& input, AppState& state, Requests& requests);

void next_language(Requests& requests);
void next_theme(const Status& status, Requests& requests);

}  // namespace zhike::views
