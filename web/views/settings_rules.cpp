// Call flow: tier_rules_part → load drafts from the rules in force → tier_line each (sentence, fields, move, remove) →
// footer (add, save, discard). Cadence rules the same.
#include "web/views/settings_rules.h"

#include <algorithm>
#include <utility>

#include "core/base/decimal.h"
#include "core/base/text.h"

namespace zhike::views {
namespace {

constexpr std::string_view manager_clock = "account_manager";
constexpr std::int64_t any_value_units = 100;  // 0.01: whoever bought anything

bool is_share(std::string_view measure) { return measure == "share_of_customers" || measure == "share_of_value"; }

std::int64_t whole(std::string_view text) {
  const auto decimal = base::read_decimal(base::trim(text));
  return decimal && decimal->units % base::decimal_one == 0 ? decimal->units / base::decimal_one : -1;
}

TierDraft draft_of(const query::TierRow& row) {
  TierDraft draft{row.tier, row.name, std::string(query::tier_measure_key(row.measure)), {}};
  if (row.measure == query::TierMeasure::rest) draft.measure.clear();
  if (row.measure == query::TierMeasure::any_purchase) {  // stored rules say it as a value: any at all
    draft.measure = "yearly_value";
    draft.threshold = base::write_decimal({any_value_units});
  } else if (!draft.measure.empty()) {
    draft.threshold =
        base::write_decimal(base::from_double(is_share(draft.measure) ? row.threshold * 100 : row.threshold));
  }
  return draft;
}

void load(const ViewInput& input, SettingsState& state) {
  const std::uint64_t revision = input.doc.table<schema::Rule>().revision;
  const bool is_stale = state.rules_revision != revision;
  if (!state.has_tiers || (is_stale && !state.is_tiers_edited)) {
    state.tiers.clear();
    for (const query::TierRow& row : query::tier_rules(input.doc)) state.tiers.push_back(draft_of(row));
    state.has_tiers = true;
  }
  if (!state.has_cadences || (is_stale && !state.is_cadences_edited)) {
    state.cadences.clear();
    for (const query::CadenceRule& rule : query::cadence_rules(input.doc))
      state.cadences.push_back({std::string(query::clock_key(rule.clock)), rule.tier, std::to_string(rule.ideal_days),
                                std::to_string(rule.max_days)});
    state.has_cadences = true;
  }
  state.rules_revision = revision;
}

enum class LineAct { none, changed, up, down, remove };

// At the right end of the sentence's line; on phones in a line of their own.
LineAct line_buttons(std::size_t index, std::size_t count) {
  LineAct act = LineAct::none;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (!ui::is_phone()) ImGui::SetCursorScreenPos({at.x + ui::content_width() - ui::px(3 * 38), at.y - ui::px(4)});
  const auto enabled = [](bool is_on) { return is_on ? ui::Enabled::yes : ui::Enabled::no; };
  if (ui::icon_button("settings.rule.up", ui::icon::arrow_up, {.enabled = enabled(index > 0)})) act = LineAct::up;
  ui::same_line(2);
  if (ui::icon_button("settings.rule.down", ui::icon::arrow_down, {.enabled = enabled(index + 1 < count)}))
    act = LineAct::down;
  ui::same_line(2);
  if (ui::icon_button("settings.rule.remove", ui::icon::trash_2, {.enabled = enabled(count > 1)}))
    act = LineAct::remove;
  if (!ui::is_phone()) ImGui::SetCursorScreenPos(at);
  return act;
}

template <class Draft>
bool carry_out(LineAct act, std::size_t index, std::vector<Draft>& list) {
  if (act == LineAct::up) std::swap(list[index], list[index - 1]);
  if (act == LineAct::down) std::swap(list[index], list[index + 1]);
  if (act == LineAct::remove) list.erase(list.begin() + static_cast<std::ptrdiff_t>(index));
  return act != LineAct::none;
}

std::string filled_words(const ViewInput& input, const TierDraft& draft) {
  const query::Tiers& tiers = input.cache.tiers(input.doc, input.today);
  const std::size_t at = tiers.find(draft.tier);
  if (at == tiers.tiers.size()) return std::string(ui::tr("settings.tiers.new"));
  const query::TierRow& row = tiers.tiers[at];
  return ui::trf("settings.tiers.now", {{"n", row.n}, {"share", ui::format_percent(row.share_of_value)}});
}

// A line's fields; true when one changed.
bool tier_fields_line(TierDraft& draft, std::string_view currency, std::string_view problem) {
  bool has_changed = false;
  ui::FormGrid form("settings.tier", 4);
  form.field();
  has_changed |= ui::text_field("settings.tier.key", draft.tier, {.is_required = true});
  form.field();
  has_changed |= ui::text_field("settings.tier.name", draft.name);
  form.field();
  const ui::Option measures[] = {{"share_of_customers", ui::tr("settings.measure.share_of_customers")},
                                 {"share_of_value", ui::tr("settings.measure.share_of_value")},
                                 {"yearly_value", ui::tr("settings.measure.yearly_value")},
                                 {"", ui::tr("settings.measure.rest")}};
  has_changed |= ui::choice("settings.tier.measure", draft.measure, measures);
  form.field();
  const std::string_view words = problem.empty() ? std::string_view() : ui::tr(problem);
  if (is_share(draft.measure)) {
    has_changed |= ui::number_field("settings.tier.threshold", draft.threshold, {.error = words, .suffix = "%"});
  } else if (!draft.measure.empty()) {
    has_changed |= ui::money_field("settings.tier.threshold", draft.threshold, currency, {.error = words});
  } else if (!words.empty()) {
    ui::text(words, ui::TextRole::small, ui::Token::bad);
  }
  return has_changed;
}

std::string currency_of(const ViewInput& input) {
  const std::string& currency = input.cache.settings(input.doc).currency;
  return currency.empty() ? "CNY" : currency;
}

// Add, save and discard below a list of rules.
enum class ListAct { none, add, save, discard };
ListAct list_buttons(const char* add_key, const char* save_key, bool is_edited, bool is_sound) {
  ListAct act = ListAct::none;
  if (ui::button(add_key, {.icon = ui::icon::plus})) act = ListAct::add;
  if (!is_edited) return act;
  ui::same_line();
  if (ui::button(save_key, {.kind = ui::ButtonKind::primary,
                            .icon = ui::icon::check,
                            .enabled = is_sound ? ui::Enabled::yes : ui::Enabled::no}))
    act = ListAct::save;
  ui::same_line();
  if (ui::button("settings.rules.discard", {.kind = ui::ButtonKind::ghost})) act = ListAct::discard;
  return act;
}

bool is_twice(const std::vector<TierDraft>& list, std::size_t index) {
  // A tier may have several rules, but each only once.
  const auto is_same = [&](const TierDraft& d) {
    return d.tier == list[index].tier && d.measure == list[index].measure;
  };
  return std::ranges::count_if(list, is_same) > 1;
}

bool is_twice(const std::vector<CadenceDraft>& list, std::size_t index) {
  const auto is_same = [&](const CadenceDraft& d) {
    return d.tier == list[index].tier && d.clock == list[index].clock;
  };
  return std::ranges::count_if(list, is_same) > 1;
}

bool cadence_fields_line(CadenceDraft& draft, std::string_view problem) {
  bool has_changed = false;
  ui::FormGrid form("settings.cadence", 4);
  form.field();
  const ui::Option clocks[] = {{manager_clock, ui::tr("settings.clock.account_manager")},
                               {"department_head", ui::tr("settings.clock.department_head")}};
  has_changed |= ui::choice("settings.cadence.clock", draft.clock, clocks);
  form.field();
  has_changed |= ui::text_field("settings.tier.key", draft.tier, {.is_required = true});
  form.field();
  has_changed |= ui::number_field("settings.cadence.ideal", draft.ideal_days, {.suffix = ui::tr("settings.days")});
  form.field();
  const std::string_view words = problem.empty() ? std::string_view() : ui::tr(problem);
  has_changed |=
      ui::number_field("settings.cadence.max", draft.max_days, {.error = words, .suffix = ui::tr("settings.days")});
  return has_changed;
}

template <class Draft>
bool has_blank(const std::vector<Draft>& list) {
  return std::ranges::any_of(list, [](const Draft& d) { return base::trim(d.tier).empty(); });
}

}  // namespace

std::string tier_sentence(const TierDraft& draft, std::string_view currency) {
  const std::string name = draft.name.empty() ? std::string() : draft.name;
  if (draft.measure.empty()) return ui::trf("settings.tier.says.rest", {{"tier", draft.tier}, {"name", name}});
  if (is_share(draft.measure)) {
    const std::string_view key = draft.measure == "share_of_value" ? "settings.tier.says.share_of_value"
                                                                   : "settings.tier.says.share_of_customers";
    return ui::trf(key, {{"tier", draft.tier}, {"name", name}, {"threshold", draft.threshold}});
  }
  const auto amount = base::read_decimal(base::trim(draft.threshold));
  if (amount && amount->units <= any_value_units)
    return ui::trf("settings.tier.says.any", {{"tier", draft.tier}, {"name", name}});
  const std::string money = amount ? ui::format_money(*amount, currency) : draft.threshold;
  return ui::trf("settings.tier.says.yearly_value", {{"tier", draft.tier}, {"name", name}, {"threshold", money}});
}

std::string cadence_sentence(const CadenceDraft& draft) {
  const bool is_manager = draft.clock == manager_clock;
  return ui::trf(is_manager ? "settings.cadence.says.manager" : "settings.cadence.says.head",
                 {{"tier", draft.tier}, {"ideal", draft.ideal_days}, {"max", draft.max_days}});
}

std::string_view tier_problem(const TierDraft& draft) {
  if (base::trim(draft.tier).empty()) return "settings.problem.tier";
  if (draft.measure.empty()) return {};
  const auto value = base::read_decimal(base::trim(draft.threshold));
  if (!value || value->units <= 0) return "settings.problem.number";
  if (is_share(draft.measure) && value->units > 100 * base::decimal_one) return "settings.problem.share";
  return {};
}

std::string_view cadence_problem(const CadenceDraft& draft) {
  if (base::trim(draft.tier).empty()) return "settings.problem.tier";
  const std::int64_t ideal = whole(draft.ideal_days), most = whole(draft.max_days);
  if (ideal < 1 || most < 1 || most > 3660) return "settings.problem.days";
  return most < ideal ? "settings.problem.order" : std::string_view();
}

commands::Fields tier_fields(const TierDraft& draft) {
  const auto text = [](std::string_view s) {
    const std::string_view trimmed = base::trim(s);
    return trimmed.empty() ? schema::Value{} : schema::Value{std::string(trimmed)};
  };
  schema::Value threshold;
  if (const auto value = base::read_decimal(base::trim(draft.threshold)); value && !draft.measure.empty())
    threshold = is_share(draft.measure) ? value->units / 100 : value->units;
  return {{"tier", text(draft.tier)},
          {"name", text(draft.name)},
          {"measure", text(draft.measure)},
          {"threshold", threshold}};
}

commands::Fields cadence_fields(const CadenceDraft& draft) {
  const std::string tier(base::trim(draft.tier));
  const bool is_manager = draft.clock == manager_clock;
  return {{"key", (is_manager ? "manager." : "head.") + tier},
          {"tier", tier},
          {"ideal_days", whole(draft.ideal_days)},
          {"max_days", whole(draft.max_days)}};
}

void tier_rules_part(const ViewInput& input, SettingsState& state, Requests& requests) {
  load(input, state);
  const std::string currency = currency_of(input);
  const bool is_default = input.cache.tiers(input.doc, input.today).is_default;
  const ui::Card card(
      "settings.tiers",
      {.subtitle = ui::tr(is_default ? "settings.tiers.default" : "settings.tiers.own"), .icon = ui::icon::layers});
  bool is_sound = true;
  for (std::size_t i = 0; i < state.tiers.size(); ++i) {
    const ui::RowScope row(std::to_string(i));
    if (i > 0) ui::divider();
    TierDraft& draft = state.tiers[i];
    const std::string_view problem = is_twice(state.tiers, i) ? "settings.problem.twice" : tier_problem(draft);
    is_sound = is_sound && problem.empty();
    const LineAct line = line_buttons(i, state.tiers.size());
    ui::text(tier_sentence(draft, currency), ui::TextRole::strong);
    ui::muted(filled_words(input, draft));
    if (tier_fields_line(draft, currency, problem)) state.is_tiers_edited = true;
    if (carry_out(line, i, state.tiers)) state.is_tiers_edited = true;
  }
  ui::space(4);
  const ListAct act = list_buttons("settings.tiers.add", "settings.tiers.save", state.is_tiers_edited, is_sound);
  if (act == ListAct::add) {
    state.tiers.push_back({"", "", "", ""});
    state.is_tiers_edited = true;
  }
  if (act == ListAct::save && is_sound && !has_blank(state.tiers)) {
    commands::ReplaceRules command{.kind = "tier", .rules = {}};
    for (const TierDraft& draft : state.tiers) command.rules.push_back(tier_fields(draft));
    requests.run(std::move(command));
    state.is_tiers_edited = false;
  }
  if (act == ListAct::discard) state.has_tiers = state.is_tiers_edited = false;
}

void cadence_rules_part(const ViewInput& input, SettingsState& state, Requests& requests) {
  load(input, state);
  const ui::Card card("settings.cadences",
                      {.subtitle = ui::tr("settings.cadences.help"), .icon = ui::icon::calendar_clock});
  bool is_sound = true;
  for (std::size_t i = 0; i < state.cadences.size(); ++i) {
    const ui::RowScope row(std::to_string(i));
    if (i > 0) ui::divider();
    CadenceDraft& draft = state.cadences[i];
    const std::string_view problem = is_twice(state.cadences, i) ? "settings.problem.twice" : cadence_problem(draft);
    is_sound = is_sound && problem.empty();
    const LineAct line = line_buttons(i, state.cadences.size());
    ui::text(cadence_sentence(draft), ui::TextRole::strong);
    if (cadence_fields_line(draft, problem)) state.is_cadences_edited = true;
    if (carry_out(line, i, state.cadences)) state.is_cadences_edited = true;
  }
  ui::space(4);
  const ListAct act =
      list_buttons("settings.cadences.add", "settings.cadences.save", state.is_cadences_edited, is_sound);
  if (act == ListAct::add) {
    state.cadences.push_back({std::string(manager_clock), "", "", ""});
    state.is_cadences_edited = true;
  }
  if (act == ListAct::save && is_sound && !has_blank(state.cadences)) {
    commands::ReplaceRules command{.kind = "cadence", .rules = {}};
    for (const CadenceDraft& draft : state.cadences) command.rules.push_back(cadence_fields(draft));
    requests.run(std::move(command));
    state.is_cadences_edited = false;
  }
  if (act == ListAct::discard) state.has_cadences = state.is_cadences_edited = false;
}

}  // namespace zhike::views
