#include "web/views/editors_frame.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/i18n/error_text.h"
#include "web/ui/date_text.h"

namespace zhike::views {
namespace {

constexpr std::int64_t ms_per_minute = 60'000, ms_per_day = 86'400'000;

// "14:30", "9:05", "1430" → minutes since midnight, −1 when it is no time of day.
int read_minutes(std::string_view text) {
  std::string digits;
  std::size_t colon = std::string_view::npos;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] >= '0' && text[i] <= '9')
      digits += text[i];
    else if (text[i] == ':' && colon == std::string_view::npos)
      colon = i;
    else
      return -1;
  }
  const std::size_t hour_digits =
      colon == std::string_view::npos ? (digits.size() > 2 ? digits.size() - 2 : digits.size()) : colon;
  if (digits.empty() || digits.size() > 4 || hour_digits == 0 || hour_digits > 2) return -1;
  const auto number = [](std::string_view part) {
    int value = 0;
    for (const char c : part) value = value * 10 + (c - '0');
    return value;
  };
  const std::string_view all(digits);
  const int hour = number(all.substr(0, hour_digits)), minute = number(all.substr(hour_digits));
  return hour < 24 && minute < 60 ? hour * 60 + minute : -1;
}

}  // namespace

ScrollBody::ScrollBody(const char* id, float below_css) {
  const float room = ui::highest_dialog() - ui::px(below_css);
  const float margin = ui::px(4),
              width = ui::content_width() + margin + ui::px(20);  // rings at the left, scrollbar at the right
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos({at.x - margin, at.y});
  ImGui::SetNextWindowSizeConstraints({width, 0}, {width, std::max(ui::px(160), room)});
  ImGui::BeginChild(id, {width, 0}, ImGuiChildFlags_AutoResizeY | ImGuiChildFlags_NavFlattened);
  ImGui::Dummy({1, 1});
  ImGui::Indent(margin);
}

ScrollBody::~ScrollBody() {
  ImGui::Dummy({1, 2});
  // The dialog follows the height of its content frame by frame: draw until it stands still.
  const float top = ImGui::GetWindowPos().y, height = ImGui::GetWindowSize().y, content = ImGui::GetCursorPosY();
  float* kept = ImGui::GetStateStorage()->GetFloatRef(ImGui::GetID("##settled"), 0);
  const float now = top + height * 3 + content * 7;
  if (*kept != now) ui::wake_in(0);
  *kept = now;
  ImGui::EndChild();
}

FooterAct editor_footer(const FooterOptions& options) {
  FooterAct act = FooterAct::none;
  ui::space(4);
  if (options.remove_key) {
    if (ui::icon_button(options.remove_key, ui::icon::trash_2)) act = FooterAct::remove;
    ui::same_line();
  }
  const ui::RightAlign right("##footer");
  if (ui::button("ui.cancel", {.kind = ui::ButtonKind::ghost})) act = FooterAct::cancel;
  ui::same_line();
  if (ui::button(options.save_key,
                 {.kind = ui::ButtonKind::primary, .shortcut = "Ctrl+Enter", .enabled = options.can_save}))
    act = FooterAct::save;
  const bool is_chord = ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_Enter);
  return is_chord && options.can_save == ui::Enabled::yes ? FooterAct::save : act;
}

void Flow::next(float width_px) {
  if (!is_first_) {
    ui::same_line(6);
    if (ui::content_width() < width_px) ImGui::NewLine();
  }
  is_first_ = false;
}

void Flow::next_button(const char* key) { next(ui::text_width(ui::tr(key), ui::TextRole::strong) + ui::px(56)); }

void Flow::next_chip(std::string_view label) { next(ui::text_width(label, ui::TextRole::small) + ui::px(42)); }

std::string sentence_at_field(const base::Error& error) {
  return i18n::error_text(ui::current().lang, {error.code, {}, error.detail});
}

void refusal_banner(std::string_view words) {
  if (!words.empty()) ui::banner("editor.refused", words, {.tone = ui::Tone::bad});
}

void writing_banner(const Status& status) {
  if (status.writing == Writing::reader) ui::banner("editor.reader", ui::tr("editor.reader"), {.tone = ui::Tone::warn});
}

std::string write_local_time(std::int64_t at, int zone_offset_minutes) {
  if (at == schema::unset) return {};
  const base::Day day = base::day_of(at, zone_offset_minutes);
  const std::int64_t minutes = (at + zone_offset_minutes * ms_per_minute - day * ms_per_day) / ms_per_minute;
  const auto two = [](std::int64_t value) { return std::string(value < 10 ? "0" : "") + std::to_string(value); };
  return base::write_day(day) + " " + two(minutes / 60) + ":" + two(minutes % 60);
}

std::optional<base::InstantMs> read_local_time(std::string_view typed, int zone_offset_minutes, base::Day today) {
  const std::string folded = base::fold_width(base::trim(typed));
  std::string_view day_text = folded;
  int minutes = 0;
  if (const std::size_t gap = folded.find_last_of(" T"); gap != std::string::npos) {
    if (const int found = read_minutes(std::string_view(folded).substr(gap + 1)); found >= 0) {
      minutes = found;
      day_text = std::string_view(folded).substr(0, gap);
    }
  }
  const base::Day day = ui::read_typed_day(base::trim(day_text), today);
  if (day == base::no_day) return std::nullopt;
  return day * ms_per_day + (minutes - zone_offset_minutes) * ms_per_minute;
}

}  // namespace zhike::views
