// Numbers and texts as bytes, and back from bytes nobody vouches for: a number takes seven bits a byte, the lowest
// first; a text is its length and its bytes. Used by checkpoints.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/ids.h"

namespace zhike::store {

class ByteWriter {
 public:
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) out_ += static_cast<char>(value | 0x80);
    out_ += static_cast<char>(value);
  }
  // Small where it is near zero on either side.
  void integer(std::int64_t value) {
    number(static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63));
  }
  void text(std::string_view value) {
    number(value.size());
    out_ += value;
  }
  void id(base::RecId id) { number(id.high), number(id.low); }
  void change_id(base::ChangeId id) { number(id.device), number(id.seq); }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

class ByteReader {
  // Invariant: once something did not fit, ok() is false and every answer is empty.
 public:
  explicit ByteReader(std::string_view bytes) : left_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (left_.empty()) break;
      const auto byte = static_cast<std::uint8_t>(left_.front());
      left_.remove_prefix(1);
      value |= std::uint64_t{byte & 0x7Fu} << shift;
      if (byte < 0x80) return ok_ ? value : 0;
    }
    fail();
    return 0;
  }
  std::int64_t integer() {
    const std::uint64_t value = number();
    return static_cast<std::int64_t>(value >> 1 ^ (~(value & 1) + 1));
  }
  std::uint32_t number32() { return static_cast<std::uint32_t>(below(std::uint64_t{1} << 32)); }
  // Fails when it is not below the limit.
  std::uint64_t below(std::uint64_t limit) {
    const std::uint64_t value = number();
    if (value < limit) return value;
    fail();
    return 0;
  }
  // How many things follow, each of which takes a byte or more.
  std::size_t count() {
    const std::uint64_t value = number();
    if (value <= left_.size()) return static_cast<std::size_t>(value);
    fail();
    return 0;
  }
  std::string_view text() {
    const std::size_t size = count();
    const std::string_view taken = left_.substr(0, size);
    left_.remove_prefix(size);
    return taken;
  }
  base::RecId id() {
    const std::uint64_t high = number();
    return {high, number()};
  }
  base::ChangeId change_id() {
    const std::uint64_t device = number();
    return {device, number32()};
  }
  bool ok() const { return ok_; }
  bool at_end() const { return ok_ && left_.empty(); }
  void fail() {
    ok_ = false;
    left_ = {};
  }

 private:
  std::string_view left_;
  bool ok_ = true;
};

}  // namespace zhike::store
