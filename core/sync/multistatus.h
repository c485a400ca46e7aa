// Multistatus: what a WebDAV server answers to PROPFIND (RFC 4918, 9.1), and the question. Used by DavFolder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/ports/shared_folder.h"

namespace zhike::sync {

// Sizes and kinds, nothing else.
std::string_view propfind_body();

// The files among the answers, by the last part of their decoded address; folders, the asked one included, are left
// out. "dav.malformed" (where: what is wrong) for anything but a whole multistatus.
base::Result<std::vector<ports::SharedFile>> read_multistatus(std::string_view xml);

}  // namespace zhike::sync
