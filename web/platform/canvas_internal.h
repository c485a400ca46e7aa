// What the canvas' own files share: the host, the size, and the hooks that JavaScript (lib_canvas.js) calls.
// Used by web/platform/{canvas,frames,gl,fonts,input,text_agent,clipboard}* only.
#pragma once

#include "web/platform/canvas.h"

namespace zhike::platform {

const Host& host();

// Modifier bits of every DOM event, as lib_canvas.js packs them.
enum Modifier : int { mod_shift = 1, mod_ctrl = 2, mod_alt = 4, mod_meta = 8 };

// True on Apple systems, where Command takes the part of Control.
bool is_apple();

}  // namespace zhike::platform
