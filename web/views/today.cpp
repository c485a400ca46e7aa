// Call flow: today_view → tiles, backup_banner, filters → list (cells, row_actions) → act on the focused row.
#include "web/views/today.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/query/columns.h"
#include "web/views/route.h"

namespace zhike::views {
namespace {

using query::TodayItem;
using query::TodayKind;

constexpr int days_until_backup_is_old = 7;

struct Part {
  const char* key;
  TodayKind kind;
  const char* icon;
};
constexpr std::array parts{
    Part{"today.promises", TodayKind::promise, ui::icon::handshake},
    Part{"today.contacts", TodayKind::contact, ui::icon::calendar_clock},
    Part{"today.complaints", TodayKind::complaint, ui::icon::message_square_warning},
    Part{"today.tell", TodayKind::tell_customer, ui::icon::send},
    Part{"today.conflicts", TodayKind::conflict, ui::icon::git_merge},
};

const Part& part_of(TodayKind kind) { return *std::ranges::find(parts, kind, &Part::kind); }

std::int64_t count_of(const query::Today& list, TodayKind kind) { return list.counts[static_cast<std::size_t>(kind)]; }

std::string id_of(const store::Document& doc, store::Handle handle) { return base::write_id(doc.id(handle)); }

// --- what one row says ---
std::string title_of(const ViewInput& input, const TodayItem& item) {
  switch (item.kind) {
    case TodayKind::promise:
    case TodayKind::complaint:
      return item.text;
    case TodayKind::tell_customer:
      return ui::trf("today.tell.what", {{"words", item.text}});
    case TodayKind::contact:
      return std::string(ui::tr(item.text == query::clock_key(query::Clock::department_head)
                                    ? "today.contact.head"
                                    : "today.contact.manager"));
    case TodayKind::conflict:
      break;
  }
  const std::string_view type = input.doc.type_key(input.doc.place(item.record).type);
  const std::string field = "field." + std::string(type) + "." + item.text;
  return ui::trf("today.conflict.what", {{"field", ui::tr(field)}});
}

ui::Token ink_of(const TodayItem& item) {
  if (item.days_late > 0) return ui::Token::bad;
  return item.days_late == 0 && item.due != base::no_day ? ui::Token::warn : ui::Token::text_muted;
}

std::string why_tier(const ViewInput& input, std::string_view tier) {
  const query::Tiers& tiers = input.cache.tiers(input.doc, input.today);
  const std::size_t at = tiers.find(tier);
  if (at == tiers.tiers.size()) return {};
  return ui::trf(
      "today.tier.why",
      {{"tier", tier}, {"n", tiers.tiers[at].n}, {"share", ui::format_percent(tiers.tiers[at].share_of_value)}});
}

int tier_rank(const ViewInput& input, std::string_view tier) {
  const query::Tiers& tiers = input.cache.tiers(input.doc, input.today);
  const std::size_t at = tiers.find(tier);
  return at == tiers.tiers.size() ? 0 : std::min(4, static_cast<int>(at) + 1);
}

// --- what one row does ---
void close_promise(const ViewInput& input, const TodayItem& item, const char* status, Requests& requests) {
  const bool is_kept = std::string_view(status) == "kept";
  requests.run(commands::ClosePromise{.promise = input.doc.id(item.record), .status = status, .evidence = {}},
               is_kept ? "today.promise_kept" : "today.promise_broken");
}

void open_item(const ViewInput& input, TodayState& state, const TodayItem& item, Requests& requests) {
  switch (item.kind) {
    case TodayKind::complaint:
    case TodayKind::tell_customer:
      requests.go("complaints/" + id_of(input.doc, item.record));
      return;
    case TodayKind::contact:
      open_contact(state.editors.contact, input.doc, item.customer);
      return;
    case TodayKind::promise:
      requests.go("customers/" + id_of(input.doc, item.customer));
      return;
    case TodayKind::conflict:
      requests.go("data?part=conflicts");
      return;
  }
}

void row_actions(const ViewInput& input, TodayState& state, const TodayItem& item, Requests& requests) {
  if (item.kind == TodayKind::promise) {
    if (ui::icon_button("today.keep", ui::icon::check, {.shortcut = "K"})) close_promise(input, item, "kept", requests);
    ui::same_line(2);
    if (ui::icon_button("today.break", ui::icon::x, {.shortcut = "B"})) close_promise(input, item, "broken", requests);
  } else if (item.kind == TodayKind::contact) {
    if (ui::icon_button("today.log", ui::icon::notebook_pen, {.shortcut = "L"}))
      open_item(input, state, item, requests);
  } else if (ui::icon_button("today.open", ui::icon::arrow_right, {.shortcut = "Enter"})) {
    open_item(input, state, item, requests);
  }
}

// --- the list ---
enum ColumnAt { what_column, customer_column, due_column, action_column };
constexpr ui::Column columns[] = {
    {.key = "today.what", .is_title = true},
    {.key = "today.customer"},
    {.key = "today.due", .width_css = 190},
    {.key = "today.actions", .width_css = 110},
};

void customer_cell(const ViewInput& input, const TodayItem& item, Requests& requests) {
  if (item.customer == 0) {
    ui::cell_text(query::record_title(input.doc, item.record), ui::Token::text_muted);
    return;
  }
  if (!item.tier.empty()) {
    const std::string why = why_tier(input, item.tier);
    if (ui::tier_chip("today.tier", tier_rank(input, item.tier), item.tier, why))
      requests.go(write_route({.room = "customers", .query = {{"tier", item.tier}}}));
    ui::same_line(6);
  }
  const std::string route = "customers/" + id_of(input.doc, item.customer), href = "#/" + route;
  if (ui::link("today.go_customer", {.label = query::record_title(input.doc, item.customer), .href = href}))
    requests.go(route);
}

void due_cell(const TodayItem& item) {
  const bool has_due =
      item.due != base::no_day && item.kind != TodayKind::conflict && item.kind != TodayKind::tell_customer;
  if (!has_due) {
    ui::cell_text(ui::tr(item.kind == TodayKind::conflict ? "today.due.decide" : "today.due.tell"),
                  ui::Token::text_muted);
    return;
  }
  if (item.days_late > 0) {
    ui::draw_icon(ui::icon::clock_alert, ui::Token::bad, 16);
    ui::same_line(4);
  }
  ui::cell_text(ui::format_due(item.due), ink_of(item));
}

void draw_cell(const ViewInput& input, TodayState& state, const TodayItem& item, int column, Requests& requests) {
  switch (column) {
    case what_column:
      ui::draw_icon(part_of(item.kind).icon, ink_of(item));
      ui::same_line(8);
      ui::cell_text(title_of(input, item));
      return;
    case customer_column:
      customer_cell(input, item, requests);
      return;
    case due_column:
      due_cell(item);
      return;
    case action_column:
      row_actions(input, state, item, requests);
      return;
    default:
      return;
  }
}

// One customer may be due by both clocks, and one record be in the list for two reasons.
std::uint64_t identity_of(const TodayItem& item) {
  const bool is_head = item.text == query::clock_key(query::Clock::department_head);
  return std::uint64_t{item.record} | static_cast<std::uint64_t>(item.kind) << 40 | std::uint64_t{is_head} << 48;
}

void act_by_key(const ViewInput& input, TodayState& state, const TodayItem& item, Requests& requests) {
  const bool is_promise = item.kind == TodayKind::promise;
  if (is_promise && ui::shortcut("k")) close_promise(input, item, "kept", requests);
  if (is_promise && ui::shortcut("b")) close_promise(input, item, "broken", requests);
  if (item.customer != 0 && ui::shortcut("l")) open_contact(state.editors.contact, input.doc, item.customer);
}

// On a desk the list scrolls inside the page; on small windows the whole page does.
bool has_room_for_list() { return !ui::is_phone() && ImGui::GetIO().DisplaySize.y >= ui::px(720); }

float list_height_css(std::size_t rows) {
  constexpr float row_css = 48, header_css = 48;
  constexpr std::size_t most_rows = 40;
  if (ui::is_phone() || has_room_for_list()) return 0;
  return static_cast<float>(std::min(most_rows, rows)) * row_css + header_css;
}

void list(const ViewInput& input, TodayState& state, const query::Today& found, Requests& requests) {
  const std::vector<TodayItem>& items = found.items;
  const ui::TableInput table{
      .columns = columns,
      .row_count = static_cast<std::int64_t>(items.size()),
      .cell = [&](std::int64_t row,
                  int column) { draw_cell(input, state, items[static_cast<std::size_t>(row)], column, requests); },
      .row_id = [&](std::int64_t row) { return identity_of(items[static_cast<std::size_t>(row)]); },
      .height_css = list_height_css(items.size()),
      .row_height_css = 48,
  };
  state.table.focused = std::min(state.table.focused, table.row_count - 1);
  const ui::TableResult result = ui::data_table("today.list", table, state.table);
  if (result.opened >= 0) open_item(input, state, items[static_cast<std::size_t>(result.opened)], requests);
  if (state.table.focused >= 0 && state.table.focused < table.row_count)
    act_by_key(input, state, items[static_cast<std::size_t>(state.table.focused)], requests);
}

// --- above the list ---
void tiles(const ViewInput& input, TodayState& state, const query::Today& all, Requests& requests) {
  ui::Grid grid("today.tiles", {.min_width_css = ui::is_phone() ? 150.0f : 200.0f, .max_columns = 4, .gap_css = 12});
  const auto tile = [&](const char* key, TodayKind kind, const char* icon, int tab) {
    grid.next();
    if (ui::stat_tile(key, {.value = ui::format_count(count_of(all, kind)), .icon = icon, .is_link = true}))
      state.tab = tab;
  };
  grid.next();
  const std::string overdue = ui::format_count(all.overdue), of = ui::trf("today.tile.of", {{"n", all.items.size()}});
  if (ui::stat_tile("today.tile.overdue",
                    {.value = overdue, .base = of, .icon = ui::icon::clock_alert, .is_link = true}))
    state.tab = 0;
  tile("today.tile.promises", TodayKind::promise, ui::icon::handshake, 1);
  tile("today.tile.contacts", TodayKind::contact, ui::icon::calendar_clock, 2);
  grid.next();
  const query::Complaints& open = input.cache.complaints(input.doc, {.status = "unsolved"}, input.today);
  if (ui::stat_tile("today.tile.complaints", {.value = ui::format_count(static_cast<std::int64_t>(open.rows.size())),
                                              .icon = ui::icon::message_square_warning,
                                              .is_link = true}))
    requests.go("complaints?status=unsolved");
}

void backup_banner(const ViewInput& input, Requests& requests) {
  const Status& status = input.status;
  const base::Day last =
      base::day_of(status.last_backup == base::no_instant ? 0 : status.last_backup, ui::current().zone_offset_minutes);
  const bool is_recent = status.last_backup != base::no_instant && input.today - last < days_until_backup_is_old;
  if (status.changes_since_backup == 0 || is_recent) return;
  const std::string when = status.last_backup == base::no_instant ? std::string() : ui::format_day_relative(last);
  const std::string words = when.empty()
                                ? ui::trf("today.backup.never", {{"n", status.changes_since_backup}})
                                : ui::trf("today.backup.old", {{"n", status.changes_since_backup}, {"when", when}});
  if (ui::banner("today.backup", words, {.action_key = "today.backup.save"}) == ui::BannerAct::act)
    requests.push(Export{});
}

void owner_filter(const ViewInput& input, TodayState& state) {
  constexpr std::size_t most_owners = 200;
  const store::TextArena& owners = input.doc.column<&schema::Customer::owner>().arena();
  if (owners.size() < 3) return;  // nobody or one: nothing to choose
  std::vector<ui::Option> options{{"", ui::tr("today.owner.all"), ui::icon::users}};
  for (std::uint32_t i = 1; i < owners.size() && i <= most_owners; ++i) options.push_back({owners.at(i), owners.at(i)});
  ui::choice("today.owner", state.owner, options, {.is_label_hidden = true, .width_css = 240});
}

void filters(TodayState& state, const query::Today& all) {
  std::array<ui::TabItem, parts.size() + 1> items;
  items[0] = {"today.all", static_cast<int>(all.items.size())};
  for (std::size_t i = 0; i < parts.size(); ++i)
    items[i + 1] = {parts[i].key, static_cast<int>(count_of(all, parts[i].kind))};
  if (ui::tabs("today.parts", state.tab, items)) state.table.focused = -1;
}

// The list holds the most urgent contacts only; say so where they are listed.
void say_what_is_left_out(const query::Today& shown) {
  const auto listed = std::ranges::count(shown.items, TodayKind::contact, &TodayItem::kind);
  const std::int64_t all = count_of(shown, TodayKind::contact);
  if (listed > 0 && listed < all) ui::muted(ui::trf("today.contacts.capped", {{"shown", listed}, {"n", all}}));
}

void nothing_to_do(const ViewInput& input, Requests& requests) {
  const bool is_empty_book = input.doc.table<schema::Customer>().visible_count == 0;
  if (is_empty_book) {
    const int act =
        ui::empty_state("today.no_customers",
                        {.icon = ui::icon::users, .action_key = "today.import", .second_action_key = "today.demo"});
    if (act == 1) requests.push(PickFile{FilePurpose::import});
    if (act == 2) requests.push(StartDemo{});
  } else if (ui::empty_state("today.done", {.icon = ui::icon::circle_check, .action_key = "today.see_customers"}) ==
             1) {
    requests.go("customers");
  }
}

}  // namespace

void today_view(const ViewInput& input, TodayState& state, Requests& requests) {
  const query::Today& all = input.cache.today(input.doc, {.owner = state.owner}, input.today);
  const std::string date = ui::format_day(input.today, i18n::DateStyle::weekday);
  const std::string title = input.status.by.empty() ? std::string(ui::tr("room.today"))
                                                    : ui::trf("today.greeting", {{"by", input.status.by}});
  {
    const ui::Page page("room.today", {.title = title, .subtitle = date, .fills_height = has_room_for_list()});
    {
      const ui::PageActions actions;
      owner_filter(input, state);
    }
    backup_banner(input, requests);
    tiles(input, state, all, requests);
    ui::space(8);
    if (all.items.empty()) {
      filters(state, all);
      nothing_to_do(input, requests);
    } else {
      filters(state, all);
      const std::string kind(state.tab > 0 ? query::today_kind_key(parts[static_cast<std::size_t>(state.tab) - 1].kind)
                                           : "");
      const query::Today& shown = input.cache.today(input.doc, {.owner = state.owner, .kind = kind}, input.today);
      if (shown.items.empty()) {
        ui::empty_state("today.done", {.icon = ui::icon::circle_check});
      } else {
        say_what_is_left_out(shown);
        list(input, state, shown, requests);
      }
    }
  }
  editors_dialogs(input, state.editors, requests);
}

}  // namespace zhike::views
