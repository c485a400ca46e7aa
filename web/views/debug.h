// Debug: the page for whoever builds or supports the program: every stored record as it is, the last commands and what
// became of them, what storage and the query memo do, the pseudo-language, and the widget zoo. Reached by "#/debug"
// when the setting is on; it has no place in the rail. Must never change anything but through the editors.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "web/ui/gallery.h"
#include "web/views/editors.h"
#include "web/views/route.h"
#include "web/views/view.h"

namespace zhike::views {

struct DebugState {
  std::string type = "customer";  // of the records shown
  ui::TableState records, log;
  ui::GalleryState gallery;
  Editors editors;

  // Headings and rows of `type`, kept until it or its table changes.
  std::string shown_type;
  std::uint64_t shown_revision = UINT64_MAX;
  std::vector<std::string> headings;
  std::vector<ui::Column> columns;
  std::vector<store::Handle> rows;
};

// What happened, in codes and counts alone: nothing a person typed.
std::string debug_report(const Status& status);

// "debug" the page itself, "debug?part=zoo" every widget in every state.
void debug_view(const ViewInput& input, DebugState& state, const Route& route, Requests& requests);

}  // namespace zhike::views
