#include "core/age/header.h"

#include <algorithm>
#include <optional>

#include "core/age/primitives.h"
#include "core/age/text_codes.h"
#include "core/base/text.h"

namespace zhike::age {
namespace {

constexpr std::string_view family = "age-encryption.org/", first_line = "age-encryption.org/v1";
constexpr std::size_t columns = 64;

// Reads line by line; a line without its end is not there yet.
struct Lines {
  std::string_view text;
  std::size_t at = 0, number = 0;

  std::optional<std::string_view> next() {
    const std::size_t end = text.find('\n', at);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    ++number;
    return line;
  }
  auto fault() const { return base::fail("age.header", std::to_string(number)); }
};

std::optional<std::vector<std::string>> read_arguments(std::string_view line) {
  std::vector<std::string> out;
  for (const std::string_view word : base::split(line, ' ')) {
    if (word.empty() || std::ranges::any_of(word, [](char c) { return c < 33 || c > 126; })) return std::nullopt;
    out.emplace_back(word);
  }
  return out;
}

base::Result<std::string> read_body(Lines& lines) {
  std::string body;
  for (;;) {
    const auto line = lines.next();
    if (!line) return base::fail("age.incomplete");
    const auto bytes = line->size() > columns ? std::nullopt : read_base64(*line, Padding::none);
    if (!bytes) return lines.fault();
    body += *bytes;
    if (line->size() < columns) return body;
  }
}

Secret mac_key(const Secret& file_key) { return hkdf(file_key.view(), {}, "header"); }

base::Status check_start(std::string_view bytes) {
  const std::size_t seen = std::min(bytes.size(), first_line.size() + 1);
  if (bytes.substr(0, seen) == (std::string(first_line) + "\n").substr(0, seen)) return {};
  if (!bytes.starts_with(family)) return base::fail("age.not_age");
  return base::fail("age.newer", {}, std::string(bytes.substr(0, std::min<std::size_t>(bytes.find('\n'), 40))));
}

}  // namespace

base::Result<Header> read_header(std::string_view bytes) {
  TRY_DO(check_start(bytes));
  if (bytes.size() > header_limit_bytes) bytes = bytes.substr(0, header_limit_bytes);
  Header header;
  Lines lines{bytes};
  (void)lines.next();
  for (;;) {
    const std::size_t start = lines.at;
    const auto line = lines.next();
    if (!line && bytes.size() == header_limit_bytes) return lines.fault();
    if (!line) return base::fail("age.incomplete");
    if (line->starts_with("--- ")) {
      const auto mac = read_base64(line->substr(4), Padding::none);
      if (!mac || mac->size() != key_bytes || header.stanzas.empty()) return lines.fault();
      header.mac = *mac;
      header.signed_text = bytes.substr(0, start + 3);
      header.size = lines.at;
      return header;
    }
    auto arguments = line->starts_with("-> ") ? read_arguments(line->substr(3)) : std::nullopt;
    if (!arguments) return lines.fault();
    TRY(std::string body, read_body(lines));
    header.stanzas.push_back({std::move(*arguments), std::move(body)});
  }
}

std::string write_header(const std::vector<Stanza>& stanzas, const Secret& file_key) {
  std::string out(first_line);
  for (const Stanza& stanza : stanzas) {
    out += "\n->";
    for (const std::string& argument : stanza.arguments) out += " " + argument;
    const std::string body = write_base64(stanza.body, Padding::none);
    for (std::size_t at = 0; at <= body.size(); at += columns) out += "\n" + body.substr(at, columns);
  }
  out += "\n---";
  return out + " " + write_base64(hmac(mac_key(file_key), out), Padding::none) + "\n";
}

bool has_right_mac(const Header& header, const Secret& file_key) {
  return is_equal(hmac(mac_key(file_key), header.signed_text), header.mac);
}

}  // namespace zhike::age
