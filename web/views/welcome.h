// Welcome: what a person sees before there is a book: a name to write under, and three ways to begin. Used by the app
// view. Must never start anything by itself.
#pragma once

#include <string>

#include "web/views/view.h"

namespace zhike::views {

struct WelcomeState {
  std::string by;
  bool asks_for_name = false;  // a way was chosen before a name was given
};

// Pushes StartBook and then what was chosen: PickFile or StartDemo.
void welcome_view(const ViewInput& input, WelcomeState& state, Requests& requests);

// Language and theme switches, side by side: used on the welcome card and in the rail.
void language_switch(Requests& requests);
void theme_switch(const Status& status, Requests& requests);

}  // namespace zhike::views
