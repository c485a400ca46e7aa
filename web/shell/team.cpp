// The team folder: what views ask for, and the sync job over the folder that was chosen.
#include "core/age/passphrase.h"
#include "core/base/text.h"
#include "core/i18n/error_text.h"
#include "core/sync/dav_folder.h"
#include "web/shell/page.h"

namespace zhike::shell {
namespace {

template <class... F>
struct Overload : F... {
  using F::operator()...;
};

base::Result<sync::TeamKeys> read_team_keys(std::string_view secret) {
  sync::TeamKeys keys;
  if (secret.find("AGE-SECRET-KEY-") == std::string_view::npos) {
    keys.passphrase = age::Secret(age::trim_passphrase(secret));
    return keys;
  }
  TRY(keys.identities, age::read_identities(secret));
  for (const age::Identity& identity : keys.identities) keys.recipients.push_back(age::recipient_of(identity));
  return keys;
}

// "/dav/team/" or the whole address, on the host of the page: the browser lets us go nowhere else.
base::Result<sync::Url> read_address(std::string_view typed) {
  const std::string origin = platform::page_origin();
  typed = base::trim(typed);
  TRY(sync::Url url,
      sync::read_url(sync::is_url(typed) ? std::string(typed)
                                         : origin + (typed.starts_with('/') ? "" : "/") + std::string(typed)));
  TRY(const sync::Url here, sync::read_url(origin));
  if (url.scheme != here.scheme || url.host != here.host) return base::fail("sync.other_host", origin);
  return url;
}

}  // namespace

void Page::carry_out_team(const views::TeamRequest& request) {
  std::visit(
      Overload{
          [](const views::SetTeamPlace& r) { platform::save_preference("team_place", r.place); },
          [](const views::SetTeamEncrypted& r) { platform::save_preference("team_open", r.is_encrypted ? "" : "1"); },
          [](const views::PickTeamFolder&) { platform::pick_folder(); },
          [](const views::AllowTeamFolder&) { platform::ask_for_folder(); },
          [this](const views::SyncTeam& r) { start_sync(r); },
          [this](const views::ForgetTeamSecret&) { team_secret_.clear(); },
      },
      request);
  fill_team();
}

void Page::start_sync(const views::SyncTeam& request) {
  status_.team.problems.clear();
  const auto refuse = [this](const base::Error& error) { status_.team.problems = {error}; };
  app::SyncOptions options;
  if (status_.team.is_encrypted) {
    if (!request.secret.empty()) team_secret_ = age::Secret(base::trim(request.secret));
    auto keys = read_team_keys(team_secret_.view());
    if (!keys) {
      team_secret_.clear();
      return refuse(keys.error());
    }
    options.keys = std::move(*keys);
  } else {
    options.keys.cover = sync::Cover::open;
  }
  if (status_.team.place == "folder") {
    team_folder_ = std::make_unique<platform::PickedFolder>();
  } else {
    auto url = read_address(request.address);
    if (!url) return refuse(url.error());
    platform::save_preference("team_address", std::string(base::trim(request.address)));
    team_folder_ = std::make_unique<sync::DavFolder>(std::move(*url), http_, random_);
  }
  job_purpose_ = JobPurpose::sync;
  start_job(std::make_unique<app::SyncJob>(*team_folder_, random_, std::move(options)));
}

void Page::finish_sync(const app::Job& job) {
  if (job.state() == app::JobState::failed) {
    status_.team.problems = {job.error()};
    return;
  }
  const app::SyncReport& report = static_cast<const app::SyncJob&>(job).report();
  status_.team.problems = report.rejected;
  platform::save_preference("team_at", base::write_instant(clock_.now()));
  platform::save_preference("team_received", std::to_string(report.fresh));
  platform::save_preference("team_sent", std::to_string(report.written));
  fill_team();
  const char* key = report.rejected.empty() ? "page.synced" : "page.synced_partly";
  context_.toasts.push(report.rejected.empty() ? ui::Tone::good : ui::Tone::warn,
                       i18n::format(context_.lang, key, {{"n", report.fresh}, {"sent", report.written}}));
}

void Page::fill_team() {
  views::TeamStatus& team = status_.team;
  const auto number = [](const char* key) {
    return static_cast<std::size_t>(std::strtoull(platform::load_preference(key).c_str(), nullptr, 10));
  };
  team.origin = platform::page_origin();
  team.place = platform::load_preference("team_place");
  if (team.place.empty()) team.place = team.origin.empty() ? "folder" : "server";
  team.address = platform::load_preference("team_address");
  team.is_encrypted = platform::load_preference("team_open").empty();
  team.can_pick = platform::can_pick_folder();
  team.folder = platform::folder_name();
  team.asks_again = platform::folder_state() == platform::FolderState::asks;
  team.has_secret = !team_secret_.empty();
  team.last = base::read_instant(platform::load_preference("team_at")).value_or(base::no_instant);
  team.received = number("team_received");
  team.sent = number("team_sent");
}

}  // namespace zhike::shell
