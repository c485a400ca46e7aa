#include "web/platform/clipboard.h"

#include <string>

#include <emscripten/emscripten.h>

#include "imgui.h"
#include "web/platform/canvas_internal.h"

extern "C" void zk_clipboard_write(const char* utf8);

namespace zhike::platform {
namespace {

struct State {
  std::string text;  // last text copied or pasted
  // collecting: inside a copy or cut event, which itself carries the text to the clipboard
  enum class Mode { direct, collecting, collected } mode = Mode::direct;
};
State state;

const char* get_text(ImGuiContext*) { return state.text.c_str(); }

void set_text(ImGuiContext*, const char* text) {
  state.text = text;
  if (state.mode == State::Mode::direct)
    zk_clipboard_write(text);
  else
    state.mode = State::Mode::collected;
}

// Presses and releases the shortcut as if it had been typed. The modifiers really held are told again by the
// next DOM event.
void press_shortcut(ImGuiKey key) {
  ImGuiIO& io = ImGui::GetIO();
  const ImGuiKey modifier = is_apple() ? ImGuiMod_Super : ImGuiMod_Ctrl;
  io.AddKeyEvent(modifier, true);
  io.AddKeyEvent(ImGuiMod_Shift, false);
  io.AddKeyEvent(key, true);
  io.AddKeyEvent(key, false);
  io.AddKeyEvent(modifier, false);
}

}  // namespace

void clipboard::open() {
  ImGuiPlatformIO& io = ImGui::GetPlatformIO();
  io.Platform_GetClipboardTextFn = get_text;
  io.Platform_SetClipboardTextFn = set_text;
}

void copy_text(std::string_view text) {
  state.text = text;
  zk_clipboard_write(state.text.c_str());
}

}  // namespace zhike::platform

extern "C" {

// Returns the text to put on the clipboard, or null if nothing was selected.
EMSCRIPTEN_KEEPALIVE const char* zk_on_copy(int cut) {
  using namespace zhike::platform;
  flush_frames();
  state.mode = State::Mode::collecting;
  press_shortcut(cut ? ImGuiKey_X : ImGuiKey_C);
  flush_frames();
  const bool found = state.mode == State::Mode::collected;
  state.mode = State::Mode::direct;
  request_frames();
  return found ? state.text.c_str() : nullptr;
}

EMSCRIPTEN_KEEPALIVE void zk_on_paste(const char* utf8) {
  using namespace zhike::platform;
  flush_frames();
  state.text = utf8;
  if (ImGui::GetIO().WantTextInput)
    press_shortcut(ImGuiKey_V);
  else if (host().pasted)
    host().pasted(state.text);
  request_frames();
}
}
