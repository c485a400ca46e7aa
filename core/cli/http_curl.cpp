#include "core/cli/http_curl.h"

#include <algorithm>
#include <ctime>

#include <curl/curl.h>

#include "core/base/text.h"

namespace zhike::cli {
namespace {

constexpr long connect_seconds = 15, stalled_seconds = 30, whole_seconds = 600;
constexpr long slowest_bytes_a_second = 1;
constexpr std::size_t header_limit_bytes = 1 << 16;

struct Receiving {
  ports::HttpResponse response;
  std::size_t limit_bytes = 0, header_bytes = 0;
  bool is_too_large = false;
};

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* context) {
  auto& to = *static_cast<Receiving*>(context);
  to.is_too_large = to.response.body.size() + size * count > to.limit_bytes;
  if (to.is_too_large) return 0;
  to.response.body.append(bytes, size * count);
  return size * count;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* context) {
  auto& to = *static_cast<Receiving*>(context);
  const std::string_view line(bytes, size * count);
  to.header_bytes += line.size();
  if (to.header_bytes > header_limit_bytes) return 0;
  if (line.starts_with("HTTP/")) to.response.headers.clear();  // of "100 Continue"
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos)
    to.response.headers.emplace_back(base::to_lower_ascii(line.substr(0, colon)), base::trim(line.substr(colon + 1)));
  return line.size();
}

struct Sending {
  std::string_view left, whole;
};

std::size_t give_body(char* to, std::size_t size, std::size_t count, void* context) {
  auto& from = *static_cast<Sending*>(context);
  const std::size_t bytes = std::min(size * count, from.left.size());
  from.left.copy(to, bytes);
  from.left.remove_prefix(bytes);
  return bytes;
}

int rewind_body(void* context, curl_off_t offset, int origin) {
  auto& from = *static_cast<Sending*>(context);
  if (origin != SEEK_SET || offset < 0 || static_cast<std::size_t>(offset) > from.whole.size()) return 1;
  from.left = from.whole.substr(static_cast<std::size_t>(offset));
  return 0;
}

void set_limits(CURL* curl) {
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "zhike");
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_seconds);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, slowest_bytes_a_second);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, stalled_seconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, whole_seconds);
}

void set_receiving(CURL* curl, Receiving& to) {
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &to);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &to);
}

void set_sending(CURL* curl, Sending& from) {
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_body);
  curl_easy_setopt(curl, CURLOPT_READDATA, &from);
  curl_easy_setopt(curl, CURLOPT_SEEKFUNCTION, rewind_body);
  curl_easy_setopt(curl, CURLOPT_SEEKDATA, &from);
  curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(from.whole.size()));
}

base::Error error_of(CURLcode code, const Receiving& received) {
  if (received.is_too_large) return {"http.too_large", {}, std::to_string(received.limit_bytes >> 20)};
  const char* why = curl_easy_strerror(code);
  if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE) return {"http.certificate", {}, why};
  return {code == CURLE_OPERATION_TIMEDOUT ? "http.timeout" : "http.failed", {}, why};
}

}  // namespace

struct CurlHttp::Handle {
  CURL* curl = nullptr;
  std::string user;
  age::Secret password;  // with a zero behind it
};

CurlHttp::CurlHttp(std::string user, age::Secret password) : handle_(std::make_unique<Handle>()) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  handle_->curl = curl_easy_init();
  handle_->user = std::move(user);
  handle_->password = age::Secret(password.size() + 1);
  std::copy_n(password.data(), password.size(), handle_->password.data());
}

CurlHttp::~CurlHttp() {
  curl_easy_cleanup(handle_->curl);
  curl_global_cleanup();
}

void CurlHttp::send(ports::HttpRequest request, std::function<void(base::Result<ports::HttpResponse>)> done) {
  CURL* curl = handle_->curl;
  curl_easy_reset(curl);  // settings; connections stay open
  Receiving received;
  received.limit_bytes = request.limit_bytes;
  Sending sending{request.body, request.body};
  curl_slist* headers = curl_slist_append(nullptr, "Expect:");
  for (const auto& [name, value] : request.headers) {
    const std::string line = std::string(name).append(": ").append(value);
    headers = curl_slist_append(headers, line.c_str());
  }
  set_limits(curl);
  set_receiving(curl, received);
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  if (request.method == "HEAD") curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
  if (request.method == "PUT" || !request.body.empty()) set_sending(curl, sending);
  if (request.method != "GET" && request.method != "HEAD")
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  if (!handle_->user.empty()) {
    curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
    curl_easy_setopt(curl, CURLOPT_USERNAME, handle_->user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, reinterpret_cast<const char*>(handle_->password.data()));
  }
  const CURLcode code = curl_easy_perform(curl);
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  curl_slist_free_all(headers);
  if (code != CURLE_OK) return done(std::unexpected(error_of(code, received)));
  received.response.status = static_cast<int>(status);
  done(std::move(received.response));
}

void CurlHttp::wait(int milliseconds, std::function<void()> done) {
  const timespec pause{milliseconds / 1000, milliseconds % 1000 * 1'000'000L};
  ::nanosleep(&pause, nullptr);
  done();
}

}  // namespace zhike::cli
