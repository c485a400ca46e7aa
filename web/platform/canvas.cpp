#include "web/platform/canvas.h"

#include <cmath>
#include <cstdlib>
#include <string>
#include <utility>

#include <emscripten/emscripten.h>

#include "imgui.h"
#include "web/platform/canvas_internal.h"
#include "web/platform/clipboard.h"
#include "web/platform/fonts.h"
#include "web/platform/frames.h"
#include "web/platform/gl.h"
#include "web/platform/input.h"
#include "web/platform/text_agent.h"

extern "C" {
void zk_canvas_listen();
void zk_canvas_show_no_webgl();
void zk_canvas_hide_skeleton();
void zk_canvas_focus();
int zk_page_media(const char* query);
int zk_page_is_apple();
char* zk_page_lang();
char* zk_page_hash();
void zk_page_set_hash(const char* value, int replace);
void zk_page_set_title(const char* title);
void zk_page_set_colours(unsigned background, unsigned field, unsigned text, int dark);
}

namespace zhike::platform {
namespace {

struct Page {
  Host host;
  float scale = 0;  // 0 until the first size is known
};
Page page;

// Takes over a C string that JavaScript allocated.
std::string take(char* text) {
  std::string taken = text != nullptr ? text : "";
  std::free(text);
  return taken;
}

}  // namespace

const Host& host() { return page.host; }

StartResult start(Host given) {
  page.host = std::move(given);
  if (ImGui::GetCurrentContext() == nullptr) ImGui::CreateContext();
  if (!gl::open()) {
    zk_canvas_show_no_webgl();
    return StartResult::no_webgl2;
  }
  input::open();
  text_agent::open();
  clipboard::open();
  fonts::add(*ImGui::GetIO().Fonts);
  zk_canvas_listen();  // tells the size at once: scale_changed runs here
  frames::open();
  return StartResult::started;
}

float scale() { return page.scale > 0 ? page.scale : 1.0f; }

bool is_apple() {
  static const bool apple = zk_page_is_apple() != 0;
  return apple;
}

bool prefers_dark() { return zk_page_media("(prefers-color-scheme: dark)") != 0; }
bool prefers_reduced_motion() { return zk_page_media("(prefers-reduced-motion: reduce)") != 0; }
bool prefers_contrast() { return zk_page_media("(prefers-contrast: more), (forced-colors: active)") != 0; }

std::string browser_lang() { return take(zk_page_lang()); }
void set_title(std::string_view title) { zk_page_set_title(std::string(title).c_str()); }
void load_fonts(std::function<void(base::Status)> done) { fonts::load(std::move(done)); }
void set_lang(std::string_view lang) { fonts::set_lang(lang); }

void set_colours(const PageColours& colours) {
  gl::set_background(colours.background);
  zk_page_set_colours(colours.background, colours.field, colours.text,
                      colours.scheme == PageColours::Scheme::dark ? 1 : 0);
  request_frames();
}

std::string hash() { return take(zk_page_hash()); }

void set_hash(std::string_view value, History history) {
  zk_page_set_hash(std::string(value).c_str(), history == History::replace ? 1 : 0);
}

void hide_skeleton() { zk_canvas_hide_skeleton(); }
void focus_canvas() { zk_canvas_focus(); }

}  // namespace zhike::platform

extern "C" {

// The canvas has `width` × `height` physical pixels at `dpr` physical pixels per CSS pixel. Drawn at once: a
// resized canvas is blank until then.
EMSCRIPTEN_KEEPALIVE void zk_on_resize(int width, int height, double dpr) {
  using namespace zhike::platform;
  ImGui::GetIO().DisplaySize = ImVec2(static_cast<float>(width), static_cast<float>(height));
  ImGui::GetIO().DisplayFramebufferScale = ImVec2(1, 1);
  const auto scale_now = static_cast<float>(dpr);
  if (std::fabs(scale_now - page.scale) > 0.001f) {
    page.scale = scale_now;
    if (host().scale_changed) host().scale_changed(scale_now);
  }
  frames::draw();
  request_frames();
}

EMSCRIPTEN_KEEPALIVE void zk_on_appearance() {
  using namespace zhike::platform;
  if (host().appearance_changed) host().appearance_changed();
  request_frames();
}

// Draws what will be on paper before the page's picture is taken.
EMSCRIPTEN_KEEPALIVE void zk_on_print(int begins) {
  using namespace zhike::platform;
  if (host().printing) host().printing(begins ? Printing::begins : Printing::ended);
  request_frames(2);
  if (begins) flush_frames();
}

EMSCRIPTEN_KEEPALIVE void zk_on_hash() {
  using namespace zhike::platform;
  if (host().hash_changed) host().hash_changed(hash());
  request_frames();
}

EMSCRIPTEN_KEEPALIVE void zk_on_visibility(int hidden) {
  using namespace zhike::platform;
  if (hidden && host().hidden) host().hidden();
  if (!hidden) request_frames();
}
}
