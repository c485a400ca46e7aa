#include "core/exchange/encoding.h"

#include <random>

#include <catch2/catch_test_macros.hpp>

#include "core/base/hash.h"
#include "core/base/text.h"

using namespace zhike;
using namespace zhike::exchange;

namespace {

std::string decode(std::string bytes, Encoding encoding) {
  TextDecoder decoder(std::move(bytes), encoding);
  while (!decoder.step(SIZE_MAX)) {
  }
  return decoder.take().text;
}

// All two-byte codes of one encoding, a line each, decoded.
std::string decode_all_pairs(Encoding encoding) {
  std::string codes;
  for (int lead = 0x81; lead <= 0xfe; ++lead) {
    for (int trail = 0x40; trail <= 0xfe; ++trail) {
      if (trail == 0x7f) continue;
      codes.append({static_cast<char>(lead), static_cast<char>(trail), '\n'});
    }
  }
  return decode(codes, encoding);
}

}  // namespace

TEST_CASE("encodings: known characters") {
  CHECK(decode("\xd6\xd0\xce\xc4\x80", Encoding::gb18030) == "中文€");
  CHECK(decode("\x95\x32\x82\x36", Encoding::gb18030) == "𠀀");
  CHECK(decode("\x81\x30\x81\x30", Encoding::gb18030) == "\u0080");
  CHECK(decode("\x84\x31\xa4\x39", Encoding::gb18030) == "\uffff");
  CHECK(decode("\xe3\x32\x9a\x35", Encoding::gb18030) == "\U0010ffff");
  CHECK(decode("\xa6\xd9\xfe\x59", Encoding::gb18030) == "\ufe10\u9fb4");  // GB18030-2022
  CHECK(decode("\xa4\xa4\xa4\xe5\xa3\xe1", Encoding::big5) == "中文€");
  CHECK(decode("\xf9\xd6\x87\x40", Encoding::big5) == "碁䏰");
  CHECK(decode("\x80\x93\xe9\xff", Encoding::windows_1252) == "€“éÿ");
  CHECK(decode({"\x2d\x4e\x3d\xd8\x00\xde", 6}, Encoding::utf16_le) == "中😀");
  CHECK(decode({"\x4e\x2d\xd8\x3d\xde\x00", 6}, Encoding::utf16_be) == "中😀");
}

TEST_CASE("encodings: faults are counted, text around them stays") {
  const auto faults = [](std::string bytes, Encoding encoding) {
    TextDecoder decoder(std::move(bytes), encoding);
    while (!decoder.step(1)) {
    }
    const Decoded decoded = decoder.take();
    return decoded.text + " " + std::to_string(decoded.replaced);
  };
  CHECK(faults("a\xff,b", Encoding::gb18030) == "a\ufffd,b 1");
  CHECK(faults("a\xd6", Encoding::gb18030) == "a\ufffd 1");
  CHECK(faults("\xd6\n,", Encoding::gb18030) == "\ufffd\n, 1");
  CHECK(faults("\xfe\x39\xfe\x39", Encoding::gb18030) == "\ufffd9\ufffd9 2");
  CHECK(faults("\xa4,\xff", Encoding::big5) == "\ufffd,\ufffd 2");
  CHECK(faults("\xe5\xae,\xe5\xae\xa2", Encoding::utf8) == "\ufffd,客 1");
  CHECK(faults("\x81z", Encoding::windows_1252) == "\ufffdz 1");
  CHECK(faults("a", Encoding::utf16_le) == "\ufffd 1");
}

// The tables are made at build time: their checksums keep all machines and both targets alike. stored: do not change
TEST_CASE("encodings: the tables are the same everywhere") {
  const std::string gb = decode_all_pairs(Encoding::gb18030), big5 = decode_all_pairs(Encoding::big5);
  CHECK(base::to_hex(base::sha256(gb)).substr(0, 16) == "1ad5b811e20a0601");
  CHECK(base::to_hex(base::sha256(big5)).substr(0, 16) == "995cce92a15490b7");
}

