#include "core/age/payload.h"

#include <algorithm>

namespace zhike::age {
namespace {

constexpr std::size_t sealed_chunk_bytes = chunk_bytes + tag_bytes;
enum class Chunk : std::uint8_t { inner = 0, last = 1 };

// 11 bytes of counter, big-endian, and the mark of the last chunk.
Nonce chunk_nonce(std::uint64_t number, Chunk chunk) {
  Nonce nonce{};
  for (std::size_t i = 0; i < 8; ++i) nonce[10 - i] = static_cast<std::uint8_t>(number >> 8 * i);
  nonce[11] = static_cast<std::uint8_t>(chunk);
  return nonce;
}

}  // namespace

Secret payload_key(const Secret& file_key, std::string_view nonce) { return hkdf(file_key.view(), nonce, "payload"); }

void PayloadWriter::update(std::string_view plain, std::string& out) {
  waiting_.reserve(chunk_bytes);  // so that growing leaves no copy behind
  while (!plain.empty()) {
    if (waiting_.size() == chunk_bytes) {
      seal(key_, chunk_nonce(number_++, Chunk::inner), waiting_, out);
      wipe(waiting_);
    }
    const std::size_t count = std::min(plain.size(), chunk_bytes - waiting_.size());
    waiting_ += plain.substr(0, count);
    plain.remove_prefix(count);
  }
}

void PayloadWriter::finish(std::string& out) {
  seal(key_, chunk_nonce(number_, Chunk::last), waiting_, out);
  wipe(waiting_);
}

base::Status PayloadReader::open_chunk(std::string& out) {
  if (!open(key_, chunk_nonce(number_, Chunk::inner), waiting_, out)) {
    has_failed_ = true;
    // A whole last chunk with more behind it still tells what is in it; its end was real, what follows was not.
    (void)open(key_, chunk_nonce(number_, Chunk::last), waiting_, out);
    return base::fail("age.damaged", std::to_string(number_ + 1));
  }
  ++number_;
  waiting_.clear();
  return {};
}

base::Status PayloadReader::update(std::string_view sealed, std::string& out) {
  while (!sealed.empty() && !has_failed_) {
    if (waiting_.size() == sealed_chunk_bytes) TRY_DO(open_chunk(out));
    const std::size_t count = std::min(sealed.size(), sealed_chunk_bytes - waiting_.size());
    waiting_ += sealed.substr(0, count);
    sealed.remove_prefix(count);
  }
  if (has_failed_) return base::fail("age.damaged", std::to_string(number_ + 1));
  return {};
}

base::Status PayloadReader::finish(std::string& out) {
  const std::string place = std::to_string(number_ + 1);
  if (has_failed_) return base::fail("age.damaged", place);
  const bool is_empty_end = waiting_.size() == tag_bytes && number_ > 0;
  if (!is_empty_end && open(key_, chunk_nonce(number_, Chunk::last), waiting_, out)) return {};
  has_failed_ = true;
  const bool is_cut =
      waiting_.size() < sealed_chunk_bytes || open(key_, chunk_nonce(number_, Chunk::inner), waiting_, out);
  return base::fail(is_cut ? "age.truncated" : "age.damaged", place);
}

}  // namespace zhike::age
