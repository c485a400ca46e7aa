#include "web/platform/fonts.h"

#include <span>
#include <string>
#include <utility>
#include <vector>

#include <emscripten/emscripten.h>

#include "imgui.h"
#include "imgui_internal.h"
#include "web/platform/assets.h"
#include "web/platform/canvas_internal.h"

extern "C" void zk_fonts_set_lang(const char* lang);

namespace zhike::platform {
namespace {

constexpr float reference_size = 20;  // offsets below are for this ImGui size and scale with it
constexpr float icon_drop = 3.7f;     // brings the middle of an icon to the middle of a capital letter

enum class Bakes { good, stale };
Bakes bakes = Bakes::good;
std::string shown_lang;

// The order of the parts in fonts.bin.
enum Face : std::uint8_t { latin_regular, latin_strong, latin_ext_regular, latin_ext_strong, icons, face_count };
Bytes file;  // the atlas refers to it as long as the page lives
std::vector<std::span<const unsigned char>> faces;

void add_bundled(ImFontAtlas& atlas, Face face, ImFontConfig config) {
  if (faces.empty()) return;
  const std::span<const unsigned char> bytes = faces[face];
  config.FontDataOwnedByAtlas = false;
  config.SizePixels = reference_size;
  config.PixelSnapH = true;  // whole-pixel advances: a Chinese character after Latin text stays sharp
  config.OversampleH = 2;
  config.OversampleV = 1;
  config.FontData = const_cast<unsigned char*>(bytes.data());
  config.FontDataSize = static_cast<int>(bytes.size());
  atlas.AddFont(&config);
}

void add_weight(ImFontAtlas& atlas, fonts::Weight weight) {
  const bool strong = weight == fonts::Weight::strong;
  ImFontConfig merged;
  merged.MergeMode = true;
  add_bundled(atlas, strong ? latin_strong : latin_regular, {});
  add_bundled(atlas, strong ? latin_ext_strong : latin_ext_regular, merged);
  ImFontConfig icon_config = merged;
  icon_config.GlyphOffset = ImVec2(0, icon_drop);
  icon_config.PixelSnapV = true;
  add_bundled(atlas, icons, icon_config);
  merged.MergeMode = !faces.empty();
  merged.FontLoader = fonts::canvas_loader();
  merged.FontLoaderFlags = static_cast<unsigned>(weight);
  merged.SizePixels = reference_size;
  atlas.AddFont(&merged);
}

}  // namespace

void fonts::load(std::function<void(base::Status)> done) {
  fetch_asset("fonts.bin", [done = std::move(done)](base::Result<Bytes> bytes) {
    if (!bytes) {
      done(std::unexpected(bytes.error()));
      return;
    }
    file = std::move(*bytes);
    faces = asset_parts(file);
    if (faces.size() != face_count) faces.clear();
    done(faces.empty() ? base::Status(base::fail("file.unreadable", "fonts.bin")) : base::Status());
  });
}

void fonts::add(ImFontAtlas& atlas) {
  add_weight(atlas, Weight::regular);
  add_weight(atlas, Weight::strong);
}

void fonts::set_lang(std::string_view lang) {
  if (shown_lang == lang) return;
  shown_lang = lang;
  zk_fonts_set_lang(shown_lang.c_str());
  bakes = Bakes::stale;
  request_frames();
}

void fonts::refresh_if_asked() {
  if (bakes == Bakes::good) return;
  bakes = Bakes::good;
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  for (ImFont* font : atlas->Fonts) ImFontAtlasFontDiscardBakes(atlas, font, 0);
}

}  // namespace zhike::platform

extern "C" {

EMSCRIPTEN_KEEPALIVE void zk_on_fonts_loaded() {
  zhike::platform::bakes = zhike::platform::Bakes::stale;
  zhike::platform::request_frames();
}
}
