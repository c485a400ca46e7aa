// The team folder: where it is, what opens its files, and what the last sync did.
#include "core/age/secret.h"
#include "core/base/text.h"
#include "core/i18n/error_text.h"
#include "web/views/data_parts.h"

namespace zhike::views {
namespace {

constexpr std::size_t problems_shown = 5;

void choose_place(const TeamStatus& team, Requests& requests) {
  const ui::Option places[]{{.key = "server", .label = ui::tr("team.place.server"), .icon = ui::icon::globe},
                            {.key = "folder", .label = ui::tr("team.place.folder"), .icon = ui::icon::folder_open}};
  std::string place = team.place;
  if (ui::segmented("team.place", place, places, {.is_label_hidden = true}))
    requests.push(TeamRequest(SetTeamPlace{place}));
}

// True when there is a folder to go to.
bool server_place(const TeamStatus& team, TeamForm& form) {
  if (team.origin.empty()) {
    ui::muted(ui::tr("team.server.none"));
    return false;
  }
  if (!std::exchange(form.is_begun, true)) form.address = team.address;
  ui::text_field("team.address", form.address,
                 {.example = "/dav/team/", .help = ui::trf("team.address.help", {{"host", team.origin}})});
  return !base::trim(form.address).empty();
}

bool folder_place(const TeamStatus& team, Requests& requests) {
  if (!team.can_pick) {
    ui::muted(ui::tr("team.folder.cannot"));
    return false;
  }
  if (!team.folder.empty()) ui::label_value(ui::tr("team.folder"), team.folder);
  if (team.asks_again) {
    if (ui::button("team.folder.allow", {.icon = ui::icon::lock_open})) requests.push(TeamRequest(AllowTeamFolder{}));
    ui::same_line();
  }
  const char* key = team.folder.empty() ? "team.folder.pick" : "team.folder.other";
  if (ui::button(key, {.icon = ui::icon::folder_open})) requests.push(TeamRequest(PickTeamFolder{}));
  ui::muted(ui::tr(team.asks_again ? "team.folder.allow.help" : "team.folder.help"));
  return !team.folder.empty() && !team.asks_again;
}

// True when it is clear who can read what is sent.
bool cover(const TeamStatus& team, TeamForm& form, Requests& requests) {
  bool is_encrypted = team.is_encrypted;
  if (ui::checkbox("team.encrypted", is_encrypted)) requests.push(TeamRequest(SetTeamEncrypted{is_encrypted}));
  if (!team.is_encrypted) {
    ui::muted(ui::tr("team.encrypted.off"));
    return true;
  }
  if (team.has_secret) {
    ui::chip(ui::tr("team.secret.kept"), ui::Tone::good, ui::icon::key_round);
    if (ui::link("team.secret.forget")) requests.push(TeamRequest(ForgetTeamSecret{}));
    return true;
  }
  ui::password_field("team.secret", form.secret, {.help = ui::tr("team.secret.help")});
  return !base::trim(form.secret).empty();
}

void outcome(const TeamStatus& team) {
  if (team.last == base::no_instant)
    ui::muted(ui::tr("team.never"));
  else
    ui::muted(ui::trf("team.last", {{"at", ui::format_instant(team.last)}, {"n", team.received}, {"sent", team.sent}}));
  if (team.problems.empty()) return;
  ui::chip(ui::tr("team.problems"), ui::Tone::warn, ui::icon::triangle_alert);
  const std::size_t shown = std::min(problems_shown, team.problems.size());
  for (std::size_t i = 0; i < shown; ++i) ui::text(i18n::error_text(ui::current().lang, team.problems[i]));
  if (team.problems.size() > shown) ui::muted(ui::trf("team.problems.more", {{"n", team.problems.size() - shown}}));
}

}  // namespace

void team_part(const ViewInput& input, DataState& state, Requests& requests) {
  const ui::Card card("team.card", {.subtitle = ui::tr("team.help"), .icon = ui::icon::users_round});
  const TeamStatus& team = input.status.team;
  TeamForm& form = state.team;
  choose_place(team, requests);
  ui::space(4);
  const bool has_place = team.place == "folder" ? folder_place(team, requests) : server_place(team, form);
  ui::space(4);
  const bool has_cover = cover(team, form, requests);
  ui::space(4);
  const bool can_go = has_place && has_cover && !input.status.is_job_running && input.status.writing != Writing::reader;
  if (ui::button("team.sync", {.kind = ui::ButtonKind::primary,
                               .icon = ui::icon::refresh_cw,
                               .enabled = can_go ? ui::Enabled::yes : ui::Enabled::no})) {
    requests.push(TeamRequest(SyncTeam{form.address, form.secret}));
    age::wipe(form.secret);
  }
  outcome(team);
}

}  // namespace zhike::views
