// Call flow: contact_editor_dialog → answer (what became of the command) → body (the contact, its promises, the
// complaint), footer → save, or keep the draft when the dialog was closed by mistake.
#include "web/views/contact_editor.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "core/base/text.h"
#include "core/i18n/error_text.h"
#include "web/views/drafts.h"

namespace zhike::views {
namespace {

constexpr std::int64_t most_minutes = 1440;
constexpr std::int32_t days_to_first_due = 7;

std::string_view choice_label(std::string_view prefix, std::string_view key) {
  return i18n::text_under(ui::current().lang, prefix, key);
}

template <std::size_t N>
std::vector<ui::Option> options_of(const std::array<std::string_view, N>& keys, std::string_view prefix,
                                   std::span<const char* const> icons = {}) {
  std::vector<ui::Option> options;
  for (std::size_t i = 0; i < N; ++i)
    options.push_back(
        {.key = keys[i], .label = choice_label(prefix, keys[i]), .icon = i < icons.size() ? icons[i] : nullptr});
  return options;
}

constexpr const char* channel_icons[] = {ui::icon::map_pin,        ui::icon::phone,     ui::icon::mail,
                                         ui::icon::message_circle, ui::icon::file_text, ui::icon::printer,
                                         ui::icon::globe,          ui::icon::users,     ui::icon::ellipsis};

std::optional<std::int64_t> read_whole(std::string_view text) {
  const auto value = base::read_decimal(base::trim(text));
  if (!value || value->units % base::decimal_one != 0) return std::nullopt;
  return value->units / base::decimal_one;
}

// --- what is wrong with the draft ---
struct Check {
  std::optional<base::InstantMs> at;
  bool has_minutes_fault = false, has_promise_fault = false, has_complaint_fault = false;
  bool is_sound() const { return at && !has_minutes_fault && !has_promise_fault && !has_complaint_fault; }
};

bool is_blank(const PromiseDraft& promise) { return base::trim(promise.text).empty(); }

Check check(const ViewInput& input, const ContactDraft& draft) {
  Check out;
  out.at = read_local_time(draft.at, query::zone_offset_minutes(input.doc), input.today);
  if (!base::trim(draft.minutes).empty()) {
    const auto minutes = read_whole(draft.minutes);
    out.has_minutes_fault = !minutes || *minutes < 0 || *minutes > most_minutes;
  }
  for (const PromiseDraft& promise : draft.promises)
    out.has_promise_fault = out.has_promise_fault || is_blank(promise) || promise.due == base::no_day;
  out.has_complaint_fault = draft.has_complaint && base::trim(draft.complaint_words).empty();
  return out;
}

// --- the command ---
void put(commands::Fields& fields, const char* key, std::string_view text) {
  if (!base::trim(text).empty()) fields.emplace_back(key, std::string(text));
}

commands::LogContact command_of(const ContactEditorState& state, base::InstantMs at) {
  const ContactDraft& draft = state.draft;
  commands::LogContact out;
  commands::Fields& fields = out.communication;
  fields.emplace_back("customer", state.customer);
  fields.emplace_back("at", at);
  if (const auto person = base::read_id(draft.contact_person)) fields.emplace_back("contact_person", *person);
  put(fields, "channel", draft.channel);
  put(fields, "touchpoint", base::trim(draft.touchpoint));
  put(fields, "initiative", draft.initiative);
  put(fields, "staff", base::trim(draft.staff));
  put(fields, "verbatim", draft.verbatim);
  put(fields, "summary", draft.summary);
  put(fields, "mood", draft.mood);
  if (draft.next_contact != base::no_day) fields.emplace_back("next_contact", std::int64_t{draft.next_contact});
  if (const auto minutes = read_whole(draft.minutes)) fields.emplace_back("minutes", *minutes);
  for (const PromiseDraft& promise : draft.promises) {
    commands::Fields made{{"text", promise.text}, {"due", std::int64_t{promise.due}}};
    put(made, "staff", base::trim(promise.staff));
    out.promises.push_back(std::move(made));
  }
  if (draft.has_complaint) {
    commands::Fields complaint{{"original_words", draft.complaint_words}, {"received", at}};
    put(complaint, "severity", draft.complaint_severity);
    put(complaint, "category", base::trim(draft.complaint_category));
    put(complaint, "channel", draft.channel);
    put(complaint, "touchpoint", base::trim(draft.touchpoint));
    out.complaint = std::move(complaint);
  }
  return out;
}

std::string draft_key(const ContactEditorState& state) { return "contact/" + base::write_id(state.customer); }

void close(ContactEditorState& state) {
  ui::current().drafts.forget(draft_key(state));
  state.is_open = false;
  state.drops_draft = true;
}

void answer(const ViewInput& input, ContactEditorState& state) {
  switch (state.pending.take(input.status)) {
    case Pending::Answer::none:
      return;
    case Pending::Answer::refused:
      state.error = input.status.run_error;
      return;
    case Pending::Answer::done:
      close(state);
  }
}

void save(const ViewInput& input, ContactEditorState& state, Requests& requests) {
  state.shows_problems = true;
  state.error = {};
  const Check found = check(input, state.draft);
  if (!found.is_sound()) {
    ui::request_focus(!found.at                 ? "field.communication.at"
                      : found.has_minutes_fault ? "field.communication.minutes"
                      : found.has_promise_fault ? "contact.promise.text"
                                                : "field.complaint.original_words");
    return;
  }
  requests.run(command_of(state, *found.at));
  state.pending.start(input.status);
}

// --- drawing ---
// The refusal's sentence when it is about this field.
std::string refusal_at(const ContactEditorState& state, std::string_view field) {
  return state.error.where == field && !state.error.code.empty() ? sentence_at_field(state.error) : std::string();
}

void when_and_how(const ViewInput& input, ContactEditorState& state, const Check& found, ui::FormGrid& grid) {
  ContactDraft& draft = state.draft;
  grid.field();
  ui::choice("field.communication.channel", draft.channel,
             options_of(schema::channels, "choice.communication.channel.", channel_icons));
  grid.field();
  std::string error = refusal_at(state, "at");
  if (state.shows_problems && !found.at) error = ui::tr("contact.at.unreadable");
  ui::text_field("field.communication.at", draft.at,
                 {.example = "2026-11-21 14:30", .error = error, .is_required = true});
  const store::Place place = input.doc.place(input.doc.find(state.customer));
  const auto people = input.cache.links(input.doc, schema::type_of<schema::ContactPerson>).of(place.row);
  if (!people.empty()) {
    std::vector<std::string> ids;
    for (const store::Handle person : people) ids.push_back(base::write_id(input.doc.id(person)));
    std::vector<ui::Option> options{{.key = "", .label = ui::tr("ui.none")}};
    for (std::size_t i = 0; i < ids.size(); ++i)
      options.push_back({.key = ids[i], .label = query::record_title(input.doc, people[i]), .icon = ui::icon::user});
    grid.field();
    ui::choice("field.communication.contact_person", draft.contact_person, options);
  }
  grid.field();
  ui::text_field("field.communication.touchpoint", draft.touchpoint);
}

void what_was_said(ContactEditorState& state, ui::FormGrid& grid) {
  ContactDraft& draft = state.draft;
  grid.field();
  ui::text_area("field.communication.verbatim", draft.verbatim,
                {.help = ui::tr("help.communication.verbatim"), .error = refusal_at(state, "verbatim"), .lines = 4});
  grid.field();
  ui::text_area("field.communication.summary", draft.summary,
                {.help = ui::tr("contact.summary.help"), .error = refusal_at(state, "summary"), .lines = 4});
  constexpr const char* faces[] = {ui::icon::heart, ui::icon::smile, ui::icon::meh, ui::icon::frown,
                                   ui::icon::thumbs_down};
  const std::vector<ui::Option> moods = options_of(schema::moods, "choice.communication.mood.", faces);
  grid.wide();
  if (ui::is_phone())
    ui::choice("field.communication.mood", draft.mood, moods);
  else
    ui::segmented("field.communication.mood", draft.mood, moods);
  grid.field();
  ui::segmented("field.communication.initiative", draft.initiative,
                options_of(schema::initiatives, "choice.communication.initiative."));
}

void what_next(ContactEditorState& state, const Check& found, ui::FormGrid& grid) {
  ContactDraft& draft = state.draft;
  grid.field();
  ui::date_field("field.communication.next_contact", draft.next_contact);
  grid.field();
  ui::text_field("field.communication.staff", draft.staff);
  grid.field();
  const std::string error(state.shows_problems && found.has_minutes_fault ? ui::tr("contact.minutes.range")
                                                                          : std::string_view());
  ui::number_field("field.communication.minutes", draft.minutes, {.error = error});
}

void add_promise(const ViewInput& input, ContactDraft& draft) {
  draft.promises.push_back({.text = {}, .staff = draft.staff, .due = input.today + days_to_first_due});
  ui::request_focus("contact.promise.text");
}

// One promise; true when it is to be taken out.
bool promise_row(const ContactEditorState& state, PromiseDraft& promise, std::size_t index) {
  const std::string number = std::to_string(index + 1);
  const ui::RowScope row(number);
  const ui::Card card(".promise", {.tone = ui::Tone::info});
  bool is_removed = false;
  {
    ui::FormGrid grid("contact.promise");
    grid.wide();
    const std::string label = ui::trf("contact.promise.numbered", {{"n", index + 1}});
    const bool is_missing = state.shows_problems && is_blank(promise);
    ui::text_field(
        "contact.promise.text", promise.text,
        {.label = label, .error = is_missing ? ui::tr("ui.form.required") : std::string_view(), .is_required = true});
    grid.field();
    const bool is_undated = state.shows_problems && promise.due == base::no_day;
    ui::date_field("field.promise.due", promise.due,
                   {.error = is_undated ? ui::tr("ui.form.required") : std::string_view(), .is_required = true});
    grid.field();
    ui::text_field("field.promise.staff", promise.staff);
  }
  is_removed = ui::button("contact.promise.remove", {.kind = ui::ButtonKind::ghost, .icon = ui::icon::x});
  return is_removed;
}

void promises(const ViewInput& input, ContactEditorState& state) {
  std::vector<PromiseDraft>& list = state.draft.promises;
  std::string& focus = ui::current().focus_request;
  for (std::size_t i = 0; i < list.size(); ++i) {
    // The promise added last is the one to be written; all have the same key.
    const bool is_passed_on = i + 1 < list.size() && focus == "contact.promise.text";
    const std::string held = is_passed_on ? std::exchange(focus, {}) : std::string();
    const bool is_removed = promise_row(state, list[i], i);
    if (is_passed_on) focus = held;
    if (!is_removed) continue;
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
    break;
  }
  const bool is_chord = ImGui::IsKeyChordPressed(ImGuiMod_Alt | ImGuiKey_P);
  if (ui::button("contact.promise.add", {.icon = ui::icon::plus, .shortcut = "Alt+P"}) || is_chord)
    add_promise(input, state.draft);
}

void complaint(ContactEditorState& state) {
  ContactDraft& draft = state.draft;
  const bool is_chord = ImGui::IsKeyChordPressed(ImGuiMod_Alt | ImGuiKey_C);
  if (!draft.has_complaint) {
    ui::same_line();
    if (ui::button("contact.complaint.add", {.icon = ui::icon::message_square_warning, .shortcut = "Alt+C"}) ||
        is_chord) {
      draft.has_complaint = true;
      ui::request_focus("field.complaint.original_words");
    }
    return;
  }
  ui::space(8);
  // A text area out of sight cannot take the focus: it is scrolled to first.
  if (ui::current().focus_request == "field.complaint.original_words") ImGui::SetScrollHereY(0.5f);
  const ui::Card card(".complaint", {.tone = ui::Tone::bad});
  {
    ui::FormGrid grid("record.complaint");
    grid.wide();
    const bool is_missing = state.shows_problems && base::trim(draft.complaint_words).empty();
    ui::text_area("field.complaint.original_words", draft.complaint_words,
                  {.help = ui::tr("help.complaint.original_words"),
                   .error = is_missing ? std::string(ui::tr("ui.form.required")) : refusal_at(state, "original_words"),
                   .is_required = true,
                   .lines = 3});
    grid.field();
    ui::choice("field.complaint.severity", draft.complaint_severity,
               options_of(schema::severities, "choice.complaint.severity."));
    grid.field();
    ui::text_field("field.complaint.category", draft.complaint_category);
  }
  if (ui::button("contact.complaint.remove", {.kind = ui::ButtonKind::ghost, .icon = ui::icon::x}))
    draft.has_complaint = false;
}

void restored_banner(ContactEditorState& state) {
  if (!state.is_restored) return;
  if (ui::banner("editor.restored", ui::tr("editor.restored"), {.action_key = "editor.start_over"}) !=
      ui::BannerAct::act)
    return;
  state.draft = state.fresh;
  ui::current().drafts.forget(draft_key(state));
  state.is_restored = false;
}

void body(const ViewInput& input, ContactEditorState& state) {
  const ScrollBody scroll("##contact");
  writing_banner(input.status);
  if (!state.error.code.empty()) refusal_banner(i18n::error_text(ui::current().lang, state.error));
  restored_banner(state);
  // Esc gives a text field its old text back; here it must not lose what was typed.
  const bool is_escape = ImGui::IsKeyPressed(ImGuiKey_Escape, false);
  const ContactDraft before = is_escape ? state.draft : ContactDraft();
  const Check found = check(input, state.draft);
  {
    ui::FormGrid grid("contact.form");
    when_and_how(input, state, found, grid);
    what_was_said(state, grid);
    what_next(state, found, grid);
  }
  ui::space(16);
  promises(input, state);
  complaint(state);
  if (is_escape) state.draft = before;
}

// False when nothing was typed.
bool keep_draft(const ContactEditorState& state) {
  const bool has_typed = state.draft != state.fresh;
  ui::current().drafts.keep(draft_key(state), has_typed ? write_draft(state.draft) : std::string());
  return has_typed;
}

// Fills in what a new contact has from the start, and brings a kept draft back.
void begin(const ViewInput& input, ContactEditorState& state) {
  state.fresh = {};
  state.fresh.staff = input.status.by;
  const base::InstantMs now = ui::current().now;
  if (now != base::no_instant) state.fresh.at = write_local_time(now, query::zone_offset_minutes(input.doc));
  state.draft = state.fresh;
  state.is_restored = read_draft(ui::current().drafts.find(draft_key(state)), state.draft);
  ui::request_focus("field.communication.channel");
}

void draw(const ViewInput& input, ContactEditorState& state, Requests& requests) {
  if (!state.was_open) begin(input, state);
  state.was_open = true;
  const std::string title =
      ui::trf("contact.title", {{"name", query::record_title(input.doc, input.doc.find(state.customer))}});
  if (ui::Dialog dialog("contact.dialog", state.is_open, {.title = title, .width_css = 720}); dialog) {
    body(input, state);
    const FooterAct act = editor_footer({.save_key = "contact.save"});
    if (act == FooterAct::save) save(input, state, requests);
    if (act == FooterAct::cancel) close(state);
    if (!state.drops_draft && keep_draft(state) && !state.is_open)
      ui::current().toasts.push(ui::Tone::info, std::string(ui::tr("editor.draft_kept")));
  }
  if (!state.is_open) state.was_open = false;
}

}  // namespace

void open_contact(ContactEditorState& state, const store::Document& document, store::Handle customer) {
  if (customer == 0 || !document.is<schema::Customer>(customer)) return;
  state = {};
  state.customer = document.id(customer);
  state.is_open = true;
}

void contact_editor_dialog(const ViewInput& input, ContactEditorState& state, Requests& requests) {
  answer(input, state);
  if (state.is_open && !input.doc.is<schema::Customer>(input.doc.find(state.customer))) close(state);
  if (state.is_open || state.was_open) draw(input, state, requests);
}

}  // namespace zhike::views
