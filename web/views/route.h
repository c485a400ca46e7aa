// Route: the address of a room or record, as kept in the page's hash: "today", "customers/<uuid>",
// "complaints?status=open". Used by the app view, the rooms and web/shell. Pure text: never looks anything up.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/ids.h"

namespace zhike::views {

struct Route {
  std::string room = "today";  // a room of `rooms`
  base::RecId rec{};           // none: the room itself
  std::vector<std::pair<std::string, std::string>> query{};

  // The value of a query key, "" when it is not there.
  std::string_view find(std::string_view key) const;
  bool operator==(const Route&) const = default;
};

// In the order of the rail. stored in bookmarks: do not change
inline constexpr std::string_view rooms[]{"today",    "customers",    "complaints", "surveys",
                                          "insights", "organisation", "data",       "settings"};
// The page without a place in the rail.
inline constexpr std::string_view debug_room = "debug";
// Index into `rooms`, or -1.
int find_room(std::string_view room);

// Reads "#/customers/<uuid>?tier=A", with or without "#" and "/", percent-encoded. An unknown room is "today"; an
// unreadable id is left out.
Route read_route(std::string_view text);
// The form read_route() reads, without "#/"; query values are percent-encoded.
std::string write_route(const Route& route);

}  // namespace zhike::views
