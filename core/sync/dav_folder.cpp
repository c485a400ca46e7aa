// Call flow of add: put → check_size → move → done, or compare (an answer was lost, or the name is taken) → done, or
// put_directly (the server cannot move).
#include "core/sync/dav_folder.h"

#include <charconv>

#include "core/sync/multistatus.h"
#include "core/sync/retry.h"

namespace zhike::sync {
namespace {

using ports::HttpRequest;
using ports::HttpResponse;
using Outcome = base::Result<HttpResponse>;

constexpr std::size_t listing_limit_bytes = 64 << 20, answer_limit_bytes = 1 << 20;
constexpr int most_redirects = 3, most_uploads = 4, most_listings = 4;

bool is_success(const Outcome& outcome) { return outcome && outcome->status >= 200 && outcome->status < 300; }
bool has_status(const Outcome& outcome, int status) { return outcome && outcome->status == status; }
bool is_redirect(const Outcome& outcome) {
  return has_status(outcome, 301) || has_status(outcome, 302) || has_status(outcome, 307) || has_status(outcome, 308);
}
// The server knows the address but not what is to be done with it.
bool is_refused_method(const Outcome& outcome) { return has_status(outcome, 405) || has_status(outcome, 501); }

base::Error error_of(const Outcome& outcome, const std::string& where) {
  if (!outcome) {
    const bool is_gone = outcome.error().code == "http.failed" || outcome.error().code == "http.timeout";
    if (outcome.error().code == "http.too_large") return {"sync.too_large", where, outcome.error().detail};
    return {is_gone ? "sync.unreachable" : outcome.error().code, where, outcome.error().detail};
  }
  const int status = outcome->status;
  const char* code = status == 401 || status == 403 ? "sync.denied"
                     : status == 507                ? "sync.full"
                     : status == 413                ? "sync.too_large"
                     : is_passing(outcome)          ? "sync.unreachable"
                                                    : "sync.failed";
  return {code, where, "HTTP " + std::to_string(status)};
}

}  // namespace

class DavFolder::Dav : public std::enable_shared_from_this<Dav> {
 public:
  struct Upload {
    std::string name, temporary, bytes;
    DoneStatus done;
    int puts = 0;
    bool is_absolute = false;  // the destination, for servers that want it so
  };

  Dav(Url folder, ports::Http& http, ports::Random& random)
      : folder_(std::move(folder)), http_(http), random_(random) {}

  void list(Done<std::vector<ports::SharedFile>> done, int redirects, int tries);
  void read(const std::string& name, std::size_t limit_bytes, Done<std::string> done);
  void remove(const std::string& name, DoneStatus done);
  void put(const std::shared_ptr<Upload>& upload);

 private:
  std::string url(const std::string& name) const { return write_url(folder_) + encode_part(name); }
  void send(HttpRequest request, std::function<void(Outcome)> done, int tries = 1);
  void check_size(const std::shared_ptr<Upload>& upload);
  void move(const std::shared_ptr<Upload>& upload);
  void compare(const std::shared_ptr<Upload>& upload, const base::Error& otherwise);
  void put_directly(const std::shared_ptr<Upload>& upload);

