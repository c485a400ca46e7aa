// Call flow: actions (buttons and quick keys) · head → permission banner, identity, tiles · tier_dialog.
#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/text.h"
#include "core/i18n/error_text.h"
#include "web/views/customer_card_parts.h"

namespace zhike::views::card {
namespace {

using schema::Customer;

void log_contact(const CardInput& input) { open_contact(input.state.editors.contact, input.doc(), input.customer); }
void enter_response(const CardInput& input) { input.requests.go("surveys?customer=" + base::write_id(input.id())); }

void open_tier(const CardInput& input) {
  const query::Card& card = input.card;
  input.state.tier = {};
  input.state.tier.is_open = true;
  if (card.tier.is_override) input.state.tier.tier = card.tier_rule.tier;
  input.state.tier.reason = card.tier_reason;
}

// A labelled button where there is room, else its icon.
bool action(const char* key, const char* icon, std::string_view shortcut) {
  const bool is_wide = ui::current().size_class == ui::SizeClass::wide;
  return is_wide ? ui::button(key, {.icon = icon, .shortcut = shortcut})
                 : ui::icon_button(key, icon, {.shortcut = shortcut});
}

// Buttons beside each other, or a menu on phones.
constexpr std::array menu{
    ui::MenuItem{.key = "card.promise", .icon = ui::icon::handshake, .shortcut = "P"},
    ui::MenuItem{.key = "card.complaint", .icon = ui::icon::message_square_warning, .shortcut = "C"},
    ui::MenuItem{.key = "card.response", .icon = ui::icon::clipboard_list, .shortcut = "S"},
    ui::MenuItem{.key = "card.edit", .icon = ui::icon::pencil, .shortcut = "E"},
};
void act(const CardInput& input, int chosen) {
  if (chosen == 0) input.create("promise");
  if (chosen == 1) input.create("complaint");
  if (chosen == 2) enter_response(input);
  if (chosen == 3) input.open(input.customer);
}

// --- what the customer allows ---
bool restricts_calls(const query::Permission& permission) {
  return !permission.quiet_hours.empty() ||
         std::ranges::find(permission.refused_channels, "phone") != permission.refused_channels.end();
}

void permission_banner(const CardInput& input) {
  const query::Permission& permission = input.card.permission;
  if (!permission.has_any()) return;
  const bool is_locked = !permission.locking_complaints.empty();
  const char* action_key = is_locked ? "card.open_complaint" : nullptr;
  const std::string words = permission_words(input.doc(), permission);
  if (ui::banner("card.permission", words, {.tone = ui::Tone::warn, .action_key = action_key}) == ui::BannerAct::act)
    input.go_to_complaint(permission.locking_complaints.front());
}

// Icon, value and a button to copy it, on one line.
void copy_row(const CardInput& input, const char* key, const char* icon, std::string_view value) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float drop = ui::px((ui::control_height - ui::line_height_css(ui::TextRole::body)) / 2),
              button_width = ui::px(ui::control_height + 4);
  const float right = at.x + ui::content_width();
  ImGui::SetCursorScreenPos({at.x, at.y + drop});
  ui::draw_icon(icon);
  ui::same_line(8);
  const float left = ImGui::GetCursorScreenPos().x;
  ui::current().right_edges.push_back(right - button_width);
  ui::text(value, ui::TextRole::body, ui::Token::text, ui::Wrap::ellipsis);
  ui::current().right_edges.pop_back();
  ImGui::SetCursorScreenPos({std::min(left + ui::text_width(value), right - button_width) + ui::px(4), at.y});
  if (!ui::icon_button(key, ui::icon::copy)) return;
  input.requests.push(CopyText{std::string(value)});
  ui::current().toasts.push(ui::Tone::info, std::string(ui::tr("card.copied")));
}

// The number comes after the banner, and a restricted one only when asked for.
void reach(const CardInput& input, const Customer& record) {
  if (!record.phone.empty()) {
    if (restricts_calls(input.card.permission) && !input.state.is_phone_shown) {
      if (ui::button("card.show_phone", {.icon = ui::icon::phone_off, .hint = ui::tr("card.show_phone.hint")}))
        input.state.is_phone_shown = true;
    } else {
      copy_row(input, "card.copy_phone", ui::icon::phone, record.phone.text);
    }
  }
  if (!record.email.empty()) copy_row(input, "card.copy_email", ui::icon::mail, record.email.text);
}

// --- who ---
void chips(const CardInput& input, const Customer& record) {
  const query::Tiers& tiers = input.view.cache.tiers(input.doc(), input.view.today);
  const query::TierOf& of = input.card.tier;
  if (ui::tier_chip("card.tier", tier_level(tiers, of.tier), tier_title(input.card.tier_rule), tier_why(tiers, of)))
    open_tier(input);
  ui::same_line(6);
  if (of.is_override) {
    ui::chip(ui::tr("card.by_hand"), ui::Tone::info, ui::icon::pencil);
    ui::same_line(6);
  }
  if (!record.status.empty())
    ui::chip(choice_text("customer.status", record.status.text),
             record.status.text == "active" ? ui::Tone::good : ui::Tone::neutral);
  if (record.tags.empty()) return;
  Flow tags;
  for (const std::string_view tag : base::split(record.tags.text, '\n')) {
    tags.next_chip(tag);
    ui::chip(tag, ui::Tone::neutral, ui::icon::tag);
  }
}

std::string address_of(const Customer& record) {
  std::string out;
  for (const std::string_view part : {record.postcode.text, record.region.text, record.city.text, record.street.text})
    if (!part.empty()) out += (out.empty() ? "" : " ") + std::string(part);
  return out;
}

void identity(const CardInput& input) {
  const Customer record = input.doc().read<Customer>(input.customer);
  const ui::Card frame(".card.identity");
  ui::avatar(record.name.text, 48);
  ui::same_line(16);
  ImGui::BeginGroup();
  chips(input, record);
  ui::space(6);
  const bool has_since = record.since.has();
  const std::string since = has_since ? ui::format_day(static_cast<base::Day>(record.since.value)) : std::string();
  {
    ui::Grid grid("card.identity", {.min_width_css = 220, .max_columns = 3, .gap_css = 20});
    grid.next();
    reach(input, record);
    grid.next();
    ui::label_value(ui::tr("field.customer.owner"), record.owner.text);
    ui::label_value(ui::tr("field.customer.since"), since);
    grid.next();
    ui::label_value(ui::tr("field.customer.industry"), record.industry.text);
    ui::label_value(ui::tr("card.address"), address_of(record));
  }
  ImGui::EndGroup();
}

// --- figures ---
std::string rule_of_contact(const query::CadenceRule& rule) {
  return ui::trf(rule.clock == query::Clock::department_head ? "card.cadence.head" : "card.cadence.manager",
                 {{"tier", rule.tier}, {"ideal", rule.ideal_days}, {"max", rule.max_days}});
}

void value_tile(const CardInput& input) {
  const query::Card& card = input.card;
  const std::string value = ui::format_money_short({card.yearly_value}, card.currency);
  const std::string base = ui::trf("card.purchases_n", {{"n", card.purchases}});
  const std::string hint = ui::trf(card.why == query::PeriodWhy::newest_purchase ? "card.period.newest" : "card.period",
                                   {{"from", ui::format_day(card.period.from)},
                                    {"to", ui::format_day(card.period.to)},
                                    {"value", ui::format_money({card.yearly_value}, card.currency)}});
  if (ui::stat_tile("card.tile.value",
                    {.value = value, .base = base, .icon = ui::icon::wallet, .hint = hint, .is_link = true}))
    input.state.tab = CardTab::purchases;
}

void wallet_tile(const CardInput& input) {
  const double share = input.card.share_of_wallet;
  const bool is_known = std::isfinite(share);
  const std::string value = is_known ? ui::format_percent(share) : std::string(i18n::no_value);
  const std::string_view base = !is_known   ? ui::tr("card.wallet_unknown")
                                : share > 1 ? ui::tr("card.wallet_exceeded")
                                            : std::string_view();
  if (ui::stat_tile("card.tile.wallet", {.value = value,
                                         .base = base,
                                         .icon = ui::icon::chart_pie,
                                         .hint = ui::tr("help.customer.wallet_total"),
                                         .is_link = true}))
    input.open(input.customer);
}

void nps_tile(const CardInput& input) {
  const query::Card& card = input.card;
  const bool has = card.last_nps >= 0;
  const std::string value = has ? ui::trf("card.nps_of_ten", {{"n", card.last_nps}}) : std::string(i18n::no_value);
  const std::string base = has ? ui::format_day_relative(card.last_nps_day) : std::string(ui::tr("card.nps_none"));
  const ui::Tone tone = card.last_nps >= 9 ? ui::Tone::good : card.last_nps >= 7 ? ui::Tone::neutral : ui::Tone::bad;
  const std::string_view delta = !has ? std::string_view()
                                      : ui::tr(tone == ui::Tone::good  ? "card.nps.promoter"
                                               : tone == ui::Tone::bad ? "card.nps.detractor"
                                                                       : "card.nps.passive");
  if (ui::stat_tile(
          "card.tile.nps",
          {.value = value, .base = base, .delta = delta, .delta_tone = tone, .icon = ui::icon::smile, .is_link = true}))
    input.state.tab = CardTab::surveys;
}

void last_contact_tile(const CardInput& input) {
  const base::Day day = input.card.last_contact;
  const std::string last = day == base::no_day ? std::string(ui::tr("customers.never")) : ui::format_day_relative(day);
  if (ui::stat_tile("card.tile.last", {.value = last, .icon = ui::icon::message_square, .is_link = true}))
    input.state.tab = CardTab::timeline;
}

// Every clock with its rule, for the tooltip.
std::string contact_hint(const query::Card& card) {
  std::string hint;
  for (std::size_t i = 0; i < card.contacts.size(); ++i) {
    const std::string words =
        card.contacts[i].is_noted ? std::string(ui::tr("card.cadence.noted")) : rule_of_contact(card.contact_rules[i]);
    hint += (hint.empty() ? "" : "\n") + words + " " + ui::format_due(card.contacts[i].due);
  }
  return hint;
}

void next_contact_tile(const CardInput& input) {
  const query::Card& card = input.card;
  if (card.contacts.empty()) {
    ui::stat_tile("card.tile.next",
                  {.value = i18n::no_value, .base = ui::tr("card.no_cadence"), .icon = ui::icon::calendar_clock});
    return;
  }
  // The account manager's clock where there is one; the head's lateness stands beside it.
  const auto own = std::ranges::find(card.contacts, query::Clock::account_manager, &query::ContactDueRow::clock);
  const auto at = own == card.contacts.end() ? card.contacts.begin() : own;
  const query::ContactDueRow& next = *at;
  const bool is_late = next.state != query::DueState::ideal;
  const bool is_head_late = std::ranges::any_of(card.contacts, [](const query::ContactDueRow& row) {
    return row.clock == query::Clock::department_head && row.state != query::DueState::ideal;
  });
  const std::string due =
      next.due == base::no_day ? std::string(ui::tr("card.now")) : ui::format_day_relative(next.due);
  const std::string delta =
      is_late && next.due != base::no_day ? ui::format_day(next.due, i18n::DateStyle::short_day) : std::string();
  const std::string_view base = is_head_late ? ui::tr("card.head_late") : std::string_view();
  const std::string hint = contact_hint(card);
  const ui::Tone tone = next.state == query::DueState::red ? ui::Tone::bad : ui::Tone::warn;
  if (ui::stat_tile("card.tile.next", {.value = due,
                                       .base = base,
                                       .delta = delta,
                                       .delta_tone = tone,
                                       .icon = ui::icon::calendar_clock,
                                       .hint = hint,
                                       .is_link = true}))
    log_contact(input);
}

void tiles(const CardInput& input) {
  const query::Card& card = input.card;
  ui::Grid grid("card.tiles", {.min_width_css = ui::is_phone() ? 150.0f : 144.0f, .max_columns = 6, .gap_css = 12});
  grid.next();
  value_tile(input);
  grid.next();
  wallet_tile(input);
  grid.next();
  nps_tile(input);
  grid.next();
  last_contact_tile(input);
  grid.next();
  next_contact_tile(input);
  grid.next();
  const std::string open = ui::format_count(card.open_promises);
  const std::string overdue =
      card.overdue_promises > 0 ? ui::trf("card.overdue_n", {{"n", card.overdue_promises}}) : std::string();
  if (ui::stat_tile(
          "card.tile.promises",
          {.value = open, .delta = overdue, .delta_tone = ui::Tone::bad, .icon = ui::icon::handshake, .is_link = true}))
    input.state.tab = CardTab::promises;
}

}  // namespace

