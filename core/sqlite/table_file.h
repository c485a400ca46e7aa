// Table file: tables as an SQLite database, STRICT, that any tool for analysts opens. Used by the command line alone.
// Knows nothing of what the tables hold.
#pragma once

#include <memory>
#include <string>

#include "core/ports/table_writer.h"

namespace zhike::sqlite {

// Writes beside `path`, as path + ".part", and puts it in the place of whatever is there with finish(); without that
// the part is removed. The same calls give a file of the same content, dump by dump. Errors: "sqlite.failed" (where:
// path; detail: SQLite's words).
base::Result<std::unique_ptr<ports::TableWriter>> create_table_file(const std::string& path);

}  // namespace zhike::sqlite
