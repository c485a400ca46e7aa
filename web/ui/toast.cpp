#include "web/ui/toast.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "web/ui/draw.h"
#include "web/ui/wrap.h"

namespace zhike::ui {
namespace {

constexpr double stay_s = 6, stay_with_undo_s = 10;
constexpr std::size_t most = 4;

const char* icon_of(Tone tone) {
  if (tone == Tone::bad) return icon::circle_alert;
  if (tone == Tone::warn) return icon::triangle_alert;
  return tone == Tone::info || tone == Tone::neutral ? icon::info : icon::circle_check;
}

struct ToastAct {
  bool is_undone = false, is_closed = false;
};

// One toast whose lower right corner (phones: lower middle) is `corner`. Moves the corner above it.
ToastAct draw_toast(const Toast& toast, ImVec2& corner) {
  const float width = std::min(px(420), ImGui::GetIO().DisplaySize.x - px(24)), size = draw::font_px(TextRole::body);
  const float undo = toast.undo_token.empty() ? 0 : draw::text_size(tr("ui.undo"), TextRole::body).x + px(36);
  const float room = width - px(44) - px(48) - undo;
  const auto lines = wrap_lines(toast.text, *draw::font(TextRole::body)->GetFontBaked(size), room);
  const float height = std::max(px(52), static_cast<float>(lines.size()) * std::floor(size * 1.18f) + px(28));
  const std::string id = "##toast" + std::to_string(toast.id);
  ImGui::SetNextWindowPos({corner.x - width, corner.y - height});
  ImGui::SetNextWindowSize({width, height});
  ToastAct act;
  ImGui::Begin(id.c_str(), nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_Tooltip);
  const ImVec2 min = ImGui::GetWindowPos(), max{min.x + width, min.y + height};
  ImGui::GetWindowDrawList()->PushClipRectFullScreen();
  draw::shadow(min, max, radius_card, 3);
  draw::box(min, max, color(Token::raised), radius_card);
  draw::edge(min, max, color(Token::border), radius_card);
  draw::glyph({min.x + px(24), min.y + px(26)}, icon_of(toast.tone), 18, draw::tone(toast.tone).ink);
  float y = min.y + (height - static_cast<float>(lines.size()) * std::floor(size * 1.18f)) / 2;
  for (const std::string_view line : lines) {
    draw::text({min.x + px(44), y}, line, TextRole::body, color(Token::text));
    y += std::floor(size * 1.18f);
  }
  ImGui::GetWindowDrawList()->PopClipRect();
  const Role role = toast.tone == Tone::bad ? Role::alert : Role::status;
  {
    const draw::EdgeScope edge(max.x);
    const RowScope row(std::to_string(toast.id));
    const Group group({.role = role, .key = "ui.toast", .name = toast.text, .min = min, .max = max});
    if (undo > 0) {
      ImGui::SetCursorScreenPos({max.x - px(44) - undo, min.y + (height - draw::control_px()) / 2});
      act.is_undone = button("ui.undo", {.kind = ButtonKind::ghost});
    }
    ImGui::SetCursorScreenPos({max.x - px(44), min.y + (height - draw::control_px()) / 2});
    act.is_closed = icon_button("ui.close", icon::x);
  }
  ImGui::End();
  corner.y -= height + px(10);
  return act;
}

}  // namespace

std::uint32_t ToastStack::push(Tone tone, std::string words, std::string undo_token) {
  if (items_.size() >= most) items_.erase(items_.begin());
  items_.push_back({.id = next_id_, .tone = tone, .text = std::move(words), .undo_token = std::move(undo_token)});
  return next_id_++;
}

void ToastStack::close(std::uint32_t id) {
  std::erase_if(items_, [id](const Toast& toast) { return toast.id == id; });
}

std::optional<std::string> toasts_widget(ToastStack& stack) {
  const double now = ImGui::GetTime();
  std::erase_if(stack.items(),
                [now](const Toast& t) { return t.drawn && t.tone != Tone::bad && now >= t.leaves_at_s; });
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float bar = is_phone() ? px(72) : px(24);
  const float width = std::min(px(420), screen.x - px(24));
  ImVec2 corner{is_phone() ? (screen.x + width) / 2 : screen.x - px(24), screen.y - bar};
  std::optional<std::string> undone;
  std::uint32_t closed = 0;
  for (auto at = stack.items().rbegin(); at != stack.items().rend(); ++at) {
    Toast& toast = *at;
    if (!toast.drawn) toast.leaves_at_s = now + (toast.undo_token.empty() ? stay_s : stay_with_undo_s);
    toast.drawn = true;
    const ToastAct act = draw_toast(toast, corner);
    if (act.is_undone) undone = toast.undo_token;
    if (act.is_undone || act.is_closed) closed = toast.id;
    if (toast.tone != Tone::bad) wake_in(std::max(0.0, toast.leaves_at_s - now));
  }
  if (closed != 0) stack.close(closed);
  return undone;
}

}  // namespace zhike::ui
