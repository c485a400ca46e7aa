// JSON and change-sets: the canonical form is a fixed point, and the fast reader of change-sets takes nothing that the
// complete one refuses, nor reads anything else in it.
#include "core/base/json.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/store/change.h"

using namespace zhike;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const base::JsonLimits limits{.depth = 32, .string_bytes = 1 << 20, .doubles_allowed = false};
  const auto json = base::parse_json(text, limits);
  const auto change = store::read_change(text);
  if (!json) {
    if (change) std::abort();
    return 0;
  }
  const std::string canonical = base::write_canonical(*json);
  const auto again = base::parse_json(canonical, limits);
  if (!again || base::write_canonical(*again) != canonical) std::abort();
  if (!change) return 0;
  const auto complete = store::read_change(*json);
  if (!complete || store::write_change(*complete) != store::write_change(*change)) std::abort();
  return 0;
}
