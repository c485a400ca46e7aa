// Which encoding, or what else, some bytes are: magic numbers, byte order marks, validity, and how plausible the
// characters are that a decoding yields.
#include <algorithm>
#include <bitset>

#include "core/base/text.h"
#include "core/exchange/common_hanzi.h"
#include "core/exchange/encoding.h"

namespace zhike::exchange {
namespace {

constexpr std::size_t sample_bytes = 128 * 1024;

struct Magic {
  std::string_view bytes, name;
};

constexpr Magic magics[] = {{"\x89PNG", "PNG"},
                            {"\xff\xd8\xff", "JPEG"},
                            {"GIF8", "GIF"},
                            {"%PDF", "PDF"},
                            {"PK\x05\x06", "ZIP"},
                            {"Rar!", "RAR"},
                            {"7z\xbc\xaf", "7-Zip"},
                            {"\x1f\x8b", "gzip"},
                            {"\x7f"
                             "ELF",
                             "ELF"},
                            {"SQLite format 3", "SQLite"},
                            {"{\\rtf", "RTF"},
                            {"II*", "TIFF"},
                            {"BZh", "bzip2"},
                            {"\xfd"
                             "7zXZ",
                             "xz"},
                            {"OggS", "Ogg"},
                            {"ID3", "MP3"}};

base::Status refuse_binary(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  if (head.starts_with("\xd0\xcf\x11\xe0")) return base::fail("csv.is_excel", {}, "xls");
  if (head.starts_with("PK\x03\x04")) {
    // Directory entries of a workbook come first or last; names are stored plain.
    const std::string_view tail = bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), 65536));
    const bool is_workbook = head.find("xl/") != std::string_view::npos || tail.find("xl/") != std::string_view::npos;
    return is_workbook ? base::fail("csv.is_excel", {}, "xlsx") : base::fail("csv.not_text", {}, "ZIP");
  }
  const bool has_nul = head.find('\0') != std::string_view::npos;
  for (const Magic& magic : magics) {
    // "ID3" or "Rar!" may well begin a heading; only with bytes that text never has are they what they seem.
    const bool is_certain = has_nul || magic.bytes[0] < ' ' || magic.bytes.size() > 3;
    if (is_certain && head.starts_with(magic.bytes)) return base::fail("csv.not_text", {}, std::string(magic.name));
  }
  if (head.starts_with("MZ") && has_nul) return base::fail("csv.not_text", {}, "EXE");
  if (head.starts_with("RIFF") && has_nul && head.size() > 12)
    return base::fail("csv.not_text", {}, std::string(head.substr(8, 4)));
  if (head.starts_with("BM") && has_nul) return base::fail("csv.not_text", {}, "BMP");
  return {};
}

// Other programs' exports that are named .csv or .xls but are pages or documents.
base::Status refuse_markup(std::string_view bytes) {
  const std::string head =
      base::to_lower_ascii(base::trim(bytes.substr(bytes.starts_with("\xef\xbb\xbf") ? 3 : 0, 512)));
  for (const std::string_view tag : {"<!doctype html", "<html", "<table", "<head", "<meta"}) {
    if (head.starts_with(tag)) return base::fail("csv.not_a_table", {}, "HTML");
  }
  if (head.starts_with("<?xml")) return base::fail("csv.not_a_table", {}, "XML");
  if (head.starts_with('{') && base::trim(std::string_view(head).substr(1)).starts_with('"')) {
    return base::fail("csv.not_a_table", {}, "JSON");
  }
  return {};
}

// UTF-16 without a mark: the high bytes of Western letters, digits and separators are zero, all on one side. Chinese
// text alone is told by its line breaks and separators.
std::optional<Encoding> guess_utf16(std::string_view bytes) {
  if (bytes.size() < 4 || bytes.size() % 2 != 0) return std::nullopt;
  const std::string_view sample = bytes.substr(0, 8192);
  std::size_t zeros[2] = {};
  for (std::size_t i = 0; i < sample.size(); ++i) zeros[i % 2] += sample[i] == '\0' ? 1 : 0;
  const std::size_t units = sample.size() / 2;
  if (zeros[1] * 50 > units && zeros[0] * 20 <= zeros[1]) return Encoding::utf16_le;
  if (zeros[0] * 50 > units && zeros[1] * 20 <= zeros[0]) return Encoding::utf16_be;
  return std::nullopt;
}

bool has_control_bytes(std::string_view bytes) {
  // Tab, line breaks, form feed, and 1A (an old end-of-file mark) occur in text.
  const std::size_t count = static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return u < 0x20 && u != '\t' && u != '\n' && u != '\r' && u != '\f' && u != 0x0b && u != 0x1a && u != 0x1b;
  }));
  return count * 100 > bytes.size();
}

using HanziSet = std::bitset<0x5200>;  // U+4E00–9FFF

HanziSet common_set() {
  HanziSet set;
  for (std::size_t at = 0; at < common_hanzi.size();) {
    const char32_t c = base::next_code_point(common_hanzi, at);
    if (c >= 0x4e00 && c < 0x4e00 + set.size()) set.set(c - 0x4e00);
  }
  return set;
}

bool contains(const HanziSet& set, char32_t c) {
  return c >= 0x4e00 && c < 0x4e00 + set.size() && set.test(c - 0x4e00);
}

// Punctuation and forms that Chinese tables are full of.
bool is_chinese_punctuation(char32_t c) {
  return (c >= 0x3000 && c <= 0x3017) || (c >= 0xff01 && c <= 0xff5e) || c == 0xffe5 || c == 0xb7 || c == 0x2014 ||
         c == 0x2026 || (c >= 0x2018 && c <= 0x201d) || c == 0x221a || c == 0xd7 || c == 0x20ac || c == 0x2103;
}

