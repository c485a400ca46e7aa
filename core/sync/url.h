// Url: the address of a folder on a server: read as people type it, written as HTTP wants it. Used by DavFolder and
// the verb sync. No query, no fragment, no password: secrets do not belong into addresses.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace zhike::sync {

struct Url {
  std::string scheme;  // "http" or "https"
  std::string host;    // with port, lower case
  std::string user;    // decoded; empty: none
  std::string path;    // encoded, begins and ends with '/'
};

bool is_url(std::string_view text);
// "sync.bad_address" (where: the address without its secrets), "sync.password_in_address".
base::Result<Url> read_url(std::string_view text);
// Without the user.
std::string write_url(const Url& url);
// A name or password would be read on its way: http, and not this machine itself.
bool is_overheard(const Url& url);

// Where a redirect leads, when it stays on the same host and scheme; "sync.redirected" (where: the location) otherwise.
base::Result<Url> follow(const Url& from, std::string_view location);

// Percent-encoding (RFC 3986): of one part of a path; back, for hrefs. Broken escapes stay as they are.
std::string encode_part(std::string_view text);
std::string decode(std::string_view text);

}  // namespace zhike::sync
