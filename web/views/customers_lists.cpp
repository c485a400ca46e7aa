#include <algorithm>
#include <array>

#include "core/base/json.h"
#include "core/base/sort.h"
#include "core/base/text.h"
#include "core/i18n/error_text.h"
#include "web/views/customers_parts.h"

namespace zhike::views {
namespace {

using query::CustomersParams;

// The members that are texts, as they are written. stored: do not change
struct TextMember {
  const char* name;
  std::string CustomersParams::* member;
};
constexpr std::array text_members{
    TextMember{"search", &CustomersParams::search}, TextMember{"tier", &CustomersParams::tier},
    TextMember{"owner", &CustomersParams::owner},   TextMember{"status", &CustomersParams::status},
    TextMember{"tag", &CustomersParams::tag},       TextMember{"industry", &CustomersParams::industry},
    TextMember{"city", &CustomersParams::city},     TextMember{"kind", &CustomersParams::kind},
};

std::int32_t read_count(std::string_view text) {
  const auto value = base::read_decimal(text);
  return value && value->units > 0
             ? static_cast<std::int32_t>(std::min<std::int64_t>(value->units / base::decimal_one, 36'600))
             : 0;
}

void read_member(CustomersParams& params, std::string_view name, std::string_view value) {
  const bool is_on = value == "1" || value == "true";
  const auto money = base::read_decimal(value);
  for (const TextMember& each : text_members)
    if (name == each.name) params.*each.member = value;
  if (name == "no_contact_days") params.no_contact_days = read_count(value);
  if (name == "nps_below") params.nps_below = read_count(value);
  if (name == "value_min" && money) params.value_min = money->units;
  if (name == "value_max" && money) params.value_max = money->units;
  if (name == "open_promise") params.has_open_promise = is_on;
  if (name == "open_complaint") params.has_open_complaint = is_on;
  if (name == "sort" && query::is_customer_sort(value)) params.sort = value;
  if (name == "desc") params.is_descending = is_on;
}

}  // namespace

std::string write_list_rule(const CustomersParams& params) {
  base::Json out = base::Json::object();
  for (const TextMember& each : text_members)
    if (!(params.*each.member).empty()) out.set(each.name, params.*each.member);
  const auto set = [&](const char* name, std::string value) {
    if (!value.empty()) out.set(name, std::move(value));
  };
  const auto count = [](std::int32_t value) { return value > 0 ? std::to_string(value) : std::string(); };
  set("no_contact_days", count(params.no_contact_days));
  set("nps_below", count(params.nps_below));
  if (params.value_min) set("value_min", base::write_decimal({*params.value_min}));
  if (params.value_max) set("value_max", base::write_decimal({*params.value_max}));
  set("open_promise", params.has_open_promise ? "1" : "");
  set("open_complaint", params.has_open_complaint ? "1" : "");
  set("sort", params.sort);
  set("desc", params.is_descending ? "1" : "");
  return base::write_canonical(out);
}

CustomersParams read_list_rule(std::string_view json) {
  CustomersParams params;
  const base::Result<base::Json> read = base::parse_json(json);
  if (!read) return params;
  for (const auto& [name, value] : read->members()) read_member(params, name, value.as_string());
  return params;
}

void apply_customers_route(CustomersState& state, const Route& route) {
  if (route.query.empty()) return;
  CustomersParams params = customers::without_filters(state.params);
  if (const std::string_view sort = route.find("sort"); !sort.empty()) params.is_descending = false;
  for (const auto& [name, value] : route.query) read_member(params, name, value);
  if (const std::string_view search = route.find("q"); !search.empty()) params.search = search;
  state.preset = {};
  state.list.clear();
  customers::ask(state, std::move(params));
}

namespace customers {
namespace {

constexpr std::string_view list_prefix = "list.";
constexpr std::size_t built_in_count = 3;

struct BuiltIn {
  const char* key;
  CustomersParams params;
};
// Built on the rules of this book: its best tier, whatever it is called.
std::array<BuiltIn, built_in_count> built_in_lists(const ViewInput& input) {
  const query::Tiers& tiers = input.cache.tiers(input.doc, input.today);
  const std::string best = tiers.tiers.front().tier;
  return {BuiltIn{"customers.list.at_risk",
                  {.tier = best, .no_contact_days = 60, .nps_below = 7, .sort = "value", .is_descending = true}},
          BuiltIn{"customers.list.not_seen", {.tier = best, .no_contact_days = 60, .sort = "last_contact"}},
          BuiltIn{"customers.list.complaints", {.has_open_complaint = true, .sort = "value", .is_descending = true}}};
}

bool is_own(const CustomersState& state) {
  return std::ranges::find(state.own_lists, state.list, &SavedList::name) != state.own_lists.end();
}

void pick(CustomersState& state, std::string name, CustomersParams params) {
  state.preset = {};
  ask(state, std::move(params));
  state.list = std::move(name);
}

void delete_list(CustomersState& state, Requests& requests) {
  requests.run(commands::SetSetting{std::string(list_prefix) + state.list, ""}, "customers.list.deleted");
  state.list.clear();
}

}  // namespace

void ask(CustomersState& state, CustomersParams params) {
  CustomersParams in_same_order = params;
  in_same_order.sort = state.params.sort;
  in_same_order.is_descending = state.params.is_descending;
  if (in_same_order != state.params) {
    state.table.clear_selection();
    state.table.focused = -1;
    state.list.clear();
  }
  state.params = std::move(params);
}

void read_own_lists(const ViewInput& input, CustomersState& state) {
  const store::Table& table = input.doc.table<schema::Setting>();
  if (table.revision == state.lists_revision) return;
  state.lists_revision = table.revision;
  state.own_lists.clear();
  for (store::Row row = 0; row < table.rows(); ++row) {
    if (!table.visible[row]) continue;
    const auto setting = input.doc.read<schema::Setting>(table.handles[row]);
    if (setting.key.text.starts_with(list_prefix) && !setting.value.empty())
      state.own_lists.push_back(
          {std::string(setting.key.text.substr(list_prefix.size())), read_list_rule(setting.value.text)});
  }
  base::sort(state.own_lists, {}, &SavedList::name);
}

void lists_menu(const ViewInput& input, CustomersState& state, Requests& requests) {
  const auto built_in = built_in_lists(input);
  std::vector<ui::MenuItem> items{{.key = "customers.list.all", .icon = ui::icon::users}};
  for (const BuiltIn& each : built_in) items.push_back({.key = each.key, .icon = ui::icon::sparkles});
  for (const SavedList& each : state.own_lists)
    items.push_back({.key = each.name.c_str(), .icon = ui::icon::list, .label = each.name});
  const int save_at = static_cast<int>(items.size());
  items.push_back({.key = "customers.list.save", .icon = ui::icon::save, .has_divider_before = true});
  if (is_own(state)) items.push_back({.key = "customers.list.delete", .icon = ui::icon::trash_2, .is_danger = true});
  std::string label(state.list.empty() ? ui::tr("customers.lists")
                    : is_own(state)    ? std::string_view(state.list)
                                       : ui::tr(state.list));
  const int chosen = ui::menu_button("customers.lists", ui::icon::list_filter, items, {.label = label});
  const int own_at = 1 + static_cast<int>(built_in_count);
  if (chosen == 0)
    pick(state, {}, without_filters(state.params));
  else if (chosen > 0 && chosen < own_at) {
    const BuiltIn& each = built_in[static_cast<std::size_t>(chosen - 1)];
    pick(state, each.key, each.params);
  } else if (chosen >= own_at && chosen < save_at) {
    const SavedList& each = state.own_lists[static_cast<std::size_t>(chosen - own_at)];
    pick(state, each.name, each.params);
  } else if (chosen == save_at) {
    state.save_list = {};
    state.save_list.is_open = true;
    ui::request_focus("customers.list.name");
  } else if (chosen > save_at) {
    delete_list(state, requests);
  }
}

void save_list_dialog(const ViewInput& input, CustomersState& state, Requests& requests) {
  SaveListState& draft = state.save_list;
  const Pending::Answer answer = draft.pending.take(input.status);
  if (answer == Pending::Answer::refused) draft.error = input.status.run_error;
  if (answer == Pending::Answer::done) {
    draft.is_open = false;
    state.list = base::trim(draft.name);
  }
  if (ui::Dialog dialog("customers.list.save", draft.is_open, {.width_css = 440}); dialog) {
    const std::string error = draft.error.code.empty() ? std::string() : sentence_at_field(draft.error);
    ui::text_field("customers.list.name", draft.name,
                   {.example = ui::tr("customers.list.example"),
                    .help = ui::tr("customers.list.help"),
                    .error = error,
                    .is_required = true});
    const bool is_entered = ui::was_submitted();
    const std::string name(base::trim(draft.name));
    const FooterAct act = editor_footer({.can_save = name.empty() ? ui::Enabled::no : ui::Enabled::yes});
    if (act == FooterAct::cancel) draft.is_open = false;
    if ((act != FooterAct::save && !is_entered) || name.empty()) return;
    requests.run(commands::SetSetting{std::string(list_prefix) + name, write_list_rule(state.params)},
                 "customers.list.saved");
    draft.pending.start(input.status);
  }
}

}  // namespace customers
}  // namespace zhike::views
