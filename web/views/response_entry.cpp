// Call flow: response_entry_dialog → answer (what became of the command) → head (wave, mode, date), customer, lines
// (handle_keys, one line a question), saved ones with undo → save.
#include "web/views/response_entry.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/i18n/error_text.h"
#include "web/views/complaints_parts.h"
#include "web/views/drafts.h"

namespace zhike::views {
namespace {

constexpr std::size_t most_offers = 5, most_saved_shown = 4;
constexpr std::int64_t most_buttons = 11;

std::string draft_key(const ResponseEntryState& state) { return "response/" + base::write_id(state.survey); }

void move_to(ResponseEntryState& state, std::size_t at) {
  state.at = std::min(at, state.lines.empty() ? 0 : state.lines.size() - 1);
  if (!state.lines.empty()) state.lines[state.at].is_fresh = false;
  state.wants_focus = true;
}

void start_next(ResponseEntryState& state) {
  for (EntryLine& line : state.lines) {
    line.value.clear();
    line.words.clear();
    line.is_fresh = false;
  }
  state.at = 0;
  state.customer = {};
  state.customer_search.clear();
  state.error = {};
  state.wants_customer = true;
}

void take_answer(const ViewInput& input, ResponseEntryState& state) {
  switch (state.pending.take(input.status)) {
    case Pending::Answer::none:
      return;
    case Pending::Answer::refused:
      state.error = input.status.run_error;
      return;
    case Pending::Answer::done:
      break;
  }
  state.saved.push_back(state.waiting);
  start_next(state);
}

int answered(const ResponseEntryState& state) {
  return static_cast<int>(std::ranges::count_if(state.lines, &EntryLine::is_answered));
}

void save(const ViewInput& input, ResponseEntryState& state, Requests& requests) {
  if (state.pending.is_waiting || answered(state) == 0) return;
  const auto wrong = std::ranges::find_if(state.lines, [](const EntryLine& line) { return !is_in_range(line); });
  if (wrong != state.lines.end()) {
    move_to(state, static_cast<std::size_t>(wrong - state.lines.begin()));
    return;
  }
  const store::Handle customer = input.doc.find(state.customer);
  state.waiting = {customer ? std::string(query::record_title(input.doc, customer)) : std::string(), answered(state)};
  state.error = {};
  requests.run(response_command(state), "surveys.entry.saved");
  state.pending.start(input.status);
}

// --- above the questions ---
void wave_choice(const ViewInput& input, ResponseEntryState& state) {
  const store::Table& table = input.doc.table<schema::Wave>();
  const store::Handle survey = input.doc.find(state.survey);
  std::vector<std::string> ids;
  ids.reserve(table.rows());
  std::vector<ui::Option> options{{"", ui::tr("surveys.entry.no_wave")}};
  for (store::Row row = 0; row < table.rows(); ++row) {
    if (!table.visible[row] || input.doc.read<schema::Wave>(table.handles[row]).survey.handle != survey) continue;
    options.push_back({ids.emplace_back(base::write_id(input.doc.id(table.handles[row]))),
                       query::record_title(input.doc, table.handles[row])});
  }
  ui::choice("field.response.wave", state.wave, options);
}

void head(const ViewInput& input, ResponseEntryState& state) {
  ui::Grid grid("surveys.entry.head", {.min_width_css = 150, .max_columns = 4, .gap_css = 12});
  grid.next();
  wave_choice(input, state);
  grid.next();
  std::vector<ui::Option> modes;
  for (const std::string_view mode : schema::response_modes)
    modes.push_back({mode, choice_label("choice.response.mode.", mode)});
  ui::choice("field.response.mode", state.mode, modes);
  grid.next();
  ui::date_field("field.response.date", state.date);
  grid.next();
  ui::text_field("field.response.interviewer", state.interviewer);
}

void pick_customer(const ViewInput& input, ResponseEntryState& state, store::Handle customer) {
  state.customer = input.doc.id(customer);
  state.customer_search.clear();
  move_to(state, 0);
}

void customer_part(const ViewInput& input, ResponseEntryState& state) {
  if (const store::Handle customer = input.doc.find(state.customer); state.customer && customer) {
    const std::string_view name = query::record_title(input.doc, customer);
    ui::avatar(name, 24);
    ui::same_line(8);
    ui::text(name, ui::TextRole::strong, ui::Token::text, ui::Wrap::ellipsis);
    ui::same_line(8);
    if (ui::icon_button("surveys.entry.other_customer", ui::icon::x)) {
      state.customer = {};
      state.wants_customer = true;
    }
    return;
  }
  if (state.wants_customer) {
    ui::request_focus("surveys.entry.customer");
    state.wants_customer = false;
  }
  ui::search_box("surveys.entry.customer", state.customer_search);
  const bool is_entered = ui::was_submitted();
  if (state.customer_search.empty()) {
    if (is_entered) move_to(state, 0);  // anonymous
    ui::muted(ui::tr("surveys.entry.customer_help"));
    return;
  }
  const query::Customers& found = input.cache.customers(input.doc, {.search = state.customer_search}, input.today);
  const std::vector<store::Handle> offers(
      found.handles.begin(),
      found.handles.begin() + static_cast<std::ptrdiff_t>(std::min(found.handles.size(), most_offers)));
  if (offers.empty()) ui::muted(ui::tr("surveys.entry.no_customer"));
  if (is_entered && !offers.empty()) {
    pick_customer(input, state, offers.front());
    return;
  }
  for (const store::Handle offer : offers) {
    const std::string id = base::write_id(input.doc.id(offer));
    const ui::RowScope scope(id);
    ImGui::PushID(id.c_str());
    if (ui::button("surveys.entry.pick",
                   {.kind = ui::ButtonKind::ghost, .label = query::record_title(input.doc, offer)}))
      pick_customer(input, state, offer);
    ImGui::PopID();
  }
}

// --- the questions ---
int pressed_digit() {
  for (int digit = 0; digit <= 9; ++digit)
    if (ImGui::IsKeyPressed(static_cast<ImGuiKey>(ImGuiKey_0 + digit), false) ||
        ImGui::IsKeyPressed(static_cast<ImGuiKey>(ImGuiKey_Keypad0 + digit), false))
      return digit;
  return -1;
}

void type_digit(ResponseEntryState& state, int digit) {
  KeyResult result = key_digit(state.lines[state.at], digit);
  if (result == KeyResult::passes_on && state.at + 1 < state.lines.size()) {
    move_to(state, state.at + 1);
    result = key_digit(state.lines[state.at], digit);
  }
  if (result == KeyResult::next) move_to(state, state.at + 1);
}

// Digits, Enter, Backspace and arrows while no text is being typed.
void handle_keys(ResponseEntryState& state, ImGuiID owner) {
  ui::own_keys(owner, {ImGuiKey_Enter, ImGuiKey_KeypadEnter, ImGuiKey_Backspace, ImGuiKey_UpArrow, ImGuiKey_DownArrow,
                       ImGuiKey_Space});
  if (ImGui::GetIO().KeyCtrl || ImGui::GetIO().KeyAlt) return;
  if (const int digit = pressed_digit(); digit >= 0) type_digit(state, digit);
  const bool goes_on = ImGui::IsKeyPressed(ImGuiKey_Enter, false) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false) ||
                       ImGui::IsKeyPressed(ImGuiKey_DownArrow);
  if (goes_on) move_to(state, state.at + 1);
  if (ImGui::IsKeyPressed(ImGuiKey_UpArrow) && state.at > 0) move_to(state, state.at - 1);
  if (ImGui::IsKeyPressed(ImGuiKey_Backspace) && !key_backspace(state.lines[state.at]) && state.at > 0)
    move_to(state, state.at - 1);
}

// One hairline that holds the keyboard for all lines answered by digits.
void key_item(ResponseEntryState& state) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::InvisibleButton("surveys.entry.keys", {ui::content_width(), std::max(1.0f, ui::px(2))},
                         ImGuiButtonFlags_EnableNav);
  const ImGuiID id = ImGui::GetItemID();
  const EntryLine& line = state.lines[state.at];
  if (state.wants_focus && line.is_keyed) {
    ui::focus_last_item();
    state.wants_focus = false;
  }
  const bool is_focused = ImGui::IsItemFocused();
  ui::current().probe.announce_item({.role = ui::Role::group,
                                     .key = "surveys.entry.keys",
                                     .name = line.text,
                                     .value = line.value,
                                     .description = std::string(ui::tr("surveys.entry.keys_help")),
                                     .min = at});
  if (is_focused) handle_keys(state, id);
}

