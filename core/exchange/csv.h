// CSV in and out: finds the separator, reads row by row whatever real files contain (quoted newlines, Excel's habits,
// stray quotes, ragged rows), writes RFC 4180 that spreadsheets open safely. Used by import and export.
// Reader and writer are inverse for every text; neither knows what a column means, and no text is ever dropped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zhike::exchange {

struct CsvFormat {
  char separator = ',';
  enum class RowEnd { line_feed, carriage_return } row_end = RowEnd::line_feed;  // line_feed: LF and CRLF
  bool has_separator_line = false;                                               // the first line is Excel's "sep=;"
};

// The separator (comma, semicolon, tab or bar) that cuts the first rows most evenly. Never fails.
CsvFormat sniff_csv(std::string_view text);

struct CsvRow {
  std::size_t line = 0;                 // where the row begins, from 1
  std::vector<std::string_view> cells;  // valid until the next next_row()
  // "" or what is odd about the row: "csv.stray_quote", "csv.too_few_cells", "csv.too_many_cells". The cells are usable
  // all the same: missing ones are empty, surplus ones are kept behind the others.
  std::string_view problem;
};

// Yields the rows one by one, so that a long import can be cut into slices. Rows without any text are passed over.
class CsvReader {  // Invariant: at_ is the start of a row or the end of text_
 public:
  CsvReader(std::string text, CsvFormat format);
  explicit CsvReader(std::string text);  // sniffs the format
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;

  bool next_row(CsvRow& row);  // false at the end
  void rewind();
  // From now on rows with another count are ragged: padded or reported. 0 turns this off.
  void expect_columns(std::size_t count) { columns_ = count; }

  const CsvFormat& format() const { return format_; }
  std::size_t bytes_read() const { return at_; }
  std::size_t bytes_total() const { return text_.size(); }
  std::size_t blank_rows() const { return blank_rows_; }

 private:
  struct Piece {
    std::size_t start, length;
    enum class Source { text, scratch } source;
  };
  void read_record();
  void read_cell();
  bool read_quoted_cell();
  void read_plain_cell();
  std::size_t find_closing_quote(std::size_t from);
  bool is_cell_end(std::size_t at) const;
  bool is_row_end(std::size_t at) const;
  void add_cell(std::size_t start, std::size_t end);
  void add_unescaped_cell(std::size_t start, std::size_t end);
  void collect(CsvRow& row) const;
  void check_columns(CsvRow& row) const;

  std::string text_;
  CsvFormat format_;
  std::size_t at_ = 0, line_ = 1, columns_ = 0, blank_rows_ = 0;
  std::size_t unclosed_until_ = 0;  // no quote opened before this offset is ever closed
  bool stray_quote_ = false;
  std::vector<Piece> pieces_;
  std::string scratch_;
};

struct CsvProblem {
  std::size_t line = 0;
  std::string code;    // "csv.duplicate_heading", "csv.empty_heading", "csv.no_heading", "csv.title_row"
  std::string detail;  // the heading, or the skipped title
};

struct CsvHead {
  std::vector<std::string> headings;  // one a column; a repeated one gets " (2)", an empty one its letter, "C"
  std::size_t line = 0;
  std::vector<CsvProblem> problems;
};

// Reads the heading row, passing over titles above it, and sets expect_columns(). Empty columns at the right end that
// hold no text in the first rows are dropped. No rows at all: no headings and the problem "csv.no_heading".
CsvHead read_head(CsvReader& reader);

class CsvWriter {
 public:
  explicit CsvWriter(char separator = ',');
  // A cell that a spreadsheet would run as a formula gets a leading apostrophe, which CsvReader takes off again.
  void add_row(std::span<const std::string_view> cells);
  void add_row(std::span<const std::string> cells);
  const std::string& text() const { return out_; }  // UTF-8 with a byte order mark, CRLF
  std::string take() { return std::exchange(out_, {}); }

 private:
  void add_cell(std::string_view cell);
  std::string out_;
  char separator_;
};

// True for cells that CsvWriter defuses.
bool is_formula(std::string_view cell);

}  // namespace zhike::exchange
