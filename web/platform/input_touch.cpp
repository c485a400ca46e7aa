#include <cfloat>
#include <cmath>

#include "imgui.h"
#include "imgui_internal.h"
#include "web/platform/canvas_internal.h"
#include "web/platform/input.h"

namespace zhike::platform {
namespace {

constexpr float slack_css_px = 10;      // a finger trembles this far in a tap
constexpr float lines_per_notch = 5;    // Dear ImGui scrolls five font heights for one wheel notch
constexpr float columns_per_notch = 2;  // … and two sideways
constexpr double friction_per_s = 4.0;  // velocity falls to 1/e in a quarter of a second
constexpr float slowest_px_per_s = 30;
constexpr double longest_gap_ms = 100;  // a finger that rested this long before lifting does not throw

struct State {
  enum class Gesture { none, resting, probing, scrolling, dragging, held } gesture = Gesture::none;
  ImVec2 start;
  ImVec2 last;
  ImVec2 velocity;  // physical pixels a second
  double last_ms = 0;
  enum class Glide { no, yes } glide = Glide::no;
};
State state;

void scroll_by(ImVec2 pixels) {
  const float line = ImGui::GetStyle().FontSizeBase * ImGui::GetStyle().FontScaleMain * ImGui::GetStyle().FontScaleDpi;
  if (line <= 0) return;
  ImGui::GetIO().AddMouseWheelEvent(pixels.x / (columns_per_notch * line), pixels.y / (lines_per_notch * line));
}

// Is the pressed widget one that a drag moves: slider, scroll bar, column border? A text field is not: over
// it a finger scrolls.
bool pressed_wants_drag() {
  const ImGuiContext& context = *GImGui;
  if (context.ActiveId == 0 || context.ActiveId == context.InputTextState.ID) return false;
  const ImGuiWindow* window = context.ActiveIdWindow;
  if (window != nullptr)
    for (const ImGuiAxis axis : {ImGuiAxis_X, ImGuiAxis_Y})
      if (context.ActiveId == ImGui::GetWindowScrollbarID(const_cast<ImGuiWindow*>(window), axis)) return true;
  for (int n = 0; n < context.Tables.GetMapSize(); ++n)
    if (const ImGuiTable* table = const_cast<ImGuiContext&>(context).Tables.TryGetMapData(n))
      if (table->ResizedColumn != -1) return true;
  constexpr ImU32 sideways = (1u << ImGuiDir_Left) | (1u << ImGuiDir_Right);
  return (context.ActiveIdUsingNavDirMask & sideways) == sideways;
}

// Takes the press back so that nothing is clicked.
void cancel_press() {
  ImGui::ClearActiveID();
  ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
  ImGui::GetIO().AddMouseButtonEvent(0, false);
}

// The finger moved too far for a tap: press where it began and look what took the press.
void begin_drag() {
  ImGuiIO& io = ImGui::GetIO();
  state.gesture = State::Gesture::probing;
  io.AddMousePosEvent(state.start.x, state.start.y);
  io.AddMouseButtonEvent(0, true);
  flush_frames();
  if (pressed_wants_drag()) {
    state.gesture = State::Gesture::dragging;
    return;
  }
  cancel_press();
  flush_frames();
  io.AddMousePosEvent(state.start.x, state.start.y);
  state.gesture = State::Gesture::scrolling;
}

void follow(ImVec2 to, double at_ms) {
  const ImVec2 step(to.x - state.last.x, to.y - state.last.y);
  const auto seconds = static_cast<float>(std::fmax(at_ms - state.last_ms, 1.0) / 1000);
  constexpr float fresh = 0.6f;
  state.velocity.x = state.velocity.x * (1 - fresh) + step.x / seconds * fresh;
  state.velocity.y = state.velocity.y * (1 - fresh) + step.y / seconds * fresh;
  scroll_by(step);
}

void leave() { ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX); }

}  // namespace

void input::touch_down(float x, float y, double at_ms) {
  state = {.gesture = State::Gesture::resting,
           .start = ImVec2(x, y),
           .last = ImVec2(x, y),
           .velocity = {},
           .last_ms = at_ms};
  ImGui::GetIO().AddMousePosEvent(x, y);
}

void input::touch_move(float x, float y, double at_ms) {
  if (state.gesture == State::Gesture::none || state.gesture == State::Gesture::held) return;
  const float slack = slack_css_px * scale();
  if (state.gesture == State::Gesture::resting) {
    if (std::fabs(x - state.start.x) < slack && std::fabs(y - state.start.y) < slack) return;
    begin_drag();
  }
  if (state.gesture == State::Gesture::dragging) ImGui::GetIO().AddMousePosEvent(x, y);
  if (state.gesture == State::Gesture::scrolling) follow(ImVec2(x, y), at_ms);
  state.last = ImVec2(x, y);
  state.last_ms = at_ms;
}

void input::touch_up(double at_ms) {
  ImGuiIO& io = ImGui::GetIO();
  const State::Gesture gesture = state.gesture;
  state.gesture = State::Gesture::none;
  if (gesture == State::Gesture::resting) {
    io.AddMousePosEvent(state.start.x, state.start.y);
    io.AddMouseButtonEvent(0, true);
    io.AddMouseButtonEvent(0, false);
  }
  if (gesture == State::Gesture::dragging) io.AddMouseButtonEvent(0, false);
  if (gesture == State::Gesture::scrolling && at_ms - state.last_ms < longest_gap_ms) {
    state.glide = State::Glide::yes;
    state.last_ms = now_ms();
    return;  // the position stays: it says what is being scrolled
  }
  leave();
}

void input::touch_cancel() {
  if (state.gesture == State::Gesture::dragging) cancel_press();
  state.gesture = State::Gesture::none;
  state.glide = State::Glide::no;
}

void input::touch_held() {
  if (state.gesture != State::Gesture::resting) return;
  state.gesture = State::Gesture::held;
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(state.start.x, state.start.y);
  io.AddMouseButtonEvent(1, true);
  io.AddMouseButtonEvent(1, false);
}

void input::step_scrolling(double frame_ms) {
  if (state.glide == State::Glide::no) return;
  const double seconds = std::fmin((frame_ms - state.last_ms) / 1000, 0.1);
  state.last_ms = frame_ms;
  if (seconds <= 0) return;
  const auto kept = static_cast<float>(std::exp(-friction_per_s * seconds));
  state.velocity = ImVec2(state.velocity.x * kept, state.velocity.y * kept);
  if (std::hypot(state.velocity.x, state.velocity.y) < slowest_px_per_s * scale() || prefers_reduced_motion()) {
    state.glide = State::Glide::no;
    leave();
    return;
  }
  const auto step = static_cast<float>(seconds);
  scroll_by(ImVec2(state.velocity.x * step, state.velocity.y * step));
}

bool input::is_scrolling() { return state.glide == State::Glide::yes; }
bool input::is_probing_touch() { return state.gesture == State::Gesture::probing; }

}  // namespace zhike::platform
