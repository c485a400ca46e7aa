// QR view: a QR code for a camera, black on white in every theme. Used by views that show a public key.
#pragma once

#include "core/chart/qr_code.h"
#include "web/ui/widgets.h"

namespace zhike::ui {

// As large as `side_css` with its white margin. tr(key) is its name; `text` is announced as what it says.
void qr_view(const char* key, std::string_view text, float side_css);

}  // namespace zhike::ui
