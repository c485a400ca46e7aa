#include "web/views/secrets.h"

#include "core/age/passphrase.h"
#include "core/i18n/error_text.h"
#include "web/ui/qr_view.h"
#include "web/views/view.h"
#include "web/views/welcome.h"

namespace zhike::views {
namespace {

std::string error_words(const base::Error& error) {
  return error.code.empty() ? std::string() : i18n::error_text(ui::current().lang, error);
}

void copy_button(const char* key, const std::string& text, Requests& requests) {
  if (ui::button(key, {.icon = ui::icon::copy})) requests.push(CopyText{text});
}

void words_dialog(const SecretStatus& status, SecretDialogs& state, Requests& requests) {
  bool is_open = true;
  const char* title = status.is_for_lock ? "secret.lock_words" : "secret.words";
  {
    ui::Dialog dialog(title, is_open, {.width_css = 560});
    if (!dialog) return;
    ui::muted(ui::tr(status.is_for_lock ? "secret.lock_words.help" : "secret.words.help"));
    ui::space(8);
    ui::text(status.words, ui::TextRole::title);
    ui::space(4);
    ui::muted(ui::trf("secret.words.strength", {{"n", age::passphrase_words}, {"bits", age::passphrase_bits}}));
    copy_button("secret.words.copy", status.words, requests);
    ui::same_line();
    if (ui::button("secret.words.other", {.icon = ui::icon::refresh_cw}))
      requests.push(SecretRequest(MakeWords{status.is_for_lock}));
    ui::space(8);
    if (status.is_for_lock) ui::checkbox("secret.words.kept", state.is_written_down);
    const bool can_go = !status.is_busy && (!status.is_for_lock || state.is_written_down);
    const ui::ButtonOptions main{.kind = ui::ButtonKind::primary,
                                 .enabled = can_go ? ui::Enabled::yes : ui::Enabled::no};
    if (status.is_file_saved) {
      ui::chip(ui::tr("secret.words.saved"), ui::Tone::good, ui::icon::circle_check);
    } else if (dialog.footer(status.is_for_lock ? "secret.lock_words.set" : "secret.words.save", main) && can_go) {
      if (status.is_for_lock)
        requests.push(SecretRequest(SetLock{status.words}));
      else
        requests.push(SecretRequest(SaveSealed{SaveSealed::To::words}));
    }
    if (status.is_file_saved && ui::button("secret.done", {.kind = ui::ButtonKind::primary})) is_open = false;
  }
  if (is_open) return;
  state.is_written_down = false;
  requests.push(SecretRequest(ForgetSecrets{}));
}

void key_dialog(const SecretStatus& status, Requests& requests) {
  bool is_open = true;
  {
    ui::Dialog dialog("secret.key", is_open, {.width_css = 620});
    if (!dialog) return;
    ui::muted(ui::tr("secret.key.help"));
    ui::space(8);
    {
      ui::Grid grid("secret.key.parts", {.min_width_css = 240, .max_columns = 2});
      grid.next();
      ui::text(ui::tr("secret.key.public"), ui::TextRole::strong);
      ui::qr_view("secret.key.public_code", status.key_public, 190);
      ui::text(status.key_public, ui::TextRole::small);
      copy_button("secret.key.copy_public", status.key_public, requests);
      grid.next();
      ui::text(ui::tr("secret.key.secret"), ui::TextRole::strong);
      ui::qr_view("secret.key.secret_code", status.key_secret, 190);
      ui::text(status.key_secret, ui::TextRole::small, ui::Token::warn);
      if (ui::button("secret.key.save", {.icon = ui::icon::download})) requests.push(SecretRequest(SaveKey{}));
    }
    ui::muted(ui::tr("secret.key.keep"));
    const ui::Enabled can_use = status.is_key_saved ? ui::Enabled::yes : ui::Enabled::no;
    if (dialog.footer("secret.key.use", {.kind = ui::ButtonKind::primary, .enabled = can_use}) && status.is_key_saved)
      requests.push(SecretRequest(UseKey{}));
  }
  if (!is_open) requests.push(SecretRequest(ForgetSecrets{}));
}

void ask_dialog(const SecretStatus& status, SecretDialogs& state, Requests& requests) {
  bool is_open = true;
  bool is_given = false;
  {
    ui::Dialog dialog("secret.ask", is_open);
    if (!dialog) return;
    ui::text(ui::trf(status.asks_for_passphrase ? "secret.ask.passphrase_for" : "secret.ask.key_for",
                     {{"file", status.asks_for}}));
    const std::string error = error_words(status.ask_error);
    const char* field = status.asks_for_passphrase ? "secret.passphrase" : "secret.identity";
    ui::password_field(field, state.typed, {.error = error, .is_required = true});
    is_given = ui::was_submitted();
    if (!status.asks_for_passphrase && ui::button("secret.ask.key_file", {.icon = ui::icon::folder_open}))
      requests.push(PickFile{FilePurpose::key});
    if (status.is_busy) ui::muted(ui::tr("secret.busy"));
    const bool can_go = !status.is_busy && !state.typed.empty();
    const ui::ButtonOptions main{.kind = ui::ButtonKind::primary,
                                 .enabled = can_go ? ui::Enabled::yes : ui::Enabled::no};
    is_given = (dialog.footer("secret.ask.open", main) || is_given) && can_go;
  }
  if (is_given) requests.push(SecretRequest(GiveSecret{state.typed}));
  if (!is_open) requests.push(DropPreview{});
  if (is_given || !is_open) age::wipe(state.typed);
}

}  // namespace

void secret_dialogs(const ViewInput& input, SecretDialogs& state, Requests& requests) {
  const SecretStatus& status = input.status.secrets;
  if (!status.words.empty())
    words_dialog(status, state, requests);
  else if (!status.key_public.empty())
    key_dialog(status, requests);
  else if (!status.asks_for.empty())
    ask_dialog(status, state, requests);
}

void shut_view(const ViewInput& input, SecretDialogs& state, Requests& requests) {
  constexpr float page_css = 480 + 64;
  ImVec4& area = ui::current().content;
  const float spare = area.z - ui::px(page_css);
  if (spare > 0) area = {area.x + spare / 2, area.y, ui::px(page_css), area.w};
  const SecretStatus& status = input.status.secrets;
  const ui::Page page("lock.title", {.subtitle = ui::tr("lock.subtitle"), .max_width_css = 480});
  language_switch(requests);
  ui::space(12);
  const ui::Card card("lock.card", {.icon = ui::icon::lock});
  const std::string error = error_words(status.lock_error);
  ui::password_field("lock.passphrase", state.typed, {.error = error, .is_required = true});
  const bool is_submitted = ui::was_submitted();
  const bool can_go = !status.is_busy && !state.typed.empty();
  const bool is_pressed = ui::button("lock.open", {.kind = ui::ButtonKind::primary,
                                                   .icon = ui::icon::lock_open,
                                                   .enabled = can_go ? ui::Enabled::yes : ui::Enabled::no});
  if (status.is_busy) ui::muted(ui::tr("secret.busy"));
  if (!can_go || !(is_pressed || is_submitted)) return;
  requests.push(SecretRequest(OpenLock{state.typed}));
  age::wipe(state.typed);
}

}  // namespace zhike::views
