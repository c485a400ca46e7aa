#include "core/sync/multistatus.h"

#include <charconv>

#include "core/base/text.h"
#include "core/sync/url.h"
#include "core/sync/xml.h"

namespace zhike::sync {
namespace {

constexpr std::string_view dav_space = "DAV:";

struct Entry {
  std::string href, status;  // status: of the whole answer; empty where it has properties
  std::uint64_t bytes = 0;
  bool is_folder = false;
};
struct Properties {
  std::string status, length;
  bool is_folder = false;
};

bool is_fine(std::string_view status) { return status.empty() || status.contains(" 200"); }

// The elements one is in, by their names below DAV:, "?" for others; and what has been read of them.
class Collector {
 public:
  base::Status take(const XmlToken& token) {
    if (token.kind == XmlToken::Kind::text) {
      text_ += token.text;
      return {};
    }
    if (token.kind == XmlToken::Kind::close) {
      close();
      return {};
    }
    path_ += '/' + (token.space == dav_space ? token.name : std::string("?"));
    text_.clear();
    if (path_ == "/multistatus") is_multistatus_ = true;
    if (!is_multistatus_) return base::fail("dav.malformed", token.name);
    if (path_ == "/multistatus/response") entry_ = {};
    if (path_ == "/multistatus/response/propstat") properties_ = {};
    if (path_ == "/multistatus/response/propstat/prop/resourcetype/collection") properties_.is_folder = true;
    return {};
  }
  base::Result<std::vector<ports::SharedFile>> finish() {
    if (!is_multistatus_) return base::fail("dav.malformed", "multistatus");
    return std::move(files_);
  }

 private:
  void close() {
    const std::string_view inside = path_;
    if (inside == "/multistatus/response/href") entry_.href = base::trim(text_);
    if (inside == "/multistatus/response/status") entry_.status = base::trim(text_);
    if (inside == "/multistatus/response/propstat/status") properties_.status = base::trim(text_);
    if (inside == "/multistatus/response/propstat/prop/getcontentlength") properties_.length = base::trim(text_);
    if (inside == "/multistatus/response/propstat" && is_fine(properties_.status)) {
      entry_.is_folder |= properties_.is_folder;
      const std::string& digits = properties_.length;
      std::from_chars(digits.data(), digits.data() + digits.size(), entry_.bytes);
    }
    if (inside == "/multistatus/response") add();
    path_.resize(path_.rfind('/'));
    text_.clear();
  }
  void add() {
    std::string_view path = entry_.href;
    path = path.substr(0, path.find_first_of("?#"));
    if (entry_.is_folder || !is_fine(entry_.status) || path.ends_with('/')) return;
    std::string name = decode(path.substr(path.rfind('/') + 1));
    if (!name.empty()) files_.push_back({std::move(name), entry_.bytes});
  }

  std::string path_, text_;
  Entry entry_;
  Properties properties_;
  std::vector<ports::SharedFile> files_;
  bool is_multistatus_ = false;
};

}  // namespace

std::string_view propfind_body() {
  return R"(<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop><resourcetype/><getcontentlength/></prop></propfind>)";
}

base::Result<std::vector<ports::SharedFile>> read_multistatus(std::string_view xml) {
  XmlReader reader(xml);
  Collector collector;
  while (true) {
    const auto token = reader.next();
    if (!token) return std::unexpected(token.error());
    if (token->kind == XmlToken::Kind::end) return collector.finish();
    TRY_DO(collector.take(*token));
  }
}

}  // namespace zhike::sync
