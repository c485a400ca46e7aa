// Command palette (Ctrl+K), keys that work in every room, and the dialog that lists them.
#include <algorithm>
#include <array>
#include <vector>

#include "core/base/text.h"
#include "web/views/app_parts.h"

namespace zhike::views {
namespace {

// Room keys: "g" and then one of these, in the order of `rooms`.
constexpr std::array<const char*, std::size(rooms)> room_letters{"t", "c", "p", "s", "i", "o", "d", "e"};
constexpr std::array<const char*, std::size(rooms)> room_keys{"room.today",   "room.customers", "room.complaints",
                                                              "room.surveys", "room.insights",  "room.organisation",
                                                              "room.data",    "room.settings"};
constexpr std::array<const char*, std::size(rooms)> alt_chords{"alt+1", "alt+2", "alt+3", "alt+4",
                                                               "alt+5", "alt+6", "alt+7", "alt+8"};
constexpr double wait_for_letter_s = 1.5;

struct CommandDef {
  const char* id;
  const char* key;
  const char* icon;
  const char* shortcut;
};
constexpr CommandDef command_defs[] = {
    {"new_customer", "app.command.new_customer", ui::icon::user_plus, ""},
    {"log_contact", "app.command.log_contact", ui::icon::notebook_pen, ""},
    {"import", "app.command.import", ui::icon::file_up, ""},
    {"merge", "app.command.merge", ui::icon::merge, ""},
    {"export", "app.command.export", ui::icon::file_down, "Ctrl+S"},
    {"report", "app.command.report", ui::icon::file_text, ""},
    {"print", "app.command.print", ui::icon::printer, "Ctrl+P"},
    {"demo", "app.command.demo", ui::icon::sparkles, ""},
    {"undo", "app.command.undo", ui::icon::undo_2, "Ctrl+Z"},
    {"redo", "app.command.redo", ui::icon::redo_2, "Ctrl+Shift+Z"},
    {"language", "app.command.language", ui::icon::languages, ""},
    {"theme", "app.command.theme", ui::icon::sun_moon, ""},
    {"shortcuts", "app.shortcuts", ui::icon::keyboard, "?"},
    {"tier_rules", "app.command.tier_rules", ui::icon::layers, ""},
};

store::Handle customer_here(const ViewInput& input, const AppState& state) {
  const Route route = read_route(state.route);
  return route.room == "customers" && route.rec ? input.doc.find(route.rec) : 0;
}

void add_commands(const Status& status, std::vector<ui::PaletteItem>& items) {
  // English words find a command in every language.
  for (const CommandDef& def : command_defs)
    items.push_back({.id = def.id,
                     .label = std::string(ui::tr(def.key)),
                     .hint = def.shortcut,
                     .icon = def.icon,
                     .words = std::string(i18n::text(i18n::Lang::en, def.key))});
  for (std::size_t i = 0; i < std::size(rooms); ++i)
    items.push_back({.id = "room." + std::string(rooms[i]),
                     .label = std::string(ui::tr(room_keys[i])),
                     .hint = "Alt+" + std::to_string(i + 1),
                     .icon = ui::icon::arrow_right,
                     .words = std::string(rooms[i])});
  if (status.has_debug_page)
    items.push_back({.id = "room.debug",
                     .label = std::string(ui::tr("room.debug")),
                     .icon = ui::icon::wrench,
                     .words = std::string(debug_room)});
}

std::string route_of(const ViewInput& input, const query::SearchHit& hit) {
  const std::string id = base::write_id(input.doc.id(hit.record));
  const std::string_view type = schema::registry[hit.type].key;
  if (type == "customer") return "customers/" + id;
  if (type == "complaint") return "complaints/" + id;
  if (type == "survey") return "surveys/" + id;
  return hit.customer ? "customers/" + base::write_id(input.doc.id(hit.customer)) : std::string();
}

void add_found(const ViewInput& input, std::string_view typed, bool is_customers_only,
               std::vector<ui::PaletteItem>& items) {
  const std::string text(base::trim(typed));
  if (text.empty()) return;
  for (const query::SearchHit& hit : input.cache.search(input.doc, {.text = text, .limit = 12}).hits) {
    const bool is_customer = hit.type == schema::type_of<schema::Customer>;
    const std::string route = route_of(input, hit);
    if (route.empty() || (is_customers_only && !is_customer)) continue;
    const std::string label_key = "record." + std::string(schema::registry[hit.type].key);
    const bool is_listed = std::ranges::any_of(items, [&](const ui::PaletteItem& i) { return i.id == "=" + route; });
    if (is_listed) continue;
    items.push_back({.id = "=" + route,
                     .label = hit.title,
                     .hint = std::string(ui::tr(label_key)),
                     .icon = is_customer ? ui::icon::user : ui::icon::file_text,
                     .words = {}});
  }
}

void start_contact(const ViewInput& input, AppState& state, store::Handle customer) {
  if (customer != 0) {
    open_contact(state.rooms->editors.contact, input.doc, customer);
    return;
  }
  state.is_picking_contact = true;  // whose contact? the palette again, customers only
  state.opens_palette_next = true;
}

void carry_out(const ViewInput& input, AppState& state, std::string_view id, Requests& requests) {
  if (id == "new_customer") open_new_record(state.rooms->editors.record, "customer", {});
  if (id == "log_contact") start_contact(input, state, customer_here(input, state));
  if (id == "import") requests.push(PickFile{FilePurpose::import});
  if (id == "merge") requests.push(PickFile{FilePurpose::merge});
  if (id == "export") requests.push(Export{});
  if (id == "report") requests.push(Export{ExportKind::report, {}});
  if (id == "print") requests.push(Print{});
  if (id == "demo") requests.push(StartDemo{});
  if (id == "undo") requests.run(commands::Undo{});
  if (id == "redo") requests.run(commands::Redo{});
  if (id == "language") next_language(requests);
  if (id == "theme") next_theme(input.status, requests);
  if (id == "shortcuts") state.is_shortcuts_open = true;
  if (id == "tier_rules") requests.go("settings");
  if (id == "import" || id == "merge") requests.go("data");
  if (id.starts_with("room.")) requests.go(std::string(id.substr(5)));
}

void room_shortcuts(AppState& state, Requests& requests) {
  const double now = ImGui::GetTime();
  if (state.waits_for_room_until_s > now) {
    for (std::size_t i = 0; i < std::size(rooms); ++i) {
      if (!ui::shortcut(room_letters[i])) continue;
      requests.go(std::string(rooms[i]));
      state.waits_for_room_until_s = 0;
    }
  } else if (ui::shortcut("g")) {
    state.waits_for_room_until_s = now + wait_for_letter_s;
  }
  for (std::size_t i = 0; i < std::size(rooms); ++i)
    if (ui::shortcut(alt_chords[i])) requests.go(std::string(rooms[i]));
}

struct KeyLine {
  const char* key;
  const char* chord;
};
constexpr KeyLine key_lines[] = {
    {"app.keys.search", "Ctrl+K"}, {"app.keys.undo", "Ctrl+Z"},     {"app.keys.redo", "Ctrl+Shift+Z"},
    {"app.keys.backup", "Ctrl+S"}, {"app.keys.rooms", "Alt+1 … 8"}, {"app.keys.go", "G  T · C · P · S · I · O · D · E"},
    {"app.keys.move", "↑ ↓"},      {"app.keys.open", "Enter"},      {"app.keys.select", "Space"},
    {"app.keys.keep", "K"},        {"app.keys.broken", "B"},        {"app.keys.log", "L"},
    {"app.keys.close", "Esc"},     {"app.keys.save", "Ctrl+Enter"}, {"app.shortcuts", "?"},
};

void shortcuts_dialog(AppState& state) {
  if (const ui::Dialog dialog("app.shortcuts", state.is_shortcuts_open, {.width_css = 560, .closes_on_scrim = true});
      dialog) {
    for (const KeyLine& line : key_lines) {
      ui::text(ui::tr(line.key), ui::TextRole::body, ui::Token::text, ui::Wrap::ellipsis);
      ui::same_line();
      const ui::RightAlign right(line.key);
      ui::key_hint(line.chord);
    }
  }
}

}  // namespace

void next_language(Requests& requests) {
  constexpr std::string_view codes[] = {"en", "zh-Hans", "zh-Hant"};
  const std::string_view now = i18n::lang_code(ui::current().lang);
  const auto* at = std::ranges::find(codes, now);
  const std::size_t next = at == std::end(codes) ? 0 : (static_cast<std::size_t>(at - codes) + 1) % std::size(codes);
  requests.push(SetPreference{"lang", std::string(codes[next])});
}

void next_theme(const Status& status, Requests& requests) {
  const bool is_dark = status.theme == "dark" || (status.theme == "system" && ui::is_dark(ui::current().theme));
  requests.push(SetPreference{"theme", is_dark ? "light" : "dark"});
}

void app_palette(const ViewInput& input, AppState& state, Requests& requests) {
  if (std::exchange(state.opens_palette_next, false)) state.palette.is_open = true;
  if (!state.palette.is_open) {
    state.is_picking_contact = false;
    return;
  }
  std::vector<ui::PaletteItem> items;
  if (!state.is_picking_contact) add_commands(input.status, items);
  add_found(input, state.palette.query, state.is_picking_contact, items);
  const std::string chosen =
      ui::palette(state.is_picking_contact ? "app.palette.contact" : "app.palette", state.palette, items);
  if (chosen.empty()) return;
  if (!chosen.starts_with('=')) {
    carry_out(input, state, chosen, requests);
  } else if (state.is_picking_contact) {
    start_contact(input, state, input.doc.find(read_route(std::string_view(chosen).substr(1)).rec));
  } else {
    requests.go(chosen.substr(1));
  }
  if (!state.opens_palette_next) state.is_picking_contact = false;
}

void app_keys(const ViewInput& input, AppState& state, Requests& requests) {
  const Status& status = input.status;
  const bool can_change = status.writing != Writing::reader && !status.is_job_running && !ui::is_text_field_active();
  if (ui::shortcut("ctrl+k")) state.palette.is_open = true;
  if (ui::shortcut("ctrl+s")) requests.push(Export{});
  if (ui::shortcut("?")) state.is_shortcuts_open = true;
  if (can_change && !status.undo_name.empty() && ui::shortcut("ctrl+z")) requests.run(commands::Undo{});
  const bool is_redo = ui::shortcut("ctrl+shift+z") || ui::shortcut("ctrl+y");
  if (can_change && !status.redo_name.empty() && is_redo) requests.run(commands::Redo{});
  room_shortcuts(state, requests);
  shortcuts_dialog(state);
}

}  // namespace zhike::views
