#include "web/ui/qr_view.h"

#include <cmath>
#include <string>

#include "web/ui/draw.h"

namespace zhike::ui {

void qr_view(const char* key, std::string_view text, float side_css) {
  constexpr std::size_t margin = 4;  // the standard's quiet zone
  const auto code = chart::make_qr_code(text);
  if (!code) return;
  const std::size_t squares = code->side + 2 * margin;
  // Whole device pixels: a camera reads sharp edges best.
  const float size = std::max(1.0f, std::floor(px(side_css) / static_cast<float>(squares)));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 end{at.x + size * static_cast<float>(squares), at.y + size * static_cast<float>(squares)};
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, end, IM_COL32_WHITE);
  for (std::size_t y = 0; y < code->side; ++y) {
    for (std::size_t x = 0; x < code->side;) {
      std::size_t run = 0;
      while (x + run < code->side && code->is_black[y * code->side + x + run]) ++run;
      const ImVec2 from{at.x + size * static_cast<float>(x + margin), at.y + size * static_cast<float>(y + margin)};
      if (run > 0) list->AddRectFilled(from, {from.x + size * static_cast<float>(run), from.y + size}, IM_COL32_BLACK);
      x += run + 1;
    }
  }
  ImGui::Dummy({end.x - at.x, end.y - at.y});
  current().probe.announce({.role = Role::img,
                            .key = key,
                            .name = std::string(tr(key)),
                            .description = std::string(text),
                            .min = at,
                            .max = end});
}

}  // namespace zhike::ui
