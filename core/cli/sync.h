// The verb sync: a book and a team folder made equal. Used by program.cpp.
#pragma once

#include <string>

#include "core/app/sync_job.h"
#include "core/cli/open_book.h"
#include "core/cli/program.h"

namespace zhike::cli {

// --to KEY,…, --recipients F, --identity F, --passphrase-file F, --plain: who can read what is written, and what opens
// what is read. "sync.no_key" when nothing says who. For a server: --password-file, $ZHIKE_WEBDAV_PASSWORD or a
// question; "sync.overheard" rather than a password in the clear.
base::Result<app::SyncReport> run_sync(OpenBook& book, const Options& options, const Console& console);

// For people.
std::string sync_text(const app::SyncReport& report, i18n::Lang lang);

}  // namespace zhike::cli
