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

Result<std::string> gunzip(std::string_view packed, std::size_t limit_bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, gzip_window_bits) != Z_OK) return fail("gzip.damaged");
  stream.next_in = bytes_of(packed);
  stream.avail_in = static_cast<uInt>(packed.size());
  const std::size_t most = std::min(limit_bytes, std::max(packed.size() * most_ratio, free_ratio_bytes));
  std::string out;
  char buffer[1 << 16];
  int state = Z_OK;
  while (state == Z_OK && out.size() <= most) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer);
    stream.avail_out = sizeof buffer;
    state = inflate(&stream, Z_NO_FLUSH);
    out.append(buffer, sizeof buffer - stream.avail_out);
  }
  const bool is_whole = state == Z_STREAM_END && stream.avail_in == 0;
  inflateEnd(&stream);
  if (out.size() > most) return fail("gzip.too_large", {}, std::to_string(most >> 20));
  if (!is_whole) return fail("gzip.damaged");
  return out;
}

}  // namespace zhike::base
