// QR code: a text as black and white squares for a camera, e.g. a public key shown to a colleague. Used by views and
// reports. Never draws.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace zhike::chart {

struct QrCode {
  std::size_t side = 0;        // squares; leave four white ones around when drawing
  std::vector<bool> is_black;  // row by row from the top left, side · side
};

// ISO/IEC 18004, medium error correction or better. "qr.too_long" above what one code holds: about 2,300 bytes, or
// 3,400 digits and capital letters.
base::Result<QrCode> make_qr_code(std::string_view text);

}  // namespace zhike::chart
