// Requests over HTTP and pauses between them, as the core sees them. Implementations: libcurl (core/cli), fetch
// (web/platform), a server in memory (tests).
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace zhike::ports {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method, url;  // url: absolute, encoded
  HttpHeaders headers;
  std::string body;
  std::size_t limit_bytes = 0;  // of the answer's body
};
struct HttpResponse {
  int status = 0;
  HttpHeaders headers;  // names in lower case
  std::string body;     // whole: an answer cut short is an error

  std::string_view header(std::string_view name) const {
    for (const auto& [key, value] : headers)
      if (key == name) return value;
    return {};
  }
};

class Http {
 public:
  virtual ~Http() = default;
  // Never follows a redirect to another host. `done` is called exactly once, before or after send() returns: with the
  // answer, whatever its status; or "http.failed" (no connection, cut off; detail: why), "http.timeout",
  // "http.certificate" (the server is not who it says), "http.too_large" (over the limit; not read to its end).
  virtual void send(HttpRequest request, std::function<void(base::Result<HttpResponse>)> done) = 0;
  virtual void wait(int milliseconds, std::function<void()> done) = 0;
};

}  // namespace zhike::ports
