// Call flow: filters → search, tier chips, the panel (a dialog on phones) → what is set, as chips to take off.
#include <algorithm>
#include <array>

#include "core/base/sort.h"
#include "core/base/text.h"
#include "web/views/customers_parts.h"
#include "web/views/customers_text.h"

namespace zhike::views::customers {
namespace {

using query::CustomersParams;

constexpr std::size_t most_choices = 300;

// One of the texts that a column holds; "" any.
void pick_text(const char* key, std::string& value, const store::Column& column, std::string_view choice_field = {}) {
  std::vector<std::string> texts;
  for (std::uint32_t i = 1; i < std::min(column.arena().size(), most_choices); ++i)
    texts.emplace_back(column.arena().at(i));
  base::sort(texts);
  std::vector<std::string> labels;
  for (const std::string& text : texts) labels.push_back(choice_field.empty() ? text : choice_text(choice_field, text));
  std::vector<ui::Option> options{{.key = "", .label = ui::tr("customers.any")}};
  for (std::size_t i = 0; i < texts.size(); ++i) options.push_back({.key = texts[i], .label = labels[i]});
  ui::choice(key, value, options);
}

// One of a few whole numbers; 0 any.
void pick_number(const char* key, std::int32_t& value, std::initializer_list<std::int32_t> numbers,
                 const char* label_key) {
  std::vector<std::string> keys, labels;
  std::vector<std::int32_t> values(numbers);
  if (value > 0 && std::ranges::find(values, value) == values.end()) values.push_back(value);
  for (const std::int32_t number : values) {
    keys.push_back(std::to_string(number));
    labels.push_back(ui::trf(label_key, {{"n", number}}));
  }
  std::vector<ui::Option> options{{.key = "0", .label = ui::tr("customers.any")}};
  for (std::size_t i = 0; i < keys.size(); ++i) options.push_back({.key = keys[i], .label = labels[i]});
  std::string chosen = std::to_string(value);
  if (!ui::choice(key, chosen, options)) return;
  const auto at = std::ranges::find(keys, chosen);
  value = at == keys.end() ? 0 : values[static_cast<std::size_t>(at - keys.begin())];
}

void panel_fields(const ViewInput& input, CustomersParams& params) {
  using schema::Customer;
  ui::Grid grid("customers.filter.grid", {.min_width_css = 190, .max_columns = 4, .gap_css = 20});
  grid.next();
  pick_text("field.customer.owner", params.owner, input.doc.column<&Customer::owner>());
  grid.next();
  pick_text("field.customer.status", params.status, input.doc.column<&Customer::status>(), "customer.status");
  grid.next();
  pick_text("field.customer.city", params.city, input.doc.column<&Customer::city>());
  grid.next();
  pick_text("field.customer.industry", params.industry, input.doc.column<&Customer::industry>());
  grid.next();
  pick_number("customers.filter.no_contact", params.no_contact_days, {30, 60, 90, 180, 365}, "customers.filter.days");
  grid.next();
  pick_number("customers.filter.nps", params.nps_below, {7, 9}, "customers.filter.below");
  grid.next();
  if (!ui::is_phone()) ui::space(20);  // in line with the boxes beside it
  ui::checkbox("customers.filter.promise", params.has_open_promise);
  grid.next();
  if (!ui::is_phone()) ui::space(20);  // in line with the boxes beside it
  ui::checkbox("customers.filter.complaint", params.has_open_complaint);
}

void panel(const ViewInput& input, CustomersState& state, CustomersParams& params) {
  if (!ui::is_phone()) {
    if (!state.is_filters_open) return;
    const ui::Card card(".filters");
    panel_fields(input, params);
    return;
  }
  if (ui::Dialog dialog("customers.filter.dialog", state.is_filters_open); dialog) {
    {
      const ScrollBody body("##filters");
      panel_fields(input, params);
    }
    const std::int64_t n = input.cache.customers(input.doc, params, input.today).total;
    const std::string label = ui::trf("customers.show", {{"n", n}});
    if (ui::button("customers.filters.done", {.kind = ui::ButtonKind::primary, .label = label, .width_css = -1}))
      dialog.close();
  }
}

void tier_chips(const ViewInput& input, CustomersParams& params, Flow& flow) {
  const query::Tiers& tiers = input.cache.tiers(input.doc, input.today);
  for (const query::TierRow& tier : tiers.tiers) {
    const ui::RowScope row(tier.tier);
    bool is_on = params.tier == tier.tier;
    flow.next_chip(tier_title(tier) + "  " + ui::format_count(tier.n));
    if (ui::filter_chip("customers.tier_filter", is_on, tier_title(tier), static_cast<int>(tier.n)))
      params.tier = is_on ? tier.tier : "";
    ui::tooltip(tier_rule_words(tiers, tier));
  }
}

// A chip for something that is set; pressing takes it off. True when it was pressed.
bool set_chip(const char* key, const std::string& label, Flow& flow) {
  bool is_on = true;
  flow.next_chip(label);
  return ui::filter_chip(key, is_on, label);
}

void what_is_set(CustomersParams& params, Flow& flow) {
  const auto text = [&](const char* key, const char* name_key, std::string& value, std::string shown) {
    if (!value.empty() && set_chip(key, ui::trf("customers.set", {{"name", ui::tr(name_key)}, {"value", shown}}), flow))
      value.clear();
  };
  text("customers.set.owner", "field.customer.owner", params.owner, params.owner);
  text("customers.set.status", "field.customer.status", params.status, choice_text("customer.status", params.status));
  text("customers.set.city", "field.customer.city", params.city, params.city);
  text("customers.set.industry", "field.customer.industry", params.industry, params.industry);
  text("customers.set.tag", "field.customer.tags", params.tag, params.tag);
  text("customers.set.kind", "field.customer.kind", params.kind, choice_text("customer.kind", params.kind));
  const auto number = [&](const char* key, std::int32_t& value) {
    if (value > 0 && set_chip(key, ui::trf(key, {{"n", value}}), flow)) value = 0;
  };
  number("customers.set.no_contact", params.no_contact_days);
  number("customers.set.nps", params.nps_below);
  const auto flag = [&](const char* key, std::string_view words, bool& value) {
    if (value && set_chip(key, std::string(words), flow)) value = false;
  };
  flag("customers.set.promise", ui::tr("customers.filter.promise"), params.has_open_promise);
  flag("customers.set.complaint", ui::tr("customers.filter.complaint"), params.has_open_complaint);
  if (params.value_min && set_chip("customers.set.value", std::string(ui::tr("customers.set.value")), flow))
    params.value_min.reset();
  if (params.value_max && set_chip("customers.set.value_max", std::string(ui::tr("customers.set.value_max")), flow))
    params.value_max.reset();
}

}  // namespace

bool has_filters(const CustomersParams& params) { return params != without_filters(params); }

CustomersParams without_filters(const CustomersParams& params) {
  CustomersParams out;
  out.sort = params.sort;
  out.is_descending = params.is_descending;
  return out;
}

void filters(const ViewInput& input, CustomersState& state, Requests& requests) {
  CustomersParams params = state.params;
  ui::search_box("customers.search", params.search, {.width_css = ui::is_phone() ? 0.0f : 340.0f});
  if (ui::was_submitted()) ui::request_focus("customers.table");
  if (!ui::is_phone()) ui::same_line(12);
  if (ui::button("customers.filters", {.icon = ui::icon::sliders_horizontal}))
    state.is_filters_open = !state.is_filters_open;
  ui::same_line(8);
  if (params != state.params) ask(state, params);
  lists_menu(input, state, requests);
  params = state.params;
  Flow chips;
  tier_chips(input, params, chips);
  what_is_set(params, chips);
  if (has_filters(params)) {
    chips.next(ui::text_width(ui::tr("customers.clear")) + ui::px(30));
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ui::px(5));
    if (ui::link("customers.clear", {.icon = ui::icon::x})) params = without_filters(params);
  }
  panel(input, state, params);
  if (params != state.params) ask(state, std::move(params));
}

}  // namespace zhike::views::customers
