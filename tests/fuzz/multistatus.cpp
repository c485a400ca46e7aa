// What some server calls the listing of a folder.
#include "core/sync/multistatus.h"

#include <cstdint>
#include <cstdlib>

using namespace zhike;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto files = sync::read_multistatus({reinterpret_cast<const char*>(data), size});
  if (!files) return 0;
  for (const ports::SharedFile& file : *files)
    if (file.name.empty()) std::abort();
  return 0;
}
