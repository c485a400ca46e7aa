// A checkpoint as anybody may have written it, with right checksums, so that the fuzzer gets behind them: a small
// book's own body with bytes changed, at places and to values that the input names. The book must open, and as its
// journal says or as the checkpoint says, without touching what is not there.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/base/hash.h"
#include "core/store/book.h"
#include "tests/support/memory_ports.h"

using namespace zhike;

namespace {

std::string hex8(std::uint32_t value) { return base::write_device(value).substr(8); }

store::Change edit(std::uint64_t number) {
  store::Change c;
  c.at = {static_cast<std::int64_t>(number), 0};
  c.command = "edit";
  const base::RecId rec{9, number % 3 + 1}, other{9, number % 2 + 1};
  c.records.push_back({"customer", rec, {{"name", {schema::Value{"n" + std::to_string(number)}, {}}, {}}}});
  c.records.push_back({"purchase", {7, number % 4}, {{"customer", {schema::Value{rec}, {}}, {}}}});
  c.records.push_back({"moon", {5, number}, {{"x", {{}, "1"}, {}}}});
  if (number % 3 == 0) c.records[0].sets.push_back({"_alias", {{}, '"' + base::write_id(other) + '"'}, {}});
  if (number % 4 == 0) c.records[0].sets.push_back({"_del", {{}, "{\"saw\":[]}"}, {}});
  return c;
}

// A book with its checkpoint; the paths of its one part and its head.
test::MemoryStorage sample(std::string& part, std::string& head) {
  test::MemoryStorage storage;
  store::Book book;
  book.set_identity({42, "anna"});
  for (std::uint64_t i = 1; i <= 12; ++i) book.write(edit(i));
  book.save(storage, [](const base::Status&) {});
  if (!book.begin_checkpoint(storage)) std::abort();
  while (book.checkpoint_step(storage)) {
  }
  for (const auto& [path, bytes] : storage.files)
    if (path.starts_with("ckpt/")) (path.find('.') == std::string::npos ? head : part) = path;
  return storage;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static std::string part, head;
  static const test::MemoryStorage made = sample(part, head);
  test::MemoryStorage storage = made;
  std::string body = storage.files[part], text = storage.files[head];
  const std::uint32_t old_crc = base::crc32c(body);
  for (std::size_t i = 0; i + 2 < size; i += 3)
    body[(data[i] | std::size_t{data[i + 1]} << 8) % body.size()] = static_cast<char>(data[i + 2]);
  const std::uint32_t crc = base::crc32c(body);
  const std::string before = "[[" + std::to_string(old_crc) + ",";
  text.replace(text.find(before), before.size(), "[[" + std::to_string(crc) + ",");
  storage.files.erase(part);
  storage.files.erase(head);
  storage.files["ckpt/000001.000-" + hex8(crc)] = body;
  storage.files["ckpt/000001-" + hex8(base::crc32c(text))] = text;
  store::Book book;
  if (!book.open(storage)) std::abort();
  (void)store::state_hash(book.document());
  (void)book.document().conflicts();
  for (store::Handle h = 1; h < book.document().handle_count(); ++h) {
    (void)book.document().read<schema::Purchase>(h);
    (void)book.document().live_changes(h);
    (void)book.document().joined(h);
  }
  for (std::uint64_t i = 13; i <= 18; ++i) book.write(edit(i));
  book.save(storage, [](const base::Status& status) { status ? void() : std::abort(); });
  return 0;
}
