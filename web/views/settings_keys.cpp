#include "web/views/settings_keys.h"

#include "core/base/text.h"
#include "core/i18n/error_text.h"
#include "core/query/settings.h"
#include "web/ui/qr_view.h"

namespace zhike::views {
namespace {

void recipient_field(const ViewInput& input, const std::string& stored, KeyDrafts& state, Requests& requests) {
  if (!state.has_recipient) state.recipient = stored;
  const base::Error& fault = input.status.secrets.recipient_error;
  const std::string error = fault.code.empty() ? std::string() : i18n::error_text(ui::current().lang, fault);
  if (ui::text_field("keys.recipient", state.recipient,
                     {.example = "age1…", .help = ui::tr("keys.recipient.help"), .error = error}))
    state.has_recipient = true;
  const bool is_submitted = ui::was_submitted();
  const std::string typed(base::trim(state.recipient));
  if (!state.has_recipient || typed == stored) return;
  if (ui::button("keys.recipient.save", {.kind = ui::ButtonKind::primary}) || is_submitted) {
    requests.push(SecretRequest(SetHeadquarters{typed}));
    state.has_recipient = false;
  }
}

void minutes_switch(const SecretStatus& status, Requests& requests) {
  std::string minutes = std::to_string(status.lock_minutes);
  const std::string five = ui::trf("lock.minutes", {{"n", 5}}), fifteen = ui::trf("lock.minutes", {{"n", 15}}),
                    hour = ui::trf("lock.minutes", {{"n", 60}});
  const ui::Option options[] = {{"5", five}, {"15", fifteen}, {"60", hour}, {"0", ui::tr("lock.minutes.never")}};
  if (ui::segmented("lock.idle", minutes, options)) requests.push(SetPreference{"lock_minutes", minutes});
}

}  // namespace

void headquarters_part(const ViewInput& input, KeyDrafts& state, Requests& requests) {
  const ui::Card card("keys.headquarters", {.subtitle = ui::tr("keys.headquarters.help"), .icon = ui::icon::key_round});
  const std::string stored = query::setting_value(input.doc, query::headquarters_key);
  {
    ui::Split split("keys.columns", 0.62f);
    recipient_field(input, stored, state, requests);
    ui::space(4);
    if (ui::button("keys.make", {.icon = ui::icon::key_round})) requests.push(SecretRequest(MakeKey{}));
    ui::muted(ui::tr("keys.make.help"));
    split.next();
    if (!stored.empty()) {
      ui::qr_view("keys.code", stored, 190);
      if (ui::button("keys.copy", {.icon = ui::icon::copy})) requests.push(CopyText{stored});
    }
  }
}

void lock_part(const ViewInput& input, Requests& requests) {
  const SecretStatus& status = input.status.secrets;
  const ui::Card card("lock.part", {.subtitle = ui::tr("lock.part.help"), .icon = ui::icon::lock});
  const bool can_change = !status.is_busy && input.status.writing == Writing::writer;
  const ui::Enabled enabled = can_change ? ui::Enabled::yes : ui::Enabled::no;
  if (status.is_busy) ui::muted(ui::tr("secret.busy"));
  if (!status.has_lock) {
    if (ui::button("lock.set", {.icon = ui::icon::lock, .enabled = enabled}))
      requests.push(SecretRequest(MakeWords{.is_for_lock = true}));
    ui::muted(ui::tr("lock.set.help"));
    return;
  }
  ui::chip(ui::tr("lock.is_set"), ui::Tone::good, ui::icon::lock);
  minutes_switch(status, requests);
  if (ui::button("lock.now", {.kind = ui::ButtonKind::primary, .icon = ui::icon::lock, .enabled = enabled}))
    requests.push(SecretRequest(ShutNow{}));
  ui::same_line();
  if (ui::button("lock.change", {.icon = ui::icon::key_round, .enabled = enabled}))
    requests.push(SecretRequest(MakeWords{.is_for_lock = true}));
  ui::same_line();
  if (ui::button("lock.remove", {.kind = ui::ButtonKind::ghost, .icon = ui::icon::lock_open, .enabled = enabled}))
    requests.push(SecretRequest(RemoveLock{}));
}

}  // namespace zhike::views
