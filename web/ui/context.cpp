#include "web/ui/context.h"

#include <algorithm>
#include <cmath>

#include "web/ui/draw.h"
#include "web/ui/wrap.h"

namespace zhike::ui {
namespace {

Context* active = nullptr;  // set between begin_frame and end_frame: the one "current" of a single-threaded page

using ClipboardWriter = void (*)(ImGuiContext*, const char*);
ClipboardWriter clipboard_writer = nullptr;  // the platform's own

// Soft line breaks of wrapped fields are a matter of the screen: what is copied goes without them.
void write_clipboard(ImGuiContext* imgui, const char* text) {
  if (clipboard_writer) clipboard_writer(imgui, without_soft_breaks(text).c_str());
}

void filter_clipboard() {
  ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
  if (platform.Platform_SetClipboardTextFn == write_clipboard) return;
  clipboard_writer = platform.Platform_SetClipboardTextFn;
  platform.Platform_SetClipboardTextFn = write_clipboard;
}

constexpr ImGuiWindowFlags root_flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                        ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                                        ImGuiWindowFlags_NoScrollWithMouse;

void update_scale(Context& context) {
  const float scale = std::max(0.25f, context.device_scale * text_size_factor(context.text_size));
  context.scale = scale;
  if (context.applied_scale != scale || context.applied_theme != context.theme) {
    apply_theme(ImGui::GetStyle(), context.theme, scale);
    ImGui::GetIO().ConfigDebugHighlightIdConflicts = false;  // no debug tooltips; tests look for conflicts instead
    context.applied_scale = scale;
    context.applied_theme = context.theme;
  }
  const float width = ImGui::GetIO().DisplaySize.x / scale;
  context.size_class = width < phone_width  ? SizeClass::phone
                       : width < wide_width ? SizeClass::regular
                                            : SizeClass::wide;
}

// A browser looks long for the font of the first Chinese character of a size: one size in each of the first frames, so
// that no later frame has to wait for several.
void prepare_text_sizes(Context& context) {
  if (context.prepared_scale != context.scale || context.prepared_lang != context.lang) {
    context.prepared_scale = context.scale;
    context.prepared_lang = context.lang;
    context.prepared_roles = 0;
  } else if (context.prepared_roles < text_role_count) {
    draw::text_size("国", static_cast<TextRole>(context.prepared_roles++));
  }
  if (context.prepared_roles < text_role_count) wake_in(0);
}

}  // namespace

void begin_frame(Context& context) {
  IM_ASSERT(active == nullptr);
  active = &context;
  watch_items();
  filter_clipboard();
  update_scale(context);
  context.wake_in_s = -1;
  context.was_submitted = false;
  context.had_dialog = context.has_dialog;
  context.has_dialog = false;
  context.right_edges.clear();
  context.probe.begin_frame();
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  constexpr int frames_to_settle = 4;
  context.shrunk_frames = size.y < context.display_height ? frames_to_settle : std::max(0, context.shrunk_frames - 1);
  if (context.shrunk_frames > 0) wake_in(0);
  context.display_height = size.y;
  context.content = {0, 0, size.x, size.y};
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(size);
  ImGui::Begin("##root", nullptr, root_flags);
  // The style's base size takes effect in the next frame only; this one holds for plain Dear ImGui calls too.
  ImGui::PushFont(context.font, line_height_css(TextRole::body));
}

void end_frame() {
  IM_ASSERT(active != nullptr);
  prepare_text_sizes(*active);
  ImGui::PopFont();
  ImGui::End();
  active->probe.end_frame();
  active = nullptr;
}

Context& current() {
  IM_ASSERT(active != nullptr);
  return *active;
}

float px(float css) { return std::floor(css * current().scale + 0.5f); }
ImVec2 px(float css_x, float css_y) { return {px(css_x), px(css_y)}; }
ImU32 color(Token token) { return color(current().theme, token); }
float viewport_width_css() { return ImGui::GetIO().DisplaySize.x / current().scale; }
bool is_phone() { return current().size_class == SizeClass::phone; }

float content_width() {
  const std::vector<float>& edges = current().right_edges;
  if (edges.empty() || edges.back() < 0) return std::max(1.0f, ImGui::GetContentRegionAvail().x);
  return std::max(1.0f, edges.back() - ImGui::GetCursorScreenPos().x);
}

std::string_view tr(std::string_view key) { return i18n::text(current().lang, key); }

std::string trf(std::string_view key, std::initializer_list<i18n::Arg> arguments) {
  return i18n::format(current().lang, key, arguments);
}

void wake_in(double seconds) {
  double& wake = current().wake_in_s;
  if (wake < 0 || seconds < wake) wake = seconds;
}

void request_focus(std::string_view key) { current().focus_request = key; }

}  // namespace zhike::ui
