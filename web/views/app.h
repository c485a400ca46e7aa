// App: the root view: rail, banners, the room at the current route, job progress, command palette, shortcuts, toasts,
// and the welcome card while there is no book. Called once a frame by web/main.cpp, which carries out the requests.
// Must never touch storage or the browser.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "web/views/route.h"
#include "web/views/view.h"
#include "web/views/welcome.h"

namespace zhike::views {

struct Rooms;  // the states of all rooms: app.cpp

struct Badges {  // numbers in the rail
  int overdue = 0, unsolved = 0, conflicts = 0;
};

struct AppState {
  AppState();
  ~AppState();
  AppState(AppState&&) noexcept;
  AppState& operator=(AppState&&) noexcept;

  // Where we are. Set it through go_to(); the page's hash follows it ("#/" + route).
  std::string route = "today";
  bool is_route_new = true;  // not applied to its room yet

  Badges badges;
  WelcomeState welcome;
  SecretDialogs secrets;
  ui::PaletteState palette;
  bool is_shortcuts_open = false;
  double waits_for_room_until_s = 0;  // "g" was pressed: the next letter names a room
  bool is_update_dismissed = false, is_problems_dismissed = false;
  bool is_picking_contact = false;  // the palette asks whose contact to log
  bool opens_palette_next = false;
  bool has_looked_for_drafts = false;
  std::vector<std::string> left_drafts;  // keys of drafts that an earlier visit left
  std::unique_ptr<Rooms> rooms;
};

// Goes to an address: a Navigate request, a changed hash, or the room that shows what a chosen file would do ("data").
void go_to(AppState& state, std::string_view route);

// Draws the whole page between ui::begin_frame and ui::end_frame, toasts included (push them on ui::current().toasts;
// an undo token of "undo" pressed there comes back as a Run{Undo}).
void app_view(const ViewInput& input, AppState& state, Requests& requests);

}  // namespace zhike::views
