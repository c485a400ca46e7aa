#include "core/base/gzip.h"

#include <algorithm>
#include <cstring>

#include <zlib.h>

namespace zhike::base {
namespace {

constexpr int gzip_window_bits = 15 + 16;  // the largest window, with gzip's header
constexpr int memory_level = 8;            // zlib's own default
constexpr std::size_t most_ratio = 200, free_ratio_bytes = 1 << 20;

Bytef* bytes_of(std::string_view text) { return reinterpret_cast<Bytef*>(const_cast<char*>(text.data())); }

}  // namespace

std::string gzip(std::string_view bytes, std::uint32_t time_s) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzip_window_bits, memory_level, Z_DEFAULT_STRATEGY) != Z_OK)
    return {};
  gz_header header{};
  header.time = time_s;
  header.os = 255;  // unknown: the same bytes on every machine
  deflateSetHeader(&stream, &header);
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = bytes_of(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = bytes_of(out);
  stream.avail_out = static_cast<uInt>(out.size());
  const bool is_whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(is_whole ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

struct Gunzip::Stream {
  z_stream z{};
  int state = Z_OK;
};

Gunzip::Gunzip(std::string_view packed, std::size_t limit_bytes)
    : stream_(std::make_unique<Stream>()),
      most_(std::min(limit_bytes, std::max(packed.size() * most_ratio, free_ratio_bytes))) {
  stream_->z.next_in = bytes_of(packed);
  stream_->z.avail_in = static_cast<uInt>(packed.size());
  stream_->state = inflateInit2(&stream_->z, gzip_window_bits);
}

Gunzip::~Gunzip() { inflateEnd(&stream_->z); }

Result<bool> Gunzip::step(std::size_t bytes) {
  const std::size_t until = out_.size() + std::min(bytes, most_);
  char buffer[1 << 16];
  while (stream_->state == Z_OK && out_.size() <= most_) {
    if (out_.size() >= until) return true;
    stream_->z.next_out = reinterpret_cast<Bytef*>(buffer);
    stream_->z.avail_out = sizeof buffer;
    stream_->state = inflate(&stream_->z, Z_NO_FLUSH);
    out_.append(buffer, sizeof buffer - stream_->z.avail_out);
  }
  if (out_.size() > most_) return fail("gzip.too_large", {}, std::to_string(most_ >> 20));
  if (stream_->state != Z_STREAM_END || stream_->z.avail_in != 0) return fail("gzip.damaged");
  return false;
}

Result<std::string> gunzip(std::string_view packed, std::size_t limit_bytes) {
  Gunzip stream(packed, limit_bytes);
  while (true) {
    TRY(const bool has_more, stream.step(limit_bytes));
    if (!has_more) return stream.take();
  }
}

}  // namespace zhike::base