  Url folder_;
  ports::Http& http_;
  ports::Random& random_;
};

void DavFolder::Dav::send(HttpRequest request, std::function<void(Outcome)> done, int tries) {
  HttpRequest copy = request;
  http_.send(std::move(copy), [self = shared_from_this(), request = std::move(request), done = std::move(done),
                               tries](Outcome outcome) mutable {
    const auto delay = delay_ms(outcome, tries, self->random_.next());
    if (!delay) return done(std::move(outcome));
    self->http_.wait(*delay, [self, request = std::move(request), done = std::move(done), tries]() mutable {
      self->send(std::move(request), std::move(done), tries + 1);
    });
  });
}

void DavFolder::Dav::list(Done<std::vector<ports::SharedFile>> done, int redirects, int tries) {
  HttpRequest request{"PROPFIND",
                      write_url(folder_),
                      {{"Depth", "1"}, {"Content-Type", "application/xml; charset=utf-8"}},
                      std::string(propfind_body()),
                      listing_limit_bytes};
  send(std::move(request), [self = shared_from_this(), done = std::move(done), redirects, tries](Outcome outcome) {
    const std::string where = write_url(self->folder_);
    if (is_redirect(outcome) && redirects < most_redirects) {
      const auto there = follow(self->folder_, outcome->header("location"));
      if (!there) return done(std::unexpected(there.error()));
      self->folder_ = *there;
      return self->list(done, redirects + 1, tries);
    }
    if (has_status(outcome, 404) || has_status(outcome, 410)) return done(base::fail("sync.folder_missing", where));
    if (is_refused_method(outcome) || (is_success(outcome) && outcome->status != 207) || has_status(outcome, 400))
      return done(base::fail("sync.no_webdav", where, "HTTP " + std::to_string(outcome->status)));
    if (!is_success(outcome)) return done(std::unexpected(error_of(outcome, where)));
    auto files = read_multistatus(outcome->body);
    if (!files && tries < most_listings) return self->list(done, redirects, tries + 1);
    if (!files) return done(base::fail("sync.no_webdav", where, files.error().where));
    done(std::move(files));
  });
}

void DavFolder::Dav::read(const std::string& name, std::size_t limit_bytes, Done<std::string> done) {
  send({"GET", url(name), {}, {}, limit_bytes}, [name, done = std::move(done)](Outcome outcome) {
    if (has_status(outcome, 404) || has_status(outcome, 410)) return done(base::fail("sync.missing", name));
    if (!has_status(outcome, 200)) return done(std::unexpected(error_of(outcome, name)));
    done(std::move(outcome->body));
  });
}

void DavFolder::Dav::remove(const std::string& name, DoneStatus done) {
  send({"DELETE", url(name), {}, {}, answer_limit_bytes}, [name, done = std::move(done)](Outcome outcome) {
    if (is_success(outcome) || has_status(outcome, 404)) return done({});
    done(std::unexpected(error_of(outcome, name)));
  });
}

void DavFolder::Dav::put(const std::shared_ptr<Upload>& upload) {
  ++upload->puts;
  HttpRequest request{
      "PUT", url(upload->temporary), {{"Content-Type", "application/octet-stream"}}, upload->bytes, answer_limit_bytes};
  send(std::move(request), [self = shared_from_this(), upload](Outcome outcome) {
    if (is_success(outcome)) return self->check_size(upload);
    const bool is_missing = has_status(outcome, 404) || has_status(outcome, 409);
    if (is_missing) return upload->done(base::fail("sync.folder_missing", write_url(self->folder_)));
    if (is_refused_method(outcome)) return upload->done(base::fail("sync.no_webdav", write_url(self->folder_)));
    upload->done(std::unexpected(error_of(outcome, upload->name)));
  });
}

// A body cut on its way may have been taken for the whole one.
void DavFolder::Dav::check_size(const std::shared_ptr<Upload>& upload) {
  send({"HEAD", url(upload->temporary), {}, {}, answer_limit_bytes},
       [self = shared_from_this(), upload](Outcome outcome) {
         if (!is_success(outcome) && !has_status(outcome, 404) && !is_refused_method(outcome))
           return upload->done(std::unexpected(error_of(outcome, upload->name)));
         const std::string_view told = is_success(outcome) ? outcome->header("content-length") : std::string_view();
         std::size_t bytes = upload->bytes.size();
         std::from_chars(told.data(), told.data() + told.size(), bytes);
         if (bytes == upload->bytes.size() && !has_status(outcome, 404)) return self->move(upload);
         if (upload->puts < most_uploads) return self->put(upload);
         upload->done(base::fail("sync.failed", upload->name, "PUT"));
       });
}

void DavFolder::Dav::move(const std::shared_ptr<Upload>& upload) {
  const std::string target = upload->is_absolute ? url(upload->name) : folder_.path + encode_part(upload->name);
  HttpRequest request{
      "MOVE", url(upload->temporary), {{"Destination", target}, {"Overwrite", "F"}}, {}, answer_limit_bytes};
  send(std::move(request), [self = shared_from_this(), upload](Outcome outcome) {
    if (is_success(outcome)) return upload->done({});
    if (has_status(outcome, 400) && !std::exchange(upload->is_absolute, true)) return self->move(upload);
    if (is_refused_method(outcome)) return self->put_directly(upload);
    self->compare(upload, error_of(outcome, upload->name));
  });
}

// An earlier try may have done it, or somebody else has: then the very bytes lie there.
void DavFolder::Dav::compare(const std::shared_ptr<Upload>& upload, const base::Error& otherwise) {
  read(upload->name, upload->bytes.size(),
       [self = shared_from_this(), upload, otherwise](const base::Result<std::string>& there) {
         self->remove(upload->temporary, [upload, otherwise, is_there = there && *there == upload->bytes](auto) {
           if (is_there) return upload->done({});
           upload->done(std::unexpected(otherwise));
         });
       });
}

// A server without MOVE: readers may see half a file for a moment, which its name tells them.
void DavFolder::Dav::put_directly(const std::shared_ptr<Upload>& upload) {
  HttpRequest request{"PUT",
                      url(upload->name),
                      {{"Content-Type", "application/octet-stream"}, {"If-None-Match", "*"}},
                      upload->bytes,
                      answer_limit_bytes};
  send(std::move(request), [self = shared_from_this(), upload](const Outcome& outcome) {
    self->compare(upload, error_of(outcome, upload->name));
  });
}

DavFolder::DavFolder(Url folder, ports::Http& http, ports::Random& random)
    : dav_(std::make_shared<Dav>(std::move(folder), http, random)) {}
DavFolder::~DavFolder() = default;

void DavFolder::list(Done<std::vector<ports::SharedFile>> done) { dav_->list(std::move(done), 0, 1); }

void DavFolder::read(const std::string& name, std::size_t limit_bytes, Done<std::string> done) {
  dav_->read(name, limit_bytes, std::move(done));
}

void DavFolder::add(const std::string& name, const std::string& temporary, std::string bytes, DoneStatus done) {
  dav_->put(std::make_shared<Dav::Upload>(Dav::Upload{name, temporary, std::move(bytes), std::move(done)}));
}

void DavFolder::remove(const std::string& name, DoneStatus done) { dav_->remove(name, std::move(done)); }

}  // namespace zhike::sync