void value_buttons(ResponseEntryState& state, std::size_t index) {
  EntryLine& line = state.lines[index];
  ImGui::PushItemFlag(ImGuiItemFlags_NoNav, true);
  const bool is_choice = line.type == "choice";
  const float right = ImGui::GetCursorScreenPos().x + ui::content_width();
  for (std::int64_t value = line.low; value <= line.high; ++value) {
    const std::string text = std::to_string(value);
    std::string label = text;
    if (is_choice) label = text + "  " + line.choices[static_cast<std::size_t>(value - 1)];
    const float wanted = is_choice ? ui::text_width(label) + ui::px(36) : ui::px(38);
    if (value > line.low) {
      ui::same_line(4);
      if (ImGui::GetCursorScreenPos().x + wanted > right) ImGui::NewLine();
    }
    ImGui::PushID(static_cast<int>(value));
    const std::string row = std::to_string(index + 1) + "/" + text;
    const ui::RowScope scope(row);
    const ui::ButtonKind kind = line.value == text ? ui::ButtonKind::primary : ui::ButtonKind::secondary;
    if (ui::button("surveys.entry.value", {.kind = kind, .label = label, .width_css = is_choice ? 0.0f : 38.0f})) {
      line.value = text;
      move_to(state, index + 1);
    }
    ImGui::PopID();
  }
  ImGui::PopItemFlag();
}

