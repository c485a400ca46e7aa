#include "web/platform/tables.h"

#include <span>
#include <utility>
#include <vector>

#include "core/base/tables.h"
#include "web/platform/assets.h"

namespace zhike::platform {
namespace {

Bytes file;
std::vector<std::span<const unsigned char>> parts;

}  // namespace

void load_tables(std::function<void(base::Status)> done) {
  if (!parts.empty()) {
    done({});
    return;
  }
  fetch_asset("tables.bin", [done = std::move(done)](base::Result<Bytes> bytes) {
    if (!bytes) {
      done(std::unexpected(bytes.error()));
      return;
    }
    if (parts.empty() && asset_parts(*bytes).size() == base::table_count) {
      file = std::move(*bytes);
      parts = asset_parts(file);
    }
    done(parts.empty() ? base::Status(base::fail("file.unreadable", "tables.bin")) : base::Status());
  });
}

}  // namespace zhike::platform

namespace zhike::base {

std::span<const unsigned char> table(TableName name) {
  const auto index = static_cast<std::size_t>(name);
  return index < platform::parts.size() ? platform::parts[index] : std::span<const unsigned char>();
}

}  // namespace zhike::base
