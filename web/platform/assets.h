// Files that belong to the program but are not in it: fonts and tables. Fetched once each, from beside the page or out
// of the one-file page. Used by fonts.cpp and tables.cpp.
#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace zhike::platform {

using Bytes = std::vector<unsigned char>;

// Fetches the file under the name its source has ("tables.bin"); `done`, exactly once and never within this call, gets
// its bytes. Errors: "file.unreadable" (detail: the browser's reason); a later call tries again.
void fetch_asset(std::string_view name, std::function<void(base::Result<Bytes>)> done);

// The parts of a file that begins with their number and their lengths (32 bits each, low byte first); none when its
// length is not theirs. They refer to `file`.
std::vector<std::span<const unsigned char>> asset_parts(std::span<const unsigned char> file);

}  // namespace zhike::platform
