// A file somebody calls a table: cut into rows, and read again after a rewind with the same cells.
#include "core/exchange/csv.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/base/hash.h"

using namespace zhike;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  exchange::CsvReader reader(std::string(reinterpret_cast<const char*>(data), size));
  const auto read_all = [&] {
    exchange::CsvRow row;
    std::uint64_t seen = 0;
    while (reader.next_row(row))
      for (const std::string_view cell : row.cells) seen = seen * 31 + base::fast_hash(cell);
    return seen;
  };
  const std::uint64_t first = read_all();
  reader.rewind();
  if (read_all() != first) std::abort();
  return 0;
}
