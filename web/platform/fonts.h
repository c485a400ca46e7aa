// The page's fonts: a bundled Latin face and icon set (first paint needs nothing else), then every other
// character drawn by the browser's own 2-D canvas with the system's fonts. Used by the canvas' own files.
#pragma once

#include <functional>
#include <string_view>

#include "core/base/result.h"

struct ImFontAtlas;
struct ImFontLoader;

namespace zhike::platform::fonts {

enum class Weight : unsigned { regular = 400, strong = 600 };

// Fetches the bundled faces (scripts/fonts.mjs). Errors as fetch_asset(); without them every character is the system's.
void load(std::function<void(base::Status)> done);

// Fonts[0] regular, Fonts[1] strong; each can draw every character the machine has. Call after load().
void add(ImFontAtlas& atlas);

// Chooses simplified or traditional shapes: "zh-Hans", "zh-Hant", "en". Baked characters are redrawn.
void set_lang(std::string_view lang);

// Between frames: throws baked characters away after a font has arrived or the language has changed.
void refresh_if_asked();

// The loader that draws characters with a 2-D canvas (fonts_canvas.cpp). ImFontConfig::FontLoaderFlags
// carries the Weight.
const ImFontLoader* canvas_loader();

// Letter size (em) of an ImGui font size: the bundled face's line is 1.25 em high.
constexpr float em_per_size = 0.8f;

}  // namespace zhike::platform::fonts
