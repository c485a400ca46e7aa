#include "web/platform/text_agent.h"

#include <algorithm>

#include <emscripten/emscripten.h>

#include "imgui.h"
#include "web/platform/canvas_internal.h"
#include "web/platform/input.h"

extern "C" {
void zk_agent_place(double x, double y, double line_height);
int zk_agent_focus(int wanted);
void zk_agent_commit();
}

namespace zhike::platform {
namespace {

struct State {
  enum class Want { nothing, text } want = Want::nothing;
  int focused = 0;
};
State state;

void on_ime_data(ImGuiContext*, ImGuiViewport*, ImGuiPlatformImeData* data) {
  state.want = data->WantTextInput || data->WantVisible ? State::Want::text : State::Want::nothing;
  if (!data->WantVisible) return;
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  const auto x = std::clamp(data->InputPos.x, 0.0f, std::max(0.0f, size.x - 1));
  const auto y = std::clamp(data->InputPos.y, 0.0f, std::max(0.0f, size.y - data->InputLineHeight));
  const auto unit = static_cast<double>(scale());
  zk_agent_place(static_cast<double>(x) / unit, static_cast<double>(y) / unit,
                 static_cast<double>(data->InputLineHeight) / unit);
}

}  // namespace

void text_agent::open() { ImGui::GetPlatformIO().Platform_SetImeDataFn = on_ime_data; }

void text_agent::sync_focus() {
  const bool wanted = state.want == State::Want::text && !input::is_probing_touch();
  state.focused = zk_agent_focus(wanted ? 1 : 0);
}

bool text_agent::is_focused() { return state.focused != 0; }
void text_agent::commit() { zk_agent_commit(); }

}  // namespace zhike::platform

extern "C" {

// Draws what is waiting, so that the textarea stands at the caret before the input method shows anything.
EMSCRIPTEN_KEEPALIVE void zk_on_composition_start() {
  if (zhike::platform::has_pending_frames()) zhike::platform::flush_frames();
}

EMSCRIPTEN_KEEPALIVE void zk_on_text(const char* utf8) {
  ImGui::GetIO().AddInputCharactersUTF8(utf8);
  zhike::platform::request_frames();
}
}
