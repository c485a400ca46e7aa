// The card's first tab: everything that happened, newest first, by day.
#include <algorithm>
#include <array>

#include "web/views/customer_card_parts.h"

namespace zhike::views::card {
namespace {

using query::TimelineItem;
using query::TimelineKind;

struct Kind {
  TimelineKind kind;
  const char* filter_key;
  const char* icon;
};
constexpr std::array kinds{
    Kind{TimelineKind::communication, "timeline.communication", ui::icon::message_square_text},
    Kind{TimelineKind::promise, "timeline.promise", ui::icon::handshake},
    Kind{TimelineKind::complaint, "timeline.complaint", ui::icon::message_square_warning},
    Kind{TimelineKind::purchase, "timeline.purchase", ui::icon::shopping_bag},
    Kind{TimelineKind::response, "timeline.response", ui::icon::clipboard_check},
};
const Kind& kind_of(TimelineKind kind) { return *std::ranges::find(kinds, kind, &Kind::kind); }

void kind_chips(const CardInput& input) {
  Flow flow;
  for (const Kind& each : kinds) {
    const std::string key(query::timeline_kind_key(each.kind));
    bool is_on = input.state.timeline_kind == key;
    flow.next_chip(ui::tr(each.filter_key));
    if (!ui::filter_chip(each.filter_key, is_on)) continue;
    input.state.timeline_kind = is_on ? key : std::string();
    input.state.shown = 0;
  }
  ui::space(8);
}

std::string title_of(const CardInput& input, const TimelineItem& item) {
  if (item.kind == TimelineKind::purchase) {
    const std::string amount = ui::format_money({item.amount}, input.card.currency);
    return ui::trf("timeline.purchase.title", {{"n", item.records.size()}, {"amount", amount}, {"what", item.title}});
  }
  return item.title.empty() ? std::string(ui::tr(kind_of(item.kind).filter_key)) : item.title;
}

void state_chip(const CardInput& input, const TimelineItem& item) {
  if (item.state.empty()) return;
  ui::same_line(8);
  switch (item.kind) {
    case TimelineKind::communication:
      ui::chip(choice_text("communication.channel", item.state));
      return;
    case TimelineKind::promise: {
      const query::PromiseRow row = query::promise_row(input.doc(), item.records.front(), input.view.today);
      ui::chip(promise_state_text(row.state), promise_tone(row.state));
      return;
    }
    case TimelineKind::complaint: {
      const query::ComplaintRow row = query::complaint_row(input.doc(), item.records.front(), input.view.today);
      ui::chip(choice_text("complaint.status", item.state), complaint_tone(row));
      return;
    }
    case TimelineKind::purchase:
      ui::chip(item.state);
      return;
    case TimelineKind::response:
      ui::chip(choice_text("response.mode", item.state));
      return;
  }
}

void open_item(const CardInput& input, const TimelineItem& item) {
  if (item.kind == TimelineKind::complaint)
    input.go_to_complaint(item.records.front());
  else if (item.kind == TimelineKind::purchase && item.records.size() > 1)
    input.state.tab = CardTab::purchases;
  else if (item.kind == TimelineKind::response)
    input.state.tab = CardTab::surveys;
  else
    input.open(item.records.front());
}

// Beneath the title: their words, who spoke and how it went.
void details(const CardInput& input, const TimelineItem& item) {
  if (item.kind != TimelineKind::communication) return;
  const auto record = input.doc().read<schema::Communication>(item.records.front());
  if (!record.verbatim.empty() && record.verbatim.text != item.title)
    ui::muted(ui::trf("timeline.words", {{"words", record.verbatim.text}}));
  std::string line(record.staff.text);
  const auto add = [&](std::string_view part) {
    if (!part.empty()) line += (line.empty() ? "" : " · ") + std::string(part);
  };
  if (record.contact_person.handle) add(query::record_title(input.doc(), record.contact_person.handle));
  add(record.touchpoint.text);
  if (!record.mood.empty()) add(choice_text("communication.mood", record.mood.text));
  if (!line.empty()) ui::muted(line);
}

void draw_item(const CardInput& input, const TimelineItem& item) {
  const std::string id = base::write_id(input.doc().id(item.records.front()));
  const ui::RowScope row(id);
  ui::draw_icon(kind_of(item.kind).icon);
  ui::same_line(12);
  ImGui::BeginGroup();
  const std::string title = title_of(input, item);
  const float right = ImGui::GetCursorScreenPos().x + ui::content_width() - ui::px(item.state.empty() ? 0 : 130);
  ui::current().right_edges.push_back(right);
  const bool is_opened = ui::link("timeline.open", {.label = title});
  ui::current().right_edges.pop_back();
  state_chip(input, item);
  details(input, item);
  ImGui::EndGroup();
  ui::space(6);
  if (is_opened) open_item(input, item);
}

void day_heading(base::Day day, base::Day today) {
  ui::space(6);
  if (day == base::no_day) {
    ui::heading(ui::tr("timeline.undated"), 3);
    return;
  }
  const std::string relative = today - day <= 30 && day - today <= 30 ? ui::format_day_relative(day) : std::string();
  ui::heading(ui::trf("timeline.day", {{"day", ui::format_day(day, i18n::DateStyle::weekday)}, {"relative", relative}}),
              3);
}

}  // namespace

void timeline(const CardInput& input) {
  kind_chips(input);
  const query::Timeline& found = input.view.cache.timeline(
      input.doc(), {.customer = input.customer, .kind = input.state.timeline_kind}, input.view.today);
  if (found.items.empty()) {
    if (ui::empty_state("timeline.empty", {.icon = ui::icon::history, .action_key = "card.log"}) == 1)
      open_contact(input.state.editors.contact, input.doc(), input.customer);
    return;
  }
  const ui::Card frame(".timeline");
  const std::size_t most = std::max(input.state.shown, shown_at_first);
  base::Day day = base::no_day;
  for (std::size_t i = 0; i < std::min(most, found.items.size()); ++i) {
    if (i == 0 || found.items[i].day != day) day_heading(found.items[i].day, input.view.today);
    day = found.items[i].day;
    draw_item(input, found.items[i]);
  }
  more_button(input, found.items.size());
}

void more_button(const CardInput& input, std::size_t all) {
  const std::size_t shown = std::max(input.state.shown, shown_at_first);
  if (all <= shown) return;
  const std::string label = ui::trf("card.more", {{"n", all - shown}});
  if (ui::button("card.more", {.label = label})) input.state.shown = shown + 200;
}

ui::Tone promise_tone(query::PromiseState state) {
  switch (state) {
    case query::PromiseState::open:
      return ui::Tone::info;
    case query::PromiseState::overdue:
    case query::PromiseState::broken:
      return ui::Tone::bad;
    case query::PromiseState::kept:
      return ui::Tone::good;
    case query::PromiseState::kept_late:
      return ui::Tone::warn;
    case query::PromiseState::withdrawn:
      break;
  }
  return ui::Tone::neutral;
}

std::string promise_state_text(query::PromiseState state) {
  const i18n::Lang lang = ui::current().lang;
  return std::string(i18n::text_under(lang, "card.promise_state.", query::promise_state_key(state)));
}

ui::Tone complaint_tone(const query::ComplaintRow& row) {
  if (!row.is_unsolved) return ui::Tone::good;
  return row.days_late > 0 ? ui::Tone::bad : ui::Tone::warn;
}

}  // namespace zhike::views::card
