#include "core/base/ids.h"

#include <algorithm>

#include "core/base/hash.h"

namespace zhike::base {
namespace {

// The namespace of make_name_id(). stored: do not change
constexpr RecId name_space{0x6c1d0f5e2b934a7cull, 0x9d3458e1a7c0b26full};

constexpr std::uint64_t low_bits(int count) { return (std::uint64_t{1} << count) - 1; }

void append_hex(std::string& out, std::uint64_t value, int digits) {
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) out.push_back("0123456789abcdef"[value >> shift & 15]);
}

int lower_hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

int hex_value(char c) { return c >= 'A' && c <= 'F' ? c - 'A' + 10 : lower_hex_value(c); }

// Lower-case hex digits only: stored text has one form, so that equal ids have equal text.
std::optional<std::uint64_t> read_hex(std::string_view text) {
  std::uint64_t value = 0;
  for (const char c : text) {
    const int digit = lower_hex_value(c);
    if (digit < 0) return std::nullopt;
    value = value << 4 | static_cast<std::uint64_t>(digit);
  }
  return value;
}

void append_big64(std::string& out, std::uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift & 0xff));
}

RecId with_version(RecId id, std::uint64_t version) {
  id.high = (id.high & ~std::uint64_t{0xf000}) | version << 12;
  id.low = (id.low & low_bits(62)) | std::uint64_t{2} << 62;  // the RFC 9562 variant
  return id;
}

}  // namespace

std::string write_id(RecId id) {
  std::string out("########-####-####-####-############");
  int shift = 124;
  for (char& c : out) {
    if (c == '-') continue;
    c = "0123456789abcdef"[(shift >= 64 ? id.high >> (shift - 64) : id.low >> shift) & 15];
    shift -= 4;
  }
  return out;
}

std::optional<RecId> read_id(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  RecId id;
  int digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 8 || i == 13 || i == 18 || i == 23) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const int digit = hex_value(text[i]);
    if (digit < 0) return std::nullopt;
    std::uint64_t& half = digits < 16 ? id.high : id.low;
    half = half << 4 | static_cast<std::uint64_t>(digit);
    ++digits;
  }
  return id;
}

RecId make_time_id(InstantMs at, std::uint64_t random_high, std::uint64_t random_low) {
  const auto ms = static_cast<std::uint64_t>(at) & low_bits(48);
  return with_version({ms << 16 | (random_high & low_bits(12)), random_low}, 7);
}

RecId make_name_id(std::string_view source, std::string_view row_key) {
  std::string name;
  name.reserve(17 + source.size() + row_key.size());
  append_big64(name, name_space.high);
  append_big64(name, name_space.low);
  name.append(source).push_back('\x1f');
  name.append(row_key);
  const auto digest = sha1(name);
  RecId id;
  for (std::size_t i = 0; i < 8; ++i) id.high = id.high << 8 | digest[i];
  for (std::size_t i = 8; i < 16; ++i) id.low = id.low << 8 | digest[i];
  return with_version(id, 5);
}

std::string write_device(DeviceId device) {
  std::string out;
  append_hex(out, device, 16);
  return out;
}

std::optional<DeviceId> read_device(std::string_view text) {
  if (text.size() != 16) return std::nullopt;
  return read_hex(text);
}

std::string write_change_id(ChangeId id) {
  std::string out = write_device(id.device);
  out.push_back(':');
  return out += std::to_string(id.seq);
}

std::optional<ChangeId> read_change_id(std::string_view text) {
  if (text.size() < 18 || text.size() > 27 || text[16] != ':' || text[17] == '0') return std::nullopt;
  const std::optional<DeviceId> device = read_device(text.substr(0, 16));
  if (!device) return std::nullopt;
  std::uint64_t seq = 0;
  for (const char c : text.substr(17)) {
    if (c < '0' || c > '9') return std::nullopt;
    seq = seq * 10 + static_cast<std::uint64_t>(c - '0');
  }
  if (seq > UINT32_MAX) return std::nullopt;
  return ChangeId{*device, static_cast<std::uint32_t>(seq)};
}

std::string write_hlc(Hlc at) {
  std::string out = write_instant(at.ms);
  out.push_back('-');
  append_hex(out, at.counter, 8);
  return out;
}

std::optional<Hlc> read_hlc(std::string_view text) {
  if (text.size() != 33 || text[10] != 'T' || text[19] != '.' || text[23] != 'Z' || text[24] != '-')
    return std::nullopt;
  const std::optional<InstantMs> ms = read_instant(text.substr(0, 24));
  const std::optional<std::uint64_t> counter = read_hex(text.substr(25));
  if (!ms || *ms < 0 || !counter) return std::nullopt;
  return Hlc{*ms, static_cast<std::uint32_t>(*counter)};
}

Hlc advance(Hlc last, InstantMs now) {
  if (now > last.ms) return {now, 0};
  if (last.counter == UINT32_MAX) return {last.ms + 1, 0};
  return {last.ms, last.counter + 1};
}

Hlc receive(Hlc local, Hlc foreign, InstantMs now) {
  const Hlc cap{now + clock_cap_ms, 0};
  return std::max(local, std::min(foreign, cap));
}

}  // namespace zhike::base
