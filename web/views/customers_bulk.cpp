#include "core/base/text.h"
#include "core/i18n/error_text.h"
#include "web/views/customers_parts.h"
#include "web/views/customers_text.h"

namespace zhike::views::customers {
namespace {

using store::Handle;

std::vector<base::RecId> ids_of(const store::Document& doc, std::span<const Handle> handles) {
  std::vector<base::RecId> ids;
  ids.reserve(handles.size());
  for (const Handle handle : handles) ids.push_back(doc.id(handle));
  return ids;
}

commands::Fields fields_of(const BulkEditState& draft) {
  commands::Fields fields;
  const schema::RecordDef& type = schema::registry[schema::type_of<schema::Customer>];
  const auto put = [&](std::string_view key, const std::string& text) {
    if (base::trim(text).empty()) return;
    if (auto value = schema::value_from_text(type.fields[type.find(key)], text))
      fields.emplace_back(key, std::move(*value));
  };
  put("owner", draft.owner);
  put("status", draft.status);
  put("tags", draft.tags);
  return fields;
}

void bulk_fields(BulkEditState& draft) {
  std::vector<std::string> labels;
  for (const std::string_view status : schema::customer_statuses)
    labels.push_back(choice_text("customer.status", status));
  std::vector<ui::Option> options{{.key = "", .label = ui::tr("customers.bulk.same")}};
  for (std::size_t i = 0; i < labels.size(); ++i)
    options.push_back({.key = schema::customer_statuses[i], .label = labels[i]});
  const std::string_view same = ui::tr("customers.bulk.same");
  ui::FormGrid grid("customers.bulk.form", 1);
  grid.field();
  ui::text_field("field.customer.owner", draft.owner, {.example = same});
  grid.field();
  ui::choice("field.customer.status", draft.status, options);
  grid.field();
  ui::text_field("field.customer.tags", draft.tags, {.example = same, .help = ui::tr("customers.bulk.tags_help")});
}

}  // namespace

std::vector<Handle> selection(const CustomersState& state, std::span<const Handle> handles) {
  std::vector<Handle> out;
  for (const Handle handle : handles)
    if (state.table.is_selected(handle)) out.push_back(handle);
  return out;
}

void export_csv(const ViewInput& input, std::span<const Handle> handles, Requests& requests) {
  requests.push(SaveText{"customers-" + base::write_day(input.today) + ".csv", "text/csv", write_csv(input, handles)});
}

void bulk_bar(const ViewInput& input, CustomersState& state, std::span<const Handle> handles, Requests& requests) {
  const std::int64_t n = state.table.selected_count(static_cast<std::int64_t>(handles.size()));
  if (n <= 0) return;
  const std::string words = ui::trf("customers.selected", {{"n", n}});
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (!ui::is_phone())
    ImGui::SetCursorScreenPos(
        {at.x, at.y + ui::px((ui::control_height - ui::line_height_css(ui::TextRole::strong)) / 2)});
  ui::text(words, ui::TextRole::strong);
  if (!ui::is_phone())
    ImGui::SetCursorScreenPos({at.x + ui::text_width(words, ui::TextRole::strong) + ui::px(16), at.y});
  if (ui::button("customers.bulk", {.icon = ui::icon::pencil})) {
    state.bulk = {};
    state.bulk.is_open = true;
    ui::request_focus("field.customer.owner");
  }
  ui::same_line(6);
  if (ui::button("customers.export_selected", {.icon = ui::icon::file_down}))
    export_csv(input, selection(state, handles), requests);
  ui::same_line(6);
  if (ui::icon_button("customers.delete_selected", ui::icon::trash_2)) {
    requests.run(commands::DeleteRecords{ids_of(input.doc, selection(state, handles))});
    state.table.clear_selection();
  }
  ui::same_line(6);
  if (ui::icon_button("customers.clear_selection", ui::icon::x, {.shortcut = "Esc"})) state.table.clear_selection();
}

void bulk_dialog(const ViewInput& input, CustomersState& state, std::span<const Handle> handles, Requests& requests) {
  BulkEditState& draft = state.bulk;
  const Pending::Answer answer = draft.pending.take(input.status);
  if (answer == Pending::Answer::refused) draft.error = input.status.run_error;
  if (answer == Pending::Answer::done) {
    draft.is_open = false;
    state.table.clear_selection();
  }
  const std::int64_t n = state.table.selected_count(static_cast<std::int64_t>(handles.size()));
  const std::string title = ui::trf("customers.bulk.title", {{"n", n}});
  if (ui::Dialog dialog("customers.bulk.dialog", draft.is_open, {.title = title, .width_css = 460}); dialog) {
    writing_banner(input.status);
    if (!draft.error.code.empty()) refusal_banner(i18n::error_text(ui::current().lang, draft.error));
    bulk_fields(draft);
    commands::Fields fields = fields_of(draft);
    const FooterAct act = editor_footer({.can_save = fields.empty() ? ui::Enabled::no : ui::Enabled::yes});
    if (act == FooterAct::cancel) draft.is_open = false;
    if (act != FooterAct::save) return;
    requests.run(commands::UpdateRecords{ids_of(input.doc, selection(state, handles)), std::move(fields)});
    draft.pending.start(input.status);
  }
}

}  // namespace zhike::views::customers
