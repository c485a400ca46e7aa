// Forms that were left unsaved by the visit before: one notice that leads back to them.
#include "web/views/app_parts.h"

namespace zhike::views {
namespace {

// "record/customer/<id>", "record/promise/new/<customer>", "contact/<id>" …: the part before the first '/', and the
// rest.
std::pair<std::string_view, std::string_view> cut(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return {text, {}};
  return {text.substr(0, slash), text.substr(slash + 1)};
}

store::Handle record_of(const ViewInput& input, std::string_view id) {
  const auto rec = base::read_id(id);
  return rec ? input.doc.find(*rec) : 0;
}

void open_record_draft(const ViewInput& input, RecordEditorState& editor, std::string_view rest) {
  const auto [type, which] = cut(rest);
  if (!which.starts_with("new/")) {
    open_record(editor, input.doc, record_of(input, which));
    return;
  }
  const auto customer = base::read_id(which.substr(4));
  open_new_record(editor, type, customer ? commands::Fields{{"customer", *customer}} : commands::Fields{});
}

// Opens the form a draft belongs to; false when its record is gone.
bool open_draft(const ViewInput& input, Rooms& rooms, std::string_view key, Requests& requests) {
  const auto [form, rest] = cut(key);
  if (form == "record") {
    open_record_draft(input, rooms.editors.record, rest);
    return rooms.editors.record.is_open;
  }
  if (form == "contact") {
    open_contact(rooms.editors.contact, input.doc, record_of(input, rest));
    return rooms.editors.contact.is_open;
  }
  if (form == "survey") {
    requests.go("surveys");
    open_new_survey(rooms.surveys.editor, input.today);
    return true;
  }
  requests.go("surveys/" + std::string(rest));
  open_response_entry(rooms.surveys.entry, input.doc, record_of(input, rest), input.today, input.status.by);
  return rooms.surveys.entry.is_open;
}

}  // namespace

void drafts_notice(const ViewInput& input, AppState& state, Requests& requests) {
  std::erase_if(state.left_drafts, [](const std::string& key) { return ui::current().drafts.find(key).empty(); });
  if (state.left_drafts.empty()) return;
  const ui::BannerAct act =
      ui::banner("app.drafts", ui::trf("app.drafts.text", {{"n", state.left_drafts.size()}}),
                 {.tone = ui::Tone::warn, .action_key = "app.drafts.go_on", .is_dismissible = true});
  if (act == ui::BannerAct::dismiss) state.left_drafts.clear();
  while (act == ui::BannerAct::act && !state.left_drafts.empty()) {
    const std::string key = state.left_drafts.back();
    state.left_drafts.pop_back();
    if (open_draft(input, *state.rooms, key, requests)) return;
    ui::current().drafts.forget(key);
  }
}

}  // namespace zhike::views
