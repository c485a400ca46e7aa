#include "core/exchange/encoding.h"

#include <algorithm>
#include <array>

#include "core/base/tables.h"
#include "core/base/text.h"

namespace zhike::exchange {
namespace {

constexpr std::size_t gb_row = 190, big5_row = 157;  // second bytes a first byte
constexpr char32_t replacement = 0xfffd;

// Windows-1252, 80–9F; 0 where it has nothing.
constexpr std::array<char16_t, 32> windows_1252_upper = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

// `entries` characters; all 0 without the table.
std::vector<char32_t> unpack(base::TableName name, std::size_t entries) {
  const std::span<const unsigned char> packed = base::table(name);
  std::vector<char32_t> table;
  table.reserve(entries);
  std::uint32_t before = 0;
  for (std::size_t at = 0; at < packed.size();) {
    std::uint32_t value = 0;
    for (int shift = 0;; shift += 7) {
      const std::uint32_t byte = packed[at++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    if (value == 0) {
      table.push_back(0);
      continue;
    }
    --value;
    before += (value & 1) != 0 ? 0 - ((value + 1) >> 1) : value >> 1;
    table.push_back(before);
  }
  table.resize(entries);
  return table;
}

std::vector<char32_t> table_of(Encoding encoding) {
  if (encoding == Encoding::gb18030) return unpack(base::TableName::gb_pairs, 126 * gb_row);
  if (encoding == Encoding::big5) return unpack(base::TableName::big5_pairs, 126 * big5_row);
  return {};
}

// The character of GB18030's four-byte code, or 0. Index: see the ranges' script.
char32_t four_byte_character(std::uint32_t index) {
  if (index >= 189'000) {
    const char32_t c = 0x10000 + (index - 189'000);
    return c <= 0x10ffff ? c : 0;
  }
  if (index >= 39'420) return 0;
  const std::span<const unsigned char> ranges = base::table(base::TableName::gb_ranges);
  const auto number_at = [&](std::size_t i) {
    return ranges[2 * i] | static_cast<std::uint32_t>(ranges[2 * i + 1]) << 8;
  };
  std::size_t after = 0;  // the first range that begins behind `index`
  for (std::size_t end = ranges.size() / 4; after < end;) {
    const std::size_t middle = (after + end) / 2;
    if (number_at(2 * middle) <= index)
      after = middle + 1;
    else
      end = middle;
  }
  if (after == 0) return 0;
  const std::uint32_t first = number_at(2 * after - 1);
  return first == 0 ? 0 : first + (index - number_at(2 * after - 2));
}

// Column of a second byte in its row, or a value ≥ the row's length.
std::size_t gb_column(unsigned byte) {
  if (byte >= 0x40 && byte <= 0x7e) return byte - 0x40;
  return byte >= 0x80 && byte <= 0xfe ? byte - 0x41 : gb_row;
}
std::size_t big5_column(unsigned byte) {
  if (byte >= 0x40 && byte <= 0x7e) return byte - 0x40;
  return byte >= 0xa1 && byte <= 0xfe ? byte - 0x62 : big5_row;
}

struct Sequence {
  char32_t character = 0;  // 0: none
  std::size_t length = 1;
};

Sequence read_four_bytes(std::string_view bytes) {
  if (bytes.size() < 4) return {};
  const auto byte = [&bytes](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i]));
  };
  if (byte(2) < 0x81 || byte(2) > 0xfe || byte(3) < 0x30 || byte(3) > 0x39) return {};
  const std::uint32_t index =
      (((byte(0) - 0x81) * 10 + (byte(1) - 0x30)) * 126 + (byte(2) - 0x81)) * 10 + (byte(3) - 0x30);
  const char32_t c = four_byte_character(index);
  return c != 0 ? Sequence{c, 4} : Sequence{};
}

// The character at the start of `bytes`, whose first byte is not ASCII. A second byte that could be ASCII text is not
// swallowed when the pair means nothing.
Sequence read_gb(std::string_view bytes, const std::vector<char32_t>& table) {
  const unsigned lead = static_cast<unsigned char>(bytes[0]);
  if (lead == 0x80) return {0x20ac, 1};
  if (lead == 0xff || bytes.size() < 2) return {};
  const unsigned trail = static_cast<unsigned char>(bytes[1]);
  if (trail >= 0x30 && trail <= 0x39) return read_four_bytes(bytes);
  const std::size_t column = gb_column(trail);
  const char32_t c = column < gb_row ? table[(lead - 0x81) * gb_row + column] : 0;
  return {c, c != 0 || trail >= 0x80 ? 2u : 1u};
}

Sequence read_big5(std::string_view bytes, const std::vector<char32_t>& table) {
  const unsigned lead = static_cast<unsigned char>(bytes[0]);
  if (lead < 0x81 || lead == 0xff || bytes.size() < 2) return {};
  const unsigned trail = static_cast<unsigned char>(bytes[1]);
  const std::size_t column = big5_column(trail);
  const char32_t c = column < big5_row ? table[(lead - 0x81) * big5_row + column] : 0;
  return {c, c != 0 || trail >= 0x80 ? 2u : 1u};
}

std::size_t end_of_ascii(std::string_view bytes, std::size_t at, std::size_t end) {
  while (at < end && static_cast<unsigned char>(bytes[at]) < 0x80) ++at;
  return at;
}

}  // namespace

std::string_view encoding_name(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
      return "utf-8";
    case Encoding::utf16_le:
      return "utf-16le";
    case Encoding::utf16_be:
      return "utf-16be";
    case Encoding::gb18030:
      return "gb18030";
    case Encoding::big5:
      return "big5";
    case Encoding::windows_1252:
      return "windows-1252";
  }
  return "utf-8";
}

std::optional<Encoding> read_encoding_name(std::string_view name) {
  struct Alias {
    std::string_view name;
    Encoding encoding;
  };
  static constexpr Alias aliases[] = {
      {"utf8", Encoding::utf8},           {"utf16", Encoding::utf16_le},      {"utf16le", Encoding::utf16_le},
      {"unicode", Encoding::utf16_le},    {"utf16be", Encoding::utf16_be},    {"gb18030", Encoding::gb18030},
      {"gbk", Encoding::gb18030},         {"gb2312", Encoding::gb18030},      {"gb", Encoding::gb18030},
      {"cp936", Encoding::gb18030},       {"ansi", Encoding::gb18030},        {"big5", Encoding::big5},
      {"big5hkscs", Encoding::big5},      {"cp950", Encoding::big5},          {"windows1252", Encoding::windows_1252},
      {"cp1252", Encoding::windows_1252}, {"latin1", Encoding::windows_1252}, {"iso88591", Encoding::windows_1252},
      {"ascii", Encoding::utf8}};
  std::string plain;
  for (const char c : base::to_lower_ascii(name)) {
    if (c != '-' && c != '_' && c != ' ') plain.push_back(c);
  }
  for (const Alias& alias : aliases) {
    if (alias.name == plain) return alias.encoding;
  }
  return std::nullopt;
}

TextDecoder::TextDecoder(std::string bytes, Encoding encoding)
    : bytes_(std::move(bytes)), encoding_(encoding), table_(table_of(encoding)) {
  const std::string_view all = bytes_;
  if (encoding == Encoding::utf8 && all.starts_with("\xef\xbb\xbf")) at_ = 3;
  if (encoding == Encoding::utf16_le && all.starts_with("\xff\xfe")) at_ = 2;
  if (encoding == Encoding::utf16_be && all.starts_with("\xfe\xff")) at_ = 2;
  output_.reserve(encoding == Encoding::gb18030 || encoding == Encoding::big5 ? bytes_.size() + bytes_.size() / 4
                                                                              : bytes_.size());
}

bool TextDecoder::step(std::size_t count) {
  const std::size_t end = count < bytes_.size() - at_ ? at_ + count : bytes_.size();
  switch (encoding_) {
    case Encoding::utf8:
      step_utf8(end);
      break;
    case Encoding::utf16_le:
    case Encoding::utf16_be:
      step_utf16(end);
      break;
    case Encoding::gb18030:
    case Encoding::big5:
      step_double_byte(end);
      break;
    case Encoding::windows_1252:
      step_single_byte(end);
      break;
  }
  return at_ >= bytes_.size();
}

Decoded TextDecoder::take() { return {std::move(output_), encoding_, replaced_}; }

void TextDecoder::replace_one() {
  base::append_utf8(output_, replacement);
  ++replaced_;
}

void TextDecoder::step_utf8(std::size_t end) {
  // Do not cut a sequence: at most three continuation bytes belong to the last character.
  while (end < bytes_.size() && (static_cast<unsigned char>(bytes_[end]) & 0xc0) == 0x80) ++end;
  while (at_ < end) {
    const std::string_view rest = std::string_view(bytes_).substr(at_, end - at_);
    const std::size_t bad = base::find_invalid_utf8(rest);
    output_.append(rest.substr(0, bad));
    if (bad == std::string_view::npos) {
      at_ = end;
      return;
    }
    at_ += bad + 1;
    // One mark for a broken sequence, not one for each of its bytes.
    while (at_ < end && (static_cast<unsigned char>(bytes_[at_]) & 0xc0) == 0x80) ++at_;
    replace_one();
  }
}

void TextDecoder::step_utf16(std::size_t end) {
  const bool little = encoding_ == Encoding::utf16_le;
  const auto unit = [this, little](std::size_t at) {
    const unsigned a = static_cast<unsigned char>(bytes_[at]), b = static_cast<unsigned char>(bytes_[at + 1]);
    return static_cast<char32_t>(little ? b << 8 | a : a << 8 | b);
  };
  while (at_ < end) {
    if (at_ + 2 > bytes_.size()) {
      at_ = bytes_.size();
      return replace_one();
    }
    char32_t c = unit(at_);
    at_ += 2;
    if (c >= 0xd800 && c <= 0xdbff && at_ + 2 <= bytes_.size()) {
      const char32_t low = unit(at_);
      if (low >= 0xdc00 && low <= 0xdfff) {
        c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
        at_ += 2;
      }
    }
    if (c >= 0xd800 && c <= 0xdfff) {
      replace_one();
    } else {
      base::append_utf8(output_, c);
    }
  }
}

void TextDecoder::step_double_byte(std::size_t end) {
  const std::string_view all = bytes_;
  while (at_ < end) {
    const std::size_t ascii_end = end_of_ascii(all, at_, end);
    output_.append(all.substr(at_, ascii_end - at_));
    at_ = ascii_end;
    if (at_ >= end) return;
    const Sequence next =
        encoding_ == Encoding::gb18030 ? read_gb(all.substr(at_), table_) : read_big5(all.substr(at_), table_);
    at_ += next.length;
    if (next.character == 0) {
      replace_one();
    } else {
      base::append_utf8(output_, next.character);
    }
  }
}

void TextDecoder::step_single_byte(std::size_t end) {
  for (; at_ < end; ++at_) {
    const unsigned byte = static_cast<unsigned char>(bytes_[at_]);
    const char32_t c = byte >= 0x80 && byte < 0xa0 ? windows_1252_upper[byte - 0x80] : byte;
    if (c == 0 && byte != 0) {
      replace_one();
    } else {
      base::append_utf8(output_, c);
    }
  }
}

base::Result<Decoded> decode_text(std::string bytes, std::optional<Encoding> forced) {
  SlicedDecoder decoder(std::move(bytes), forced);
  for (;;) {
    TRY(const bool has_more, decoder.step(SIZE_MAX));
    if (!has_more) return decoder.take();
  }
}

base::Result<bool> SlicedDecoder::step(std::size_t count) {
  if (decoder_) return !decoder_->step(count);
  std::size_t end = count < bytes_.size() - checked_ ? checked_ + count : bytes_.size();
  // Not in the middle of a character.
  while (end < bytes_.size() && (static_cast<unsigned char>(bytes_[end]) & 0xC0) == 0x80) ++end;
  const std::size_t invalid = base::find_invalid_utf8(std::string_view(bytes_).substr(checked_, end - checked_));
  if (invalid != std::string::npos) return choose(checked_ + invalid);
  checked_ = end;
  if (checked_ < bytes_.size()) return true;
  return choose(std::string::npos);
}

base::Result<bool> SlicedDecoder::choose(std::size_t invalid_at) {
  if (base::table(base::TableName::gb_pairs).empty() && invalid_at != std::string::npos)
    return base::fail("csv.no_encoding_tables");
  TRY(const Encoding detected, detect_encoding(bytes_, invalid_at));
  const Encoding encoding = forced_.value_or(detected);
  if (encoding == Encoding::utf8 && invalid_at == std::string::npos) return false;  // it is what it says already
  decoder_.emplace(std::move(bytes_), encoding);
  return true;
}

Decoded SlicedDecoder::take() {
  if (decoder_) return decoder_->take();
  if (bytes_.starts_with("\xef\xbb\xbf")) bytes_.erase(0, 3);
  return {std::move(bytes_), Encoding::utf8, 0};
}

GbEncodeTable gb_encode_table() {
  const std::vector<char32_t> pairs = table_of(Encoding::gb18030);
  GbEncodeTable table;
  table.reserve(pairs.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (pairs[i] == 0) continue;
    const std::size_t column = i % gb_row;
    const std::size_t trail = column + (column < 0x3f ? 0x40 : 0x41);
    table.emplace_back(pairs[i], static_cast<std::uint16_t>((i / gb_row + 0x81) << 8 | trail));
  }
  std::sort(table.begin(), table.end());
  return table;
}

std::optional<std::string> encode_gbk(std::string_view text, const GbEncodeTable& table) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = base::next_code_point(text, at);
    if (c < 0x80) {
      out.push_back(static_cast<char>(c));
      continue;
    }
    const auto found = std::lower_bound(table.begin(), table.end(), std::pair(c, std::uint16_t{0}));
    if (found != table.end() && found->first == c) {
      out.push_back(static_cast<char>(found->second >> 8));
      out.push_back(static_cast<char>(found->second & 0xff));
    } else if (c == 0x20ac) {
      out.push_back(static_cast<char>(0x80));
    } else {
      return std::nullopt;
    }
  }
  return out;
}

std::optional<std::string> encode_windows_1252(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = base::next_code_point(text, at);
    if (c < 0x100) {
      // C1 controls stand for the five bytes that Windows-1252 leaves open, as browsers read them.
      out.push_back(static_cast<char>(c));
      continue;
    }
    const auto found = std::find(windows_1252_upper.begin(), windows_1252_upper.end(), c);
    if (found == windows_1252_upper.end()) return std::nullopt;
    out.push_back(static_cast<char>(0x80 + (found - windows_1252_upper.begin())));
  }
  return out;
}

}  // namespace zhike::exchange
