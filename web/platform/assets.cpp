// The C++ half of the fetched files; lib_assets.js is the other.
#include "web/platform/assets.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <unordered_map>
#include <utility>

#include <emscripten/emscripten.h>

extern "C" void zhike_asset_fetch(std::uint32_t id, const char* name, int length);

namespace zhike::platform {
namespace {

using Done = std::function<void(base::Result<Bytes>)>;
std::unordered_map<std::uint32_t, Done> waiting;
std::uint32_t last_id = 0;

Done take(std::uint32_t id) {
  auto node = waiting.extract(id);
  return node ? std::move(node.mapped()) : Done();
}

std::size_t number_at(std::span<const unsigned char> file, std::size_t index) {
  std::uint32_t number = 0;
  std::memcpy(&number, file.data() + 4 * index, 4);
  return number;
}

}  // namespace

void fetch_asset(std::string_view name, Done done) {
  waiting.emplace(++last_id, std::move(done));
  zhike_asset_fetch(last_id, name.data(), static_cast<int>(name.size()));
}

std::vector<std::span<const unsigned char>> asset_parts(std::span<const unsigned char> file) {
  if (file.size() < 4) return {};
  const std::size_t count = number_at(file, 0);
  if (file.size() / 4 < count + 1) return {};
  std::vector<std::span<const unsigned char>> parts;
  std::size_t at = 4 * (count + 1);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t size = number_at(file, i + 1);
    if (size > file.size() - at) return {};
    parts.push_back(file.subspan(at, size));
    at += size;
  }
  if (at != file.size()) return {};
  return parts;
}

}  // namespace zhike::platform

extern "C" {

// `bytes` comes from malloc.
EMSCRIPTEN_KEEPALIVE void zhike_on_asset(std::uint32_t id, unsigned char* bytes, std::size_t size) {
  zhike::platform::Bytes copy(bytes, bytes + size);
  std::free(bytes);
  if (const auto done = zhike::platform::take(id)) done(std::move(copy));
}

EMSCRIPTEN_KEEPALIVE void zhike_on_asset_failed(std::uint32_t id, char* reason) {
  std::string detail = reason;
  std::free(reason);
  if (const auto done = zhike::platform::take(id)) done(zhike::base::fail("file.unreadable", {}, std::move(detail)));
}
}
