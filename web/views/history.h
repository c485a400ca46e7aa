// History: every change to one record, newest first: what, from what, who, when, on which device, with a way back to an
// earlier value. Used by the customer card, the record editor and the complaint. Must never work out a value itself:
// core/query/history.h reads the book, the command puts back.
#pragma once

#include <cstdint>
#include <vector>

#include "core/query/history.h"
#include "web/views/view.h"

namespace zhike::views {

struct HistoryState {
  base::RecId record{};  // the one read
  std::uint64_t revision = UINT64_MAX;
  std::vector<query::HistoryRow> rows;
  std::size_t shown = 0;  // rows drawn at most; 0: as many as at first
  bool is_open = false;   // where it is folded
};

// Both return true in the frame in which an earlier value was put back.
bool history_list(const ViewInput& input, store::Handle record, HistoryState& state, Requests& requests);
// The same under a button that opens and closes it.
bool history_fold(const ViewInput& input, store::Handle record, HistoryState& state, Requests& requests);

// "this device", or the beginning of the other one's number.
std::string device_words(const ViewInput& input, base::DeviceId device);

}  // namespace zhike::views
