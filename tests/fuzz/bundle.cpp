// A bundle from anybody: read, previewed and merged into a small book, which must then open again as it was.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/exchange/merge.h"
#include "core/exchange/peers.h"
#include "tests/support/memory_ports.h"

using namespace zhike;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  auto reader = exchange::BundleReader::open(text);
  if (!reader) return 0;
  store::Book book;
  book.set_identity({42, "anna"});
  exchange::MergeAnalysis analysis(book);
  analysis.begin_file("b", *reader);
  // A mutated bundle never has the right root; what lies behind that check is fuzzed all the same.
  for (std::size_t i = 0; i < reader->count(); ++i) analysis.add(reader->line(i), 0, reader->place(i));
  (void)analysis.report();
  for (std::size_t i = 0; i < reader->count(); ++i) (void)book.receive(reader->line(i));
  book.catch_up();
  for (const auto& [id, hash] : reader->heads()) book.compare(id, hash);
  exchange::note_bundle(book, *reader, 0);
  const std::string state = store::state_hash(book.document());
  test::MemoryStorage storage;
  book.save(storage, [](const base::Status& status) { status ? void() : std::abort(); });
  store::Book again;
  if (!again.open(storage) || store::state_hash(again.document()) != state) std::abort();
  (void)exchange::write_bundle(again, exchange::acknowledged(book));
  return 0;
}
