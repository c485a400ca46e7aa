#include <algorithm>

#include "core/exchange/csv.h"

namespace zhike::exchange {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// -12.5, +3, -1,234.50, -5%: what a spreadsheet shows as a number and cannot run.
bool is_signed_number(std::string_view cell) {
  if (cell.size() < 2 || (cell[0] != '-' && cell[0] != '+')) return false;
  if (cell.back() == '%') cell.remove_suffix(1);
  bool any = false;
  for (const char c : cell.substr(1)) {
    if (!is_digit(c) && c != '.' && c != ',') return false;
    any = any || is_digit(c);
  }
  return any;
}

bool starts_formula(std::string_view cell) {
  return !cell.empty() && std::string_view("=+-@\t\r").find(cell[0]) != std::string_view::npos;
}

// All separators that a reader might try, whichever is in use: then a guess can never cut a cell.
bool needs_quotes(std::string_view cell) {
  return cell.find_first_of(",;\t|\"\r\n") != std::string_view::npos || cell.starts_with(' ') || cell.ends_with(' ') ||
         cell.starts_with("sep=");
}

}  // namespace

bool is_formula(std::string_view cell) {
  const std::size_t first = std::min(cell.find_first_not_of('\''), cell.size());
  const std::string_view rest = cell.substr(first);
  // An apostrophe before a formula character is doubled, so that the reader takes off ours and leaves the author's.
  if (first > 0) return starts_formula(rest);
  return starts_formula(rest) && !is_signed_number(rest);
}

CsvWriter::CsvWriter(char separator) : out_("\xef\xbb\xbf"), separator_(separator) {}

void CsvWriter::add_row(std::span<const std::string_view> cells) {
  bool first = true;
  for (const std::string_view cell : cells) {
    if (!first) out_.push_back(separator_);
    first = false;
    add_cell(cell);
  }
  out_ += "\r\n";
}

void CsvWriter::add_row(std::span<const std::string> cells) {
  const std::vector<std::string_view> views(cells.begin(), cells.end());
  add_row(std::span<const std::string_view>(views));
}

void CsvWriter::add_cell(std::string_view cell) {
  const bool defused = is_formula(cell);
  const bool quoted = needs_quotes(cell) || cell.find(separator_) != std::string_view::npos;
  if (quoted) out_.push_back('"');
  if (defused) out_.push_back('\'');
  for (const char c : cell) {
    if (c == '"') out_.push_back('"');
    out_.push_back(c);
  }
  if (quoted) out_.push_back('"');
}

}  // namespace zhike::exchange
