// Requests to the host that serves the page, by fetch. Used by the team folder. The browser asks for name and password
// itself where the server wants them.
#pragma once

#include <string>

#include "core/ports/http.h"

namespace zhike::platform {

// "https://host:port"; empty when no server serves the page.
std::string page_origin();

// Wakes the page after every answer. An answer that is silent for a minute counts as "http.timeout".
class FetchHttp final : public ports::Http {
 public:
  void send(ports::HttpRequest request, std::function<void(base::Result<ports::HttpResponse>)> done) override;
  void wait(int milliseconds, std::function<void()> done) override;
};

}  // namespace zhike::platform
