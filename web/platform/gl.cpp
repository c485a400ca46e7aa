#include "web/platform/gl.h"

#include <algorithm>

#include <GLES3/gl3.h>
#include <emscripten/emscripten.h>
#include <emscripten/html5_webgl.h>

#include "imgui.h"
#include "imgui_impl_opengl3.h"
#include "web/platform/canvas_internal.h"

namespace zhike::platform {
namespace {

enum class Device { none, ready, lost };
struct State {
  Device device = Device::none;
  std::uint32_t background = 0xffffff;
};
State state;

float channel(int shift) { return static_cast<float>(state.background >> shift & 0xff) / 255.0f; }

// The font atlas grows with the characters seen, up to what the device can hold.
void limit_atlas() {
  GLint largest = 2048;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &largest);
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.TexMaxWidth = std::min(atlas.TexMaxWidth, largest);
  atlas.TexMaxHeight = std::min(atlas.TexMaxHeight, largest);
}

}  // namespace

bool gl::open() {
  EmscriptenWebGLContextAttributes attributes;
  emscripten_webgl_init_context_attributes(&attributes);
  attributes.majorVersion = 2;
  attributes.alpha = false;
  attributes.depth = false;
  attributes.stencil = false;
  attributes.antialias = false;  // Dear ImGui smooths its own edges
  attributes.enableExtensionsByDefault = false;
  const auto context = emscripten_webgl_create_context("#canvas", &attributes);
  if (context <= 0 || emscripten_webgl_make_context_current(context) != EMSCRIPTEN_RESULT_SUCCESS) return false;
  if (!ImGui_ImplOpenGL3_Init("#version 300 es")) return false;
  limit_atlas();
  state.device = Device::ready;
  return true;
}

bool gl::is_usable() { return state.device == Device::ready; }
void gl::set_background(std::uint32_t colour) { state.background = colour; }
void gl::new_frame() { ImGui_ImplOpenGL3_NewFrame(); }

void gl::draw() {
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  glViewport(0, 0, static_cast<GLsizei>(size.x), static_cast<GLsizei>(size.y));
  glDisable(GL_SCISSOR_TEST);
  glClearColor(channel(16), channel(8), channel(0), 1.0f);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace zhike::platform

extern "C" {

EMSCRIPTEN_KEEPALIVE void zk_on_context_lost() {
  using namespace zhike::platform;
  if (state.device != Device::ready) return;
  state.device = Device::lost;
  ImGui_ImplOpenGL3_DestroyDeviceObjects();  // its objects are gone: forget their names now
}

EMSCRIPTEN_KEEPALIVE void zk_on_context_restored() {
  using namespace zhike::platform;
  if (state.device != Device::lost) return;
  while (glGetError() != GL_NO_ERROR) {  // left over from the loss
  }
  ImGui_ImplOpenGL3_CreateDeviceObjects();
  state.device = Device::ready;
  request_frames();
}
}
