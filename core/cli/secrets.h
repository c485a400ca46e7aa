// Secrets on the command line: keys and passphrases from files, never from arguments, which others could list. And the
// verbs that are about nothing else: key, lock, unlock.
#pragma once

#include "core/app/encrypted.h"
#include "core/cli/options.h"
#include "core/cli/program.h"

namespace zhike::cli {

// A file's content without its line ending. "key.none" when that is empty, and read_file's errors.
base::Result<age::Secret> read_passphrase(const std::string& path);
// Asks on the terminal, without showing what is typed. "key.none" where there is no terminal or nothing was typed.
base::Result<age::Secret> ask_secret(const std::string& question);
// --identity F and --passphrase-file F; neither: empty.
base::Result<app::Keys> read_keys(const Options& options);
// `text` sealed as --to or --passphrase-file say; as it is without them.
base::Result<std::string> seal_as_asked(const std::string& text, const Options& options, ports::Random& random);

struct KeyAnswer {
  std::string file;        // what -o writes, or what is printed without it
  std::string public_key;  // for --json
};
// key new | key public --identity F | key passphrase.
base::Result<KeyAnswer> run_key(const Options& options, i18n::Lang lang, ports::Random& random, base::InstantMs now);

}  // namespace zhike::cli
