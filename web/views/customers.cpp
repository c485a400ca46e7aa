// Call flow: customers_view → actions, filters (customers_filters.cpp), bulk bar (customers_bulk.cpp), table
// (customers_table.cpp) → dialogs. What is shown comes from query::customers, or from the list another room gave.
#include "web/views/customers.h"

#include <algorithm>

#include "web/views/customers_parts.h"

namespace zhike::views {
namespace {

using store::Handle;

void create(CustomersState& state) { open_new_record(state.editors.record, "customer", {}); }

void actions(const ViewInput& input, CustomersState& state, std::span<const Handle> handles, Requests& requests) {
  const ui::PageActions line;
  if (ui::button("customers.export", {.icon = ui::icon::file_down})) customers::export_csv(input, handles, requests);
  ui::same_line();
  if (ui::button("customers.new", {.kind = ui::ButtonKind::primary, .icon = ui::icon::plus, .shortcut = "N"}))
    create(state);
}

void keys(CustomersState& state) {
  if (ui::shortcut("/") || ui::shortcut("ctrl+f")) ui::request_focus("customers.search");
  if (ui::shortcut("n")) create(state);
}

// Takes out what was deleted since.
void refresh_preset(const ViewInput& input, CustomersPreset& preset) {
  if (preset.revision == input.doc.revision()) return;
  preset.revision = input.doc.revision();
  std::erase_if(preset.handles, [&](Handle handle) { return !input.doc.is<schema::Customer>(handle); });
}

void no_customers(CustomersState& state, Requests& requests) {
  const int act = ui::empty_state(
      "customers.none",
      {.icon = ui::icon::users, .action_key = "customers.import", .second_action_key = "customers.new"});
  if (act == 1) requests.push(PickFile{FilePurpose::import});
  if (act == 2) create(state);
  const float width = ui::text_width(ui::tr("customers.demo")) + ui::px(22);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos({at.x + std::max(0.0f, (ui::content_width() - width) / 2), at.y + ui::px(12)});
  if (ui::link("customers.demo", {.icon = ui::icon::sparkles})) requests.push(StartDemo{});
}

void preset_banner(CustomersState& state) {
  const std::string words =
      ui::trf("customers.preset", {{"title", state.preset.title}, {"n", state.preset.handles.size()}});
  if (ui::banner("customers.preset", words, {.action_key = "customers.preset.leave"}) != ui::BannerAct::act) return;
  state.preset = {};
  state.table.clear_selection();
}

void nothing_found(CustomersState& state) {
  if (ui::empty_state("customers.nothing", {.icon = ui::icon::search_x, .action_key = "customers.clear"}) != 1) return;
  customers::ask(state, customers::without_filters(state.params));
}

// The first search in a large book waits for its texts to be folded, some in each frame; till then the list stays.
const query::Customers& listed(const ViewInput& input, CustomersState& state) {
  constexpr std::size_t records_a_frame = 5'000;
  const bool is_ready = state.params.search.empty() || !input.cache.prepare_search(input.doc, records_a_frame);
  if (is_ready)
    state.listed = state.params;
  else
    ui::wake_in(0);
  return input.cache.customers(input.doc, state.listed, input.today);
}

void room(const ViewInput& input, CustomersState& state, Requests& requests) {
  const query::Customers& found = listed(input, state);
  const std::vector<Handle>& handles = state.preset.is_set() ? state.preset.handles : found.handles;
  const std::int64_t n = static_cast<std::int64_t>(handles.size());
  const std::string count =
      ui::trf(n == found.all ? "customers.count" : "customers.count_of", {{"n", n}, {"all", found.all}});
  const ui::Page page("room.customers", {.subtitle = count, .fills_height = true});
  if (found.all == 0) {
    no_customers(state, requests);
    return;
  }
  actions(input, state, handles, requests);
  if (state.preset.is_set())
    preset_banner(state);
  else
    customers::filters(input, state, requests);
  customers::bulk_bar(input, state, handles, requests);
  if (n == 0)
    nothing_found(state);
  else
    customers::table(input, state, handles, requests);
  customers::bulk_dialog(input, state, handles, requests);
}

// Filters and order come back at the next visit; a search does not.
void remember(CustomersState& state) {
  static constexpr std::string_view key = "customers/list";  // stored in the browser: do not change
  ui::Memory& memory = ui::current().memory;
  const query::CustomersParams usual = CustomersState{}.params;
  if (!state.remembered) {
    const std::string_view kept = memory.find(key);
    if (!kept.empty() && state.params == usual) state.params = read_list_rule(kept);
    state.remembered = state.params;
  }
  if (*state.remembered == state.params) return;
  state.remembered = state.params;
  query::CustomersParams kept = state.params;
  kept.search.clear();
  memory.keep(key, kept == usual ? std::string() : write_list_rule(kept));
}

}  // namespace

void customers_view(const ViewInput& input, CustomersState& state, Requests& requests) {
  remember(state);
  customers::read_own_lists(input, state);
  refresh_preset(input, state.preset);
  keys(state);
  room(input, state, requests);
  customers::save_list_dialog(input, state, requests);
  editors_dialogs(input, state.editors, requests);
  if (state.editors.record.made && state.editors.record.type == "customer") {
    requests.go("customers/" + base::write_id(state.editors.record.made));
    state.editors.record.made = {};
  }
}

}  // namespace zhike::views
