// Payload: the content of an age file in chunks of 64 KiB, each sealed with its number and whether it is the last one
// (the STREAM construction), so that a file can be read while it comes and a cut is noticed. Used by core/age alone.
#pragma once

#include <string>
#include <string_view>

#include "core/age/primitives.h"
#include "core/base/result.h"

namespace zhike::age {

inline constexpr std::size_t chunk_bytes = 64 * 1024, payload_nonce_bytes = 16;  // stored: do not change

Secret payload_key(const Secret& file_key, std::string_view nonce);

class PayloadWriter {
  // Invariant: at most one whole chunk waits, because it may be the last one.
 public:
  explicit PayloadWriter(Secret key) : key_(std::move(key)) {}
  PayloadWriter(PayloadWriter&&) = default;
  ~PayloadWriter() { wipe(waiting_); }
  void update(std::string_view plain, std::string& out);
  void finish(std::string& out);

 private:
  Secret key_;
  std::string waiting_;
  std::uint64_t number_ = 0;
};

class PayloadReader {
  // Invariant: at most one whole sealed chunk waits; whatever was appended to an `out` was authenticated.
 public:
  explicit PayloadReader(Secret key) : key_(std::move(key)) {}
  // "age.damaged" (where: chunk, from 1): changed, in another order, or something follows the end.
  base::Status update(std::string_view sealed, std::string& out);
  // "age.truncated" (where: chunk): the end is missing.
  base::Status finish(std::string& out);

 private:
  base::Status open_chunk(std::string& out);
  Secret key_;
  std::string waiting_;
  std::uint64_t number_ = 0;
  bool has_failed_ = false;
};

}  // namespace zhike::age
