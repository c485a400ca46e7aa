// Call flow: organisation_view → tabs → staff_part | answers_part | products_part → editors.
#include "web/views/organisation.h"

#include <algorithm>
#include <array>

#include "web/views/complaints_parts.h"
#include "web/views/customers_text.h"

namespace zhike::views {
namespace {

constexpr std::array<std::string_view, 3> part_names{"staff", "answers", "products"};
constexpr std::array<std::string_view, 3> part_types{"staff", "standard_answer", "product"};
constexpr std::array<const char*, 3> new_keys{"organisation.new_staff", "organisation.new_answer",
                                              "organisation.new_product"};
constexpr std::array<const char*, 3> none_keys{"organisation.no_staff", "organisation.no_answers",
                                               "organisation.no_products"};
constexpr std::array<const char*, 3> icons{ui::icon::users_round, ui::icon::book_open, ui::icon::package};

void refresh(const ViewInput& input, OrganisationState& state) {
  const auto type = schema::find_type(part_types[static_cast<std::size_t>(state.tab)]);
  const store::Table& table = input.doc.table(type);
  if (state.records_tab == state.tab && state.records_revision == table.revision) return;
  state.records_tab = state.tab;
  state.records_revision = table.revision;
  state.records.clear();
  for (store::Row row = 0; row < table.rows(); ++row)
    if (table.visible[row]) state.records.push_back(table.handles[row]);
}

// --- colleagues ---
enum StaffColumn { name_column, role_column, department_column, customers_column, promises_column, complaints_column };
constexpr ui::Column staff_columns[] = {
    {.key = "field.staff.name", .is_title = true},
    {.key = "field.staff.role", .width_css = 170},
    {.key = "field.staff.department", .width_css = 150, .is_hidden_on_phone = true},
    {.key = "organisation.customers", .width_css = 120, .align = ui::Align::right},
    {.key = "organisation.promises", .width_css = 170, .align = ui::Align::right},
    {.key = "organisation.complaints", .width_css = 150, .align = ui::Align::right},
};

void staff_cell(const ViewInput& input, const query::StaffRow& row, int column) {
  const auto record = row.staff ? input.doc.read<schema::Staff>(row.staff) : schema::Staff{};
  switch (column) {
    case name_column:
      ui::cell_text(row.name, ui::Token::text, ui::TextRole::strong);
      return;
    case role_column:
      if (row.staff == 0)
        ui::cell_text(ui::tr("organisation.no_record"), ui::Token::text_muted);
      else if (!record.role.empty())
        ui::cell_text(choice_text("staff.role", record.role.text));
      return;
    case department_column:
      ui::cell_text(record.department.text, ui::Token::text_muted);
      return;
    case customers_column:
      ui::cell_text(ui::format_count(row.customers));
      return;
    case promises_column:
      ui::cell_text(row.overdue_promises > 0 ? ui::trf("organisation.promises.overdue",
                                                       {{"n", row.open_promises}, {"late", row.overdue_promises}})
                                             : ui::format_count(row.open_promises),
                    row.overdue_promises > 0 ? ui::Token::bad : ui::Token::text);
      return;
    case complaints_column:
      ui::cell_text(ui::format_count(row.unsolved_complaints));
      return;
    default:
      return;
  }
}

void staff_part(const ViewInput& input, OrganisationState& state, Requests& requests) {
  const query::Staff& staff = input.cache.staff(input.doc, {}, input.today);
  if (staff.without_owner > 0) {
    if (ui::banner("organisation.without_owner",
                   ui::trf("organisation.without_owner.text", {{"n", staff.without_owner}}),
                   {.action_key = "organisation.to_customers"}) == ui::BannerAct::act)
      requests.go("customers");
    ui::space(4);
  }
  const ui::TableInput table{
      .columns = staff_columns,
      .row_count = static_cast<std::int64_t>(staff.rows.size()),
      .cell = [&](std::int64_t row,
                  int column) { staff_cell(input, staff.rows[static_cast<std::size_t>(row)], column); },
  };
  state.staff.focused = std::min(state.staff.focused, table.row_count - 1);
  const std::int64_t opened = ui::data_table("organisation.staff_list", table, state.staff).opened;
  if (opened < 0) return;
  const query::StaffRow& row = staff.rows[static_cast<std::size_t>(opened)];
  if (row.staff)
    open_record(state.editors.record, input.doc, row.staff);
  else
    open_new_record(state.editors.record, "staff", {{"name", row.name}});
}

// --- lists of records ---
std::int64_t record_list(const char* key, std::span<const ui::Column> columns, const OrganisationState& state,
                         ui::TableState& table, const std::function<void(store::Handle, int)>& cell) {
  const ui::TableInput input{
      .columns = columns,
      .row_count = static_cast<std::int64_t>(state.records.size()),
      .cell = [&](std::int64_t row, int column) { cell(state.records[static_cast<std::size_t>(row)], column); },
      .row_id = [&](std::int64_t row) { return std::uint64_t{state.records[static_cast<std::size_t>(row)]}; },
  };
  table.focused = std::min(table.focused, input.row_count - 1);
  return ui::data_table(key, input, table).opened;
}

constexpr ui::Column answer_columns[] = {
    {.key = "field.standard_answer.title", .width_css = 280, .is_title = true},
    {.key = "field.standard_answer.answer_class", .width_css = 130},
    {.key = "organisation.wording"},
    {.key = "organisation.copy", .width_css = 90},
};

void answers_part(const ViewInput& input, OrganisationState& state, Requests& requests) {
  const std::int64_t opened = record_list(
      "record.standard_answer.plural", answer_columns, state, state.answers, [&](store::Handle handle, int column) {
        const auto answer = input.doc.read<schema::StandardAnswer>(handle);
        if (column == 0) ui::cell_text(answer.title.text, ui::Token::text, ui::TextRole::strong);
        if (column == 1 && !answer.answer_class.empty())
          ui::chip(choice_text("standard_answer.answer_class", answer.answer_class.text));
        if (column == 2) ui::cell_text(answer_words(answer), ui::Token::text_muted);
        if (column == 3 && ui::icon_button("complaints.answers.copy", ui::icon::copy)) {
          requests.push(CopyText{std::string(answer_words(answer))});
          ui::current().toasts.push(ui::Tone::good, std::string(ui::tr("complaints.answers.copied")));
        }
      });
  if (opened >= 0) open_record(state.editors.record, input.doc, state.records[static_cast<std::size_t>(opened)]);
}

constexpr ui::Column product_columns[] = {
    {.key = "field.product.name", .is_title = true},
    {.key = "field.product.category", .width_css = 180},
    {.key = "field.product.price", .width_css = 150, .align = ui::Align::right},
    {.key = "field.product.key", .width_css = 150, .is_hidden_on_phone = true},
};

void products_part(const ViewInput& input, OrganisationState& state) {
  const std::string& currency = input.cache.tiers(input.doc, input.today).currency;
  const std::int64_t opened = record_list(
      "record.product.plural", product_columns, state, state.products, [&](store::Handle handle, int column) {
        const auto product = input.doc.read<schema::Product>(handle);
        if (column == 0) ui::cell_text(product.name.text, ui::Token::text, ui::TextRole::strong);
        if (column == 1) ui::cell_text(product.category.text);
        if (column == 2 && product.price.has())
          ui::cell_text(ui::format_money(
              {product.price.value}, product.currency.empty() ? std::string_view(currency) : product.currency.text));
        if (column == 3) ui::cell_text(product.key.text, ui::Token::text_muted);
      });
  if (opened >= 0) open_record(state.editors.record, input.doc, state.records[static_cast<std::size_t>(opened)]);
}

void part(const ViewInput& input, OrganisationState& state, Requests& requests) {
  const auto at = static_cast<std::size_t>(state.tab);
  const bool is_empty =
      state.tab == 0 ? input.cache.staff(input.doc, {}, input.today).rows.empty() : state.records.empty();
  if (is_empty) {
    if (ui::empty_state(none_keys[at], {.icon = icons[at], .action_key = new_keys[at]}) == 1)
      open_new_record(state.editors.record, part_types[at], {});
    return;
  }
  if (state.tab == 0) staff_part(input, state, requests);
  if (state.tab == 1) answers_part(input, state, requests);
  if (state.tab == 2) products_part(input, state);
}

}  // namespace

void apply_organisation_route(OrganisationState& state, const Route& route) {
  const auto* at = std::ranges::find(part_names, route.find("part"));
  if (at != part_names.end()) state.tab = static_cast<int>(at - part_names.begin());
}

void organisation_view(const ViewInput& input, OrganisationState& state, Requests& requests) {
  const query::Staff& staff = input.cache.staff(input.doc, {}, input.today);
  {
    const ui::Page page("room.organisation", {.subtitle = ui::tr("organisation.subtitle"), .fills_height = true});
    const auto at = static_cast<std::size_t>(state.tab);
    {
      const ui::PageActions actions;
      if (ui::button(new_keys[at], {.kind = ui::ButtonKind::primary, .icon = ui::icon::plus, .shortcut = "N"}) ||
          ui::shortcut("n"))
        open_new_record(state.editors.record, part_types[at], {});
    }
    const auto count = [&](std::string_view type) {
      return static_cast<int>(input.doc.table(schema::find_type(type)).visible_count);
    };
    const std::array tab_items{ui::TabItem{"record.staff.plural", static_cast<int>(staff.rows.size())},
                               ui::TabItem{"record.standard_answer.plural", count("standard_answer")},
                               ui::TabItem{"record.product.plural", count("product")}};
    ui::tabs("organisation.tabs", state.tab, tab_items);
    refresh(input, state);
    part(input, state, requests);
  }
  editors_dialogs(input, state.editors, requests);
}

}  // namespace zhike::views
