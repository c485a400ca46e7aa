// Program: the command-line tool behind main(): verbs over a book in a folder. Texts go to `out`, sentences about
// errors to `err`, so that tests can run it inside a process.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/i18n/catalog.h"
#include "core/ports/table_writer.h"

namespace zhike::cli {

enum Exit : int { done = 0, done_with_problems = 1, refused = 2, usage = 64 };

struct Console {
  std::function<void(std::string_view)> out, err;
  i18n::Lang lang = i18n::Lang::en;
  // Begins a file of tables; empty in programs that write none.
  std::function<base::Result<std::unique_ptr<ports::TableWriter>>(const std::string& path)> open_tables = {};
};

// Carries one call out and returns its exit code.
int run(const std::vector<std::string>& words, const Console& console);

}  // namespace zhike::cli
