#include "core/sync/xml.h"

#include <algorithm>
#include <charconv>

#include "core/base/text.h"

namespace zhike::sync {
namespace {

constexpr std::size_t most_levels = 32;
constexpr std::string_view blanks = " \t\r\n";

bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}

// The character of "&name;", or nothing.
std::string entity(std::string_view name) {
  constexpr std::pair<std::string_view, char> known[] = {
      {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
  for (const auto& [word, c] : known)
    if (name == word) return std::string(1, c);
  if (!name.starts_with('#')) return {};
  const bool is_hex = name.starts_with("#x");
  const std::string_view digits = name.substr(is_hex ? 2 : 1);
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, is_hex ? 16 : 10);
  const bool is_character = value > 0 && value < 0x110000 && (value < 0xD800 || value > 0xDFFF);
  if (error != std::errc() || end != digits.data() + digits.size() || !is_character) return {};
  std::string out;
  base::append_utf8(out, value);
  return out;
}

}  // namespace

std::unexpected<base::Error> XmlReader::malformed() const { return base::fail("dav.malformed", std::to_string(at_)); }

void XmlReader::skip_blanks() { at_ = std::min(text_.find_first_not_of(blanks, at_), text_.size()); }

// Passes over "begin … end" when it is next.
bool XmlReader::skip(std::string_view begin, std::string_view end) {
  if (!text_.substr(at_).starts_with(begin)) return false;
  const std::size_t found = text_.find(end, at_ + begin.size());
  if (found == std::string_view::npos) return false;
  at_ = found + end.size();
  return true;
}

std::string_view XmlReader::take_name() {
  const std::size_t from = at_;
  while (at_ < text_.size() && is_name_char(text_[at_])) ++at_;
  return text_.substr(from, at_ - from);
}

base::Result<std::string> XmlReader::decode(std::string_view raw) const {
  std::string out;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] != '&') {
      out += raw[i];
      continue;
    }
    const std::size_t end = raw.find(';', i);
    const std::string found = end == std::string_view::npos ? std::string() : entity(raw.substr(i + 1, end - i - 1));
    if (found.empty()) return malformed();
    out += found;
    i = end;
  }
  return out;
}

base::Result<XmlToken> XmlReader::named(XmlToken::Kind kind, std::string_view prefixed) const {
  const std::size_t colon = prefixed.find(':');
  const std::string_view prefix = colon == std::string_view::npos ? std::string_view() : prefixed.substr(0, colon);
  XmlToken token{kind, {}, std::string(prefixed.substr(prefix.empty() ? 0 : colon + 1)), {}};
  const auto found = std::ranges::find(spaces_.rbegin(), spaces_.rend(), prefix, [](const auto& s) { return s.first; });
  if (found != spaces_.rend())
    token.space = found->second;
  else if (!prefix.empty())
    return malformed();
  return token;
}

base::Result<XmlToken> XmlReader::next() {
  if (at_ == 0 && base::find_invalid_utf8(text_) != std::string_view::npos) return malformed();
  if (std::exchange(is_self_closed_, false)) {
    const Element element = std::move(open_.back());
    open_.pop_back();
    auto token = named(XmlToken::Kind::close, element.prefixed);
    spaces_.resize(element.spaces);
    return token;
  }
  while (true) {
    if (open_.empty()) skip_blanks();
    if (at_ == text_.size()) {
      if (!is_begun_ || !open_.empty()) return malformed();
      return XmlToken{};
    }
    if (skip("<?", "?>") || skip("<!--", "-->")) continue;
    if (text_.substr(at_).starts_with("<!DOCTYPE")) return base::fail("dav.malformed", "doctype");
    if (text_.substr(at_).starts_with("</")) return read_close();
    const bool is_cdata = text_.substr(at_).starts_with("<![CDATA[");
    if (text_[at_] == '<' && !is_cdata) return read_open();
    if (open_.empty()) return malformed();
    return read_text();
  }
}

base::Result<XmlToken> XmlReader::read_text() {
  constexpr std::string_view begin = "<![CDATA[", end = "]]>";
  if (text_.substr(at_).starts_with(begin)) {
    const std::size_t from = at_ + begin.size(), to = text_.find(end, from);
    if (to == std::string_view::npos) return malformed();
    at_ = to + end.size();
    return XmlToken{XmlToken::Kind::text, {}, {}, std::string(text_.substr(from, to - from))};
  }
  const std::size_t from = at_;
  at_ = std::min(text_.find('<', at_), text_.size());
  TRY(std::string text, decode(text_.substr(from, at_ - from)));
  return XmlToken{XmlToken::Kind::text, {}, {}, std::move(text)};
}

base::Status XmlReader::read_attribute() {
  const std::string_view name = take_name();
  skip_blanks();
  if (name.empty() || at_ >= text_.size() || text_[at_] != '=') return malformed();
  ++at_;
  skip_blanks();
  const char quote = at_ < text_.size() ? text_[at_] : '\0';
  if (quote != '"' && quote != '\'') return malformed();
  const std::size_t from = ++at_;
  at_ = text_.find(quote, from);
  if (at_ == std::string_view::npos) {
    at_ = text_.size();
    return malformed();
  }
  const std::string_view raw = text_.substr(from, at_ - from);
  ++at_;
  if (raw.contains('<')) return malformed();
  TRY(std::string value, decode(raw));
  constexpr std::string_view declares = "xmlns";
  const bool is_declaration = name == declares || name.starts_with("xmlns:");
  if (is_declaration)
    spaces_.emplace_back(name == declares ? std::string_view() : name.substr(declares.size() + 1), std::move(value));
  return {};
}

base::Result<XmlToken> XmlReader::read_open() {
  if (open_.empty() && std::exchange(is_begun_, true)) return malformed();  // a second root
  if (open_.size() == most_levels) return base::fail("dav.malformed", "depth");
  ++at_;
  const std::string_view name = take_name();
  if (name.empty()) return malformed();
  open_.push_back({std::string(name), spaces_.size()});
  while (true) {
    const std::size_t before = at_;
    skip_blanks();
    const std::string_view rest = text_.substr(at_);
    is_self_closed_ = rest.starts_with("/>");
    if (is_self_closed_ || rest.starts_with('>')) {
      at_ += is_self_closed_ ? 2 : 1;
      return named(XmlToken::Kind::open, name);
    }
    if (at_ == before) return malformed();
    TRY_DO(read_attribute());
  }
}

base::Result<XmlToken> XmlReader::read_close() {
  at_ += 2;
  const std::string_view name = take_name();
  skip_blanks();
  if (open_.empty() || open_.back().prefixed != name || at_ >= text_.size() || text_[at_] != '>') return malformed();
  ++at_;
  auto token = named(XmlToken::Kind::close, name);
  spaces_.resize(open_.back().spaces);
  open_.pop_back();
  return token;
}

}  // namespace zhike::sync
