// Keys in Settings: the public key of headquarters, as text and QR code, and the lock of this device's copy. Used by
// settings.cpp alone.
#pragma once

#include <string>

#include "web/views/view.h"

namespace zhike::views {

struct KeyDrafts {
  std::string recipient;
  bool has_recipient = false;
};
void headquarters_part(const ViewInput& input, KeyDrafts& state, Requests& requests);
void lock_part(const ViewInput& input, Requests& requests);

}  // namespace zhike::views
