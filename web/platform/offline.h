// Working without a network: the page's service worker (web/platform/service_worker.js) keeps every file of the
// program. Used by web/main.cpp. A new version waits until a person agrees: nothing here reloads the page by itself.
#pragma once

#include <functional>

namespace zhike::platform {

// Installs the service worker where there can be one (not in the one-file page) and calls `update_ready` each time a
// newer version has been fetched completely. Call once, after the first frame: it downloads.
void start_offline(std::function<void()> update_ready);

// Switches to the fetched version and reloads the page. Commit first. Does nothing if none is waiting.
void apply_update();

}  // namespace zhike::platform
