// Defines core/i18n/catalog_rows.h for the page: each language's words come as a file of their own, that of the person
// before the first frame, the others behind it.
#pragma once

#include <functional>

#include "core/base/result.h"
#include "core/i18n/catalog.h"

namespace zhike::shell {

// Calls `done` when the words of `lang` are there: within this call when they are already. Errors as fetch_asset(),
// "file.unreadable" also for a file that is not ours; a later call tries again.
void load_words(i18n::Lang lang, std::function<void(base::Status)> done);

}  // namespace zhike::shell
