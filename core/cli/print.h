// Print: answers as text for people, in their language, and as CSV for spreadsheets.
#pragma once

#include <string>
#include <string_view>

#include "core/base/json.h"
#include "core/commands/exchange.h"
#include "core/i18n/catalog.h"

namespace zhike::cli {

std::string import_text(const commands::ImportPreview& preview, i18n::Lang lang);
std::string merge_text(const commands::MergePreview& preview, i18n::Lang lang);
// `what`: commands, queries or records, as app::list_json gives them.
std::string list_text(const base::Json& list, std::string_view what, i18n::Lang lang);
// The rejected rows with their reason in words.
std::string rejected_csv(const commands::ImportPreview& preview, i18n::Lang lang);
// The answer's rows as CSV: its "rows" (or first) array of objects, else the answer itself as one row.
std::string json_to_csv(const base::Json& answer);

}  // namespace zhike::cli
