#include "web/views/welcome.h"

#include <algorithm>

#include "core/base/text.h"

namespace zhike::views {
namespace {

enum class Way { import, merge, demo, empty };

void begin(WelcomeState& state, Way way, Requests& requests) {
  const std::string by(base::trim(state.by));
  if (by.empty()) {
    state.asks_for_name = true;
    ui::request_focus("welcome.by");
    return;
  }
  requests.push(StartBook{by});
  switch (way) {
    case Way::import:
      requests.push(PickFile{FilePurpose::import});
      break;
    case Way::merge:
      requests.push(PickFile{FilePurpose::merge});
      break;
    case Way::demo:
      requests.push(StartDemo{});
      break;
    case Way::empty:
      break;
  }
  requests.go(way == Way::import || way == Way::merge ? "data" : "today");
}

struct WayCard {
  const char* key;
  const char* title_key;
  const char* text_key;
  const char* icon;
  Way way;
};

void way_card(const WayCard& way, WelcomeState& state, Requests& requests, ui::ButtonKind kind) {
  const ui::Card card(way.title_key, {.icon = way.icon});
  ui::text(ui::tr(way.text_key), ui::TextRole::body, ui::Token::text_muted);
  ui::space(4);
  if (ui::button(way.key, {.kind = kind, .width_css = -1})) begin(state, way.way, requests);
}

void name_field(WelcomeState& state) {
  const bool is_missing = state.asks_for_name && base::trim(state.by).empty();
  const ui::FieldOptions options{.example = ui::tr("welcome.by.example"),
                                 .help = ui::tr("welcome.by.help"),
                                 .error = is_missing ? ui::tr("welcome.by.missing") : std::string_view(),
                                 .is_required = true,
                                 .width_css = ui::is_phone() ? 0.0f : 420.0f};
  ui::text_field("welcome.by", state.by, options);
}

}  // namespace

void language_switch(Requests& requests) {
  std::string lang(i18n::lang_code(ui::current().lang));
  const ui::Option options[] = {
      {"zh-Hans", ui::tr("language.zh-Hans")}, {"zh-Hant", ui::tr("language.zh-Hant")}, {"en", ui::tr("language.en")}};
  if (ui::segmented("app.language", lang, options, {.is_label_hidden = true}))
    requests.push(SetPreference{"lang", lang});
}

void theme_switch(const Status& status, Requests& requests) {
  std::string theme = status.theme;
  const ui::Option options[] = {{"system", ui::tr("app.theme.system"), ui::icon::monitor},
                                {"light", ui::tr("app.theme.light"), ui::icon::sun},
                                {"dark", ui::tr("app.theme.dark"), ui::icon::moon}};
  if (ui::segmented("app.theme", theme, options, {.is_label_hidden = true}))
    requests.push(SetPreference{"theme", theme});
}

void welcome_view(const ViewInput& input, WelcomeState& state, Requests& requests) {
  constexpr float page_css = 980 + 64;
  ImVec4& area = ui::current().content;
  const float spare = area.z - ui::px(page_css);
  if (spare > 0) area = {area.x + spare / 2, area.y, ui::px(page_css), area.w};
  const ui::Page page("welcome.title", {.subtitle = ui::tr("welcome.subtitle"), .max_width_css = 980});
  {
    ui::Grid switches("welcome.switches", {.min_width_css = 340, .max_columns = 2});
    switches.next();
    language_switch(requests);
    switches.next();
    theme_switch(input.status, requests);
  }
  ui::space(12);
  {
    const ui::Card card("welcome.name", {.icon = ui::icon::user_round});
    name_field(state);
  }
  ui::space(8);
  constexpr WayCard ways[] = {
      {"welcome.import", "welcome.import.title", "welcome.import.text", ui::icon::file_up, Way::import},
      {"welcome.merge", "welcome.merge.title", "welcome.merge.text", ui::icon::merge, Way::merge},
      {"welcome.demo", "welcome.demo.title", "welcome.demo.text", ui::icon::printer, Way::demo},
  };
  {
    ui::Grid grid("welcome.ways", {.min_width_css = 260, .max_columns = 3});
    for (const WayCard& way : ways) {
      grid.next();
      way_card(way, state, requests, &way == ways ? ui::ButtonKind::primary : ui::ButtonKind::secondary);
    }
  }
  ui::space(8);
  if (ui::link("welcome.empty")) begin(state, Way::empty, requests);
  ui::space(4);
  ui::muted(ui::tr("welcome.local"));
}

}  // namespace zhike::views
