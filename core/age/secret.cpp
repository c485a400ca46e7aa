#include "core/age/secret.h"

#include <algorithm>

#include <sodium/utils.h>

namespace zhike::age {

void wipe(void* bytes, std::size_t count) {
  if (count > 0) sodium_memzero(bytes, count);
}

void wipe(std::string& text) {
  wipe(text.data(), text.size());
  text.clear();
}

Secret::Secret(std::size_t size) : bytes_(size ? std::make_unique<std::uint8_t[]>(size) : nullptr), size_(size) {}

Secret::Secret(std::string_view bytes) : Secret(bytes.size()) { std::ranges::copy(bytes, bytes_.get()); }

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    clear();
    bytes_ = std::move(other.bytes_);
    size_ = std::exchange(other.size_, 0);
  }
  return *this;
}

void Secret::clear() {
  wipe(bytes_.get(), size_);
  bytes_.reset();
  size_ = 0;
}

}  // namespace zhike::age
