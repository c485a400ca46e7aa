// The rail with its badges; below it (on phones: in a bar above the page) the state of saving and the tools.
#include <algorithm>
#include <array>

#include "web/views/app_parts.h"

namespace zhike::views {
namespace {

constexpr std::array<ui::RailItem, std::size(rooms)> rail_items{
    ui::RailItem{"room.today", ui::icon::calendar_check, "#/today"},
    ui::RailItem{"room.customers", ui::icon::users, "#/customers"},
    ui::RailItem{"room.complaints", ui::icon::message_square_warning, "#/complaints"},
    ui::RailItem{"room.surveys", ui::icon::clipboard_list, "#/surveys"},
    ui::RailItem{"room.insights", ui::icon::chart_no_axes_combined, "#/insights"},
    ui::RailItem{"room.organisation", ui::icon::building_2, "#/organisation"},
    ui::RailItem{"room.data", ui::icon::database, "#/data"},
    ui::RailItem{"room.settings", ui::icon::settings, "#/settings"},
};

struct SavingLook {
  const char* key;
  const char* icon;
  ui::Token ink;
};

SavingLook look_of(const Status& status) {
  if (status.writing == Writing::reader) return {"app.saving.read_only", ui::icon::lock, ui::Token::info};
  if (status.writing == Writing::memory_only) return {"app.saving.memory", ui::icon::cloud_off, ui::Token::warn};
  switch (status.saving) {
    case Saving::saving:
      return {"app.saving.saving", ui::icon::loader_circle, ui::Token::text_muted};
    case Saving::unsaved:
      return {"app.saving.unsaved", ui::icon::circle_dot, ui::Token::warn};
    case Saving::failed:
      return {"app.saving.failed", ui::icon::circle_alert, ui::Token::bad};
    case Saving::saved:
      break;
  }
  return {"app.saving.saved", ui::icon::circle_check, ui::Token::good};
}

enum class Words { shown, hidden };

// A live region: read aloud when it changes.
void saving_state(const Status& status, Words words) {
  const SavingLook look = look_of(status);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const std::string_view text = ui::tr(look.key);
  const float width = words == Words::shown ? ui::px(188) : ui::px(36), height = ui::px(24);
  ImGui::BeginGroup();
  if (words == Words::hidden) ImGui::SetCursorScreenPos({at.x + ui::px(9), at.y + ui::px(3)});
  ui::draw_icon(look.icon, look.ink, 18);
  if (words == Words::shown) {
    ui::same_line(6);
    ImGui::SetCursorScreenPos({ImGui::GetCursorScreenPos().x, at.y + ui::px(1)});
  }
  const ui::Group group({.role = ui::Role::status,
                         .key = "app.saving",
                         .name = std::string(text),
                         .min = at,
                         .max = {at.x + width, at.y + height}});
  if (words == Words::shown) ui::text(text, ui::TextRole::small, look.ink, ui::Wrap::ellipsis);
  ImGui::EndGroup();
  if (words == Words::hidden) ui::tooltip(text);
}

void undo_buttons(const Status& status, Requests& requests) {
  const auto enabled = [&](const std::string& name) {
    return name.empty() || status.writing == Writing::reader || status.is_job_running ? ui::Enabled::no
                                                                                      : ui::Enabled::yes;
  };
  const auto hint = [](const char* key, const std::string& name) {
    return name.empty() ? std::string() : ui::trf(key, {{"what", ui::tr(name)}});
  };
  const std::string undo = hint("app.undo.what", status.undo_name), redo = hint("app.redo.what", status.redo_name);
  if (ui::icon_button("app.undo", ui::icon::undo_2,
                      {.hint = undo, .shortcut = "Ctrl+Z", .enabled = enabled(status.undo_name)}))
    requests.run(commands::Undo{});
  ui::same_line(2);
  if (ui::icon_button("app.redo", ui::icon::redo_2,
                      {.hint = redo, .shortcut = "Ctrl+Shift+Z", .enabled = enabled(status.redo_name)}))
    requests.run(commands::Redo{});
}

void search_button(AppState& state) {
  if (ui::icon_button("app.search", ui::icon::search, {.shortcut = "Ctrl+K"})) state.palette.is_open = true;
}

// Language, theme and help in one menu.
void more_menu(const Status& status, AppState& state, Requests& requests) {
  const i18n::Lang lang = ui::current().lang;
  const auto mark = [](bool is_on) { return is_on ? ui::icon::check : nullptr; };
  const ui::MenuItem items[] = {
      {.key = "language.zh-Hans", .icon = mark(lang == i18n::Lang::zh_hans)},
      {.key = "language.zh-Hant", .icon = mark(lang == i18n::Lang::zh_hant)},
      {.key = "language.en", .icon = mark(lang == i18n::Lang::en)},
      {.key = "app.theme.system", .icon = mark(status.theme == "system"), .has_divider_before = true},
      {.key = "app.theme.light", .icon = mark(status.theme == "light")},
      {.key = "app.theme.dark", .icon = mark(status.theme == "dark")},
      {.key = "app.shortcuts", .icon = ui::icon::keyboard, .shortcut = "?", .has_divider_before = true},
      {.key = "room.settings", .icon = ui::icon::settings},
  };
  constexpr const char* values[] = {"zh-Hans", "zh-Hant", "en", "system", "light", "dark"};
  const int chosen = ui::menu_button("app.more", ui::icon::languages, items, {.kind = ui::ButtonKind::ghost});
  if (chosen == 6)
    state.is_shortcuts_open = true;
  else if (chosen == 7)
    requests.go("settings");
  else if (chosen >= 0)
    requests.push(SetPreference{chosen < 3 ? "lang" : "theme", values[chosen]});
}

// Below the rail's rooms.
void side_tools(const ViewInput& input, AppState& state, ImVec2 at, ImVec2 size, Requests& requests) {
  const bool is_narrow = size.x < ui::px(120);
  ImGui::SetCursorScreenPos(at);
  ImGui::BeginChild("app.tools", size, ImGuiChildFlags_NavFlattened, ImGuiWindowFlags_NoScrollbar);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 end{at.x + size.x, at.y + size.y};
  const float line = std::max(1.0f, ui::px(1));
  list->AddRectFilled(at, end, ui::color(ui::Token::surface));
  list->AddRectFilled({end.x - line, at.y}, end, ui::color(ui::Token::border));
  list->AddRectFilled({at.x + ui::px(10), at.y}, {end.x - ui::px(10), at.y + line}, ui::color(ui::Token::border));
  const float left = at.x + ui::px(14);
  ImGui::SetCursorScreenPos({left, at.y + ui::px(10)});
  saving_state(input.status, is_narrow ? Words::hidden : Words::shown);
  ImGui::SetCursorScreenPos({is_narrow ? left : at.x + ui::px(8), at.y + ui::px(38)});
  if (is_narrow) {
    ImGui::BeginGroup();
    search_button(state);
    more_menu(input.status, state, requests);
    ImGui::EndGroup();
  } else {
    undo_buttons(input.status, requests);
    ui::same_line(2);
    search_button(state);
    ui::same_line(2);
    more_menu(input.status, state, requests);
  }
  ImGui::EndChild();
}

// Phones: a bar above the page.
void top_bar(const ViewInput& input, AppState& state, Requests& requests) {
  ImVec4& area = ui::current().content;
  const float height = ui::px(52);
  const ImVec2 at{area.x, area.y}, end{area.x + area.z, area.y + height};
  ImGui::SetCursorScreenPos(at);
  ImGui::BeginChild("app.tools", {area.z, height}, ImGuiChildFlags_NavFlattened, ImGuiWindowFlags_NoScrollbar);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, end, ui::color(ui::Token::surface));
  list->AddRectFilled({at.x, end.y - std::max(1.0f, ui::px(1))}, end, ui::color(ui::Token::border));
  ImGui::SetCursorScreenPos({at.x + ui::px(16), at.y + ui::px(14)});
  ui::text(ui::tr("ui.app"), ui::TextRole::heading);
  const float tool_css = ui::current().touch ? ui::touch_target : ui::control_height;
  const float tools = end.x - ui::px(4 * (tool_css + 2) + 8);
  ImGui::SetCursorScreenPos({tools - ui::px(40), at.y + ui::px(14)});
  saving_state(input.status, Words::hidden);
  ImGui::SetCursorScreenPos({tools, at.y + ui::px((52 - tool_css) / 2)});
  undo_buttons(input.status, requests);
  ui::same_line(2);
  search_button(state);
  ui::same_line(2);
  more_menu(input.status, state, requests);
  ImGui::EndChild();
  area.y += height;
  area.w -= height;
}

// Of a large book the numbers come some frames later, and not before a job has ended that changes them all the time.
bool are_badges_known(const ViewInput& input) {
  if (!is_large(input.doc)) return true;
  if (input.status.is_job_running) return false;
  const bool has_more = input.cache.prepare_today(input.doc, input.today);
  if (has_more) ui::wake_in(0);
  return !has_more;
}

std::array<ui::RailItem, std::size(rooms)> items_with_badges(const ViewInput& input, Badges& badges) {
  if (are_badges_known(input)) {
    badges.overdue = static_cast<int>(input.cache.today(input.doc, {}, input.today).overdue);
    badges.unsolved =
        static_cast<int>(input.cache.complaints(input.doc, {.status = "unsolved"}, input.today).rows.size());
    badges.conflicts = static_cast<int>(input.cache.conflicts(input.doc, {}).rows.size());
  }
  std::array<ui::RailItem, std::size(rooms)> items = rail_items;
  items[0].badge = badges.overdue;
  items[2].badge = badges.unsolved;
  items[6].badge = badges.conflicts;
  return items;
}

}  // namespace

void app_rail(const ViewInput& input, AppState& state, Requests& requests) {
  ImVec4& area = ui::current().content;
  const bool is_phone = ui::is_phone();
  if (is_phone) top_bar(input, state, requests);
  const float tools = is_phone ? 0 : ui::px(ui::current().size_class == ui::SizeClass::wide ? 88 : 128);
  const ImVec4 before = area;
  area.w -= tools;
  const auto items = items_with_badges(input, state.badges);
  const int pressed = ui::rail("app.rooms", items, find_room(read_route(state.route).room));
  if (pressed >= 0) requests.go(std::string(rooms[pressed]));
  if (is_phone) return;
  area.w = before.w;
  side_tools(input, state, {before.x, before.y + before.w - tools}, {area.x - before.x, tools}, requests);
}

}  // namespace zhike::views
