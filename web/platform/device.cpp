// The C++ half of the device; lib_device.js is the other.
#include "web/platform/device.h"

#include <array>
#include <cstddef>
#include <cstdlib>

extern "C" {
double zhike_device_now();
int zhike_device_zone();
void zhike_device_random(void* bytes, std::size_t length);
char* zhike_device_load(const char* key, int length);
void zhike_device_save(const char* key, int key_length, const char* value, int length);
int zhike_device_standalone();
void zhike_device_guard(int asks);
void zhike_device_print();
void zhike_device_reload();
}

namespace zhike::platform {

base::InstantMs BrowserClock::now() { return static_cast<base::InstantMs>(zhike_device_now()); }
int BrowserClock::zone_offset_minutes() { return zhike_device_zone(); }

std::uint64_t BrowserRandom::next() {
  // Asked for in batches: each request crosses into the browser.
  static std::array<std::uint64_t, 32> batch;
  static std::size_t used = batch.size();
  if (used == batch.size()) {
    zhike_device_random(batch.data(), sizeof batch);
    used = 0;
  }
  return batch[used++];
}

std::string load_preference(std::string_view key) {
  char* const text = zhike_device_load(key.data(), static_cast<int>(key.size()));
  if (!text) return {};
  std::string value = text;
  std::free(text);
  return value;
}

void save_preference(std::string_view key, std::string_view value) {
  zhike_device_save(key.data(), static_cast<int>(key.size()), value.data(), static_cast<int>(value.size()));
}

bool is_standalone() { return zhike_device_standalone() != 0; }
void set_leaving(Leaving leaving) { zhike_device_guard(leaving == Leaving::asks ? 1 : 0); }
void print_page() { zhike_device_print(); }
void reload_page() { zhike_device_reload(); }

}  // namespace zhike::platform
