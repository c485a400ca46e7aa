#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/base/text.h"
#include "web/ui/date_text.h"
#include "web/ui/draw.h"
#include "web/ui/field_frame.h"
#include "web/ui/format.h"

namespace zhike::ui {
namespace {

// The groups of digits in `text`; empty when it holds anything but digits and date separators, or a group is too long.
std::vector<std::string_view> digit_groups(std::string_view text) {
  std::vector<std::string_view> groups;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t here = at;
    const char32_t c = base::next_code_point(text, at);
    if (c >= U'0' && c <= U'9') {
      while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
      if (at - here > 8) return {};
      groups.push_back(text.substr(here, at - here));
    } else if (std::u32string_view(U"-/. 年月日号號").find(c) == std::u32string_view::npos) {
      return {};
    }
  }
  return groups;
}

int to_int(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

base::Day day_or_none(int year, int month, int day) {
  return base::from_civil({year, month, day}).value_or(base::no_day);
}

base::Day nearest(int month, int day, base::Day today) {
  if (today == base::no_day) return base::no_day;
  const int year = base::to_civil(today).year;
  base::Day best = base::no_day;
  for (const int candidate : {year - 1, year, year + 1}) {
    const base::Day found = day_or_none(candidate, month, day);
    if (found != base::no_day && (best == base::no_day || std::abs(found - today) < std::abs(best - today)))
      best = found;
  }
  return best;
}

constexpr const char* weekday_keys[] = {"date.weekday.1", "date.weekday.2", "date.weekday.3", "date.weekday.4",
                                        "date.weekday.5", "date.weekday.6", "date.weekday.7"};

// One day of the calendar. True when picked.
bool day_cell(base::Day day, base::Day chosen, int month, float size) {
  const base::YearMonthDay civil = base::to_civil(day);
  const std::string iso = base::write_day(day), number = std::to_string(civil.day);
  const draw::Press item = draw::press(iso.c_str(), {size, size});
  if (!item.is_drawn) return false;
  const bool is_chosen = day == chosen, is_today = day == current().today;
  if (is_chosen || item.hovered)
    draw::box(item.min, item.max, color(is_chosen ? Token::accent : Token::hover), size / 2);
  if (is_today && !is_chosen) draw::edge(item.min, item.max, color(Token::accent), 18);
  if (item.focused) draw::focus_ring(item.min, item.max, 18);
  const Token ink = is_chosen ? Token::on_accent : civil.month == month ? Token::text : Token::text_hint;
  const ImVec2 extent = draw::text_size(number, TextRole::body);
  draw::text({item.centre().x - extent.x / 2, item.centre().y - extent.y / 2}, number, TextRole::body, color(ink));
  draw::announce(item, {.role = Role::button,
                        .key = "ui.date.day",
                        .row = iso,
                        .name = format_day(day, i18n::DateStyle::weekday),
                        .flags = flag::selectable | (is_chosen ? flag::selected : 0u)});
  return item.pressed;
}

// Month with arrows; moves `first`.
void calendar_head(base::Day& first, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const std::string name = i18n::date(current().lang, first, i18n::DateStyle::month);
  const ImVec2 extent = draw::text_size(name, TextRole::strong);
  const float height = draw::control_px();
  draw::text({at.x + (width - extent.x) / 2, at.y + (height - extent.y) / 2}, name, TextRole::strong,
             color(Token::text));
  current().probe.announce(
      {.role = Role::heading, .name = name, .min = at, .max = {at.x + width, at.y + height}, .level = 3});
  if (icon_button("ui.date.previous_month", icon::chevron_left)) first = base::add_months(first, -1);
  ImGui::SetCursorScreenPos({at.x + width - height, at.y});
  if (icon_button("ui.date.next_month", icon::chevron_right)) first = base::add_months(first, 1);
}

// The calendar; returns the day picked or no_day.
base::Day calendar(base::Day& first, base::Day chosen) {
  const float cell = px(36), width = cell * 7;
  calendar_head(first, width);
  const base::YearMonthDay month = base::to_civil(first);
  const base::Day start = first - (base::weekday(first) - 1);
  ImVec2 at = ImGui::GetCursorScreenPos();
  for (int i = 0; i < 7; ++i) {
    const std::string_view name = tr(weekday_keys[i]);
    const float x = at.x + cell * static_cast<float>(i) + (cell - draw::text_size(name, TextRole::small).x) / 2;
    draw::text({x, at.y}, name, TextRole::small, color(Token::text_muted));
  }
  at.y += px(22);
  base::Day picked = base::no_day;
  for (int i = 0; i < 42; ++i) {
    const int week = i / 7;
    ImGui::SetCursorScreenPos({at.x + cell * static_cast<float>(i % 7), at.y + cell * static_cast<float>(week)});
    const base::Day day = start + i;
    if (day_cell(day, chosen, month.month, cell - px(2))) picked = day;
    const base::Day target = chosen != base::no_day ? chosen : current().today;
    if (ImGui::IsWindowAppearing() && day == target) focus_last_item();
  }
  ImGui::SetCursorScreenPos({at.x, at.y + cell * 6});
  if (button("ui.date.today", {.kind = ButtonKind::ghost})) picked = current().today;
  return picked;
}

base::Day calendar_popup(const char* popup, base::Day value, const draw::TextInputResult& field) {
  ImGuiStorage* storage = ImGui::GetStateStorage();
  const ImGuiID month_id = ImGui::GetID("##month");
  base::Day picked = base::no_day;
  const float height = px(36 * 7 + 120);
  const bool fits_below = field.max.y + height < ImGui::GetIO().DisplaySize.y;
  ImGui::SetNextWindowPos({field.min.x, fits_below ? field.max.y + px(4) : std::max(px(4), field.min.y - height)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, px(12, 12));
  if (ImGui::BeginPopup(popup, draw::popup_flags)) {
    draw::popup_ground();
    const draw::EdgeScope edge(-1);
    const ImVec2 min = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
    const Group group({.role = Role::dialog,
                       .key = "ui.date.calendar",
                       .name = std::string(tr("ui.date.calendar")),
                       .min = min,
                       .max = {min.x + size.x, min.y + size.y}});
    base::Day first = storage->GetInt(month_id, current().today);
    if (ImGui::IsWindowAppearing()) {
      const base::YearMonthDay shown = base::to_civil(value != base::no_day ? value : current().today);
      first = base::from_civil({shown.year, shown.month, 1}).value_or(0);
    }
    picked = calendar(first, value);
    storage->SetInt(month_id, first);
    if (picked != base::no_day) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
  return picked;
}

}  // namespace

base::Day read_typed_day(std::string_view typed, base::Day today) {
  const std::string folded = base::fold_width(base::trim(typed));
  const std::vector<std::string_view> groups = digit_groups(folded);
  if (groups.size() == 1 && groups[0].size() == 8)
    return day_or_none(to_int(groups[0].substr(0, 4)), to_int(groups[0].substr(4, 2)), to_int(groups[0].substr(6, 2)));
  if (groups.size() == 2) return nearest(to_int(groups[0]), to_int(groups[1]), today);
  if (groups.size() != 3) return base::no_day;
  if (groups[0].size() == 4) return day_or_none(to_int(groups[0]), to_int(groups[1]), to_int(groups[2]));
  if (groups[2].size() == 4) return day_or_none(to_int(groups[2]), to_int(groups[1]), to_int(groups[0]));
  return base::no_day;
}

bool date_field(const char* key, base::Day& value, const FieldOptions& options) {
  Context& context = current();
  FieldOptions own = options;
  if (own.example.empty()) own.example = "2026-11-21";
  draw::FieldFrame frame(key, own);
  const ImGuiID id = ImGui::GetID(key);
  const auto kept = context.scratch.find(id);
  std::string typed = kept != context.scratch.end() ? kept->second : base::write_day(value);
  const bool is_unreadable = !typed.empty() && read_typed_day(typed, context.today) == base::no_day;
  const base::Day before = value;
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const bool is_being_typed = kept != context.scratch.end() && ImGui::GetIO().WantTextInput;
  const std::string_view error = is_unreadable && !is_being_typed ? tr("ui.date.unreadable") : std::string_view();
  const draw::TextInputResult field = draw::text_input(key, typed, own, {.keep_right = px(36)}, frame, error);
  if (field.has_changed) {
    context.scratch[id] = typed;
    value = read_typed_day(typed, context.today);
  }
  if (!field.is_active && !field.has_changed && (typed.empty() || value != base::no_day)) context.scratch.erase(id);
  if (options.is_read_only) return value != before;
  const ImVec2 back = ImGui::GetCursorScreenPos();
  ImGui::PushID(key);
  const float inset = (draw::control_px() - px(32)) / 2;
  ImGui::SetCursorScreenPos({field.max.x - px(34) - inset, start.y});
  if (icon_button("ui.date.open", icon::calendar)) ImGui::OpenPopup("##calendar");
  if (const base::Day picked = calendar_popup("##calendar", value, field); picked != base::no_day) {
    value = picked;
    context.scratch.erase(id);
  }
  ImGui::PopID();
  ImGui::SetCursorScreenPos({back.x, back.y - ImGui::GetStyle().ItemSpacing.y});
  ImGui::Dummy({1, 0.5f});
  return value != before;
}

}  // namespace zhike::ui
