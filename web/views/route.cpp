#include "web/views/route.h"

#include <algorithm>
#include <cstddef>

#include "core/base/text.h"

namespace zhike::views {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
    if (text[i] == '%' && high >= 0 && low >= 0) {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return base::repair_utf8(out);
}

bool is_plain(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.';
}

std::string escape(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_plain(c))
      out += c;
    else
      out += {'%', digits[byte >> 4], digits[byte & 15]};
  }
  return out;
}

void read_query(std::string_view text, Route& route) {
  for (const std::string_view part : base::split(text, '&')) {
    if (part.empty()) continue;
    const std::size_t equals = part.find('=');
    const std::string_view value = equals == std::string_view::npos ? std::string_view() : part.substr(equals + 1);
    route.query.emplace_back(unescape(part.substr(0, equals)), unescape(value));
  }
}

}  // namespace

std::string_view Route::find(std::string_view key) const {
  for (const auto& [name, value] : query)
    if (name == key) return value;
  return {};
}

int find_room(std::string_view room) {
  const auto* at = std::ranges::find(rooms, room);
  return at == std::end(rooms) ? -1 : static_cast<int>(at - std::begin(rooms));
}

Route read_route(std::string_view text) {
  while (!text.empty() && (text.front() == '#' || text.front() == '/')) text.remove_prefix(1);
  Route route;
  const std::size_t question = text.find('?');
  const std::string_view path = text.substr(0, question);
  const std::size_t slash = path.find('/');
  const std::string_view room = path.substr(0, slash);
  if (find_room(room) < 0 && room != debug_room) return route;
  route.room = room;
  if (slash != std::string_view::npos) route.rec = base::read_id(path.substr(slash + 1)).value_or(base::RecId{});
  if (question != std::string_view::npos) read_query(text.substr(question + 1), route);
  return route;
}

std::string write_route(const Route& route) {
  std::string out = route.room;
  if (route.rec) out += "/" + base::write_id(route.rec);
  for (std::size_t i = 0; i < route.query.size(); ++i)
    out += (i == 0 ? "?" : "&") + escape(route.query[i].first) + "=" + escape(route.query[i].second);
  return out;
}

}  // namespace zhike::views
