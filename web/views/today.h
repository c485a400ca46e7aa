// Today: the room with one list of what needs me: complaints, promises, contacts due, fixed problems whose customers
// wait to be told, conflicts, and the age of the backup. One key acts on the row that has the focus. Must never decide
// what is due: core/query/today.h does.
#pragma once

#include <string>

#include "web/views/editors.h"
#include "web/views/view.h"

namespace zhike::views {

struct TodayState {
  int tab = 0;        // 0 all, then the kinds in the order of today.cpp
  std::string owner;  // only this owner's customers; "" everybody
  ui::TableState table;
  Editors editors;
};

void today_view(const ViewInput& input, TodayState& state, Requests& requests);

}  // namespace zhike::views
