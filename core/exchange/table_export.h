// Table export: all visible records of one type as CSV, with headings that an import recognises again: field keys, or
// labels given by the caller. References are written as the record's own key, else its name, else its id.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/store/document.h"

namespace zhike::exchange {

// Fails with "record.unknown_type". Personal data is included: the caller says so before the file leaves.
base::Result<std::string> write_table(const store::Document& document, std::string_view type,
                                      const std::function<std::string(std::string_view field)>& heading = {});

// How a reference is shown to people and to other programs.
std::string reference_text(const store::Document& document, store::Handle record);

}  // namespace zhike::exchange
