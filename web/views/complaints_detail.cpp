// Call flow: complaint_detail → head, words, steps_of_life, act_buttons, facts, problem_card, answers_card.
// complaint_dialogs → solve_dialog, link_dialog.
#include <algorithm>
#include <array>

#include "core/i18n/error_text.h"
#include "core/query/columns.h"
#include "web/views/complaints_parts.h"

namespace zhike::views {
namespace {

using query::ComplaintRow;
using schema::Complaint;

constexpr std::size_t most_answers = 4, most_problems = 8;

std::string id_text(const store::Document& doc, store::Handle handle) { return base::write_id(doc.id(handle)); }

// --- head ---
void customer_line(const ViewInput& input, store::Handle customer, Requests& requests) {
  const std::string route = "customers/" + id_text(input.doc, customer), href = "#/" + route;
  const std::string_view name = query::record_title(input.doc, customer);
  ui::avatar(name, 28);
  ui::same_line(8);
  if (ui::link("complaints.customer", {.label = name, .href = href, .role = ui::TextRole::strong})) requests.go(route);
  const query::Tiers& tiers = input.cache.tiers(input.doc, input.today);
  const query::TierOf* of = query::tier_of(input.doc, tiers, customer);
  if (!of) return;
  const query::TierRow& tier = tiers.row_of(*of);
  const std::string value = ui::format_money_short({of->value}, tiers.currency);
  const std::string why = ui::trf("complaints.tier_why", {{"tier", tier.tier}, {"value", value}});
  ui::same_line(8);
  if (ui::tier_chip("complaints.tier", std::min(4, static_cast<int>(of->tier) + 1), tier.tier, why))
    requests.go(write_route({.room = "customers", .query = {{"tier", tier.tier}}}));
}

void head(const ViewInput& input, ComplaintsState& state, const ComplaintRow& row, const Complaint& complaint,
          Requests& requests) {
  if (ui::button("complaints.back", {.kind = ui::ButtonKind::ghost, .icon = ui::icon::arrow_left}) ||
      ui::shortcut("escape"))
    requests.go("complaints");
  ui::same_line();
  if (ui::icon_button("complaints.edit", ui::icon::pencil, {.shortcut = "E"}) || ui::shortcut("e"))
    open_record(state.editors.record, input.doc, row.complaint);
  customer_line(input, row.customer, requests);
  ui::space(4);
  severity_chip(row.severity);
  ui::same_line(6);
  complaint_status_chip(row.status);
  ui::same_line(10);
  const bool is_late = row.is_unsolved && row.days_late > 0;
  std::string about = days_words(row);
  if (!complaint.key.empty()) about = ui::trf("complaints.head", {{"key", complaint.key.text}, {"days", about}});
  ui::text(about, ui::TextRole::small, is_late ? ui::Token::bad : ui::Token::text_muted);
  ui::space(4);
}

// The customer's own words, first and large.
void words(const Complaint& complaint) {
  const ui::Card card(".complaints.quote", {.tone = ui::Tone::warn});
  ui::draw_icon(ui::icon::quote, ui::Token::warn, 22);
  ui::text(complaint.original_words.text, ui::TextRole::heading);
  ui::space(4);
  ui::draw_icon(ui::icon::lock, ui::Token::text_muted, 14);
  ui::same_line(6);
  ui::muted(ui::tr("complaints.words_locked"));
}

// --- steps of its life ---
struct Step {
  const char* key;
  const schema::DateTime& at;
};

void step_line(const Step& step, base::InstantMs before) {
  const bool is_done = step.at.has();
  ui::draw_icon(is_done ? ui::icon::circle_check : ui::icon::circle, is_done ? ui::Token::good : ui::Token::text_hint);
  ui::same_line(8);
  std::string when(ui::tr("complaints.step.not_yet"));
  if (is_done) when = ui::format_instant(step.at.value);
  if (is_done && before != base::no_instant && step.at.value > before)
    when = ui::trf("complaints.step.after",
                   {{"when", when}, {"long", i18n::duration(ui::current().lang, (step.at.value - before) / 1000)}});
  ui::label_value(ui::tr(step.key), when);
}

void steps_of_life(const Complaint& complaint) {
  const ui::Card card("complaints.steps", {.icon = ui::icon::route});
  const std::array steps{Step{"field.complaint.received", complaint.received},
                         Step{"field.complaint.first_response", complaint.first_response},
                         Step{"field.complaint.solved", complaint.solved},
                         Step{"field.complaint.confirmed", complaint.confirmed}};
  for (const Step& step : steps)
    step_line(step, &step == steps.data() || !complaint.received.has() ? base::no_instant : complaint.received.value);
}

// --- what can be done ---
void advance(const ViewInput& input, store::Handle complaint, std::string status, const char* toast_key,
             Requests& requests) {
  requests.run(
      commands::AdvanceComplaint{.complaint = input.doc.id(complaint), .status = std::move(status), .resolution = {}},
      toast_key);
}

void open_solve(const ViewInput& input, ComplaintsState& state, store::Handle complaint) {
  state.solve = {};
  state.solve.complaint = input.doc.id(complaint);
  state.solve.resolution = input.doc.read<Complaint>(complaint).resolution.text;
  state.solve.is_open = true;
}

void act_buttons(const ViewInput& input, ComplaintsState& state, const ComplaintRow& row, Requests& requests) {
  const std::string_view status = schema::complaint_statuses[row.status];
  const store::Handle complaint = row.complaint;
  Flow flow;
  if (status == "open") {
    flow.next_button("complaints.start");
    if (ui::button("complaints.start", {.kind = ui::ButtonKind::primary, .icon = ui::icon::play, .shortcut = "P"}) ||
        ui::shortcut("p"))
      advance(input, complaint, "in_progress", "complaints.started", requests);
  }
  if (row.is_unsolved) {
    const auto kind = status == "open" ? ui::ButtonKind::secondary : ui::ButtonKind::primary;
    flow.next_button("complaints.solve");
    if (ui::button("complaints.solve", {.kind = kind, .icon = ui::icon::check, .shortcut = "S"}) || ui::shortcut("s"))
      open_solve(input, state, complaint);
    flow.next_button("complaints.reject");
    if (ui::button("complaints.reject", {.kind = ui::ButtonKind::ghost}))
      advance(input, complaint, "rejected", "complaints.rejected", requests);
  }
  if (status == "solved") {
    flow.next_button("complaints.confirm");
    if (ui::button("complaints.confirm",
                   {.kind = ui::ButtonKind::primary, .icon = ui::icon::check_check, .shortcut = "K"}) ||
        ui::shortcut("k"))
      advance(input, complaint, "confirmed", "complaints.confirmed", requests);
  }
  if (!row.is_unsolved) {
    flow.next_button("complaints.reopen");
    if (ui::button("complaints.reopen", {.icon = ui::icon::rotate_ccw}))
      advance(input, complaint, "in_progress", "complaints.reopened", requests);
  }
  ui::space(4);
}

void fact(const char* label_key, std::string_view value) {
  if (!value.empty()) ui::label_value(ui::tr(label_key), value);
}

void long_fact(const char* label_key, std::string_view value) {
  if (value.empty()) return;
  ui::space(2);
  ui::muted(ui::tr(label_key));
  ui::text(value);
}

void facts(const Complaint& complaint) {
  const bool has_any = !complaint.category.empty() || !complaint.channel.empty() || !complaint.touchpoint.empty() ||
                       !complaint.staff.empty() || !complaint.steps.empty() || !complaint.resolution.empty();
  if (!has_any) return;
  const ui::Card card("complaints.facts", {.icon = ui::icon::list});
  fact("field.complaint.category", complaint.category.text);
  fact("field.complaint.channel", complaint.channel.empty()
                                      ? std::string_view()
                                      : choice_label("choice.complaint.channel.", complaint.channel.text));
  fact("field.complaint.touchpoint", complaint.touchpoint.text);
  fact("field.complaint.staff", complaint.staff.text);
  long_fact("field.complaint.steps", complaint.steps.text);
  long_fact("field.complaint.resolution", complaint.resolution.text);
}

// --- the problem behind it ---
void open_link(const ViewInput& input, ComplaintsState& state, store::Handle complaint) {
  state.link = {};
  state.link.complaint = input.doc.id(complaint);
  state.link.is_open = true;
}

const query::ProblemAtStake* find_problem(const ComplaintsState& state, store::Handle problem) {
  const auto at = std::ranges::find(state.problem_rows, problem, &query::ProblemAtStake::problem);
  return at == state.problem_rows.end() ? nullptr : &*at;
}

std::string at_stake(const ViewInput& input, const query::ProblemAtStake& problem) {
  const std::string currency = input.cache.tiers(input.doc, input.today).currency;
  return ui::trf("complaints.at_stake",
                 {{"n", problem.customers}, {"value", ui::format_money_short({problem.value}, currency)}});
}

void problem_card(const ViewInput& input, ComplaintsState& state, const Complaint& complaint, store::Handle handle,
                  Requests& requests) {
  const ui::Card card("complaints.problem", {.icon = ui::icon::puzzle});
  const query::ProblemAtStake* problem = find_problem(state, complaint.problem.handle);
  if (!problem) {
    ui::muted(ui::tr("complaints.problem.none"));
    if (ui::button("complaints.problem.link", {.icon = ui::icon::link})) open_link(input, state, handle);
    return;
  }
  const std::string route = "complaints/" + id_text(input.doc, problem->problem), href = "#/" + route;
  if (ui::link("complaints.problem.go",
               {.label = query::record_title(input.doc, problem->problem), .href = href, .role = ui::TextRole::strong}))
    requests.go(route);
  ui::same_line(8);
  ui::chip(choice_label("choice.problem.status.", schema::problem_statuses[problem->status]));
  ui::text(at_stake(input, *problem));
  if (ui::button("complaints.problem.change", {.icon = ui::icon::link})) open_link(input, state, handle);
  ui::same_line();
  if (ui::button("complaints.problem.unlink", {.kind = ui::ButtonKind::ghost}))
    requests.run(commands::UpdateRecords{.recs = {input.doc.id(handle)}, .values = {{"problem", schema::Value{}}}},
                 "complaints.problem.unlinked");
}

// --- standard answers ---
std::vector<store::Handle> find_answers(const ViewInput& input, std::string_view search) {
  const schema::TypeIndex type = schema::type_of<schema::StandardAnswer>;
  const std::vector<std::uint8_t> hits = input.cache.search_text(input.doc, type).match(input.doc, search);
  const store::Table& table = input.doc.table(type);
  std::vector<store::Handle> found;
  for (store::Row row = 0; row < hits.size() && row < table.rows() && found.size() < most_answers; ++row) {
    if (!hits[row] || !table.visible[row]) continue;
    if (input.doc.read<schema::StandardAnswer>(table.handles[row]).answer_class.text == "complaint")
      found.push_back(table.handles[row]);
  }
  return found;
}

void answers_card(const ViewInput& input, ComplaintsState& state, Requests& requests) {
  const ui::Card card("complaints.answers", {.icon = ui::icon::book_open});
  ui::search_box("complaints.answers.search", state.answer_search);
  const std::vector<store::Handle> found = find_answers(input, state.answer_search);
  if (found.empty()) {
    ui::muted(ui::tr("complaints.answers.none"));
    if (ui::button("complaints.answers.new", {.kind = ui::ButtonKind::ghost, .icon = ui::icon::plus}))
      open_new_record(state.editors.record, "standard_answer", {{"answer_class", std::string("complaint")}});
  }
  for (const store::Handle handle : found) {
    const ui::RowScope scope(id_text(input.doc, handle));
    const auto answer = input.doc.read<schema::StandardAnswer>(handle);
    ui::space(4);
    ui::text(answer.title.text, ui::TextRole::strong);
    ui::text(answer_words(answer));
    const std::string id = id_text(input.doc, handle);
    ImGui::PushID(id.c_str());
    if (ui::button("complaints.answers.copy", {.kind = ui::ButtonKind::ghost, .icon = ui::icon::copy})) {
      requests.push(CopyText{std::string(answer_words(answer))});
      ui::current().toasts.push(ui::Tone::good, std::string(ui::tr("complaints.answers.copied")));
    }
    ImGui::PopID();
  }
}

// --- dialogs ---
void solve_dialog(const ViewInput& input, SolveState& state, Requests& requests) {
  switch (state.pending.take(input.status)) {
    case Pending::Answer::done:
      state.is_open = false;
      break;
    case Pending::Answer::refused:
      state.error = input.status.run_error;
      break;
    case Pending::Answer::none:
      break;
  }
  if (!state.is_open) return;
  if (ui::Dialog dialog("complaints.solve.title", state.is_open); dialog) {
    ui::muted(ui::tr("complaints.solve.help"));
    ui::text_area("field.complaint.resolution", state.resolution, {.lines = 6});
    if (!state.error.code.empty()) refusal_banner(i18n::error_text(ui::current().lang, state.error));
    if (dialog.footer("complaints.solve.save")) {
      requests.run(
          commands::AdvanceComplaint{.complaint = state.complaint, .status = "solved", .resolution = state.resolution},
          "complaints.solved");
      state.pending.start(input.status);
    }
  }
}

// An id for the new problem that is the same on every laptop and not used yet.
base::RecId problem_id(const store::Document& doc, base::RecId complaint) {
  for (int i = 0;; ++i) {
    const base::RecId id = base::make_name_id("problem", base::write_id(complaint) + "/" + std::to_string(i));
    if (doc.find(id) == 0) return id;
  }
}

void link_to(const ViewInput& input, LinkProblemState& state, base::RecId problem, Requests& requests) {
  requests.run(commands::UpdateRecords{.recs = {state.complaint}, .values = {{"problem", problem}}},
               "complaints.problem.linked");
  state.pending.start(input.status);
}

void known_problems(const ViewInput& input, const std::vector<query::ProblemAtStake>& problems, LinkProblemState& state,
                    Requests& requests) {
  const std::vector<std::uint8_t> hits =
      input.cache.search_text(input.doc, schema::type_of<schema::Problem>).match(input.doc, state.search);
  std::size_t shown = 0;
  for (const query::ProblemAtStake& problem : problems) {
    const store::Row row = query::row_of<schema::Problem>(input.doc, problem.problem);
    if (row == store::no_row || row >= hits.size() || !hits[row]) continue;
    if (++shown > most_problems) break;
    const std::string id = id_text(input.doc, problem.problem);
    const ui::RowScope scope(id);
    ImGui::PushID(id.c_str());
    if (ui::button("complaints.problem.pick", {.kind = ui::ButtonKind::secondary,
                                               .icon = ui::icon::puzzle,
                                               .label = query::record_title(input.doc, problem.problem),
                                               .width_css = -1}))
      link_to(input, state, input.doc.id(problem.problem), requests);
    ui::muted(at_stake(input, problem));
    ImGui::PopID();
  }
  if (shown == 0) ui::muted(ui::tr("complaints.problem.no_match"));
}

void link_dialog(const ViewInput& input, ComplaintsState& room, Requests& requests) {
  LinkProblemState& state = room.link;
  switch (state.pending.take(input.status)) {
    case Pending::Answer::done:
      state.is_open = false;
      break;
    case Pending::Answer::refused:
      state.error = input.status.run_error;
      break;
    case Pending::Answer::none:
      break;
  }
  if (!state.is_open) return;
  if (ui::Dialog dialog("complaints.link.title", state.is_open); dialog) {
    if (!room.problem_rows.empty()) {
      ui::search_box("complaints.link.search", state.search);
      known_problems(input, room.problem_rows, state, requests);
      ui::space();
      ui::divider();
    }
    ui::heading(ui::tr("complaints.link.new"), 3);
    ui::text_field("field.problem.title", state.title, {.is_required = true});
    const bool is_entered = ui::was_submitted();
    if (!state.error.code.empty()) refusal_banner(i18n::error_text(ui::current().lang, state.error));
    const ui::ButtonOptions options{.kind = ui::ButtonKind::primary,
                                    .icon = ui::icon::plus,
                                    .enabled = state.title.empty() ? ui::Enabled::no : ui::Enabled::yes};
    if ((ui::button("complaints.link.create", options) || is_entered) && !state.title.empty()) {
      const base::RecId made = problem_id(input.doc, state.complaint);
      requests.run(commands::CreateRecord{.type = "problem",
                                          .values = {{"title", state.title},
                                                     {"status", std::string("open")},
                                                     {"opened", std::int64_t{input.today}},
                                                     {"staff", input.status.by}},
                                          .rec = made});
      link_to(input, state, made, requests);
    }
  }
}

}  // namespace

std::string_view answer_words(const schema::StandardAnswer& answer) {
  const i18n::Lang lang = ui::current().lang;
  if (lang == i18n::Lang::zh_hant && !answer.text_zh_hant.empty()) return answer.text_zh_hant.text;
  if ((lang == i18n::Lang::en || lang == i18n::Lang::pseudo) && !answer.text_en.empty()) return answer.text_en.text;
  return answer.text.text;
}

std::string days_words(const ComplaintRow& row) {
  if (!row.is_unsolved) return ui::trf("complaints.solved_within", {{"n", row.days_open}});
  if (row.days_late > 0) return ui::trf("complaints.open_late", {{"n", row.days_open}, {"late", row.days_late}});
  return ui::trf("complaints.open_for", {{"n", row.days_open}, {"left", -row.days_late}});
}

ScrollPane::ScrollPane(const char* id) : is_open_(!ui::is_phone()) {
  if (!is_open_) return;
  const float width = ui::content_width();
  const float height = std::max(ui::px(200), ImGui::GetContentRegionAvail().y - ui::px(12));
  ui::current().right_edges.push_back(ImGui::GetCursorScreenPos().x + width - ui::px(4));
  ImGui::BeginChild(id, {width + ui::px(14), height}, ImGuiChildFlags_NavFlattened);
  ImGui::BeginGroup();
}

ScrollPane::~ScrollPane() {
  if (!is_open_) return;
  ImGui::Dummy({1, ui::px(8)});
  ImGui::EndGroup();
  ImGui::EndChild();
  ui::current().right_edges.pop_back();
}

void complaint_detail(const ViewInput& input, ComplaintsState& state, store::Handle handle, Requests& requests) {
  const ComplaintRow row = query::complaint_row(input.doc, handle, input.today);
  const auto complaint = input.doc.read<Complaint>(handle);
  const ui::Group region(
      {.role = ui::Role::region, .key = "complaints.detail", .name = std::string(ui::tr("complaints.detail"))});
  head(input, state, row, complaint, requests);
  act_buttons(input, state, row, requests);
  words(complaint);
  ui::space();
  steps_of_life(complaint);
  ui::space();
  facts(complaint);
  ui::space();
  problem_card(input, state, complaint, handle, requests);
  ui::space();
  answers_card(input, state, requests);
  ui::space();
  history_fold(input, handle, state.history, requests);
}

void complaint_dialogs(const ViewInput& input, ComplaintsState& state, Requests& requests) {
  solve_dialog(input, state.solve, requests);
  link_dialog(input, state, requests);
}

}  // namespace zhike::views
