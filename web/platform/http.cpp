// The C++ half of requests; lib_http.js is the other.
#include "web/platform/http.h"

#include <cstdint>
#include <cstdlib>
#include <map>

#include <emscripten/em_macros.h>

#include "core/base/text.h"
#include "web/platform/canvas.h"

namespace {

using zhike::base::Result;
using zhike::ports::HttpResponse;

// What waits for an answer: the page talks to one browser.
struct Desk {
  std::uint32_t last_ticket = 0;
  std::map<std::uint32_t, std::function<void(Result<HttpResponse>)>> sent;
  std::map<std::uint32_t, std::function<void()>> waiting;
};
Desk g_desk;

void answer(std::uint32_t ticket, Result<HttpResponse> outcome) {
  const auto found = g_desk.sent.extract(ticket);
  if (found.empty()) return;
  found.mapped()(std::move(outcome));
  zhike::platform::request_frames();
}

}  // namespace

extern "C" {
void zhike_http_send(std::uint32_t ticket, const char* method, int method_length, const char* url, int url_length,
                     const char* headers, int headers_length, const char* body, std::uint32_t body_length,
                     double limit_bytes);
void zhike_http_wait(std::uint32_t ticket, int milliseconds);
char* zhike_http_origin();

EMSCRIPTEN_KEEPALIVE void zhike_http_done(std::uint32_t ticket, int status, const char* headers,
                                          std::uint32_t headers_length, const char* body, std::uint32_t body_length) {
  HttpResponse response{status, {}, std::string(body, body_length)};
  for (const std::string_view line : zhike::base::split({headers, headers_length}, '\n')) {
    const std::size_t colon = line.find(": ");
    if (colon != std::string_view::npos)
      response.headers.emplace_back(zhike::base::to_lower_ascii(line.substr(0, colon)), line.substr(colon + 2));
  }
  answer(ticket, std::move(response));
}

EMSCRIPTEN_KEEPALIVE void zhike_http_failed(std::uint32_t ticket, const char* code, std::uint32_t code_length,
                                            const char* reason, std::uint32_t reason_length) {
  answer(ticket, zhike::base::fail(std::string(code, code_length), {}, std::string(reason, reason_length)));
}

EMSCRIPTEN_KEEPALIVE void zhike_http_waited(std::uint32_t ticket) {
  if (const auto found = g_desk.waiting.extract(ticket); !found.empty()) found.mapped()();
}
}

namespace zhike::platform {

std::string page_origin() {
  char* const text = zhike_http_origin();
  std::string origin(text);
  std::free(text);
  return origin;
}

void FetchHttp::send(ports::HttpRequest request, std::function<void(base::Result<ports::HttpResponse>)> done) {
  const std::uint32_t ticket = ++g_desk.last_ticket;
  g_desk.sent[ticket] = std::move(done);
  std::string headers;
  for (const auto& [name, value] : request.headers) headers.append(name).append(": ").append(value).append("\n");
  zhike_http_send(ticket, request.method.data(), static_cast<int>(request.method.size()), request.url.data(),
                  static_cast<int>(request.url.size()), headers.data(), static_cast<int>(headers.size()),
                  request.body.data(), static_cast<std::uint32_t>(request.body.size()),
                  static_cast<double>(request.limit_bytes));
}

void FetchHttp::wait(int milliseconds, std::function<void()> done) {
  const std::uint32_t ticket = ++g_desk.last_ticket;
  g_desk.waiting[ticket] = std::move(done);
  zhike_http_wait(ticket, milliseconds);
}

}  // namespace zhike::platform
