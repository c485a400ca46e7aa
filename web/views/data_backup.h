// Backup: the card of the Data room for encrypted snapshots: to headquarters, with a passphrase, restoring, and trying
// whether a backup opens. Used by data.cpp alone.
#pragma once

#include "web/views/view.h"

namespace zhike::views {

void backup_part(const ViewInput& input, Requests& requests);

}  // namespace zhike::views
