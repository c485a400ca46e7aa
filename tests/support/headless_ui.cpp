#include "tests/support/headless_ui.h"

#include <algorithm>
#include <set>
#include <utility>

namespace zhike::tests {
namespace {

void acknowledge_textures() {
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->Status == ImTextureStatus_WantCreate) texture->SetTexID(static_cast<ImTextureID>(1));
    if (texture->Status == ImTextureStatus_WantDestroy) {
      texture->SetTexID(ImTextureID_Invalid);
      texture->SetStatus(ImTextureStatus_Destroyed);
    } else {
      texture->SetStatus(ImTextureStatus_OK);
    }
  }
}

}  // namespace

HeadlessUi::HeadlessUi(std::function<void()> view, float width_css, float height_css) : view_(std::move(view)) {
  imgui_ = ImGui::CreateContext();
  ImGui::SetCurrentContext(imgui_);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.ConfigInputTrickleEventQueue = true;
  io.DeltaTime = 1.0f / 60;
  io.Fonts->AddFontDefault();
  context_.today = base::from_civil({2026, 11, 21}).value_or(0);
  context_.now = std::int64_t{context_.today} * 86'400'000 + 36'000'000;
  resize(width_css, height_css);
  frames(4);
}

HeadlessUi::~HeadlessUi() {
  ImGui::SetCurrentContext(imgui_);
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    texture->SetTexID(ImTextureID_Invalid);
    texture->SetStatus(ImTextureStatus_Destroyed);
  }
  ImGui::DestroyContext(imgui_);
}

void HeadlessUi::resize(float width_css, float height_css) {
  ImGui::SetCurrentContext(imgui_);
  ImGui::GetIO().DisplaySize = {width_css * context_.device_scale, height_css * context_.device_scale};
}

void HeadlessUi::frame() {
  ImGui::SetCurrentContext(imgui_);
  ImGui::NewFrame();
  ui::begin_frame(context_);
  view_();
  ui::end_frame();
  ImGui::Render();
  acknowledge_textures();
  vertex_count_ = ImGui::GetDrawData()->TotalVtxCount;
}

void HeadlessUi::frames(int count) {
  for (int i = 0; i < count; ++i) frame();
}

bool HeadlessUi::has_text(std::string_view words) const {
  return std::ranges::any_of(context_.probe.nodes(), [&](const ui::Node& node) {
    return node.name.find(words) != std::string::npos || node.value.find(words) != std::string::npos;
  });
}

void HeadlessUi::move_mouse(float x, float y) {
  ImGui::GetIO().AddMousePosEvent(x, y);
  frames(2);
}

void HeadlessUi::click_at(float x, float y, int button) {
  ImGui::SetCurrentContext(imgui_);
  move_mouse(x, y);
  ImGui::GetIO().AddMouseButtonEvent(button, true);
  frames(2);
  ImGui::GetIO().AddMouseButtonEvent(button, false);
  frames(3);
}

bool HeadlessUi::click(const ui::Node* node, int button) {
  if (node == nullptr) return false;
  if (node->has(ui::flag::clipped) && node->id != 0) {
    const ImGuiID id = node->id;
    context_.probe.queue({.kind = ui::ActionKind::scroll_to, .id = id});
    frames(3);
    node = context_.probe.find_id(id);
    if (node == nullptr) return false;
  }
  click_at((node->min.x + node->max.x) / 2, (node->min.y + node->max.y) / 2, button);
  return true;
}

bool HeadlessUi::click(std::string_view key, std::string_view row) { return click(find(key, row)); }

bool HeadlessUi::tap(std::string_view key, std::string_view row) {
  const ui::Node* node = find(key, row);
  if (node == nullptr) return false;
  ImGui::SetCurrentContext(imgui_);
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent((node->min.x + node->max.x) / 2, (node->min.y + node->max.y) / 2);
  io.AddMouseButtonEvent(0, true);
  io.AddMouseButtonEvent(0, false);
  frames(4);
  return true;
}

bool HeadlessUi::activate(std::string_view key, std::string_view row) {
  const ui::Node* node = find(key, row);
  if (node == nullptr) return false;
  context_.probe.queue({.kind = ui::ActionKind::activate, .id = node->id});
  frames(3);
  return true;
}

bool HeadlessUi::focus(std::string_view key, std::string_view row) {
  const ui::Node* node = find(key, row);
  if (node == nullptr) return false;
  context_.probe.queue({.kind = ui::ActionKind::focus, .id = node->id});
  frames(4);
  return true;
}

bool HeadlessUi::set_value(std::string_view key, std::string_view text) {
  const ui::Node* node = find(key);
  if (node == nullptr) return false;
  context_.probe.queue({.kind = ui::ActionKind::set_value, .id = node->id, .text = std::string(text)});
  frames(3);
  return true;
}

bool HeadlessUi::type(std::string_view key, std::string_view text) {
  if (!click(key)) return false;
  press("Ctrl+A");
  press("Delete");
  type_text(text);
  return true;
}

void HeadlessUi::type_text(std::string_view text) {
  ImGui::SetCurrentContext(imgui_);
  ImGui::GetIO().AddInputCharactersUTF8(std::string(text).c_str());
  frames(3);
}

void HeadlessUi::press(std::string_view chord) {
  ImGui::SetCurrentContext(imgui_);
  ImGuiIO& io = ImGui::GetIO();
  const ImGuiKeyChord keys = ui::parse_chord(chord);
  IM_ASSERT(keys != 0);
  const auto modifiers = [&](bool is_down) {
    for (const ImGuiKey key : {ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt})
      if (keys & key) io.AddKeyEvent(key, is_down);
  };
  modifiers(true);
  frames(1);
  io.AddKeyEvent(static_cast<ImGuiKey>(keys & ~ImGuiMod_Mask_), true);
  frames(2);
  io.AddKeyEvent(static_cast<ImGuiKey>(keys & ~ImGuiMod_Mask_), false);
  modifiers(false);
  frames(3);
}

void HeadlessUi::hover(std::string_view key, double seconds) {
  const ui::Node* node = find(key);
  if (node == nullptr) return;
  move_mouse((node->min.x + node->max.x) / 2, (node->min.y + node->max.y) / 2);
  frames(static_cast<int>(seconds * 60));
}

std::string HeadlessUi::conflicts() const {
  std::string found;
  std::set<ImGuiID> seen;
  for (const ui::Node& node : context_.probe.nodes())
    if (node.has(ui::flag::focusable) && !seen.insert(node.id).second) found += node.key + "/" + node.row + " ";
  return found;
}

std::string HeadlessUi::dump() const {
  std::string out;
  for (const ui::Node& node : context_.probe.nodes()) {
    out += std::string(ui::role_name(node.role)) + " [" + node.key + (node.row.empty() ? "" : "/" + node.row) + "] '" +
           node.name + "'";
    if (!node.value.empty()) out += " = '" + node.value + "'";
    if (node.has(ui::flag::focused)) out += " focused";
    if (node.has(ui::flag::clipped)) out += " clipped";
    out += '\n';
  }
  return out;
}

}  // namespace zhike::tests
