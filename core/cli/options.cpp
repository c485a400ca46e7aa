#include "core/cli/options.h"

#include <algorithm>
#include <array>

#include "core/base/text.h"

namespace zhike::cli {
namespace {

struct VerbDef {
  std::string_view verb, form;
  std::size_t least, most;            // plain arguments
  std::string_view values, switches;  // options by blank
};

constexpr std::size_t any_number = 1'000'000;

constexpr std::array<VerbDef, 18> verbs{{
    {"init", "zhike init BOOK [--by NAME]", 1, 1, "by", ""},
    {"status", "zhike status BOOK [--json]", 1, 1, "", "json"},
    {"schema", "zhike schema", 0, 0, "", "json"},
    {"list", "zhike list commands|queries|records [--json]", 1, 1, "lang", "json"},
    {"import",
     "zhike import BOOK FILE [--as TYPE] [--map M.json] [--source NAME] [--encoding E] [--date-order ymd|dmy|mdy] "
     "[--rejected FILE.csv] [--dry-run] [--json]",
     2, 2, "as map source encoding date-order rejected", "dry-run json"},
    {"do", "zhike do BOOK COMMAND [key=value …] [--json] | zhike do BOOK --lines FILE.jsonl", 1, any_number, "lines",
     "json"},
    {"query", "zhike query BOOK NAME [key=value …] [--json|--csv]", 2, any_number, "", "json csv"},
    {"export",
     "zhike export BOOK -o FILE [--plain] [--csv TYPE] [--since HAVE.json] [--owner NAME,…] [--redact | --pseudonyms "
     "KEYFILE] [--to AGE_RECIPIENT | --passphrase-file F] [--dry-run] [--json]",
     1, 1, "o csv since owner pseudonyms to passphrase-file sqlite", "plain redact pseudonymise dry-run json"},
    {"merge", "zhike merge BOOK FILE… [--identity F | --passphrase-file F] [--dry-run] [--json]", 2, any_number,
     "identity passphrase-file", "dry-run json"},
    {"sync",
     "zhike sync BOOK FOLDER|WEBDAV_URL [--identity F] [--to AGE_RECIPIENT,… | --recipients F | --passphrase-file F | "
     "--plain] [--password-file F] [--rounds N] [--recheck] [--json]",
     2, 2, "identity to recipients passphrase-file password-file rounds", "plain recheck json"},
    {"key", "zhike key new|public|passphrase [-o FILE] [--identity F] [--lang zh-Hans|zh-Hant|en] [--json]", 1, 1,
     "o identity lang", "json"},
    {"lock", "zhike lock BOOK --passphrase-file F", 1, 1, "passphrase-file", "json"},
    {"unlock", "zhike unlock BOOK --passphrase-file F", 1, 1, "passphrase-file", "json"},
    {"state-hash", "zhike state-hash BOOK", 1, 1, "", "json"},
    {"verify", "zhike verify BOOK|FILE [--identity F | --passphrase-file F]", 1, 1, "identity passphrase-file", "json"},
    {"seed", "zhike seed BOOK [--customers N] [--seed S] [--last-day DATE]", 1, 1, "customers seed last-day", "json"},
    {"report", "zhike report BOOK -o FILE.html [--lang zh-Hans|zh-Hant|en]", 1, 1, "o lang", "json"},
    {"help", "zhike help", 0, 1, "", ""},
}};

bool is_listed(std::string_view list, std::string_view word) {
  return std::ranges::any_of(base::split(list, ' '), [&](std::string_view item) { return item == word; });
}

}  // namespace

base::Result<Options> read_options(const std::vector<std::string>& words) {
  if (words.empty()) return base::fail("usage.no_verb");
  Options options;
  options.verb = words[0] == "--help" || words[0] == "-h" ? "help" : words[0];
  const auto def = std::ranges::find(verbs, options.verb, &VerbDef::verb);
  if (def == verbs.end()) return base::fail("usage.unknown_verb", {}, options.verb);
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string& word = words[i];
    const bool is_option = word.size() > 1 && word[0] == '-' && word != "-";
    if (!is_option) {
      options.plain.push_back(word);
      continue;
    }
    std::string name = word.substr(word.starts_with("--") ? 2 : 1), value;
    const std::size_t equals = name.find('=');
    if (equals != std::string::npos) {
      value = name.substr(equals + 1);
      name.resize(equals);
    }
    if (name == "json" || is_listed(def->switches, name)) {
      options.given[name] = "1";
    } else if (is_listed(def->values, name) || name == "book-passphrase-file") {
      if (equals == std::string::npos) {
        if (i + 1 == words.size()) return base::fail("usage.missing_value", word);
        value = words[++i];
      }
      options.given[name] = value;
    } else {
      return base::fail("usage.unknown_option", options.verb, word);
    }
  }
  if (options.plain.size() < def->least || options.plain.size() > def->most)
    return base::fail("usage.arguments", options.verb, std::string(def->form));
  return options;
}

std::vector<std::string_view> usage_lines() {
  std::vector<std::string_view> lines;
  for (const VerbDef& def : verbs) lines.emplace_back(def.form);
  lines.emplace_back(
      "zhike export BOOK --sqlite FILE [--owner NAME,…] [--pseudonymise | --pseudonyms KEYFILE | --redact] [--json]");
  lines.emplace_back("zhike VERB BOOK … [--book-passphrase-file F]");
  return lines;
}

}  // namespace zhike::cli
