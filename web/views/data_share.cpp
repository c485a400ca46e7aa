// Passing on a part of the book: whose customers, with or without what names them; what leaves is shown first.
#include <algorithm>
#include <vector>

#include "core/base/sort.h"
#include "core/base/text.h"
#include "web/views/data_parts.h"
#include "web/views/editors_frame.h"

namespace zhike::views {
namespace {

using commands::SharePreview;
using commands::ShareWish;

// Owners of visible customers, in order of their names.
const std::vector<std::string>& owners_of(const ViewInput& input, DataState& state) {
  if (state.owners_revision == input.doc.revision()) return state.owners;
  state.owners_revision = input.doc.revision();
  state.owners.clear();
  const store::Table& table = input.doc.table<schema::Customer>();
  const store::Column& column = input.doc.column<&schema::Customer::owner>();
  std::vector<std::uint8_t> is_used(column.arena().size(), 0);
  for (store::Row row = 0; row < table.rows(); ++row)
    if (table.visible[row] && column.is_set(row)) is_used[static_cast<std::size_t>(column.raw(row))] = 1;
  for (std::uint32_t i = 1; i < is_used.size(); ++i)
    if (is_used[i]) state.owners.emplace_back(column.arena().at(i));
  base::sort(state.owners);
  return state.owners;
}

void choose_owners(const ViewInput& input, DataState& state) {
  ui::text(ui::tr("data.share.owners"), ui::TextRole::strong);
  ui::muted(ui::tr("data.share.owners.help"));
  Flow flow;
  for (const std::string& owner : owners_of(input, state)) {
    std::vector<std::string>& chosen = state.share.wish.owners;
    const auto at = std::ranges::find(chosen, owner);
    bool is_on = at != chosen.end();
    const ui::RowScope scope(owner);
    flow.next_chip(owner);
    if (!ui::filter_chip("data.share.owner", is_on, owner)) continue;
    if (is_on)
      chosen.push_back(owner);
    else
      chosen.erase(at);
  }
}

void choose_identifiers(ShareWish& wish) {
  const ui::Option options[]{
      {.key = "kept", .label = ui::tr("data.share.kept"), .hint = ui::tr("data.share.kept.help")},
      {.key = "left_out", .label = ui::tr("data.share.left_out"), .hint = ui::tr("data.share.left_out.help")},
      {.key = "pseudonyms", .label = ui::tr("data.share.pseudonyms"), .hint = ui::tr("data.share.pseudonyms.help")}};
  ui::radio_group("data.share.identifiers", wish.identifiers, options);
  if (wish.identifiers == "pseudonyms")
    ui::text_field("data.share.key", wish.key, {.help = ui::tr("data.share.key.help"), .is_required = true});
  else
    wish.key.clear();
}

std::string records_words(const SharePreview& preview) {
  std::vector<std::string> parts;
  for (const auto& [type, n] : preview.records) parts.push_back(counted(type, static_cast<std::int64_t>(n)));
  const std::vector<std::string_view> views(parts.begin(), parts.end());
  return i18n::list(ui::current().lang, views);
}

// A line a type: "Customer: Name and Phone".
std::string withheld_words(const SharePreview& preview) {
  std::string out;
  for (const schema::RecordDef& record : schema::registry) {
    const std::string prefix = std::string(record.key) + ".";
    std::vector<std::string_view> fields;
    for (const std::string& each : preview.withheld)
      if (each.starts_with(prefix))
        fields.push_back(field_label(record.key, std::string_view(each).substr(prefix.size())));
    if (fields.empty()) continue;
    const std::string list = i18n::list(ui::current().lang, fields);
    out += (out.empty() ? "" : "\n") +
           ui::trf("data.conflict.part", {{"field", plural_label(record.key)}, {"value", list}});
  }
  return out;
}

void sample_customers(const SharePreview& preview) {
  if (preview.sample.empty()) return;
  ui::text(ui::tr("data.share.sample"), ui::TextRole::strong);
  for (std::size_t i = 0; i < preview.sample.size(); ++i) {
    std::string line;
    for (const auto& [field, text] : preview.sample[i]) {
      if (!line.empty()) line += " · ";
      line += ui::trf("data.conflict.part", {{"field", field_label("customer", field)}, {"value", text}});
    }
    if (i > 0) ui::divider();
    ui::text(line, ui::TextRole::small);
  }
}

void what_leaves(const SharePreview& preview) {
  const ui::Card card("data.share.leaves", {.icon = ui::icon::eye});
  if (preview.records.empty()) {
    ui::muted(ui::tr("data.share.nothing"));
    return;
  }
  ui::text(records_words(preview));
  if (preview.customers_left_out > 0) ui::muted(ui::trf("data.share.stays", {{"n", preview.customers_left_out}}));
  if (!preview.withheld.empty()) {
    ui::text(ui::tr("data.share.withheld"), ui::TextRole::strong);
    ui::muted(withheld_words(preview));
  }
  sample_customers(preview);
}

void choose_format(ShareState& share) {
  const ui::Option formats[]{{.key = "bundle", .label = ui::tr("data.share.format.bundle")},
                             {.key = "plain", .label = ui::tr("data.export.plain")},
                             {.key = "csv", .label = ui::tr("data.share.format.csv")}};
  ui::choice("data.share.format", share.format, formats);
  if (share.format == "bundle") ui::muted(ui::tr("data.share.format.bundle.help"));
  if (share.format != "csv") return;
  std::vector<ui::Option> types;
  for (const schema::RecordDef& record : schema::registry) types.push_back({record.key, plural_label(record.key)});
  ui::choice("data.share.type", share.csv_type, types, {.label = ui::tr("data.export.type")});
}

}  // namespace

void share_part(const ViewInput& input, DataState& state, Requests& requests) {
  const ui::Card card("data.share", {.subtitle = ui::tr("data.share.help"), .icon = ui::icon::share_2});
  ShareState& share = state.share;
  choose_owners(input, state);
  ui::space(4);
  choose_identifiers(share.wish);
  const bool is_ready = share.wish.identifiers != "pseudonyms" || !base::trim(share.wish.key).empty();
  const SharePreview* preview = input.status.share_preview;
  const bool is_shown = preview && preview->wish == share.wish;
  if (!is_shown) {
    if (ui::button("data.share.look",
                   {.icon = ui::icon::eye, .enabled = is_ready ? ui::Enabled::yes : ui::Enabled::no}))
      requests.push(PreviewShare{share.wish});
    return;
  }
  what_leaves(*preview);
  choose_format(share);
  if (ui::button("data.share.save", {.kind = ui::ButtonKind::primary,
                                     .icon = ui::icon::file_down,
                                     .enabled = preview->records.empty() ? ui::Enabled::no : ui::Enabled::yes}))
    requests.push(ExportShare{share.wish,
                              share.format == "bundle"  ? ExportKind::bundle
                              : share.format == "plain" ? ExportKind::plain
                                                        : ExportKind::csv,
                              share.csv_type});
}

}  // namespace zhike::views
