// The C++ half of window.zhike; lib_bridge.js is the other.
#include "web/platform/bridge.h"

#include <utility>

#include <emscripten/em_macros.h>

namespace {

zhike::platform::BridgeHandler g_handler;  // one page, one bridge

}  // namespace

extern "C" {
void zhike_bridge_start();
void zhike_bridge_ready();
void zhike_bridge_failed(const char* code, int code_length, const char* where, int where_length, const char* detail,
                         int detail_length);
void zhike_bridge_resolve(std::uint32_t id, const char* json, int length);
void zhike_bridge_reject(std::uint32_t id, const char* code, int code_length, const char* where, int where_length,
                         const char* detail, int detail_length);

EMSCRIPTEN_KEEPALIVE void zhike_bridge_call(std::uint32_t id, const char* verb, std::uint32_t verb_length,
                                            const char* json, std::uint32_t json_length) {
  if (g_handler) g_handler(id, {verb, verb_length}, {json, json_length});
}
}

namespace zhike::platform {

void set_bridge_handler(BridgeHandler handler) {
  g_handler = std::move(handler);
  zhike_bridge_start();
}

void bridge_ready() { zhike_bridge_ready(); }

void bridge_failed(const base::Error& error) {
  zhike_bridge_failed(error.code.data(), static_cast<int>(error.code.size()), error.where.data(),
                      static_cast<int>(error.where.size()), error.detail.data(), static_cast<int>(error.detail.size()));
}

void bridge_resolve(std::uint32_t id, std::string_view json) {
  zhike_bridge_resolve(id, json.data(), static_cast<int>(json.size()));
}

void bridge_reject(std::uint32_t id, const base::Error& error) {
  zhike_bridge_reject(id, error.code.data(), static_cast<int>(error.code.size()), error.where.data(),
                      static_cast<int>(error.where.size()), error.detail.data(), static_cast<int>(error.detail.size()));
}

}  // namespace zhike::platform
