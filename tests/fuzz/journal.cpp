// A segment as a broken disk may give it back. The first byte chooses: the bytes as they are, or each line with a right
// checksum, so that the fuzzer gets behind it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/base/text.h"
#include "core/store/book.h"
#include "tests/support/memory_ports.h"

using namespace zhike;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  test::MemoryStorage storage;
  storage.files["meta/device.json"] = R"({"by":"anna","device":"000000000000002a"})";
  std::string& segment = storage.files["seg/000001.log"];
  if (data[0] % 2) {
    segment = text;
  } else {
    for (const std::string_view line : base::split(text, '\n')) segment += store::frame_line(line) + "\n";
  }
  store::Book book;
  if (!book.open(storage)) std::abort();
  store::Change change;
  change.at = {1, 0};
  change.records.push_back({"customer", {1, 2}, {{"name", {schema::Value{"n"}, {}}, {}}}});
  if (book.is_identity_doubtful()) book.set_identity({43, "anna"});
  book.write(std::move(change));
  book.save(storage, [](const base::Status& status) { status ? void() : std::abort(); });
  store::Book again;
  if (!again.open(storage)) std::abort();
  if (store::state_hash(again.document()) != store::state_hash(book.document())) std::abort();
  return 0;
}
