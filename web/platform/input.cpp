#include "web/platform/input.h"

#include <cfloat>

#include <emscripten/emscripten.h>

#include "imgui.h"
#include "web/platform/canvas_internal.h"
#include "web/platform/frames.h"

extern "C" {
void zk_set_cursor(const char* css);
}

namespace zhike::platform {
namespace {

struct State {
  int buttons = 0;  // DOM bit mask of held mouse buttons
  ImGuiMouseCursor cursor = ImGuiMouseCursor_COUNT;
  enum class Pointer { mouse, touch } pointer = Pointer::mouse;
};
State state;

constexpr int button_count = 5;  // a bit's place in the mask is ImGui's number of the button

const char* css_cursor(ImGuiMouseCursor cursor) {
  switch (cursor) {
    case ImGuiMouseCursor_None:
      return "none";
    case ImGuiMouseCursor_TextInput:
      return "text";
    case ImGuiMouseCursor_ResizeAll:
      return "move";
    case ImGuiMouseCursor_ResizeNS:
      return "ns-resize";
    case ImGuiMouseCursor_ResizeEW:
      return "ew-resize";
    case ImGuiMouseCursor_ResizeNESW:
      return "nesw-resize";
    case ImGuiMouseCursor_ResizeNWSE:
      return "nwse-resize";
    case ImGuiMouseCursor_Hand:
      return "pointer";
    case ImGuiMouseCursor_Wait:
      return "wait";
    case ImGuiMouseCursor_Progress:
      return "progress";
    case ImGuiMouseCursor_NotAllowed:
      return "not-allowed";
    default:
      return "default";
  }
}

void use_pointer(State::Pointer pointer) {
  if (state.pointer != pointer) {
    state.pointer = pointer;
    if (host().appearance_changed) host().appearance_changed();
  }
  ImGui::GetIO().AddMouseSourceEvent(pointer == State::Pointer::touch ? ImGuiMouseSource_TouchScreen
                                                                      : ImGuiMouseSource_Mouse);
}

void update_buttons(int buttons) {
  const int changed = buttons ^ state.buttons;
  state.buttons = buttons;
  if (changed == 0) return;
  for (int bit = 0; bit < button_count; ++bit)
    if (changed >> bit & 1) ImGui::GetIO().AddMouseButtonEvent(bit, (buttons >> bit & 1) != 0);
  frames::focus_may_move();
  request_frames();
}

}  // namespace

void input::open() {
  ImGuiIO& io = ImGui::GetIO();
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
  io.BackendPlatformName = "zhike_canvas";
  io.ConfigMacOSXBehaviors = is_apple();
  io.ConfigInputTextCursorBlink = false;  // a blinking caret would draw for ever
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
}

void input::refresh_modifiers(int modifiers) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddKeyEvent(ImGuiMod_Shift, (modifiers & mod_shift) != 0);
  io.AddKeyEvent(ImGuiMod_Ctrl, (modifiers & mod_ctrl) != 0);
  io.AddKeyEvent(ImGuiMod_Alt, (modifiers & mod_alt) != 0);
  io.AddKeyEvent(ImGuiMod_Super, (modifiers & mod_meta) != 0);
}

void input::apply_cursor() {
  const ImGuiMouseCursor wanted = ImGui::GetMouseCursor();
  if (wanted == state.cursor) return;
  state.cursor = wanted;
  zk_set_cursor(css_cursor(wanted));
}

bool is_touch() { return state.pointer == State::Pointer::touch; }

}  // namespace zhike::platform

// Positions are physical pixels from the canvas' top left corner; `at_ms` is the event's time stamp.
extern "C" {

EMSCRIPTEN_KEEPALIVE void zk_on_mouse(double x, double y, int buttons, int modifiers) {
  using namespace zhike::platform;
  use_pointer(State::Pointer::mouse);
  input::refresh_modifiers(modifiers);
  ImGui::GetIO().AddMousePosEvent(static_cast<float>(x), static_cast<float>(y));
  const bool released = state.buttons != 0 && buttons == 0;
  update_buttons(buttons);
  request_frames(buttons != 0 ? 2 : 1);
  // What a click does happens inside the event: the keyboard is where it belongs before the next key, and the
  // browser accepts a copy or a file dialog as the user's act.
  if (released) flush_frames();
}

EMSCRIPTEN_KEEPALIVE void zk_on_mouse_leave() {
  using namespace zhike::platform;
  if (state.buttons != 0) return;
  ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
  request_frames(1);
}

// The pointer was taken away (alert, system gesture): nothing was meant by the buttons held.
EMSCRIPTEN_KEEPALIVE void zk_on_pointer_cancel() {
  using namespace zhike::platform;
  input::touch_cancel();
  if (state.buttons == 0) return;
  ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
  update_buttons(0);
}

// kind: 0 down, 1 move, 2 up, 3 long press
EMSCRIPTEN_KEEPALIVE void zk_on_touch(int kind, double x, double y, double at_ms, int modifiers) {
  using namespace zhike::platform;
  use_pointer(State::Pointer::touch);
  input::refresh_modifiers(modifiers);
  const auto px = static_cast<float>(x);
  const auto py = static_cast<float>(y);
  if (kind == 0) input::touch_down(px, py, at_ms);
  if (kind == 1) input::touch_move(px, py, at_ms);
  if (kind == 2) input::touch_up(at_ms);
  if (kind == 3) input::touch_held();
  frames::focus_may_move();
  request_frames();
  if (kind == 2) flush_frames();  // phones open their keyboard only from within the event
}

// Notches of a wheel: positive is up and left.
EMSCRIPTEN_KEEPALIVE void zk_on_wheel(double dx, double dy, double x, double y, int modifiers) {
  using namespace zhike::platform;
  input::refresh_modifiers(modifiers);
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(static_cast<float>(x), static_cast<float>(y));
  io.AddMouseWheelEvent(static_cast<float>(dx), static_cast<float>(dy));
  request_frames(2);
}

EMSCRIPTEN_KEEPALIVE void zk_on_window_focus(int focused) {
  using namespace zhike::platform;
  ImGui::GetIO().AddFocusEvent(focused != 0);
  if (!focused) input::release_all();
  request_frames();
}
}