void actions(const CardInput& input) {
  {
    const ui::PageActions line;
    if (ui::icon_button("card.back", ui::icon::arrow_left)) input.requests.go("customers");
    ui::same_line(4);
    if (ui::button("card.log", {.kind = ui::ButtonKind::primary, .icon = ui::icon::notebook_pen, .shortcut = "L"}))
      log_contact(input);
    ui::same_line(6);
    if (ui::is_phone())
      act(input, ui::menu_button("card.actions", ui::icon::ellipsis, menu));
    else
      for (std::size_t i = 0; i < menu.size(); ++i) {
        if (i > 0) ui::same_line(6);
        if (action(menu[i].key, menu[i].icon, menu[i].shortcut)) act(input, static_cast<int>(i));
      }
  }
  if (ui::shortcut("l")) log_contact(input);
  if (ui::shortcut("p")) act(input, 0);
  if (ui::shortcut("c")) act(input, 1);
  if (ui::shortcut("s")) act(input, 2);
  if (ui::shortcut("e")) act(input, 3);
}

void head(const CardInput& input) {
  permission_banner(input);
  identity(input);
  tiles(input);
  ui::space(16);
}

// --- why this tier, and setting another by hand ---
namespace {

void explain_tier(const CardInput& input, const query::Tiers& tiers) {
  const query::TierOf& of = input.card.tier;
  ui::text(tier_why(tiers, of));
  if (of.is_override && !input.card.tier_reason.empty())
    ui::text(ui::trf("card.tier.reason", {{"reason", input.card.tier_reason}}));
  const std::string value = ui::format_money({of.value}, tiers.currency);
  if (of.rank > 0)
    ui::muted(ui::trf("card.tier.rank", {{"rank", of.rank}, {"n", tiers.customer_count}, {"value", value}}));
  else
    ui::muted(ui::tr("card.tier.no_value"));
  ui::space(4);
  for (const query::TierRow& row : tiers.tiers) ui::muted("· " + tier_rule_words(tiers, row));
  if (ui::link("card.tier.rules", {.href = "#/settings"})) input.requests.go("settings");
}

}  // namespace

