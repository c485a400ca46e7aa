// Call flow: app_view → welcome, or rail → notices → the room at the route → palette, shortcuts, toasts.
#include "web/views/app.h"

#include "core/i18n/error_text.h"
#include "web/views/app_parts.h"

namespace zhike::views {
namespace {

// An address is applied to its room once; afterwards the room's own controls decide.
void apply_route(AppState& state, const Route& route) {
  Rooms& all = *state.rooms;
  if (route.room == "customers") apply_customers_route(all.customers, route);
  if (route.room == "complaints") apply_complaints_route(all.complaints, route);
  if (route.room == "organisation") apply_organisation_route(all.organisation, route);
  if (route.room == "data" && route.find("part") == "conflicts") all.data.wants_conflicts = true;
}

void show_room(const ViewInput& input, AppState& state, const Route& route, Requests& requests) {
  Rooms& all = *state.rooms;
  if (route.room == debug_room && input.status.has_debug_page) {
    debug_view(input, all.debug, route, requests);
    return;
  }
  const store::Handle selected = route.rec ? input.doc.find(route.rec) : 0;
  switch (find_room(route.room)) {
    case 1:
      if (route.rec)
        customer_card_view(input, all.customer_card, selected, requests);
      else
        customers_view(input, all.customers, requests);
      return;
    case 2:
      complaints_view(input, all.complaints, selected, requests);
      return;
    case 3:
      surveys_view(input, all.surveys, selected, requests);
      return;
    case 4:
      insights_view(input, all.insights, requests);
      return;
    case 5:
      organisation_view(input, all.organisation, requests);
      return;
    case 6:
      data_view(input, all.data, requests);
      return;
    case 7:
      settings_view(input, all.settings, requests);
      return;
    default:
      today_view(input, all.today, requests);
      return;
  }
}

void draw_toasts(Requests& requests) {
  const std::optional<std::string> token = ui::toasts_widget(ui::current().toasts);
  if (token) requests.run(commands::Undo{});
}

// --- notices ---
void storage_notices(const ViewInput& input, AppState& state, Requests& requests) {
  const Status& status = input.status;
  if (status.writing == Writing::reader &&
      ui::banner("app.reader", ui::tr("app.reader.text"), {.action_key = "app.reader.ask"}) == ui::BannerAct::act)
    requests.push(AskWriter{});
  if (status.writing == Writing::memory_only &&
      ui::banner("app.memory_only", ui::tr("app.memory_only.text"),
                 {.tone = ui::Tone::warn, .action_key = "app.save_copy"}) == ui::BannerAct::act)
    requests.push(Export{});
  if (status.saving == Saving::failed &&
      ui::banner("app.save_failed", i18n::error_text(ui::current().lang, status.save_error),
                 {.tone = ui::Tone::bad, .action_key = "app.save_copy"}) == ui::BannerAct::act)
    requests.push(Export{});
  if (!status.problems.empty() && !state.is_problems_dismissed) {
    const ui::BannerAct act =
        ui::banner("app.problems", ui::trf("app.problems.text", {{"n", status.problems.size()}}),
                   {.tone = ui::Tone::warn, .action_key = "app.problems.show", .is_dismissible = true});
    if (act == ui::BannerAct::act) requests.go("data");
    if (act != ui::BannerAct::none) state.is_problems_dismissed = true;
  }
}

void file_notice(const Status& status, Requests& requests) {
  if (!status.file_error) return;
  const std::string words = i18n::error_text(ui::current().lang, *status.file_error);
  const ui::BannerAct act = ui::banner(
      "app.file_error", words, {.tone = ui::Tone::bad, .action_key = "app.file_error.other", .is_dismissible = true});
  if (act == ui::BannerAct::act) requests.push(PickFile{});
  if (act == ui::BannerAct::dismiss) requests.push(DropPreview{});
}

void job_notice(const Status& status, Requests& requests) {
  if (!status.is_job_running) return;
  const std::string_view phase = ui::tr(status.job_phase.empty() ? status.job_name : status.job_phase);
  const std::string words = status.job_total > 0
                                ? ui::trf("app.job.progress", {{"job", ui::tr(status.job_name)},
                                                               {"phase", phase},
                                                               {"done", status.job_done},
                                                               {"total", status.job_total}})
                                : ui::trf("app.job.phase", {{"job", ui::tr(status.job_name)}, {"phase", phase}});
  if (ui::progress("app.job", status.job_total > 0 ? status.job_share : -1, words,
                   status.can_cancel_job ? "app.job.cancel" : nullptr))
    requests.push(CancelJob{});
}

bool has_notice(const Status& status, const AppState& state) {
  return status.writing != Writing::writer || status.saving == Saving::failed || status.file_error ||
         status.is_job_running || !state.left_drafts.empty() ||
         (!status.problems.empty() && !state.is_problems_dismissed) ||
         (status.is_update_ready && !state.is_update_dismissed);
}

}  // namespace

AppState::AppState() : rooms(std::make_unique<Rooms>()) {}
AppState::~AppState() = default;
AppState::AppState(AppState&&) noexcept = default;
AppState& AppState::operator=(AppState&&) noexcept = default;

void go_to(AppState& state, std::string_view route) {
  state.route = write_route(read_route(route));
  state.is_route_new = true;
}

void app_notices(const ViewInput& input, AppState& state, Requests& requests) {
  if (!has_notice(input.status, state)) return;
  ImVec4& area = ui::current().content;
  const float margin = ui::px(ui::is_phone() ? 12 : 32);
  ImGui::SetCursorScreenPos({area.x, area.y});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {margin, ui::px(10)});
  ImGui::BeginChild(
      "app.notices", {area.z, 0},
      ImGuiChildFlags_AutoResizeY | ImGuiChildFlags_AlwaysUseWindowPadding | ImGuiChildFlags_NavFlattened);
  ImGui::PopStyleVar();
  storage_notices(input, state, requests);
  file_notice(input.status, requests);
  job_notice(input.status, requests);
  drafts_notice(input, state, requests);
  if (input.status.is_update_ready && !state.is_update_dismissed) {
    const ui::BannerAct act = ui::banner("app.update", ui::tr("app.update.text"),
                                         {.action_key = "app.update.reload", .is_dismissible = true});
    if (act == ui::BannerAct::act) requests.push(Reload{});
    if (act == ui::BannerAct::dismiss) state.is_update_dismissed = true;
  }
  ImGui::EndChild();
  const float height = ImGui::GetItemRectSize().y;
  area.y += height;
  area.w -= height;
}

void app_view(const ViewInput& input, AppState& state, Requests& requests) {
  if (input.status.secrets.is_shut) {
    shut_view(input, state.secrets, requests);
    draw_toasts(requests);
    return;
  }
  if (!input.status.has_book) {
    app_notices(input, state, requests);
    welcome_view(input, state.welcome, requests);
    draw_toasts(requests);
    return;
  }
  if (!std::exchange(state.has_looked_for_drafts, true)) state.left_drafts = ui::current().drafts.keys();
  const Route route = read_route(state.route);
  if (std::exchange(state.is_route_new, false)) apply_route(state, route);
  app_rail(input, state, requests);
  app_notices(input, state, requests);
  show_room(input, state, route, requests);
  editors_dialogs(input, state.rooms->editors, requests);
  secret_dialogs(input, state.secrets, requests);
  app_keys(input, state, requests);
  app_palette(input, state, requests);
  draw_toasts(requests);
}

}  // namespace zhike::views
