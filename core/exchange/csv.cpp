#include "core/exchange/csv.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "core/base/text.h"

namespace zhike::exchange {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t longest_quoted_cell = 256 * 1024;  // beyond that an opening quote is taken for a plain character
constexpr std::size_t sniffed_bytes = 64 * 1024, sniffed_rows = 100, head_rows = 20, title_rows = 5;

bool is_blank(std::string_view cell) { return base::trim(cell).empty(); }

bool starts_formula(std::string_view cell) {
  return !cell.empty() && std::string_view("=+-@\t\r").find(cell[0]) != npos;
}

// Excel's way to keep leading zeros: ="00123".
bool is_text_formula(std::string_view cell) {
  return cell.size() >= 3 && cell.starts_with("=\"") && cell.find('"', 2) == cell.size() - 1;
}

std::string column_letters(std::size_t column) {
  std::string letters;
  for (++column; column > 0; column = (column - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  return letters;
}

// Which line break ends rows, by those outside quotes: old Mac files have CR only, and LF inside cells.
CsvFormat::RowEnd sniff_row_end(std::string_view sample) {
  std::size_t feeds = 0, lone_returns = 0;
  bool quoted = false;
  for (std::size_t at = 0; at < sample.size(); ++at) {
    const char c = sample[at];
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n') ++feeds;
    if (c == '\r' && (at + 1 == sample.size() || sample[at + 1] != '\n')) ++lone_returns;
  }
  return lone_returns > feeds ? CsvFormat::RowEnd::carriage_return : CsvFormat::RowEnd::line_feed;
}

// How evenly this format cuts the sample: the share of rows with the commonest count of cells, squared, and a little
// for more columns; 0 when it cuts nothing.
double evenness(std::string_view sample, const CsvFormat& format) {
  CsvReader reader{std::string(sample), format};
  CsvRow row;
  std::map<std::size_t, std::size_t> rows_by_width;
  std::size_t rows = 0, torn = 0;
  while (rows < sniffed_rows && reader.next_row(row)) {
    ++rows;
    // Quotes amid text or torn apart: a sign of the wrong separator.
    const bool is_torn = std::any_of(row.cells.begin(), row.cells.end(), [](std::string_view cell) {
      return std::count(cell.begin(), cell.end(), '"') % 2 == 1;
    });
    torn += is_torn || !row.problem.empty() ? 1 : 0;
    ++rows_by_width[row.cells.size()];
  }
  const auto commonest = std::max_element(rows_by_width.begin(), rows_by_width.end(), [](const auto& a, const auto& b) {
    return a.second < b.second || (a.second == b.second && a.first < b.first);
  });
  if (commonest == rows_by_width.end()) return 0;
  std::size_t width = commonest->first;
  double share = static_cast<double>(commonest->second) / static_cast<double>(rows);
  if (width < 2) {
    // Mostly uncut: a list with notes, or a wrong separator. Weak evidence is better than none.
    if (rows_by_width.size() < 2) return 0;
    width = rows_by_width.rbegin()->first;
    share = 0.2 * (1 - share);
  }
  share *= 1 - 0.5 * static_cast<double>(torn) / static_cast<double>(rows);
  return share * share + 0.01 * static_cast<double>(std::min<std::size_t>(width, 30));
}

struct Sample {
  std::vector<std::string> cells;
  std::size_t line, width, filled;  // width: cells up to the last with text; filled: cells with text
};

Sample copy_row(const CsvRow& row) {
  Sample sample{{}, row.line, 0, 0};
  for (const std::string_view cell : row.cells) {
    sample.cells.emplace_back(base::trim(cell));
    if (sample.cells.back().empty()) continue;
    sample.width = sample.cells.size();
    ++sample.filled;
  }
  return sample;
}

// The first row that fills more than a third of the columns: a title or a "made by" line above it does not.
std::size_t find_heading(const std::vector<Sample>& rows) {
  std::size_t width = 0;
  for (const Sample& row : rows) width = std::max(width, row.width);
  if (width < 3) return 0;
  for (std::size_t i = 0; i < rows.size() && i < title_rows; ++i) {
    if (rows[i].filled > 1 && rows[i].filled * 3 > width) return i;
  }
  return 0;
}

void name_columns(CsvHead& head, const Sample& heading, std::size_t width) {
  std::unordered_set<std::string> taken;
  std::unordered_map<std::string, int> numbers;  // the last one given to a repeated name
  for (std::size_t column = 0; column < width; ++column) {
    std::string name = column < heading.cells.size() ? base::replace_all(heading.cells[column], "\r\n", " ") : "";
    std::replace(name.begin(), name.end(), '\n', ' ');
    if (name.empty()) {
      name = column_letters(column);
      head.problems.push_back({heading.line, "csv.empty_heading", name});
    }
    const std::string original = name;
    if (!taken.insert(name).second) {
      head.problems.push_back({heading.line, "csv.duplicate_heading", original});
      int& number = numbers.try_emplace(original, 1).first->second;
      do {
        name = original + " (" + std::to_string(++number) + ")";
      } while (!taken.insert(name).second);
    }
    head.headings.push_back(std::move(name));
  }
}

}  // namespace

CsvFormat sniff_csv(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  CsvFormat format;
  const std::string_view sample = text.substr(0, sniffed_bytes);
  format.row_end = sniff_row_end(sample);
  if (text.size() >= 6 && base::to_lower_ascii(text.substr(0, 4)) == "sep=" && (text[5] == '\r' || text[5] == '\n')) {
    format.separator = text[4];
    format.has_separator_line = true;
    return format;
  }
  double best = 0;
  for (const char separator : {'\t', ',', ';', '|'}) {
    const double score = evenness(sample, {separator, format.row_end, false});
    if (score > best) {
      best = score;
      format.separator = separator;
    }
  }
  return format;
}

CsvReader::CsvReader(std::string text, CsvFormat format) : text_(std::move(text)), format_(format) { rewind(); }
CsvReader::CsvReader(std::string text) : CsvReader(std::move(text), CsvFormat{}) {
  format_ = sniff_csv(text_);
  rewind();
}

void CsvReader::rewind() {
  at_ = std::string_view(text_).starts_with("\xef\xbb\xbf") ? 3 : 0;
  line_ = 1;
  blank_rows_ = 0;
  unclosed_until_ = 0;
  if (format_.has_separator_line) read_record();
}

bool CsvReader::next_row(CsvRow& row) {
  while (at_ < text_.size()) {
    row.line = line_;
    row.problem = {};
    read_record();
    collect(row);
    if (std::all_of(row.cells.begin(), row.cells.end(), is_blank)) {
      ++blank_rows_;
      continue;
    }
    if (stray_quote_) row.problem = "csv.stray_quote";
    check_columns(row);
    return true;
  }
  row.cells.clear();
  return false;
}

void CsvReader::read_record() {
  pieces_.clear();
  scratch_.clear();
  stray_quote_ = false;
  for (;;) {
    read_cell();
    if (at_ == text_.size()) return;
    if (text_[at_] != format_.separator) break;
    ++at_;
  }
  at_ += text_.compare(at_, 2, "\r\n") == 0 ? 2 : 1;
  ++line_;
}

bool CsvReader::is_row_end(std::size_t at) const {
  if (at == text_.size()) return true;
  const char c = text_[at];
  if (c == '\n') return format_.row_end == CsvFormat::RowEnd::line_feed;
  if (c != '\r') return false;
  return format_.row_end == CsvFormat::RowEnd::carriage_return || at + 1 == text_.size() || text_[at + 1] == '\n';
}

bool CsvReader::is_cell_end(std::size_t at) const {
  return at == text_.size() || text_[at] == format_.separator || is_row_end(at);
}

void CsvReader::read_cell() {
  std::size_t first = at_;
  while (first < text_.size() && text_[first] == ' ' && format_.separator != ' ') ++first;
  if (first < text_.size() && text_[first] == '"') {
    const std::size_t start = at_;
    at_ = first;
    if (read_quoted_cell()) return;
    at_ = start;
    stray_quote_ = true;
  }
  read_plain_cell();
}

// The quote that ends the cell whose content begins at `from`, or npos. A quote amid text is taken for text.
std::size_t CsvReader::find_closing_quote(std::size_t from) {
  const auto ends_cell = [this](std::size_t at) {
    while (at < text_.size() && text_[at] == ' ') ++at;
    return is_cell_end(at);
  };
  if (from < unclosed_until_) {
    // This stretch has been searched in vain; only an empty quoted cell can have been overlooked.
    return from < text_.size() && text_[from] == '"' && ends_cell(from + 1) ? from : npos;
  }
  const std::size_t limit = std::min(text_.size(), from + longest_quoted_cell);
  bool stray = false, crossed_row = false;
  std::size_t searched = from;
  for (std::size_t at = from; (at = text_.find('"', at)) < limit;) {
    if (at + 1 < text_.size() && text_[at + 1] == '"') {
      at += 2;
      continue;
    }
    if (ends_cell(at + 1)) {
      stray_quote_ = stray_quote_ || stray;
      return at;
    }
    // A quote that seems to open a cell of a later row: ours was never meant to open one.
    while (!crossed_row && searched < at) crossed_row = is_row_end(searched++);
    if (crossed_row && (text_[at - 1] == format_.separator || is_row_end(at - 1))) return npos;
    stray = true;
    ++at;
  }
  unclosed_until_ = limit;
  return npos;
}

bool CsvReader::read_quoted_cell() {
  const std::size_t start = at_ + 1;
  const std::size_t end = find_closing_quote(start);
  if (end == npos) return false;
  const std::string_view content = std::string_view(text_).substr(start, end - start);
  const char row_end = format_.row_end == CsvFormat::RowEnd::line_feed ? '\n' : '\r';
  line_ += static_cast<std::size_t>(std::count(content.begin(), content.end(), row_end));
  if (content.find("\"\"") == npos) {
    add_cell(start, end);
  } else {
    add_unescaped_cell(start, end);
  }
  for (at_ = end + 1; !is_cell_end(at_);) ++at_;  // blanks before the separator
  return true;
}

void CsvReader::read_plain_cell() {
  const std::size_t start = at_;
  if (text_.compare(at_, 2, "=\"") == 0) {
    const std::size_t quote = text_.find_first_of("\"\r\n", at_ + 2);
    if (quote != npos && text_[quote] == '"' && is_cell_end(quote + 1)) at_ = quote + 1;
  }
  while (!is_cell_end(at_)) ++at_;
  add_cell(start, at_);
}

// What a cell means: the inside of ="…", and without the apostrophe that keeps a spreadsheet from running it.
static std::string_view unwrapped(std::string_view cell) {
  if (is_text_formula(cell)) return cell.substr(2, cell.size() - 3);
  const std::size_t first = cell.find_first_not_of('\'');
  if (first != npos && first > 0 && starts_formula(cell.substr(first))) cell.remove_prefix(1);
  return cell;
}

void CsvReader::add_cell(std::size_t start, std::size_t end) {
  const std::string_view cell = unwrapped(std::string_view(text_).substr(start, end - start));
  pieces_.push_back({static_cast<std::size_t>(cell.data() - text_.data()), cell.size(), Piece::Source::text});
}

void CsvReader::add_unescaped_cell(std::size_t start, std::size_t end) {
  const std::size_t first = scratch_.size();
  for (std::size_t at = start; at < end; ++at) {
    scratch_.push_back(text_[at]);
    if (text_[at] == '"' && at + 1 < end && text_[at + 1] == '"') ++at;
  }
  const std::string_view cell = unwrapped(std::string_view(scratch_).substr(first));
  pieces_.push_back({static_cast<std::size_t>(cell.data() - scratch_.data()), cell.size(), Piece::Source::scratch});
}

// Only now: scratch_ has stopped moving.
void CsvReader::collect(CsvRow& row) const {
  row.cells.clear();
  for (const Piece& piece : pieces_) {
    const std::string_view source = piece.source == Piece::Source::text ? text_ : scratch_;
    row.cells.push_back(source.substr(piece.start, piece.length));
  }
}

void CsvReader::check_columns(CsvRow& row) const {
  if (columns_ == 0) return;
  while (row.cells.size() > columns_ && is_blank(row.cells.back())) row.cells.pop_back();
  if (row.cells.size() > columns_) {
    row.problem = "csv.too_many_cells";
  } else if (row.cells.size() < columns_) {
    row.problem = "csv.too_few_cells";
    row.cells.resize(columns_);
  }
}

CsvHead read_head(CsvReader& reader) {
  reader.expect_columns(0);
  reader.rewind();
  std::vector<Sample> rows;
  for (CsvRow row; rows.size() < head_rows && reader.next_row(row);) rows.push_back(copy_row(row));
  reader.rewind();
  CsvHead head;
  if (rows.empty()) {
    head.problems.push_back({1, "csv.no_heading", ""});
    return head;
  }
  const std::size_t heading = find_heading(rows);
  std::size_t width = 0;
  for (std::size_t i = heading; i < rows.size(); ++i) width = std::max(width, rows[i].width);
  CsvRow passed;
  for (std::size_t i = 0; i <= heading; ++i) {
    reader.next_row(passed);
    if (i == heading) break;
    std::string title;
    for (const std::string& cell : rows[i].cells) title += (title.empty() || cell.empty() ? "" : " ") + cell;
    head.problems.push_back({rows[i].line, "csv.title_row", title});
  }
  head.line = rows[heading].line;
  // One overlong row must not add columns: those beyond the headings count when most sampled rows fill them.
  const auto fills = [&rows, heading](std::size_t columns) {
    return static_cast<std::size_t>(std::count_if(rows.begin() + static_cast<std::ptrdiff_t>(heading) + 1, rows.end(),
                                                  [columns](const Sample& row) { return row.width >= columns; }));
  };
  const std::size_t data_rows = rows.size() - heading - 1;
  while (width > rows[heading].width && fills(width) * 2 <= data_rows) --width;
  name_columns(head, rows[heading], width);
  reader.expect_columns(width);
  return head;
}

}  // namespace zhike::exchange
