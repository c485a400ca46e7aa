// Curl http: requests by libcurl, one after the other. Used by the verb sync. Certificates are always checked; no
// redirect is followed here.
#pragma once

#include <memory>
#include <string>

#include "core/age/secret.h"
#include "core/ports/http.h"

namespace zhike::cli {

class CurlHttp final : public ports::Http {
 public:
  // User and password go with every request (HTTP Basic); an empty user sends none.
  CurlHttp(std::string user, age::Secret password);
  ~CurlHttp() override;
  CurlHttp(const CurlHttp&) = delete;
  CurlHttp& operator=(const CurlHttp&) = delete;
  void send(ports::HttpRequest request, std::function<void(base::Result<ports::HttpResponse>)> done) override;
  void wait(int milliseconds, std::function<void()> done) override;

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

}  // namespace zhike::cli
