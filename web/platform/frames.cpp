#include "web/platform/frames.h"

#include <algorithm>
#include <cmath>

#include <emscripten/emscripten.h>

#include "imgui.h"
#include "imgui_internal.h"
#include "web/platform/canvas_internal.h"
#include "web/platform/fonts.h"
#include "web/platform/gl.h"
#include "web/platform/input.h"
#include "web/platform/text_agent.h"

extern "C" {
void zk_request_animation_frame();
void zk_set_wake_timer(double delay_ms);
}

namespace zhike::platform {
namespace {

struct Scheduler {
  std::uint64_t drawn = 0;
  int left = 0;             // frames still asked for
  double last_draw_ms = 0;  // start of the last frame
  double last_cost_ms = 0;
  double wake_at_ms = 0;  // 0: no timer
  enum class Phase { closed, idle, drawing } phase = Phase::closed;
  enum class Request { none, scheduled } request = Request::none;
  enum class Focus { settled, may_move } focus = Focus::settled;
  bool is_event_waiting = false;
};
Scheduler scheduler;

constexpr double longest_step_s = 0.5;  // after a sleep animations go on instead of jumping to their end
constexpr int most_frames_at_once = 4;
constexpr double soon_ms = 100;
constexpr double held_button_ms = 30;  // a held button repeats (scroll bar, stepper) without any event

bool input_waits() { return !GImGui->InputEventsQueue.empty(); }

void schedule() {
  if (scheduler.phase == Scheduler::Phase::closed || scheduler.request == Scheduler::Request::scheduled) return;
  scheduler.request = Scheduler::Request::scheduled;
  zk_request_animation_frame();
}

// Dear ImGui fades the shade behind a modal dialog over several frames.
bool imgui_animates() {
  const ImGuiContext& context = *GImGui;
  const bool modal_open = ImGui::GetTopMostPopupModal() != nullptr || context.NavWindowingTarget != nullptr;
  return modal_open ? context.DimBgRatio < 1.0f : context.DimBgRatio > 0.0f;
}

// Tooltips appear after a delay without any event: ask to be woken when it is over.
void wake_for_delays() {
  const ImGuiContext& context = *GImGui;
  if (context.HoverItemDelayId != 0) {
    const float left_s = context.Style.HoverDelayNormal - context.HoverItemDelayTimer;
    const float still_s = context.Style.HoverStationaryDelay - context.MouseStationaryTimer;
    const float wait_s = std::max(left_s, still_s);
    if (wait_s > 0) wake_after_ms(static_cast<double>(wait_s) * 1000 + 10);
  }
  if (ImGui::IsAnyMouseDown()) wake_after_ms(held_button_ms);
}

void schedule_next() {
  if (imgui_animates() || input_waits() || input::is_scrolling() || (host().busy && host().busy()))
    scheduler.left = std::max(scheduler.left, 1);
  wake_for_delays();
  if (scheduler.left > 0) schedule();
}

void begin_imgui_frame(double start_ms) {
  ImGuiIO& io = ImGui::GetIO();
  const double step_s = (start_ms - scheduler.last_draw_ms) / 1000;
  io.DeltaTime = static_cast<float>(std::clamp(step_s, 0.0001, longest_step_s));
  scheduler.last_draw_ms = start_ms;
  input::step_scrolling(start_ms);
  fonts::refresh_if_asked();
  gl::new_frame();
  ImGui::NewFrame();
}

}  // namespace

void frames::draw() {
  if (scheduler.phase != Scheduler::Phase::idle || !gl::is_usable()) return;
  scheduler.phase = Scheduler::Phase::drawing;
  const double start_ms = now_ms();
  if (scheduler.left > 0) --scheduler.left;
  begin_imgui_frame(start_ms);
  host().frame();
  ImGui::Render();
  gl::draw();
  if (scheduler.left == 0 && !input_waits()) scheduler.focus = Scheduler::Focus::settled;
  scheduler.phase = Scheduler::Phase::idle;
  input::apply_cursor();
  text_agent::sync_focus();
  if (++scheduler.drawn == 1) hide_skeleton();
  scheduler.last_cost_ms = now_ms() - start_ms;
  schedule_next();
}

void frames::open() {
  scheduler.phase = Scheduler::Phase::idle;
  scheduler.last_draw_ms = now_ms();
  request_frames();
}

void frames::focus_may_move() { scheduler.focus = Scheduler::Focus::may_move; }

void frames::settle_focus() {
  if (scheduler.focus == Scheduler::Focus::may_move) flush_frames();
}

void request_frames(int count) {
  scheduler.left = std::max(scheduler.left, count);
  if (scheduler.phase != Scheduler::Phase::drawing) schedule();
}

void wake_after_ms(double delay_ms) {
  const double at_ms = now_ms() + std::max(delay_ms, 0.0);
  if (scheduler.wake_at_ms != 0 && scheduler.wake_at_ms <= at_ms) return;
  scheduler.wake_at_ms = at_ms;
  zk_set_wake_timer(std::max(delay_ms, 1.0));
}

void flush_frames() {
  scheduler.is_event_waiting = true;
  for (int count = 0; count < most_frames_at_once; ++count) {
    frames::draw();
    const bool is_busy = host().busy && host().busy();  // then some frame is always left
    if (!input_waits() && (scheduler.left == 0 || is_busy)) break;
  }
  scheduler.is_event_waiting = false;
}

bool is_event_waiting() { return scheduler.is_event_waiting; }

double now_ms() { return emscripten_get_now(); }
std::uint64_t frame_count() { return scheduler.drawn; }
double last_frame_ms() { return scheduler.last_cost_ms; }

bool has_pending_frames() {
  const bool wakes_soon = scheduler.wake_at_ms != 0 && scheduler.wake_at_ms - now_ms() < soon_ms;
  return wakes_soon || scheduler.request == Scheduler::Request::scheduled || scheduler.left > 0 || input_waits();
}

}  // namespace zhike::platform

extern "C" {

EMSCRIPTEN_KEEPALIVE void zk_on_frame() {
  using namespace zhike::platform;
  scheduler.request = Scheduler::Request::none;
  if (scheduler.left > 0 || input_waits() || input::is_scrolling()) frames::draw();
}

EMSCRIPTEN_KEEPALIVE void zk_on_wake() {
  zhike::platform::scheduler.wake_at_ms = 0;
  zhike::platform::request_frames();  // a tooltip needs three frames: to be due, to measure itself, to show
}
}
