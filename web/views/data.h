// Data: the room where records come in and go out: import with preview, merge with preview, exports, conflicts to
// settle, possible duplicates, backup and storage in plain words. Reading and writing files is core/exchange's affair,
// asked for by requests.
#pragma once

#include <string>

#include "web/views/view.h"

namespace zhike::views {

struct DataState {
  std::string csv_type = "customer";  // of the CSV export
  ui::TableState rejected, duplicates;
  std::size_t conflicts_shown = 20;
  std::string source, source_shown;  // name of the import's origin: being typed, and as previewed
  bool shows_all_columns = false;    // of the import preview
  bool wants_conflicts = false;      // scroll to the conflicts once: "data?part=conflicts"
};

void data_view(const ViewInput& input, DataState& state, Requests& requests);

}  // namespace zhike::views