void tier_dialog(const CardInput& input) {
  TierDialogState& draft = input.state.tier;
  const Pending::Answer answer = draft.pending.take(input.view.status);
  if (answer == Pending::Answer::refused) draft.error = input.view.status.run_error;
  if (answer == Pending::Answer::done) draft.is_open = false;
  ui::Dialog dialog("card.tier.dialog", draft.is_open, {.width_css = 560});
  if (!dialog) return;
  const query::Tiers& tiers = input.view.cache.tiers(input.doc(), input.view.today);
  explain_tier(input, tiers);
  ui::divider();
  ui::heading(ui::tr("card.tier.by_hand"), 3);
  std::vector<std::string> titles;
  for (const query::TierRow& row : tiers.tiers) titles.push_back(tier_title(row));
  std::vector<ui::Option> options{{.key = "", .label = ui::tr("card.tier.by_rules")}};
  for (std::size_t i = 0; i < tiers.tiers.size(); ++i)
    if (tiers.tiers[i].default_rule != "none") options.push_back({.key = tiers.tiers[i].tier, .label = titles[i]});
  ui::choice("field.customer.tier_override", draft.tier, options);
  const std::string error = draft.error.code.empty() ? std::string() : sentence_at_field(draft.error);
  if (!draft.tier.empty())
    ui::text_area("field.customer.tier_reason", draft.reason, {.error = error, .is_required = true, .lines = 2});
  else if (!error.empty())
    refusal_banner(error);
  const bool is_ready = draft.tier.empty() ? input.card.tier.is_override : !base::trim(draft.reason).empty();
  const FooterAct act = editor_footer({.can_save = is_ready ? ui::Enabled::yes : ui::Enabled::no});
  if (act == FooterAct::cancel) draft.is_open = false;
  if (act != FooterAct::save) return;
  input.requests.run(commands::OverrideTier{input.id(), draft.tier, draft.tier.empty() ? std::string() : draft.reason});
  draft.pending.start(input.view.status);
}

}  // namespace zhike::views::card