void typed_line(ResponseEntryState& state, std::size_t index) {
  EntryLine& line = state.lines[index];
  const bool is_number = !line.is_keyed && line.type != "open";
  std::string& value = is_number ? line.value : line.words;
  const std::string row = std::to_string(index + 1);
  const ui::RowScope scope(row);
  ImGui::PushID(static_cast<int>(index));
  const bool takes_focus = state.wants_focus && state.at == index;
  const char* key = index == state.at ? "surveys.entry.words" : "surveys.entry.other_words";
  if (takes_focus) {
    ui::request_focus(key);
    state.wants_focus = false;
  }
  const bool is_last = index + 1 == state.lines.size();
  const std::string error = is_in_range(line) ? std::string() : std::string(ui::tr("surveys.entry.out_of_range"));
  if (is_number)
    ui::number_field(key, value, {.error = error, .is_label_hidden = true, .width_css = 160});
  else if (is_last)
    ui::text_area(key, value, {.is_label_hidden = true, .lines = 3});
  else
    ui::text_field(key, value, {.is_label_hidden = true});
  const bool is_entered = (is_number || !is_last) && ui::was_submitted();
  if (ImGui::IsItemActive()) state.at = index;
  if (is_entered) move_to(state, index + 1);
  ImGui::PopID();
}

