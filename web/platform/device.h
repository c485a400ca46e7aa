// What the device gives beside storage: the time, randomness, and a few preferences of this device alone.
// Used by web/main.cpp. The book never goes through here: preferences may be lost with the browser's data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/ports/clock.h"

namespace zhike::platform {

class BrowserClock final : public ports::Clock {
 public:
  base::InstantMs now() override;
  int zone_offset_minutes() override;  // of the present moment, summer time included
};

class BrowserRandom final : public ports::Random {
 public:
  std::uint64_t next() override;  // from the browser's cryptographic generator
};

// The text kept under `key`, "" if there is none or the browser keeps nothing. Separate for each installation.
std::string load_preference(std::string_view key);

// Keeps `value`; "" forgets the key. Silently without effect where the browser keeps nothing.
void save_preference(std::string_view key, std::string_view value);

// True in the one-file page.
bool is_standalone();

// asks: closing or reloading the page makes the browser ask first, because something is not saved.
enum class Leaving : std::uint8_t { free, asks };
void set_leaving(Leaving leaving);

// Opens the browser's print dialog for what is shown.
void print_page();

// Loads the page again. Commit first.
void reload_page();

}  // namespace zhike::platform
