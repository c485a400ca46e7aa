// A WebDAV server in memory behind the Http port, that plays one fault at the request it is told: lost on the way there
// or back, an error without or after acting, carried out twice, an answer or a body cut. Time passes at once.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "core/ports/http.h"
#include "core/sync/url.h"

namespace zhike::test {

enum class DavFault { none, lost_request, lost_answer, error, error_after, twice, cut_answer, cut_body };

class MemoryDav final : public ports::Http {
 public:
  std::map<std::string, std::string> files;  // by name, in /团队/
  int requests = 0, fault_at = -1;           // 0-based
  DavFault fault = DavFault::none;
  bool can_move = true, wants_absolute = false;
  int waited_ms = 0;
  std::string moved_to;  // when set: "/old/" redirects there

  void send(ports::HttpRequest request, std::function<void(base::Result<ports::HttpResponse>)> done) override {
    const DavFault now = requests++ == fault_at ? fault : DavFault::none;
    if (now == DavFault::lost_request) return done(base::fail("http.failed"));
    if (now == DavFault::error) return done(ports::HttpResponse{503, {}, {}});
    if (now == DavFault::cut_body) request.body.resize(request.body.size() / 2);
    ports::HttpResponse response = act(request);
    if (now == DavFault::twice) response = act(request);
    if (now == DavFault::lost_answer) return done(base::fail("http.failed"));
    if (now == DavFault::error_after) return done(ports::HttpResponse{500, {}, {}});
    if (now == DavFault::cut_answer) response.body.resize(response.body.size() / 2);
    if (response.body.size() > request.limit_bytes) return done(base::fail("http.too_large"));
    done(std::move(response));
  }
  void wait(int milliseconds, std::function<void()> done) override {
    waited_ms += milliseconds;
    done();
  }

 private:
  static std::string name_of(const std::string& url) { return sync::decode(url.substr(url.rfind('/') + 1)); }
  static std::string header(const ports::HttpRequest& request, std::string_view name) {
    for (const auto& [key, value] : request.headers)
      if (key == name) return value;
    return {};
  }
  std::string listing() const {
    std::string out =
        R"(<?xml version="1.0"?><D:multistatus xmlns:D="DAV:"><D:response><D:href>/%E5%9B%A2%E9%98%9F/</D:href>)"
        R"(<D:propstat><D:prop><D:resourcetype><D:collection/></D:resourcetype></D:prop></D:propstat></D:response>)";
    for (const auto& [name, bytes] : files)
      out += "<D:response><D:href>/%E5%9B%A2%E9%98%9F/" + sync::encode_part(name) + "</D:href><D:propstat><D:prop>" +
             "<D:resourcetype/><D:getcontentlength>" + std::to_string(bytes.size()) +
             "</D:getcontentlength></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>";
    return out + "</D:multistatus>";
  }
  ports::HttpResponse move(const ports::HttpRequest& request, const std::string& name) {
    const std::string to = header(request, "Destination");
    if (!can_move) return {501, {}, {}};
    if (wants_absolute && !sync::is_url(to)) return {400, {}, {}};
    if (!files.contains(name)) return {404, {}, {}};
    if (files.contains(name_of(to)) && header(request, "Overwrite") == "F") return {412, {}, {}};
    files[name_of(to)] = files.extract(name).mapped();
    return {201, {}, {}};
  }
  ports::HttpResponse act(const ports::HttpRequest& request) {
    if (!moved_to.empty() && request.url.ends_with("/old/")) return {301, {{"location", moved_to}}, {}};
    const std::string name = name_of(request.url);
    const auto at = files.find(name);
    if (request.method == "PROPFIND") return {207, {}, listing()};
    if (request.method == "PUT") {
      files[name] = request.body;
      return {at == files.end() ? 201 : 204, {}, {}};
    }
    if (request.method == "MOVE") return move(request, name);
    if (at == files.end()) return {404, {}, {}};
    if (request.method == "DELETE") {
      files.erase(at);
      return {204, {}, {}};
    }
    const std::string length = std::to_string(at->second.size());
    return {200, {{"content-length", length}}, request.method == "GET" ? at->second : std::string()};
  }
};

}  // namespace zhike::test
