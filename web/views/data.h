// Data: the room where records come in and go out: import with preview, merge with preview, exports, conflicts to
// settle, possible duplicates, backup and storage in plain words. Reading and writing files is core/exchange's affair,
// asked for by requests.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/query/join.h"
#include "web/views/view.h"

namespace zhike::views {

// The conflict whose values are being put together, as "record.field", and the text so far.
struct CombineState {
  std::string row, text;
};

// Two customers side by side.
struct JoinState {
  bool is_open = false;
  base::RecId first{}, second{};
  std::string reasons;                       // why they were suggested, in words
  std::map<std::string, std::string> sides;  // field → "kept", "gone" or "both"
};

struct ShareState {
  commands::ShareWish wish;
  std::string format = "bundle";  // or "plain", "csv"
  std::string csv_type = "customer";
};

// A person to be forgotten: searched, chosen, and the word typed so far.
struct PurgeState {
  bool is_open = false;
  base::RecId customer{};
  std::string search, typed;
};

struct DataState {
  std::string csv_type = "customer";  // of the CSV export
  ui::TableState rejected, duplicates;
  std::size_t conflicts_shown = 20, merges_shown = 5, joined_shown = 10;
  std::vector<std::string> left_open;  // conflicts put off, as "record.field"
  CombineState combine;
  JoinState join;
  ShareState share;
  PurgeState purge;
  TeamForm team;
  // Read from the document when it has changed.
  std::vector<query::Joined> joined;
  std::vector<std::string> owners;
  std::uint64_t joined_revision = UINT64_MAX, owners_revision = UINT64_MAX;
  std::string source, source_shown;  // name of the import's origin: being typed, and as previewed
  bool shows_all_columns = false;    // of the import preview
  bool wants_conflicts = false;      // scroll to the conflicts once: "data?part=conflicts"
};

void data_view(const ViewInput& input, DataState& state, Requests& requests);

}  // namespace zhike::views