TEST_CASE("encodings: cutting the work into slices changes nothing") {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "客户,张三,é,😀," + std::to_string(i) + "\n";
  const GbEncodeTable table = gb_encode_table();
  const std::optional<std::string> gbk = encode_gbk("客户,张三丰,上海\n", table);
  REQUIRE(gbk);
  CHECK(decode(*gbk, Encoding::gb18030) == "客户,张三丰,上海\n");
  for (const Encoding encoding :
       {Encoding::utf8, Encoding::utf16_le, Encoding::gb18030, Encoding::big5, Encoding::windows_1252}) {
    const std::string whole = decode(text, encoding);
    for (const std::size_t slice : {1u, 2u, 3u, 7u, 1000u}) {
      TextDecoder decoder(text, encoding);
      while (!decoder.step(slice)) {
      }
      CHECK(decoder.bytes_done() == decoder.bytes_total());
      CHECK(decoder.take().text == whole);
    }
  }
}

TEST_CASE("encodings: GBK and Windows-1252 there and back") {
  const GbEncodeTable table = gb_encode_table();
  CHECK(table.size() > 21'000);
  std::string text;
  for (const auto& [c, code] : table) base::append_utf8(text, c);
  const std::optional<std::string> bytes = encode_gbk(text, table);
  REQUIRE(bytes);
  CHECK(bytes->size() == table.size() * 2);
  CHECK((decode(*bytes, Encoding::gb18030) == text));
  CHECK(!encode_gbk("😀", table));
  CHECK(encode_windows_1252("€é") == "\x80\xe9");
  CHECK(!encode_windows_1252("客"));
}

TEST_CASE("encodings: a forced one is taken as told") {
  const base::Result<Decoded> forced = decode_text("\xa4\xa4\xa4\xe5", Encoding::gb18030);
  REQUIRE(forced);
  CHECK(forced->encoding == Encoding::gb18030);
  CHECK(decode_text("\x89PNG\r\n\x1a\n", Encoding::gb18030).error().code == "csv.not_text");
  CHECK(read_encoding_name("GBK") == Encoding::gb18030);
  CHECK(read_encoding_name("UTF-8") == Encoding::utf8);
  CHECK(read_encoding_name("Big5-HKSCS") == Encoding::big5);
  CHECK(!read_encoding_name("ebcdic"));
  for (const Encoding encoding : {Encoding::utf8, Encoding::utf16_le, Encoding::utf16_be, Encoding::gb18030,
                                  Encoding::big5, Encoding::windows_1252}) {
    CHECK(read_encoding_name(encoding_name(encoding)) == encoding);
  }
}

// Random customer rows in each encoding must be recognised, down to a single short row.
TEST_CASE("encodings: short Chinese lists are told apart") {
  static const std::vector<std::string> names = {"王伟", "李娜", "张敏", "刘洋", "陈静", "杨帆",
                                                 "赵磊", "黄蓉", "周杰", "吴迪", "徐凯", "孙悦"};
  static const std::vector<std::string> notes = {"老客户，很满意", "希望尽快送货", "要求开发票",
                                                 "价格太高",       "下周回访",     "投诉：包装破损"};
  const GbEncodeTable table = gb_encode_table();
  int wrong = 0;
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    std::mt19937_64 random(seed);
    std::string text = seed % 2 == 0 ? "姓名,电话,备注\n" : "";
    for (std::size_t n = 1 + random() % 4; n > 0; --n) {
      text += names[random() % names.size()] + ",1380013" + std::to_string(random() % 10'000) + "," +
              notes[random() % notes.size()] + "\n";
    }
    const base::Result<Decoded> decoded = decode_text(*encode_gbk(text, table));
    if (!decoded || decoded->encoding != Encoding::gb18030 || decoded->text != text) ++wrong;
  }
  CHECK(wrong == 0);
}
