// Xml: a strict reader of the XML that WebDAV servers answer with: elements with namespaces, text, CDATA, the five
// entities and numeric ones. A document type is refused, and with it everything that could expand or fetch. Used by
// multistatus.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace zhike::sync {

struct XmlToken {
  enum class Kind { open, close, text, end } kind = Kind::end;
  std::string space, name;  // open, close: namespace and local name
  std::string text;
};

class XmlReader {
  // Invariant: open_ holds the elements not closed yet, spaces_ the namespace declarations in force, outermost first.
 public:
  explicit XmlReader(std::string_view text) : text_(text) {}
  // The next token; `end` once, after the root is closed. "dav.malformed" (where: the byte, "doctype", or "depth" over
  // 32 levels).
  base::Result<XmlToken> next();

 private:
  struct Element {
    std::string prefixed;
    std::size_t spaces;  // declarations in force outside it
  };
  std::unexpected<base::Error> malformed() const;
  bool skip(std::string_view begin, std::string_view end);
  base::Result<XmlToken> read_open();
  base::Result<XmlToken> read_close();
  base::Result<XmlToken> read_text();
  base::Status read_attribute();
  base::Result<std::string> decode(std::string_view raw) const;
  std::string_view take_name();
  void skip_blanks();
  base::Result<XmlToken> named(XmlToken::Kind kind, std::string_view prefixed) const;

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Element> open_;
  std::vector<std::pair<std::string, std::string>> spaces_;  // prefix, namespace
  bool is_begun_ = false, is_self_closed_ = false;
};

}  // namespace zhike::sync
