// Sentences for base::Error: what happened, where, and what was kept. Used wherever an error is shown: web, command
// line, report. Words: assets/i18n/errors.json. Must never decide anything.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/i18n/catalog.h"

namespace zhike::i18n {

// The sentence "error.<code>"; for a code without one, "error.unknown" naming the code.
std::string error_text(Lang lang, const base::Error& error);

// An Error's `where` in the reader's words: "line 3, column 7" → "第 3 行第 7 列"; "3" → "第 3 行"; "row 12" →
// "第 12 行"; "customer.phone" → the label of that field; "customer" → that of the record type; else unchanged.
std::string place_text(Lang lang, std::string_view where);

}  // namespace zhike::i18n
