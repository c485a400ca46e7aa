// A file somebody calls a table: decoded, cut into rows, and written again.
#include "core/exchange/csv.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/exchange/encoding.h"

using namespace zhike;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const auto encoding = exchange::detect_encoding(bytes);
  exchange::TextDecoder decoder(bytes, encoding ? *encoding : exchange::Encoding::gb18030);
  while (!decoder.step(64)) {
  }
  exchange::CsvReader reader(decoder.take().text);
  exchange::CsvRow row;
  std::size_t columns = 0, cells = 0;
  while (reader.next_row(row)) {
    if (columns == 0) reader.expect_columns(columns = row.cells.size());
    for (const std::string_view cell : row.cells) cells += cell.size();
  }
  return cells == SIZE_MAX ? 1 : 0;
}
