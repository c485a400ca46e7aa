#include "web/views/data_backup.h"

#include "core/query/settings.h"

namespace zhike::views {
namespace {

void headquarters_way(const ViewInput& input, Requests& requests) {
  const bool has_key = !query::setting_value(input.doc, query::headquarters_key).empty();
  const bool can_go = has_key && !input.status.secrets.is_busy;
  if (ui::button("backup.headquarters", {.kind = ui::ButtonKind::primary,
                                         .icon = ui::icon::lock,
                                         .enabled = can_go ? ui::Enabled::yes : ui::Enabled::no}))
    requests.push(SecretRequest(SaveSealed{SaveSealed::To::headquarters}));
  if (has_key) {
    ui::muted(ui::tr("backup.headquarters.help"));
    return;
  }
  ui::muted(ui::tr("backup.headquarters.none"));
  if (ui::link("backup.headquarters.settings", {.href = "#/settings"})) requests.go("settings");
}

void check_answer(const commands::BackupCheck& check) {
  ui::chip(ui::tr("backup.check.opens"), ui::Tone::good, ui::icon::circle_check);
  ui::text(ui::trf("backup.check.holds",
                   {{"changes", check.changes}, {"records", check.records}, {"customers", check.customers}}));
  if (check.is_equal)
    ui::muted(ui::tr("backup.check.equal"));
  else if (check.newer > 0)
    ui::muted(ui::trf("backup.check.newer", {{"n", check.newer}}));
  else
    ui::muted(ui::tr("backup.check.more"));
}

}  // namespace

void backup_part(const ViewInput& input, Requests& requests) {
  const ui::Card card("backup.card", {.subtitle = ui::tr("backup.help"), .icon = ui::icon::shield_check});
  headquarters_way(input, requests);
  ui::space(4);
  if (ui::button("backup.words", {.icon = ui::icon::key_round})) requests.push(SecretRequest(MakeWords{}));
  ui::muted(ui::tr("backup.words.help"));
  ui::space(4);
  const ui::Enabled can_write = input.status.writing == Writing::reader ? ui::Enabled::no : ui::Enabled::yes;
  if (ui::button("backup.check", {.icon = ui::icon::shield_check, .enabled = can_write}))
    requests.push(PickFile{FilePurpose::check});
  if (ui::button("backup.restore", {.icon = ui::icon::undo_2, .enabled = can_write}))
    requests.push(PickFile{FilePurpose::merge});
  ui::muted(ui::tr("backup.check.help"));
  if (input.status.secrets.backup_check) check_answer(*input.status.secrets.backup_check);
}

}  // namespace zhike::views
