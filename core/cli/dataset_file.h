// Dataset file: `zhike export BOOK --sqlite F`: the tables of core/dataset, written by whatever the program was given
// for it, with pseudonyms from a key that is kept.
#pragma once

#include "core/app/session.h"
#include "core/cli/options.h"
#include "core/cli/program.h"
#include "core/exchange/share.h"

namespace zhike::cli {

// {"file","hash","tables":{NAME:rows},"withheld":["customer.phone",…]}. `part`: which customers, with what of their
// names; where it asks for pseudonyms without a key, the book's own is taken, made and saved the first time.
// "export.no_tables": this program was built without a writer.
base::Result<base::Json> export_dataset(app::Session& session, const Console& console, const std::string& path,
                                        exchange::ShareOptions part);

}  // namespace zhike::cli
