#include "core/exchange/csv.h"

#include <random>

#include <catch2/catch_test_macros.hpp>

#include "core/base/text.h"
#include "core/exchange/encoding.h"

using namespace zhike;
using namespace zhike::exchange;
using Rows = std::vector<std::vector<std::string>>;

namespace {

Rows read_rows(CsvReader& reader) {
  Rows rows;
  for (CsvRow row; reader.next_row(row);) rows.emplace_back(row.cells.begin(), row.cells.end());
  return rows;
}

std::string random_cell(std::mt19937_64& random) {
  static const std::vector<std::string> bits = {"a",  "7",      "客",    "😀",     " ",  ",", ";",      "\t",    "|",
                                                "\"", "\"\"",   "\n",    "\r\n",   "\r", "=", "+",      "-",     "@",
                                                "'",  "\"\n\"", "sep=;", "=\"0\"", "%",  ".", "\u3000", "\ufeff"};
  std::string cell;
  for (std::size_t n = random() % 6; n > 0; --n) cell += bits[random() % bits.size()];
  return cell;
}

}  // namespace

TEST_CASE("CSV: what the writer writes, the reader reads back, whatever the cells hold") {
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    std::mt19937_64 random(seed);
    const std::size_t columns = 1 + random() % 6;
    Rows rows;
    for (std::size_t n = 1 + random() % 6; n > 0; --n) {
      std::vector<std::string>& row = rows.emplace_back();
      row.push_back("r" + random_cell(random));  // a row without any text would be passed over
      while (row.size() < columns) row.push_back(random_cell(random));
    }
    const char separator = ",;\t|"[random() % 4];
    CsvWriter writer(separator);
    for (const std::vector<std::string>& row : rows) writer.add_row(row);
    CsvReader told(writer.text(), CsvFormat{.separator = separator});
    if (read_rows(told) != rows) FAIL("seed " << seed << " told:\n" << writer.text());
    told.rewind();
    if (read_rows(told) != rows) FAIL("seed " << seed << " rewound");
    // Sniffing is sure as soon as there are two columns and every row has them.
    CsvReader sniffed(writer.text());
    if (columns > 1 && read_rows(sniffed) != rows) FAIL("seed " << seed << " sniffed:\n" << writer.text());
  }
}

TEST_CASE("CSV: the writer's form") {
  CsvWriter writer;
  const std::vector<std::string> row = {"plain", "a,b", "say \"hi\"", "two\nlines", "", " x"};
  writer.add_row(row);
  CHECK(writer.text() == "\xef\xbb\xbfplain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",,\" x\"\r\n");
  CsvWriter tabs('\t');
  tabs.add_row(std::vector<std::string>{"a,b", "c"});
  CHECK(tabs.text() == "\xef\xbb\xbf\"a,b\"\tc\r\n");
}

TEST_CASE("CSV: formulas are defused, numbers are not") {
  for (const char* cell : {"=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-", "+", "--1", "'=1",
                           "''@x", "=\"00123\"", "-1x", "+1(2"}) {
    INFO(cell);
    CHECK(is_formula(cell));
  }
  for (const char* cell :
       {"-12.5", "+3", "-1,234.50", "-5%", "+8613800138000", "a=1", "", "'", "'a", "1-2", "客户-1", "−5"}) {
    INFO(cell);
    CHECK(!is_formula(cell));
  }
  CsvWriter writer;
  writer.add_row(std::vector<std::string>{"=A1", "-12.5", "'=x", "=a,b"});
  CHECK(writer.text() == "\xef\xbb\xbf'=A1,-12.5,''=x,\"'=a,b\"\r\n");
}

TEST_CASE("CSV: rows know their line, also after cells with line breaks") {
  CsvReader reader("h1,h2\n\"a\nb\nc\",1\n\n2,3\r\n\"x\r\ny\",4\n5,6");
  CsvRow row;
  std::vector<std::size_t> lines;
  while (reader.next_row(row)) lines.push_back(row.line);
  CHECK(lines == std::vector<std::size_t>{1, 2, 6, 7, 9});
  CHECK(reader.blank_rows() == 1);
  CHECK(reader.bytes_read() == reader.bytes_total());
}

TEST_CASE("CSV: any bytes give rows of valid text, never a crash, and reading ends") {
  static const std::vector<std::string> bits = {"\"",
                                                ",",
                                                ";",
                                                "\n",
                                                "\r",
                                                "\r\n",
                                                "\t",
                                                "=\"",
                                                "'",
                                                "a",
                                                "客户",
                                                "\xff",
                                                "\xd6\xd0",
                                                "\xa4\xa4",
                                                "\"\"",
                                                " ",
                                                "sep=",
                                                "|",
                                                std::string(1, '\0'),
                                                "\xef\xbb\xbf",
                                                "1.5"};
  std::size_t read = 0, refused = 0;
  for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
    std::mt19937_64 random(seed);
    std::string bytes;
    const bool raw = seed % 3 == 0;
    for (std::size_t n = random() % 60; n > 0; --n) {
      if (raw) {
        bytes.push_back(static_cast<char>(random()));
      } else {
        const std::size_t pick = random() % bits.size();
        bytes += pick == 18 && seed % 50 != 0 ? "b" : bits[pick];  // few zeros: they end the matter at once
      }
    }
    const base::Result<Decoded> decoded = decode_text(bytes);
    if (!decoded) {
      ++refused;
      if (decoded.error().code.empty()) FAIL("seed " << seed);
      continue;
    }
    ++read;
    if (base::find_invalid_utf8(decoded->text) != std::string::npos) FAIL("seed " << seed);
    CsvReader reader(decoded->text);
    const CsvHead head = read_head(reader);
    std::size_t rows = 0;
    for (CsvRow row; reader.next_row(row); ++rows) {
      if (row.cells.size() < head.headings.size() || rows > bytes.size()) FAIL("seed " << seed);
      for (const std::string_view cell : row.cells) {
        if (base::find_invalid_utf8(cell) != std::string::npos) FAIL("seed " << seed);
      }
    }
  }
  CHECK(read > 5000);
  CHECK(refused > 1000);
}

TEST_CASE("CSV: hostile quotes take no more than linear time") {
  for (const char* unit : {"\"a,", "\"a,\"b\n", "\"", "\"\n", "\"\"\"", "=\"", "'", ",\"\n"}) {
    std::string text;
    while (text.size() < 3'000'000) text += unit;
    CsvReader reader(std::move(text));
    read_head(reader);
    std::size_t cells = 0;
    for (CsvRow row; reader.next_row(row);) cells += row.cells.size();
    CHECK(cells < 4'000'000);
    CHECK(reader.bytes_read() == reader.bytes_total());
  }
}
