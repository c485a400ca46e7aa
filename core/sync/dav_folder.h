// Dav folder: a team folder on a WebDAV server (RFC 4918), over whatever sends requests. Asks of a server only
// PROPFIND, GET, HEAD, PUT, MOVE and DELETE, and trusts none of its preconditions: nginx overwrites whatever
// "If-None-Match" says. Used by the verb sync and the page.
//
// A file is put under its temporary name, its size there is checked, and MOVE with "Overwrite: F" gives it the lasting
// one. An answer that was lost on its way is not taken for a failure: what lies there is compared with what was sent.
#pragma once

#include <memory>

#include "core/ports/clock.h"
#include "core/ports/http.h"
#include "core/ports/shared_folder.h"
#include "core/sync/url.h"

namespace zhike::sync {

class DavFolder final : public ports::SharedFolder {
 public:
  // Besides the errors of SharedFolder: "sync.no_webdav" (the address answers, but not as a WebDAV folder),
  // "sync.redirected" (to another host), "http.certificate". `http` and `random` must outlive every answer.
  DavFolder(Url folder, ports::Http& http, ports::Random& random);
  ~DavFolder() override;
  void list(Done<std::vector<ports::SharedFile>> done) override;
  void read(const std::string& name, std::size_t limit_bytes, Done<std::string> done) override;
  void add(const std::string& name, const std::string& temporary, std::string bytes, DoneStatus done) override;
  void remove(const std::string& name, DoneStatus done) override;

 private:
  class Dav;
  std::shared_ptr<Dav> dav_;  // outlives the folder while answers are on their way
};

}  // namespace zhike::sync
