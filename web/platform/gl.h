// The drawing device: a WebGL 2 context on the canvas and Dear ImGui's own OpenGL 3 renderer.
// Survives the loss of the context. Used by the canvas' own files.
#pragma once

#include <cstdint>

namespace zhike::platform::gl {

// Makes the context and the renderer; false where the browser has no WebGL 2.
bool open();

// False while the context is lost.
bool is_usable();

// 0xRRGGBB of the cleared canvas.
void set_background(std::uint32_t colour);

void new_frame();

// Draws what ImGui::Render made.
void draw();

}  // namespace zhike::platform::gl
