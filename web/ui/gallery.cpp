#include "web/ui/gallery.h"

#include <array>
#include <cmath>

#include "core/chart/line.h"

namespace zhike::ui {
namespace {

constexpr Option kinds[] = {{.key = "person", .label = "个人 Person", .icon = icon::user},
                            {.key = "organisation", .label = "企业 Company", .icon = icon::building_2}};
constexpr Option views[] = {{.key = "list", .label = "列表 List", .icon = icon::list},
                            {.key = "chart", .label = "图 Chart", .icon = icon::chart_line}};
constexpr const char* names[] = {"王芳",     "上海晨光印务有限公司", "Ann Lee", "广州市天河区远景广告制作中心",
                                 "欧阳明远", "Great Wall Packaging"};
constexpr const char* cities[] = {"上海", "北京", "Shenzhen", "成都"};

void buttons_card(GalleryState& state) {
  const Card card("gallery.buttons", {.icon = icon::sparkles});
  if (button("gallery.save", {.kind = ButtonKind::primary, .icon = icon::check, .shortcut = "Ctrl+S"})) ++state.pressed;
  same_line();
  button("gallery.edit", {.icon = icon::pencil});
  same_line();
  button("gallery.more", {.kind = ButtonKind::ghost});
  same_line();
  button("gallery.delete", {.kind = ButtonKind::danger, .icon = icon::trash_2});
  button("gallery.off", {.kind = ButtonKind::primary, .enabled = Enabled::no});
  same_line();
  icon_button("ui.undo", icon::undo_2, {.shortcut = "Ctrl+Z"});
  same_line();
  constexpr MenuItem items[] = {
      {.key = "gallery.edit", .icon = icon::pencil, .shortcut = "E"},
      {.key = "gallery.delete", .icon = icon::trash_2, .is_danger = true, .has_divider_before = true}};
  menu_button("gallery.more", icon::ellipsis, items);
  same_line();
  key_hint("Ctrl+K");
  link("ui.app", {.label = "上海晨光印务有限公司", .href = "#/customers/1"});
}

void chips_card(GalleryState& state) {
  const Card card("gallery.chips");
  constexpr const char* tiers[] = {"gallery.chips.a", "gallery.chips.b", "gallery.chips.c", "gallery.chips.d"};
  constexpr const char* labels[] = {"A", "B", "C", "D"};
  for (int i = 0; i < 4; ++i) {
    if (i > 0) same_line();
    tier_chip(tiers[i], i + 1, labels[i], tr("gallery.banner"));
  }
  chip("12", Tone::neutral, icon::message_circle);
  same_line();
  chip(tr("gallery.toast"), Tone::good, icon::check);
  same_line();
  chip(format_due(current().today - 2), Tone::bad, icon::clock_alert);
  filter_chip("gallery.vip", state.is_vip, {}, 42);
  checkbox("gallery.agree", state.is_checked);
  switch_box("gallery.notify", state.is_on);
  for (const char* name : names) {
    avatar(name, 32);
    same_line();
  }
  avatar(names[0], 44);
}

void fields_card(GalleryState& state) {
  const Card card("gallery.fields");
  FormGrid form("gallery.form");
  form.field();
  text_field("gallery.name", state.name, {.example = "王芳", .is_required = true});
  form.field();
  choice("gallery.kind", state.kind, kinds);
  form.field();
  money_field("gallery.amount", state.amount, "CNY", {.help = tr("gallery.banner_good")});
  form.field();
  date_field("gallery.due", state.due);
  form.field();
  number_field("gallery.count", state.count_text, {.error = tr("ui.form.not_whole")});
  form.field();
  segmented("gallery.view", state.mode, views);
  form.wide();
  text_area("gallery.notes", state.notes);
  form.wide();
  radio_group("gallery.mode", state.colour, kinds);
}

void tiles(const GalleryState&) {
  Grid grid("tiles", {.min_width_css = is_phone() ? 150.0f : 220.0f});
  grid.next();
  stat_tile("gallery.tile",
            {.value = "2,000", .delta = "+3.2%", .delta_tone = Tone::good, .icon = icon::users, .is_link = true});
  grid.next();
  stat_tile("gallery.tile.nps",
            {.value = "42", .interval = "31–53", .base = "n = 128", .delta = "-1.0", .delta_tone = Tone::bad});
  grid.next();
  stat_tile("gallery.list.value", {.value = "¥123.4万", .base = "n = 2,000"});
  grid.next();
  stat_tile("gallery.chips", {.value = "–", .base = "n = 3"});
}

void table_card(GalleryState& state) {
  const Card card("gallery.list", {.is_tight = true});
  constexpr Column columns[] = {
      {.key = "gallery.list.name", .sortable = Sortable::yes, .is_title = true},
      {.key = "gallery.list.tier", .width_css = 90, .sortable = Sortable::yes},
      {.key = "gallery.list.city"},
      {.key = "gallery.list.value", .width_css = 130, .align = Align::right, .sortable = Sortable::yes},
      {.key = "gallery.list.last", .width_css = 140}};
  const auto cell = [](std::int64_t row, int column) {
    const std::size_t at = static_cast<std::size_t>(row);
    if (column == 0) cell_text(names[at % std::size(names)]);
    if (column == 1) chip(row % 3 == 0 ? "VIP" : "B", row % 3 == 0 ? Tone::warn : Tone::neutral);
    if (column == 2) cell_text(cities[at % std::size(cities)]);
    if (column == 3) cell_text(format_money(base::from_double(static_cast<double>(row) * 37.5), "CNY"));
    if (column == 4)
      cell_text(format_day_relative(current().today - static_cast<base::Day>(row % 50)), Token::text_muted);
  };
  data_table("gallery.list",
             {.columns = columns, .row_count = 100'000, .cell = cell, .height_css = 420, .is_selectable = true},
             state.table);
}

void chart_card(GalleryState& state) {
  const Card card("gallery.chart");
  chart::LineSpec spec;
  chart::LineSeries series{.name = "NPS", .points = {}};
  for (int i = 0; i < 8; ++i) {
    const double value = 30 + 12 * std::sin(i * 0.8);
    spec.periods.push_back("Q" + std::to_string(i % 4 + 1));
    series.points.push_back({.value = value, .low = value - 8, .high = value + 8, .n = 100 + i});
  }
  spec.series.push_back(std::move(series));
  chart_view("gallery.chart", chart::line_chart(spec, chart_frame(tr("gallery.chart"), {}, 260)), state.chart);
}

void overlays(GalleryState& state) {
  if (button("gallery.open_dialog")) state.is_dialog_open = true;
  same_line();
  if (button("gallery.open_palette", {.shortcut = "Ctrl+K"}) || shortcut("ctrl+k")) state.palette.is_open = true;
  same_line();
  if (button("gallery.show_toast")) current().toasts.push(Tone::good, std::string(tr("gallery.toast")), "undo");
  if (Dialog dialog("gallery.dialog", state.is_dialog_open); dialog) {
    FormGrid form("gallery.form");
    form.wide();
    text_field("gallery.name", state.name);
    form.field();
    date_field("gallery.due", state.due);
    form.field();
    choice("gallery.kind", state.kind, kinds);
    form.wide();
    if (dialog.footer("gallery.save")) dialog.close();
  }
  const std::array<PaletteItem, 2> items{
      PaletteItem{
          .id = "find", .label = std::string(tr("gallery.command_find")), .hint = "Ctrl+F", .icon = icon::users},
      PaletteItem{.id = "import", .label = std::string(tr("gallery.command_import")), .icon = icon::file_up}};
  palette("gallery.open_palette", state.palette, items);
}

void messages(GalleryState& state) {
  banner("gallery.banner", tr("gallery.banner"), {.tone = Tone::warn, .is_dismissible = true});
  banner("gallery.banner_good", tr("gallery.banner_good"), {.tone = Tone::good});
  banner("gallery.banner_bad", tr("gallery.banner_bad"), {.tone = Tone::bad, .action_key = "gallery.retry"});
  progress("gallery.progress", 0.12, tr("gallery.progress"), "ui.cancel");
  overlays(state);
  const Card card(".empty");
  empty_state(
      "gallery.empty",
      {.icon = icon::message_square_warning, .action_key = "gallery.edit", .second_action_key = "gallery.more"});
}

}  // namespace

void gallery_view(GalleryState& state) {
  Page page("gallery.title", {.subtitle = tr("gallery.banner_good")});
  {
    const PageActions actions;
    button("gallery.save", {.kind = ButtonKind::primary, .icon = icon::plus});
  }
  constexpr TabItem sections[] = {{.key = "gallery.tab.controls"},
                                  {.key = "gallery.tab.data", .count = 100'000},
                                  {.key = "gallery.tab.messages", .count = 3}};
  tabs("gallery.tabs", state.tab, sections);
  if (state.tab == 0) {
    search_box("gallery.find", state.query);
    space(16);
    Split split("controls", 0.5f);
    buttons_card(state);
    chips_card(state);
    split.next();
    fields_card(state);
  } else if (state.tab == 1) {
    tiles(state);
    table_card(state);
    chart_card(state);
  } else {
    messages(state);
  }
}

}  // namespace zhike::ui
