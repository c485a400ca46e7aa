// A program that prints what `zhike schema --json` prints, and can do nothing else: built for the page, it runs while
// the site is put together (scripts/package_web.mjs), where the whole command line may not have been built.
#include <cstdio>

#include "core/exchange/json_schema.h"

int main() {
  const std::string text = zhike::base::write_json(zhike::exchange::json_schema()) + "\n";
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : 1;
}
