#include "core/chart/qr_code.h"

#include <cstdint>
#include <string>

#include <qrcodegen.h>

namespace zhike::chart {

base::Result<QrCode> make_qr_code(std::string_view text) {
  std::vector<std::uint8_t> scratch(qrcodegen_BUFFER_LEN_MAX), code(qrcodegen_BUFFER_LEN_MAX);
  if (!qrcodegen_encodeText(std::string(text).c_str(), scratch.data(), code.data(), qrcodegen_Ecc_MEDIUM,
                            qrcodegen_VERSION_MIN, qrcodegen_VERSION_MAX, qrcodegen_Mask_AUTO, true))
    return base::fail("qr.too_long", {}, std::to_string(text.size()));
  const int side = qrcodegen_getSize(code.data());
  QrCode out{static_cast<std::size_t>(side), {}};
  out.is_black.reserve(out.side * out.side);
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) out.is_black.push_back(qrcodegen_getModule(code.data(), x, y));
  return out;
}

}  // namespace zhike::chart
