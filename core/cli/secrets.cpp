#include "core/cli/secrets.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include "core/age/passphrase.h"
#include "core/cli/native_ports.h"

namespace zhike::cli {
namespace {

constexpr std::size_t key_file_limit_bytes = 1 << 20;

base::Result<std::vector<age::Identity>> read_identity_file(const std::string& path) {
  TRY(std::string text, read_file(path, key_file_limit_bytes));
  auto identities = age::read_identities(text);
  age::wipe(text);
  if (!identities)
    return base::fail(identities.error().code,
                      path + (identities.error().where.empty() ? "" : ":" + identities.error().where));
  return identities;
}

age::WordList list_for(i18n::Lang lang) {
  return lang == i18n::Lang::zh_hans   ? age::WordList::simplified_chinese
         : lang == i18n::Lang::zh_hant ? age::WordList::traditional_chinese
                                       : age::WordList::english;
}

// As age-keygen writes it.
KeyAnswer key_file(const age::Identity& identity, base::InstantMs now) {
  KeyAnswer out;
  out.public_key = age::write_recipient(age::recipient_of(identity));
  out.file = "# created: " + base::write_instant(now) + "\n# public key: " + out.public_key + "\n";
  out.file += age::write_identity(identity).view();
  out.file += "\n";
  return out;
}

}  // namespace

base::Result<age::Secret> read_passphrase(const std::string& path) {
  TRY(std::string text, read_file(path, key_file_limit_bytes));
  std::string_view line = text;
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  age::Secret secret(line);
  age::wipe(text);
  if (secret.empty()) return base::fail("key.none", path);
  return secret;
}

base::Result<age::Secret> ask_secret(const std::string& question) {
  const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC);
  if (terminal < 0) return base::fail("key.none", question);
  termios shown{};
  ::tcgetattr(terminal, &shown);
  termios hidden = shown;
  hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  ::tcsetattr(terminal, TCSAFLUSH, &hidden);
  base::Status shows = write_all(terminal, question, {});
  char typed[1024];
  ssize_t count = ::read(terminal, typed, sizeof typed);
  ::tcsetattr(terminal, TCSAFLUSH, &shown);
  if (shows) shows = write_all(terminal, "\n", {});
  ::close(terminal);
  while (count > 0 && (typed[count - 1] == '\n' || typed[count - 1] == '\r')) --count;
  age::Secret secret(std::string_view(typed, count > 0 ? static_cast<std::size_t>(count) : 0));
  age::wipe(typed, sizeof typed);
  TRY_DO(shows);
  if (secret.empty()) return base::fail("key.none", question);
  return secret;
}

base::Result<app::Keys> read_keys(const Options& options) {
  app::Keys keys;
  if (options.has("identity")) {
    TRY(keys.identities, read_identity_file(options.get("identity")));
  }
  if (options.has("passphrase-file")) {
    TRY(keys.passphrase, read_passphrase(options.get("passphrase-file")));
  }
  return keys;
}

base::Result<std::string> seal_as_asked(const std::string& text, const Options& options, ports::Random& random) {
  age::SealTo to;
  age::Secret passphrase;
  if (options.has("to")) {
    TRY(const age::Recipient recipient, age::read_recipient(options.get("to")));
    to.recipients.push_back(recipient);
  } else if (options.has("passphrase-file")) {
    TRY(passphrase, read_passphrase(options.get("passphrase-file")));
    to.passphrase = passphrase.view();
  } else {
    return text;
  }
  return age::seal_file(text, to, random);
}

base::Result<KeyAnswer> run_key(const Options& options, i18n::Lang lang, ports::Random& random, base::InstantMs now) {
  const std::string& what = options.plain[0];
  if (what == "new") return key_file(age::make_identity(random), now);
  if (what == "passphrase")
    return KeyAnswer{std::string(age::make_passphrase(list_for(lang), random).view()) + "\n", {}};
  if (what != "public") return base::fail("usage.arguments", "key", "zhike key new|public|passphrase");
  if (!options.has("identity")) return base::fail("usage.missing_value", "--identity");
  TRY(const auto identities, read_identity_file(options.get("identity")));
  KeyAnswer out;
  for (const age::Identity& identity : identities) {
    out.public_key = age::write_recipient(age::recipient_of(identity));
    out.file += out.public_key + "\n";
  }
  return out;
}

}  // namespace zhike::cli
