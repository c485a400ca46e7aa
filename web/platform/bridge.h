// window.zhike for scripts and tests: `await zhike.ready`, `await zhike.call(verb, args)`. Used by web/main.cpp, which
// gives each call to the same command and query door as the views. Knows no verb and parses no JSON: text in, text out.
// Must never: run a handler before ready(), answer a call twice, keep a reference to the text after the handler
// returns.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "core/base/result.h"

namespace zhike::platform {

// id: for resolve() or reject(), which may come later, once. args_json: the JSON text of the second argument, "{}" if
// there was none; both views are valid only until the handler returns.
using BridgeHandler = std::function<void(std::uint32_t id, std::string_view verb, std::string_view args_json)>;

// Sends the calls of window.zhike (which early.js, the first script of the page, made) to `handler`. Call once.
void set_bridge_handler(BridgeHandler handler);

// Lets `zhike.ready` resolve and the calls made so far come in. Later calls do nothing.
void bridge_ready();

// The page cannot start: `zhike.ready` and every call are refused with `error`.
void bridge_failed(const base::Error& error);

// The promise of call `id` resolves with JSON.parse(json). An unknown or answered id is ignored.
void bridge_resolve(std::uint32_t id, std::string_view json);

// The promise of call `id` is refused with an Error whose code, where and detail are those of `error`.
void bridge_reject(std::uint32_t id, const base::Error& error);

}  // namespace zhike::platform
