// Entry point of the command-line tool.
#include <cstdio>
#include <cstdlib>

#include "core/cli/program.h"
#include "core/sqlite/table_file.h"

int main(int count, char** words) {
  using namespace zhike;
  const auto to = [](std::FILE* file) {
    return [file](std::string_view text) { std::fwrite(text.data(), 1, text.size(), file); };
  };
  const char* lang = std::getenv("ZHIKE_LANG");
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (!lang || !*lang) lang = std::getenv(name);
  const std::vector<std::string> arguments(words + 1, words + count);
  return cli::run(arguments,
                  {to(stdout), to(stderr), i18n::lang_from_code(lang ? lang : ""), sqlite::create_table_file});
}
