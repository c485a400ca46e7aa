#include "core/sync/url.h"

#include <algorithm>

#include "core/base/text.h"

namespace zhike::sync {
namespace {

constexpr std::string_view hex_digits = "0123456789ABCDEF";

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

void append_encoded(std::string& out, char c) {
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += hex_digits[byte >> 4];
  out += hex_digits[byte & 15];
}

// What is encoded already stays; blanks, Chinese and what no path may hold are encoded.
std::string encode_path(std::string_view text) {
  constexpr std::string_view also_plain = "/!$&'()*+,;=:@%";
  std::string out;
  for (const char c : text) {
    if (is_unreserved(c) || also_plain.contains(c))
      out += c;
    else
      append_encoded(out, c);
  }
  if (!out.starts_with('/')) out.insert(out.begin(), '/');
  if (!out.ends_with('/')) out += '/';
  return out;
}

bool is_host(std::string_view host) {
  const auto is_fine = [](char c) { return is_unreserved(c) || c == ':' || c == '[' || c == ']'; };
  return !host.empty() && std::ranges::all_of(host, is_fine);
}

std::string_view without_port(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

}  // namespace

bool is_url(std::string_view text) { return text.starts_with("https://") || text.starts_with("http://"); }

base::Result<Url> read_url(std::string_view text) {
  text = base::trim(text);
  const std::size_t scheme_end = text.find("://");
  if (!is_url(text)) return base::fail("sync.bad_address", std::string(text));
  Url url;
  url.scheme = text.substr(0, scheme_end);
  std::string_view rest = text.substr(scheme_end + 3);
  const std::size_t path_at = std::min(rest.find('/'), rest.size());
  std::string_view host = rest.substr(0, path_at);
  if (const std::size_t at = host.rfind('@'); at != std::string_view::npos) {
    if (host.substr(0, at).contains(':')) return base::fail("sync.password_in_address");
    url.user = decode(host.substr(0, at));
    host = host.substr(at + 1);
  }
  url.host = base::to_lower_ascii(host);
  const std::string_view path = rest.substr(path_at);
  if (!is_host(url.host) || path.find_first_of("?#") != std::string_view::npos)
    return base::fail("sync.bad_address", std::string(text));
  url.path = encode_path(path);
  return url;
}

std::string write_url(const Url& url) { return url.scheme + "://" + url.host + url.path; }

bool is_overheard(const Url& url) {
  const std::string_view host = without_port(url.host);
  return url.scheme == "http" && host != "localhost" && host != "[::1]" && !host.starts_with("127.");
}

base::Result<Url> follow(const Url& from, std::string_view location) {
  Url to = from;
  const std::string_view path = location.substr(0, location.find_first_of("?#"));
  if (is_url(path)) {
    const auto there = read_url(path);
    if (!there || there->scheme != from.scheme || there->host != from.host)
      return base::fail("sync.redirected", std::string(location));
    to.path = there->path;
  } else if (path.starts_with('/') && !path.starts_with("//")) {
    to.path = encode_path(path);
  } else {
    return base::fail("sync.redirected", std::string(location));
  }
  return to;
}

std::string encode_part(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_unreserved(c))
      out += c;
    else
      append_encoded(out, c);
  }
  return out;
}

std::string decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_escape = text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0;
    out += is_escape ? static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2])) : text[i];
    i += is_escape ? 2 : 0;
  }
  return out;
}

}  // namespace zhike::sync
