// Options: the command line cut into verb, plain arguments, and --options with their values. Knows which options each
// verb takes; decides nothing else.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace zhike::cli {

struct Options {
  std::string verb;
  std::vector<std::string> plain;                         // BOOK, FILE, key=value …
  std::map<std::string, std::string, std::less<>> given;  // without "--"; switches have the value "1"

  bool has(std::string_view name) const { return given.contains(name); }
  std::string get(std::string_view name) const {
    const auto at = given.find(name);
    return at == given.end() ? std::string() : at->second;
  }
};

// Errors: "usage.no_verb", "usage.unknown_verb" (where: verb), "usage.unknown_option", "usage.missing_value" (where:
// option), "usage.arguments" (where: verb; detail: its form).
base::Result<Options> read_options(const std::vector<std::string>& words);

// One line a verb: how it is called.
std::vector<std::string_view> usage_lines();

}  // namespace zhike::cli
