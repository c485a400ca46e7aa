// Defines core/base/tables.h for the page: the large tables come as a file of their own behind the first frame.
#pragma once

#include <functional>

#include "core/base/result.h"

namespace zhike::platform {

// Calls `done` when the tables are there: within this call when they are already, else after fetching them. Errors as
// fetch_asset(), "file.unreadable" also for a file that is not ours; a later call tries again.
void load_tables(std::function<void(base::Status)> done);

}  // namespace zhike::platform
