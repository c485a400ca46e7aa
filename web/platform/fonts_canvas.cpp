// A Dear ImGui font loader whose characters come from an OffscreenCanvas: the system draws them with its own
// fonts, hinting and fallback, so every Chinese character works without any download.
#include <cmath>

#include "imgui.h"
#include "imgui_internal.h"
#include "web/platform/fonts.h"

extern "C" {
// Measures a character at `em` physical pixels: writes advance, left, ascent, right, descent (pixels from the
// pen, outwards) and keeps it for zk_glyph_draw.
void zk_glyph_measure(unsigned code_point, int em, int weight, float* metrics);
// Draws it into `width` × `height` RGBA with the pen at (pen_x, pen_y). Returns 1 if it has colours of its own.
int zk_glyph_draw(int width, int height, int pen_x, int pen_y, unsigned char* rgba);
}

namespace zhike::platform {
namespace {

struct Metrics {
  float advance, left, ascent, right, descent;
};

bool is_between(ImWchar code, unsigned first, unsigned last) { return code >= first && code <= last; }

// Controls, surrogates, private use and non-characters: no system font has a meaning for them.
bool is_foreign(ImWchar code) {
  return code < 0x20 || is_between(code, 0x7f, 0x9f) || is_between(code, 0xd800, 0xf8ff) || code >= 0xf0000 ||
         is_between(code, 0xfdd0, 0xfdef) || (code & 0xfffe) == 0xfffe;
}

// Joiners, marks of direction, variation selectors: they take no room.
bool is_silent(ImWchar code) {
  return is_between(code, 0x200b, 0x200f) || is_between(code, 0x202a, 0x202e) || is_between(code, 0x2060, 0x206f) ||
         is_between(code, 0xfe00, 0xfe0f) || is_between(code, 0xe0100, 0xe01ef) || code == 0xfeff;
}

bool source_init(ImFontAtlas*, ImFontConfig*) { return true; }
void source_destroy(ImFontAtlas*, ImFontConfig*) {}
bool source_contains(ImFontAtlas*, ImFontConfig*, ImWchar code) { return !is_foreign(code); }
bool baked_init(ImFontAtlas*, ImFontConfig* source, ImFontBaked* baked, void*) {
  if (source->MergeMode) return true;
  // Alone, when the bundled face could not be fetched: its line (scripts/fonts.mjs).
  baked->Ascent = std::ceil(baked->Size * fonts::em_per_size * 0.98f);
  baked->Descent = baked->Ascent - baked->Size;
  return true;
}

Metrics measure(const ImFontConfig& source, const ImFontBaked& baked, ImWchar code, float density) {
  const int em = static_cast<int>(std::lround(baked.Size * fonts::em_per_size * density));
  float values[5] = {};
  zk_glyph_measure(code, em, static_cast<int>(source.FontLoaderFlags), values);
  return {values[0], values[1], values[2], values[3], values[4]};
}

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar code, ImFontGlyph* glyph,
                float* advance_only) {
  if (is_foreign(code)) return false;
  const float density = source->RasterizerDensity * baked->RasterizerDensity;
  const Metrics box = is_silent(code) ? Metrics{} : measure(*source, *baked, code, density);
  const float advance = std::round(box.advance) / density;
  if (advance_only != nullptr) {
    *advance_only = advance;
    return true;
  }
  glyph->Codepoint = code;
  glyph->AdvanceX = advance;
  if (box.left + box.right <= 0 || box.ascent + box.descent <= 0) return true;  // no ink

  constexpr int pad = 1;
  const int pen_x = static_cast<int>(std::ceil(box.left)) + pad;
  const int pen_y = static_cast<int>(std::ceil(box.ascent)) + pad;
  const int width = pen_x + static_cast<int>(std::ceil(box.right)) + pad;
  const int height = pen_y + static_cast<int>(std::ceil(box.descent)) + pad;
  const ImFontAtlasRectId id = ImFontAtlasPackAddRect(atlas, width, height);  // may replace the texture: comes first
  if (id == ImFontAtlasRectId_Invalid) return false;
  ImTextureRect* place = ImFontAtlasPackGetRect(atlas, id);
  atlas->Builder->TempBuffer.resize(width * height * 4);
  unsigned char* pixels = atlas->Builder->TempBuffer.Data;
  glyph->Colored = zk_glyph_draw(width, height, pen_x, pen_y, pixels) != 0;
  const float baseline = std::round(baked->Ascent);
  glyph->X0 = static_cast<float>(-pen_x) / density;
  glyph->Y0 = static_cast<float>(-pen_y) / density + baseline;
  glyph->X1 = static_cast<float>(width - pen_x) / density;
  glyph->Y1 = static_cast<float>(height - pen_y) / density + baseline;
  glyph->Visible = true;
  glyph->PackId = id;
  ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, place, pixels, ImTextureFormat_RGBA32, width * 4);
  return true;
}

}  // namespace

const ImFontLoader* fonts::canvas_loader() {
  static const ImFontLoader loader = [] {
    ImFontLoader made;
    made.Name = "canvas2d";
    made.FontSrcInit = source_init;
    made.FontSrcDestroy = source_destroy;
    made.FontSrcContainsGlyph = source_contains;
    made.FontBakedInit = baked_init;
    made.FontBakedLoadGlyph = load_glyph;
    return made;
  }();
  return &loader;
}

}  // namespace zhike::platform
