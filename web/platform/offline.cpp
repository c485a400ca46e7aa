// The C++ half of working offline; lib_offline.js is the other.
#include "web/platform/offline.h"

#include <utility>

#include <emscripten/em_macros.h>

namespace {

std::function<void()> g_update_ready;  // one page, one service worker

}  // namespace

extern "C" {
void zhike_offline_start();
void zhike_offline_apply();

EMSCRIPTEN_KEEPALIVE void zhike_offline_ready() {
  if (g_update_ready) g_update_ready();
}
}

namespace zhike::platform {

void start_offline(std::function<void()> update_ready) {
  g_update_ready = std::move(update_ready);
  zhike_offline_start();
}

void apply_update() { zhike_offline_apply(); }

}  // namespace zhike::platform
