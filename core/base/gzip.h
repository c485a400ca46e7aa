// Gzip (RFC 1952): whole texts packed and unpacked, with limits checked while unpacking. Used by files that are mailed
// or shared. Bytes in, bytes out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/result.h"

namespace zhike::base {

// `time_s` (Unix) stands in the header: two files of one content can so differ.
std::string gzip(std::string_view bytes, std::uint32_t time_s);

inline bool is_gzip(std::string_view bytes) { return bytes.starts_with("\x1F\x8B"); }

// The content. "gzip.damaged" (cut short, checksum wrong, something behind it), "gzip.too_large" (more than
// `limit_bytes`, or more than 200 times its packed size; detail: megabytes allowed). Memory grows with what comes out,
// never with a length the file states.
Result<std::string> gunzip(std::string_view packed, std::size_t limit_bytes);

// The same in parts; `packed` must live that long.
class Gunzip {
 public:
  Gunzip(std::string_view packed, std::size_t limit_bytes);
  ~Gunzip();
  Gunzip(const Gunzip&) = delete;
  Gunzip& operator=(const Gunzip&) = delete;
  // About `bytes` more of the content; true while there is more.
  Result<bool> step(std::size_t bytes);
  std::string take() { return std::move(out_); }

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;
  std::size_t most_;
  std::string out_;
};

}  // namespace zhike::base
