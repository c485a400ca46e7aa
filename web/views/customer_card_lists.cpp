// The card's tabs with the records that belong to the customer: purchases, people, promises, complaints, surveys.
#include <algorithm>
#include <array>

#include "core/base/sort.h"
#include "core/base/text.h"
#include "web/views/customer_card_parts.h"

namespace zhike::views::card {
namespace {

using store::Handle;

constexpr std::size_t most_rows = 12;

// As high as its rows, up to a dozen; on phones all of them, as part of the page.
float table_height(std::size_t rows) {
  return ui::is_phone() ? 0 : 42 + 44 * static_cast<float>(std::clamp<std::size_t>(rows, 1, most_rows));
}

using DrawCell = std::function<void(std::size_t row, int column)>;

// The row opened, or −1.
std::int64_t draw_list(const char* key, std::span<const ui::Column> columns, std::span<const Handle> records,
                       ui::TableState& state, const DrawCell& cell) {
  const ui::TableInput table{
      .columns = columns,
      .row_count = static_cast<std::int64_t>(records.size()),
      .cell = [&](std::int64_t row, int column) { cell(static_cast<std::size_t>(row), column); },
      .row_id = [&](std::int64_t row) { return std::uint64_t{records[static_cast<std::size_t>(row)]}; },
      .height_css = table_height(records.size()),
  };
  if (ui::is_phone()) return ui::data_table(key, table, state).opened;
  const ui::Card frame(".list", {.is_tight = true});
  return ui::data_table(key, table, state).opened;
}

std::string day_text(std::int64_t day) {
  return day == schema::unset ? std::string(i18n::no_value) : ui::format_day(static_cast<base::Day>(day));
}

// Records of one timeline kind, newest first.
std::vector<Handle> newest_first(const CardInput& input, query::TimelineKind kind) {
  std::vector<Handle> out;
  const query::Timeline& found = input.view.cache.timeline(
      input.doc(), {.customer = input.customer, .kind = std::string(query::timeline_kind_key(kind))}, input.view.today);
  for (const query::TimelineItem& item : found.items) out.insert(out.end(), item.records.begin(), item.records.end());
  return out;
}

void close_promise(const CardInput& input, Handle promise, const char* status) {
  const bool is_kept = std::string_view(status) == "kept";
  input.requests.run(commands::ClosePromise{.promise = input.doc().id(promise), .status = status, .evidence = {}},
                     is_kept ? "card.promise_kept" : "card.promise_broken");
}

}  // namespace

void purchases(const CardInput& input) {
  const std::vector<Handle> records = newest_first(input, query::TimelineKind::purchase);
  if (ui::button("card.new_purchase", {.icon = ui::icon::plus})) input.create("purchase");
  if (records.empty()) {
    ui::empty_state("card.no_purchases", {.icon = ui::icon::shopping_bag});
    return;
  }
  const std::string total = ui::format_money({input.card.lifetime_value}, input.card.currency);
  ui::text(ui::trf("card.purchases.total", {{"n", records.size()}, {"total", total}}), ui::TextRole::strong);
  constexpr ui::Column columns[]{{.key = "field.purchase.date", .width_css = 150, .is_title = true},
                                 {.key = "field.purchase.product"},
                                 {.key = "field.purchase.quantity", .width_css = 100, .align = ui::Align::right},
                                 {.key = "field.purchase.amount", .width_css = 150, .align = ui::Align::right},
                                 {.key = "field.purchase.key", .width_css = 150, .is_hidden_on_phone = true}};
  const std::int64_t opened =
      draw_list("record.purchase.plural", columns, records, input.state.purchases, [&](std::size_t row, int column) {
        const auto record = input.doc().read<schema::Purchase>(records[row]);
        const std::string currency(record.currency.empty() ? std::string_view(input.card.currency)
                                                           : record.currency.text);
        if (column == 0) ui::cell_text(day_text(record.date.value));
        if (column == 1) ui::cell_text(query::record_title(input.doc(), record.product.handle));
        if (column == 2 && record.quantity.has())
          ui::cell_text(i18n::decimal(ui::current().lang, {record.quantity.value}));
        if (column == 3) ui::cell_text(ui::format_money({record.amount.value_or(0)}, currency));
        if (column == 4) ui::cell_text(record.key.text, ui::Token::text_muted);
      });
  if (opened >= 0) input.open(records[static_cast<std::size_t>(opened)]);
}

void people(const CardInput& input) {
  const auto records = input.view.cache.links(input.doc(), schema::type_of<schema::ContactPerson>).of(input.row);
  if (ui::button("card.new_person", {.icon = ui::icon::user_plus})) input.create("contact_person");
  if (records.empty()) {
    ui::empty_state("card.no_people", {.icon = ui::icon::users_round});
    return;
  }
  constexpr ui::Column columns[]{
      {.key = "field.contact_person.name", .is_title = true},
      {.key = "field.contact_person.role"},
      {.key = "field.contact_person.phone"},
      {.key = "field.contact_person.email"},
      {.key = "field.contact_person.preferred_channel", .width_css = 150, .is_hidden_on_phone = true}};
  const std::int64_t opened =
      draw_list("record.contact_person.plural", columns, records, input.state.people, [&](std::size_t row, int column) {
        const auto record = input.doc().read<schema::ContactPerson>(records[row]);
        if (column == 0) ui::cell_text(record.name.text, ui::Token::text, ui::TextRole::strong);
        if (column == 1) ui::cell_text(record.role.text);
        if (column == 2) ui::cell_text(record.phone.text);
        if (column == 3) ui::cell_text(record.email.text);
        if (column == 4 && !record.preferred_channel.empty())
          ui::cell_text(choice_text("communication.channel", record.preferred_channel.text));
      });
  if (opened >= 0) input.open(records[static_cast<std::size_t>(opened)]);
}

void promises(const CardInput& input) {
  const query::Promises& found = input.view.cache.promises(input.doc(), {.customer = input.customer}, input.view.today);
  if (ui::button("card.new_promise", {.icon = ui::icon::plus, .shortcut = "P"})) input.create("promise");
  if (found.rows.empty()) {
    ui::empty_state("card.no_promises", {.icon = ui::icon::handshake});
    return;
  }
  std::vector<Handle> records;
  for (const query::PromiseRow& row : found.rows) records.push_back(row.promise);
  constexpr ui::Column columns[]{{.key = "field.promise.text", .is_title = true},
                                 {.key = "field.promise.due", .width_css = 150},
                                 {.key = "field.promise.staff", .width_css = 110},
                                 {.key = "field.promise.status", .width_css = 120},
                                 {.key = "card.promise.settle", .width_css = 96}};
  const std::int64_t opened =
      draw_list("record.promise.plural", columns, records, input.state.promises, [&](std::size_t at, int column) {
        const query::PromiseRow& row = found.rows[at];
        const auto record = input.doc().read<schema::Promise>(row.promise);
        const bool is_open = row.state == query::PromiseState::open || row.state == query::PromiseState::overdue;
        if (column == 0) ui::cell_text(record.text.text);
        if (column == 1)
          ui::cell_text(is_open ? ui::format_due(row.due) : day_text(row.due),
                        row.state == query::PromiseState::overdue ? ui::Token::bad : ui::Token::text);
        if (column == 2) ui::cell_text(record.staff.text);
        if (column == 3) ui::chip(promise_state_text(row.state), promise_tone(row.state));
        if (column != 4 || !is_open) return;
        if (ui::icon_button("card.promise.keep", ui::icon::check)) close_promise(input, row.promise, "kept");
        ui::same_line(2);
        if (ui::icon_button("card.promise.break", ui::icon::x)) close_promise(input, row.promise, "broken");
      });
  if (opened >= 0) input.open(records[static_cast<std::size_t>(opened)]);
}

void complaints(const CardInput& input) {
  const query::Complaints& found =
      input.view.cache.complaints(input.doc(), {.customer = input.customer}, input.view.today);
  if (ui::button("card.new_complaint", {.icon = ui::icon::plus, .shortcut = "C"})) input.create("complaint");
  if (found.rows.empty()) {
    ui::empty_state("card.no_complaints", {.icon = ui::icon::message_square_warning});
    return;
  }
  std::vector<Handle> records;
  for (const query::ComplaintRow& row : found.rows) records.push_back(row.complaint);
  constexpr ui::Column columns[]{{.key = "field.complaint.original_words", .is_title = true},
                                 {.key = "field.complaint.received", .width_css = 140},
                                 {.key = "field.complaint.severity", .width_css = 100},
                                 {.key = "field.complaint.status", .width_css = 120},
                                 {.key = "card.complaint.days", .width_css = 110},
                                 {.key = "card.row_actions", .width_css = 64}};
  const std::int64_t opened =
      draw_list("record.complaint.plural", columns, records, input.state.complaints, [&](std::size_t at, int column) {
        const query::ComplaintRow& row = found.rows[at];
        const auto record = input.doc().read<schema::Complaint>(row.complaint);
        if (column == 0) ui::cell_text(record.original_words.text);
        if (column == 1) ui::cell_text(ui::format_day(row.received));
        if (column == 2) ui::cell_text(choice_text("complaint.severity", schema::severities[row.severity]));
        if (column == 3)
          ui::chip(choice_text("complaint.status", schema::complaint_statuses[row.status]), complaint_tone(row));
        if (column == 4)
          ui::cell_text(ui::trf("card.days", {{"n", row.days_open}}),
                        row.is_unsolved && row.days_late > 0 ? ui::Token::bad : ui::Token::text);
        if (column == 5 && ui::icon_button("card.edit_record", ui::icon::pencil)) input.open(row.complaint);
      });
  if (opened >= 0) input.go_to_complaint(records[static_cast<std::size_t>(opened)]);
}

// --- surveys ---
namespace {

// Response and answer pairs of this customer, in the order of their responses.
void read_answers(const CardInput& input, std::span<const Handle> responses) {
  using schema::Answer;
  CustomerCardState& state = input.state;
  if (state.answers_revision == input.doc().revision()) return;
  state.answers_revision = input.doc().revision();
  state.answers.clear();
  const store::Table& table = input.doc().table<Answer>();
  const auto holders = input.doc().column<&Answer::response>().words();
  for (store::Row row = 0; row < table.rows(); ++row) {
    const auto response = static_cast<Handle>(holders[row]);
    if (table.visible[row] && std::ranges::find(responses, response) != responses.end())
      state.answers.emplace_back(response, table.handles[row]);
  }
  const auto position = [&](Handle answer) {
    const auto question = input.doc().read<Answer>(answer).question.handle;
    return question ? input.doc().read<schema::Question>(question).position.value_or(INT64_MAX) : INT64_MAX;
  };
  base::sort(state.answers, {}, [&](const auto& pair) { return std::pair(pair.first, position(pair.second)); });
}

std::string question_text(const CardInput& input, Handle handle) {
  if (handle == 0) return {};
  const auto question = input.doc().read<schema::Question>(handle);
  const i18n::Lang lang = ui::current().lang;
  if (lang == i18n::Lang::zh_hant && !question.text_zh_hant.empty()) return std::string(question.text_zh_hant.text);
  if (lang == i18n::Lang::en && !question.text_en.empty()) return std::string(question.text_en.text);
  return std::string(question.text.text);
}

void response_card(const CardInput& input, Handle response) {
  const auto record = input.doc().read<schema::Response>(response);
  const std::string id = base::write_id(input.doc().id(response));
  const ui::RowScope scope(id);
  const std::string title(query::record_title(input.doc(), record.survey.handle));
  std::string when = day_text(record.date.value);
  if (!record.mode.empty()) when += " · " + choice_text("response.mode", record.mode.text);
  if (!record.interviewer.empty()) when += " · " + std::string(record.interviewer.text);
  const ui::Card frame("record.response", {.title = title.empty() ? ui::tr("record.response") : std::string_view(title),
                                           .subtitle = when});
  for (const auto& [owner, answer] : input.state.answers) {
    if (owner != response) continue;
    const auto given = input.doc().read<schema::Answer>(answer);
    std::string value = given.value.has() ? i18n::decimal(ui::current().lang, {given.value.value}) : std::string();
    if (!given.text.empty()) value += (value.empty() ? "" : " · ") + std::string(given.text.text);
    ui::muted(question_text(input, given.question.handle));
    ui::text(value.empty() ? i18n::no_value : std::string_view(value), ui::TextRole::strong);
  }
  if (!record.remark.empty()) ui::text(record.remark.text);
  if (ui::button("card.edit_record", {.kind = ui::ButtonKind::ghost, .icon = ui::icon::pencil})) input.open(response);
}

}  // namespace

void surveys(const CardInput& input) {
  const std::vector<Handle> records = newest_first(input, query::TimelineKind::response);
  if (ui::button("card.new_response", {.icon = ui::icon::plus, .shortcut = "S"}))
    input.requests.go("surveys?customer=" + base::write_id(input.id()));
  if (records.empty()) {
    ui::empty_state("card.no_responses", {.icon = ui::icon::clipboard_list});
    return;
  }
  read_answers(input, records);
  for (std::size_t i = 0; i < std::min(records.size(), std::max(input.state.shown, shown_at_first)); ++i)
    response_card(input, records[i]);
  more_button(input, records.size());
}

}  // namespace zhike::views::card
