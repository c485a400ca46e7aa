// Bytes of unknown origin → UTF-8: recognises UTF-8, UTF-16, GB18030 (GBK, GB2312), Big5 and Windows-1252, and what is
// no text at all. Used by CSV import and the paste cleaner. Has its own tables (core/base/tables.h), so that the page
// and the command line read a file alike; never guesses by locale.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace zhike::exchange {

enum class Encoding { utf8, utf16_le, utf16_be, gb18030, big5, windows_1252 };

// "utf-8", "utf-16le", "utf-16be", "gb18030", "big5", "windows-1252".
std::string_view encoding_name(Encoding encoding);
// Also the usual other names ("GBK", "cp936", "UTF8", "latin1", …), in any case; nullopt when unknown.
std::optional<Encoding> read_encoding_name(std::string_view name);

// The most plausible encoding. Errors: "csv.is_excel" (detail "xlsx" or "xls"), "csv.not_text" (detail "PNG", "PDF",
// "ZIP", … or "binary"), "csv.not_a_table" (detail "HTML", "XML", "JSON").
base::Result<Encoding> detect_encoding(std::string_view bytes);
// The same where it is known already which byte is no UTF-8 first (npos: all of it is).
base::Result<Encoding> detect_encoding(std::string_view bytes, std::size_t invalid_at);

struct Decoded {
  std::string text;  // valid UTF-8 without a byte order mark
  Encoding encoding = Encoding::utf8;
  std::size_t replaced = 0;  // sequences that mean nothing in this encoding, now U+FFFD
};

// Decodes in slices, for long files on a page that must not stall.
class TextDecoder {  // Invariant: output_ holds the decoded form of bytes_ up to at_
 public:
  TextDecoder(std::string bytes, Encoding encoding);
  // Decodes at least `count` more bytes or to the end; true when everything is done.
  bool step(std::size_t count);
  std::size_t bytes_done() const { return at_; }
  std::size_t bytes_total() const { return bytes_.size(); }
  Decoded take();  // once, after step() said true

 private:
  void step_utf8(std::size_t end);
  void step_utf16(std::size_t end);
  void step_double_byte(std::size_t end);
  void step_single_byte(std::size_t end);
  void replace_one();

  std::string bytes_, output_;
  Encoding encoding_;
  std::size_t at_ = 0, replaced_ = 0;
  std::vector<char32_t> table_;
};

// decode_text() in slices.
class SlicedDecoder {  // Invariant: bytes_ up to checked_ are valid UTF-8 while decoder_ is empty
 public:
  SlicedDecoder(std::string bytes, std::optional<Encoding> forced) : bytes_(std::move(bytes)), forced_(forced) {}
  // Looks at or decodes about `count` more bytes; true while there is more. Errors as decode_text().
  base::Result<bool> step(std::size_t count);
  Decoded take();  // once, after step() said false

 private:
  base::Result<bool> choose(std::size_t invalid_at);
  std::string bytes_;
  std::optional<Encoding> forced_;
  std::size_t checked_ = 0;
  std::optional<TextDecoder> decoder_;
};

// detect_encoding() (unless `forced`) and TextDecoder in one call. Errors as detect_encoding(); a forced encoding is
// taken as told, but what is no text stays refused. "csv.no_encoding_tables": the text is not UTF-8, and a page has not
// been able to fetch the tables yet.
base::Result<Decoded> decode_text(std::string bytes, std::optional<Encoding> forced = {});

// Text → GBK bytes (two-byte forms only), or nullopt when a character has none. `table` comes from gb_encode_table().
using GbEncodeTable = std::vector<std::pair<char32_t, std::uint16_t>>;  // sorted
GbEncodeTable gb_encode_table();
std::optional<std::string> encode_gbk(std::string_view text, const GbEncodeTable& table);
// Text → Windows-1252 bytes, or nullopt when a character has none.
std::optional<std::string> encode_windows_1252(std::string_view text);

// Share (0–1) of the Chinese characters of `text` that are among the few hundred commonest; 0 when there are none.
double common_hanzi_share(std::string_view text);

}  // namespace zhike::exchange
