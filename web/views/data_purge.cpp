// Forgetting a person for good: found by name, everything that goes is counted, and a word is typed. The one act here
// that nothing takes back.
#include <vector>

#include "core/base/text.h"
#include "core/query/join.h"
#include "web/views/data_parts.h"
#include "web/views/editors_frame.h"

namespace zhike::views {
namespace {

constexpr std::size_t most_found = 5;

void choose_person(const ViewInput& input, PurgeState& state) {
  ui::search_box("data.purge.search", state.search);
  if (base::trim(state.search).empty()) return;
  std::size_t shown = 0;
  for (const query::SearchHit& hit : input.cache.search(input.doc, {.text = state.search, .limit = 20}).hits) {
    if (hit.type != schema::type_of<schema::Customer> || shown == most_found) continue;
    ++shown;
    const std::string id = base::write_id(input.doc.id(hit.record));
    const ui::RowScope scope(id);
    const std::string_view key = input.doc.text(hit.record, schema::index_of<&schema::Customer::key>());
    const std::string label = key.empty() ? hit.title : hit.title + " · " + std::string(key);
    if (!ui::button("data.purge.choose", {.kind = ui::ButtonKind::ghost, .icon = ui::icon::user_x, .label = label}))
      continue;
    state.customer = input.doc.id(hit.record);
    state.is_open = true;
    state.typed.clear();
  }
  if (shown == 0) ui::muted(ui::tr("data.purge.nobody"));
}

}  // namespace

void purge_part(const ViewInput& input, DataState& state) {
  const ui::Card card("data.purge", {.subtitle = ui::tr("data.purge.help"), .icon = ui::icon::user_x});
  choose_person(input, state.purge);
}

void purge_dialog(const ViewInput& input, PurgeState& state, Requests& requests) {
  const store::Handle customer = input.doc.find(state.customer);
  if (state.is_open && !input.doc.is<schema::Customer>(customer)) state = {};
  ui::Dialog dialog("data.purge.dialog", state.is_open, {.width_css = 560});
  if (!dialog) return;
  ui::text(query::record_title(input.doc, customer), ui::TextRole::strong);
  std::vector<std::string> parts;
  for (const auto& [type, n] : query::records_of(input.doc, customer))
    parts.push_back(counted(schema::registry[type].key, static_cast<std::int64_t>(n)));
  const std::vector<std::string_view> views(parts.begin(), parts.end());
  if (!parts.empty()) ui::text(ui::trf("data.purge.takes", {{"list", i18n::list(ui::current().lang, views)}}));
  ui::banner("data.purge.warning", ui::tr("data.purge.warning"), {.tone = ui::Tone::bad});
  const std::string word(ui::tr("data.purge.word"));
  ui::text_field("data.purge.typed", state.typed, {.help = ui::trf("data.purge.type_it", {{"word", word}})});
  const bool is_typed = base::fold_for_search(state.typed) == base::fold_for_search(word);
  const bool can_write = input.status.writing != Writing::reader && !input.status.is_job_running;
  const bool is_pressed =
      dialog.footer("data.purge.do", {.kind = ui::ButtonKind::danger,
                                      .icon = ui::icon::trash_2,
                                      .enabled = is_typed && can_write ? ui::Enabled::yes : ui::Enabled::no});
  if (!is_pressed || !is_typed || !can_write) return;
  requests.run(commands::PurgeRecords{{state.customer}});
  state = {};
}

}  // namespace zhike::views
