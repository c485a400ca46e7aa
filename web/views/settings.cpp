#include "web/views/settings.h"

#include "core/base/text.h"
#include "web/views/settings_rules.h"
#include "web/views/welcome.h"

namespace zhike::views {
namespace {

void text_size_switch(Requests& requests) {
  constexpr std::string_view keys[] = {"small", "normal", "large"};
  std::string size(keys[static_cast<std::size_t>(ui::current().text_size)]);
  const ui::Option options[] = {{keys[0], ui::tr("settings.text_size.small")},
                                {keys[1], ui::tr("settings.text_size.normal")},
                                {keys[2], ui::tr("settings.text_size.large")}};
  if (ui::segmented("settings.text_size", size, options)) requests.push(SetPreference{"text_size", size});
}

void name_field(const Status& status, SettingsState& state, Requests& requests) {
  if (!state.has_by) state.by = status.by;
  if (ui::text_field("settings.by", state.by, {.help = ui::tr("settings.by.help"), .is_required = true}))
    state.has_by = true;
  const bool is_submitted = ui::was_submitted();
  const std::string by(base::trim(state.by));
  if (!state.has_by || by.empty() || by == status.by) return;
  if (ui::button("settings.by.save", {.kind = ui::ButtonKind::primary}) || is_submitted) {
    requests.push(SetPreference{"by", by});
    state.has_by = false;
  }
}

void device_card(const ViewInput& input, SettingsState& state, Requests& requests) {
  const ui::Card card("settings.device", {.subtitle = ui::tr("settings.device.help"), .icon = ui::icon::monitor});
  ui::Grid grid("settings.device.grid", {.min_width_css = 300, .max_columns = 2});
  grid.next();
  ui::muted(ui::tr("app.language"));
  language_switch(requests);
  grid.next();
  ui::muted(ui::tr("app.theme"));
  theme_switch(input.status, requests);
  grid.next();
  text_size_switch(requests);
  grid.next();
  name_field(input.status, state, requests);
  grid.next();
  bool has_debug_page = input.status.has_debug_page;
  if (ui::checkbox("settings.debug", has_debug_page)) requests.push(SetPreference{"debug", has_debug_page ? "1" : ""});
  if (has_debug_page && ui::link("settings.debug.open", {.href = "#/debug", .icon = ui::icon::arrow_right}))
    requests.go("debug");
}

void setting_field(const ViewInput& input, SettingsState& state, const query::SettingDef& def, Requests& requests) {
  const std::string key(def.key), label_key = "setting." + key, help_key = label_key + ".help";
  const std::string stored = query::setting_value(input.doc, def.key);
  const auto draft = state.typed.find(key);
  std::string value = draft == state.typed.end() ? stored : draft->second;
  const bool is_sound = query::is_valid_setting(def, base::trim(value));
  const std::string_view help = i18n::has_text(help_key) ? ui::tr(help_key) : std::string_view();
  const ui::FieldOptions options{.help = help, .error = is_sound ? std::string_view() : ui::tr("settings.invalid")};
  const bool is_text = def.kind == schema::Kind::text;
  const bool has_changed =
      is_text ? ui::text_field(label_key.c_str(), value, options) : ui::number_field(label_key.c_str(), value, options);
  const bool is_submitted = ui::was_submitted();
  if (has_changed) state.typed[key] = value;
  if (value == stored) state.typed.erase(key);
  if (!state.typed.contains(key) || !is_sound) return;
  const ui::RowScope row(key);
  if (ui::button("settings.save", {.kind = ui::ButtonKind::primary}) || is_submitted) {
    requests.run(commands::SetSetting{key, std::string(base::trim(value))});
    state.typed.erase(key);
  }
}

void book_card(const ViewInput& input, SettingsState& state, Requests& requests) {
  const ui::Card card("settings.book", {.subtitle = ui::tr("settings.book.help"), .icon = ui::icon::book_open});
  ui::FormGrid form("settings.book.form", 3);
  for (const query::SettingDef& def : query::setting_defs()) {
    if (def.key == query::headquarters_key) continue;  // has a card of its own
    form.field();
    setting_field(input, state, def, requests);
  }
}

}  // namespace

void settings_view(const ViewInput& input, SettingsState& state, Requests& requests) {
  const ui::Page page("room.settings", {.max_width_css = 1040});
  device_card(input, state, requests);
  ui::space(8);
  headquarters_part(input, state.keys, requests);
  ui::space(8);
  lock_part(input, requests);
  ui::space(8);
  tier_rules_part(input, state, requests);
  ui::space(8);
  cadence_rules_part(input, state, requests);
  ui::space(8);
  book_card(input, state, requests);
}

}  // namespace zhike::views
