#include "core/cli/sync.h"

#include <cstdlib>

#include "core/base/text.h"
#include "core/cli/disk_folder.h"
#include "core/cli/http_curl.h"
#include "core/cli/secrets.h"
#include "core/i18n/error_text.h"
#include "core/sync/dav_folder.h"

namespace zhike::cli {
namespace {

constexpr std::size_t key_file_limit_bytes = 1 << 20;

base::Status add_recipients(std::string_view text, char separator, std::vector<age::Recipient>& out) {
  for (std::string_view one : base::split(text, separator)) {
    one = base::trim(one);
    if (one.empty() || one.starts_with('#')) continue;
    TRY(age::Recipient recipient, age::read_recipient(one));
    out.push_back(std::move(recipient));
  }
  return {};
}

// A key that only opens would leave its owner unable to read what is written here: it is a recipient where no other is
// named.
base::Result<sync::TeamKeys> team_keys(const Options& o) {
  sync::TeamKeys keys;
  TRY(app::Keys given, read_keys(o));
  keys.identities = std::move(given.identities);
  keys.passphrase = std::move(given.passphrase);
  TRY_DO(add_recipients(o.get("to"), ',', keys.recipients));
  if (o.has("recipients")) {
    TRY(const std::string text, read_file(o.get("recipients"), key_file_limit_bytes));
    TRY_DO(add_recipients(text, '\n', keys.recipients));
  }
  if (keys.recipients.empty() && keys.passphrase.empty())
    for (const age::Identity& identity : keys.identities) keys.recipients.push_back(age::recipient_of(identity));
  if (o.has("plain"))
    keys.cover = sync::Cover::open;
  else if (keys.recipients.empty() && keys.passphrase.empty())
    return base::fail("sync.no_key");
  return keys;
}

// --password-file, the environment, or a question on the terminal; never the address, which others can see.
base::Result<age::Secret> password_for(const sync::Url& url, const Options& o, const Console& console) {
  if (url.user.empty()) return age::Secret();
  if (sync::is_overheard(url)) return base::fail("sync.overheard", url.host);
  if (o.has("password-file")) return read_passphrase(o.get("password-file"));
  if (const char* given = std::getenv("ZHIKE_WEBDAV_PASSWORD")) return age::Secret(std::string_view(given));
  return ask_secret(i18n::format(console.lang, "cli.sync.password", {{"user", url.user}, {"host", url.host}}) + " ");
}

base::Result<app::SyncReport> sync_with(ports::SharedFolder& folder, OpenBook& book, app::SyncOptions options) {
  auto job = std::make_unique<app::SyncJob>(folder, book.random, std::move(options));
  const app::SyncJob& syncing = *job;
  TRY_DO(book.session.start(std::move(job)));
  TRY_DO(finish_job(book.session));
  return syncing.report();
}

}  // namespace

base::Result<app::SyncReport> run_sync(OpenBook& book, const Options& o, const Console& console) {
  app::SyncOptions options;
  TRY(options.keys, team_keys(o));
  if (o.has("rounds")) options.most_rounds = std::atoi(o.get("rounds").c_str());
  if (o.has("recheck")) options.recheck = app::Recheck::everything;
  if (!sync::is_url(o.plain[1])) {
    DiskFolder folder(o.plain[1]);
    return sync_with(folder, book, std::move(options));
  }
  TRY(sync::Url url, sync::read_url(o.plain[1]));
  TRY(age::Secret password, password_for(url, o, console));
  CurlHttp http(url.user, std::move(password));
  sync::DavFolder folder(std::move(url), http, book.random);
  return sync_with(folder, book, std::move(options));
}

std::string sync_text(const app::SyncReport& r, i18n::Lang lang) {
  std::string out = i18n::format(lang, "cli.sync.summary",
                                 {{"fetched", r.fetched},
                                  {"fresh", r.fresh},
                                  {"written", r.written},
                                  {"listed", r.listed},
                                  {"conflicts", r.conflicts}}) +
                    "\n";
  for (const base::Error& error : r.rejected) out += "  " + i18n::error_text(lang, error) + "\n";
  return out;
}

}  // namespace zhike::cli