// First bytes of the common half of each code: GB 2312 level 1, Big5 level 1.
bool is_common_code(Encoding encoding, unsigned lead, unsigned trail) {
  if (encoding == Encoding::gb18030) return lead >= 0xb0 && lead <= 0xd7 && trail >= 0xa1;
  return lead >= 0xa4 && lead <= 0xc6;
}

// Points for the shape of one code: where in its table it lies, and what stands around it.
double code_points_for_shape(Encoding encoding, std::string_view sample, std::size_t at) {
  const auto byte = [&sample](std::size_t i) { return i < sample.size() ? static_cast<unsigned char>(sample[i]) : 0u; };
  const unsigned lead = byte(at), trail = byte(at + 1);
  if (is_common_code(encoding, lead, trail)) {
    // "Ägypten", "Zürich": an accented letter of Windows-1252 stands alone among plain ones.
    const bool stands_alone = trail < 0x80 && byte(at + 2) < 0x80 && (at == 0 || byte(at - 1) < 0x80);
    return stands_alone ? -1 : 1;
  }
  return -0.5;
}

// Mean points a character beyond ASCII: 3 for a common one, less than 0 for what hardly occurs. Windows-1252 text read
// as Chinese, and one Chinese code read as the other, stay well below 1.
double plausibility(std::string_view sample, Encoding encoding, const HanziSet& common) {
  double points = 0;
  std::size_t characters = 0;
  for (std::size_t at = 0; at < sample.size();) {
    const unsigned lead = static_cast<unsigned char>(sample[at]);
    if (lead < 0x80) {
      ++at;
      continue;
    }
    ++characters;
    if (at + 1 == sample.size()) break;  // cut by the end of the sample
    const unsigned trail = static_cast<unsigned char>(sample[at + 1]);
    const bool is_four_bytes = encoding == Encoding::gb18030 && trail >= 0x30 && trail <= 0x39;
    const bool is_pair =
        lead > 0x80 && lead < 0xff && (is_four_bytes || (trail >= 0x40 && trail != 0x7f && trail != 0xff));
    points += is_pair ? code_points_for_shape(encoding, sample, at) : -6;
    at += is_four_bytes ? 4 : is_pair ? 2 : 1;
  }
  TextDecoder decoder(std::string(sample), encoding);
  decoder.step(sample.size());
  const Decoded decoded = decoder.take();
  for (std::size_t at = 0; at < decoded.text.size();) {
    const char32_t c = base::next_code_point(decoded.text, at);
    if (c < 0x80) continue;
    if (contains(common, c) || is_chinese_punctuation(c)) points += 2;
    if (c == 0xfffd) points -= 3;
  }
  return characters == 0 ? 0 : points / static_cast<double>(characters);
}

// Real UTF-8 with a few broken places (a cut field, a pasted byte) is still UTF-8.
bool is_mostly_utf8(std::string_view sample) {
  std::size_t good = 0, bad = 0;
  for (std::size_t at = 0; at < sample.size();) {
    const std::size_t start = at;
    const char32_t c = base::next_code_point(sample, at);
    if (at - start > 1) {
      ++good;
    } else if (c == 0xfffd) {
      ++bad;
    }
  }
  return good > 0 && bad * 10 <= good;
}

std::optional<Encoding> encoding_by_mark(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf")) return Encoding::utf8;
  if (bytes.starts_with("\xff\xfe")) return Encoding::utf16_le;
  if (bytes.starts_with("\xfe\xff")) return Encoding::utf16_be;
  return std::nullopt;
}

}  // namespace

base::Result<Encoding> detect_encoding(std::string_view bytes) {
  return detect_encoding(bytes, base::find_invalid_utf8(bytes));
}

base::Result<Encoding> detect_encoding(std::string_view bytes, std::size_t invalid_at) {
  const std::optional<Encoding> marked = encoding_by_mark(bytes);
  if (marked && *marked != Encoding::utf8) return *marked;
  TRY_DO(refuse_binary(bytes));
  if (const std::optional<Encoding> wide = guess_utf16(bytes)) return *wide;
  if (bytes.substr(0, 65536).find('\0') != std::string_view::npos || has_control_bytes(bytes.substr(0, 65536))) {
    return base::fail("csv.not_text", {}, "binary");
  }
  TRY_DO(refuse_markup(bytes));
  if (marked || invalid_at == std::string_view::npos) return Encoding::utf8;
  // From the first byte beyond ASCII on, but a little earlier where valid UTF-8 went before the first fault.
  const auto first =
      std::find_if(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  const std::string_view sample = bytes.substr(static_cast<std::size_t>(first - bytes.begin()), sample_bytes);
  if (is_mostly_utf8(sample)) return Encoding::utf8;
  const HanziSet common = common_set();
  const double gb = plausibility(sample, Encoding::gb18030, common);
  const double big5 = plausibility(sample, Encoding::big5, common);
  constexpr double enough = 0.7;
  if (gb < enough && big5 < enough) return Encoding::windows_1252;
  return gb >= big5 ? Encoding::gb18030 : Encoding::big5;
}

double common_hanzi_share(std::string_view text) {
  const HanziSet common = common_set();
  std::size_t hanzi = 0, hits = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = base::next_code_point(text, at);
    if (!base::is_han(c)) continue;
    ++hanzi;
    hits += contains(common, c) ? 1 : 0;
  }
  return hanzi == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(hanzi);
}

}  // namespace zhike::exchange