void one_line(ResponseEntryState& state, std::size_t index) {
  const EntryLine& line = state.lines[index];
  const bool is_here = index == state.at;
  ui::draw_icon(is_here              ? ui::icon::chevron_right
                : line.is_answered() ? ui::icon::check
                                     : ui::icon::dot,
                is_here ? ui::Token::accent : ui::Token::text_muted, 16);
  ui::same_line(6);
  const std::string words = ui::trf("surveys.entry.line", {{"number", index + 1}, {"text", line.text}});
  ui::text(words, is_here ? ui::TextRole::strong : ui::TextRole::body);
  if (line.is_keyed && line.high - line.low < (line.type == "choice" ? 30 : most_buttons))
    value_buttons(state, index);
  else if (line.is_keyed)
    ui::text(line.value.empty() ? std::string(i18n::no_value) : line.value, ui::TextRole::heading);
  else
    typed_line(state, index);
  ui::space(6);
}

// --- below ---
void saved_part(ResponseEntryState& state, Requests& requests) {
  if (state.saved.empty()) return;
  ui::divider();
  ui::text(ui::trf("surveys.entry.count", {{"n", state.saved.size()}}), ui::TextRole::strong);
  const std::size_t shown = std::min(state.saved.size(), most_saved_shown);
  for (std::size_t i = 0; i < shown; ++i) {
    const EntrySaved& each = state.saved[state.saved.size() - 1 - i];
    const std::string name = each.customer.empty() ? std::string(ui::tr("surveys.entry.anonymous")) : each.customer;
    ui::muted(ui::trf("surveys.entry.saved_line", {{"customer", name}, {"n", each.answers}}));
    if (i > 0) continue;
    ui::same_line(8);
    if (ui::link("surveys.entry.undo", {.icon = ui::icon::undo_2, .role = ui::TextRole::small})) {
      requests.run(commands::Undo{});
      state.saved.pop_back();
      return;
    }
  }
}

// The questions, and their texts anew when the language has changed.
void read_lines(const ViewInput& input, ResponseEntryState& state, store::Handle survey) {
  const i18n::Lang lang = ui::current().lang;
  if (!state.lines.empty() && state.lang == lang) return;
  std::vector<EntryLine> lines = entry_lines(input.doc, survey, lang);
  for (EntryLine& line : lines) {
    const auto before = std::ranges::find(state.lines, line.id, &EntryLine::id);
    if (before == state.lines.end()) continue;
    line.value = before->value;
    line.words = before->words;
  }
  state.lines = std::move(lines);
  state.lang = lang;
  state.at = std::min(state.at, state.lines.empty() ? 0 : state.lines.size() - 1);
}

}  // namespace

void response_entry_dialog(const ViewInput& input, ResponseEntryState& state, Requests& requests) {
  take_answer(input, state);
  if (!state.is_open) return;
  const store::Handle survey = input.doc.find(state.survey);
  read_lines(input, state, survey);
  if (!std::exchange(state.has_read_draft, true)) read_draft(ui::current().drafts.find(draft_key(state)), state);
  const std::string title = ui::trf("surveys.entry.title", {{"survey", query::record_title(input.doc, survey)}});
  if (ui::Dialog dialog("surveys.entry", state.is_open, {.title = title, .width_css = 760}); dialog) {
    {
      const ScrollBody body("##entry", 210);
      writing_banner(input.status);
      head(input, state);
      ui::space(4);
      customer_part(input, state);
      ui::space(6);
      ui::divider();
      if (state.lines.empty())
        ui::muted(ui::tr("surveys.no_questions"));
      else
        key_item(state);
      for (std::size_t i = 0; i < state.lines.size(); ++i) one_line(state, i);
      if (!state.error.code.empty()) refusal_banner(i18n::error_text(ui::current().lang, state.error));
      saved_part(state, requests);
    }
    const auto can_save = answered(state) > 0 ? ui::Enabled::yes : ui::Enabled::no;
    switch (editor_footer({.save_key = "surveys.entry.save", .can_save = can_save})) {
      case FooterAct::save:
        save(input, state, requests);
        break;
      case FooterAct::cancel:
        state.is_open = false;
        break;
      default:
        break;
    }
    ui::current().drafts.keep(draft_key(state), write_draft(state));
  }
}

}  // namespace zhike::views
