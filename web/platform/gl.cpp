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

// glGetIntegerv() as Dear ImGui's back end calls it (see CMakeLists.txt). It asks for the state before each frame to
// put it back behind it, and each question stops the page until the graphics process has answered: most of a frame.
// Nobody else draws here, so that the state of a new context does.
void zhike_gl_state(GLenum name, GLint* values) {
  switch (name) {
    case GL_ACTIVE_TEXTURE:
      *values = GL_TEXTURE0;
      return;
    case GL_BLEND_SRC_RGB:
    case GL_BLEND_SRC_ALPHA:
      *values = GL_ONE;
      return;
    case GL_BLEND_EQUATION_RGB:
    case GL_BLEND_EQUATION_ALPHA:
      *values = GL_FUNC_ADD;
      return;
    case GL_BLEND_DST_RGB:
    case GL_BLEND_DST_ALPHA:
    case GL_CURRENT_PROGRAM:
    case GL_TEXTURE_BINDING_2D:
    case GL_SAMPLER_BINDING:
    case GL_ARRAY_BUFFER_BINDING:
    case GL_ELEMENT_ARRAY_BUFFER_BINDING:
    case GL_VERTEX_ARRAY_BINDING:
      *values = 0;
      return;
    case GL_VIEWPORT:
    case GL_SCISSOR_BOX:
      std::fill_n(values, 4, 0);
      return;
    default:
      glGetIntegerv(name, values);
  }
}

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
