// Secret: bytes that must not stay in memory: keys, passphrases, a file in the clear. Zeroed when it goes away or is
// replaced; never copied by accident, never printed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace zhike::age {

// Overwrites with zeros in a way that no compiler takes out.
void wipe(void* bytes, std::size_t count);
void wipe(std::string& text);  // then empties it

class Secret {
  // Invariant: bytes_ holds size_ bytes, or is null when size_ is 0.
 public:
  Secret() = default;
  explicit Secret(std::size_t size);  // zeros
  explicit Secret(std::string_view bytes);
  ~Secret() { clear(); }
  Secret(Secret&& other) noexcept : bytes_(std::move(other.bytes_)), size_(std::exchange(other.size_, 0)) {}
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;

  Secret copy() const { return Secret(view()); }
  void clear();
  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  std::uint8_t* data() { return bytes_.get(); }
  const std::uint8_t* data() const { return bytes_.get(); }
  std::string_view view() const { return {reinterpret_cast<const char*>(bytes_.get()), size_}; }

 private:
  std::unique_ptr<std::uint8_t[]> bytes_;
  std::size_t size_ = 0;
};

}  // namespace zhike::age
