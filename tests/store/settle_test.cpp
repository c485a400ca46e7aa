// What one more change-set on top of the document cannot show: records that are erased, ids of two types, both in any
// order and through forks. Erased contents are gone from every stored byte.
#include <functional>
#include <utility>

#include <catch2/catch_test_macros.hpp>

#include "core/base/random.h"
#include "core/store/book.h"
#include "tests/support/memory_ports.h"

using namespace zhike;
using base::ChangeId;
using test::MemoryStorage;

namespace {

constexpr std::string_view telltale = "telltale";
const base::RecId erased{9, 1}, kept{9, 2};

store::Change change(ChangeId id, std::vector<store::RecordOp> ops) {
  store::Change c;
  c.id = id;
  c.at = {1000 + id.seq, 0};
  c.by = "bo";
  c.command = "edit";
  c.records = std::move(ops);
  return c;
}
store::RecordOp set(base::RecId rec, std::string value, std::string type = "customer", std::string field = "name") {
  return {std::move(type), rec, {{std::move(field), {schema::Value{std::move(value)}, {}}, {}}}};
}
store::RecordOp purge(base::RecId rec) {
  return {"customer", rec, {{std::string(store::purge_key), {{}, "true"}, {}}}};
}
std::string line(ChangeId id, std::vector<store::RecordOp> ops) {
  return store::write_change(change(id, std::move(ops)));
}

store::Book annas_book() {
  store::Book book;
  book.set_identity({42, "anna"});
  return book;
}
void save(store::Book& book, ports::Storage& storage) {
  book.save(storage, [](const base::Status& status) { REQUIRE(status); });
}
bool holds(const MemoryStorage& storage, std::string_view text) {
  for (const auto& [path, bytes] : storage.files)
    if (bytes.find(text) != std::string::npos) return true;
  return false;
}
// Receives them as one merge; its number.
std::uint32_t merge(store::Book& book, const std::vector<std::pair<ChangeId, std::string>>& lines) {
  store::MergeEntry entry;
  std::vector<ChangeId> ids;
  for (const auto& [id, text] : lines) ids.push_back(id);
  entry.bring(std::move(ids));
  const std::uint32_t number = book.begin_merge(std::move(entry));
  for (const auto& [id, text] : lines) REQUIRE(book.receive(text));
  book.catch_up();
  book.set_merge_state(number, store::MergeState::in);
  return number;
}
void turn(store::Book& book, std::uint32_t number, store::MergeState state) {
  book.set_merge_state(number, state);
  while (book.settle(SIZE_MAX)) {
  }
}
std::size_t customers(const store::Book& book) { return book.document().table<schema::Customer>().visible_count; }

// A browser's storage: commits are carried out later, in order.
class SlowStorage final : public MemoryStorage {
 public:
  void commit(std::vector<ports::FileWrite> writes, std::vector<std::string> removes,
              std::function<void(base::Status)> done) override {
    waiting_.push_back([this, w = std::move(writes), r = std::move(removes), d = std::move(done)]() mutable {
      MemoryStorage::commit(std::move(w), std::move(r), std::move(d));
    });
  }
  void carry_out() {
    for (auto& commit : std::exchange(waiting_, {})) commit();
  }

 private:
  std::vector<std::function<void()>> waiting_;
};

}  // namespace

TEST_CASE("an erased row of an import leaves every stored file; the rows beside it stay") {
  MemoryStorage storage;
  store::Book book = annas_book();
  store::Change import = change({}, {});
  import.batches.push_back({"customer",
                            {"name"},
                            {{erased, {{schema::Value{std::string(telltale)}, {}}}},
                             {kept, {{schema::Value{std::string("neighbour")}, {}}}}}});
  book.write(import);
  save(book, storage);
  CHECK(holds(storage, telltale));
  book.write(change({}, {purge(erased)}));
  save(book, storage);
  CHECK_FALSE(holds(storage, telltale));
  CHECK(holds(storage, "neighbour"));
  store::Book again;
  REQUIRE(again.open(storage));
  CHECK(customers(again) == 1);
  CHECK(store::state_hash(again.document()) == store::state_hash(book.document()));
}

TEST_CASE("what a colleague still sends of an erased record is not stored, not even until the merge has ended") {
  MemoryStorage storage;
  store::Book book = annas_book();
  book.write(change({}, {set(erased, "Chen")}));
  book.write(change({}, {purge(erased)}));
  save(book, storage);
  REQUIRE(book.receive(line({77, 1}, {set(erased, std::string(telltale)), set(kept, "neighbour")})));
  save(book, storage);  // the page is closed here, before catch_up()
  CHECK_FALSE(holds(storage, telltale));
  CHECK(holds(storage, "neighbour"));
  CHECK(customers(book) == 1);
}

TEST_CASE("a purge in a copied profile's twin takes the contents out of every stored file") {
  MemoryStorage storage;
  store::Book book = annas_book();
  REQUIRE(book.receive(line({77, 1}, {set(erased, std::string(telltale))})));
  REQUIRE(book.receive(line({77, 2}, {set(kept, "neighbour")})));
  REQUIRE(*book.receive(line({77, 2}, {purge(erased)})) == store::Applied::fork);
  book.catch_up();
  CHECK(customers(book) == 1);
  save(book, storage);
  CHECK_FALSE(holds(storage, telltale));
  CHECK(holds(storage, "neighbour"));
}

TEST_CASE("a journal in which contents and their purge stand side by side is put in order on opening") {
  const std::string contents = line({77, 1}, {set(erased, std::string(telltale))});
  const std::string purging = line({78, 1}, {purge(erased)});
  for (const auto& [first, second] : {std::pair(contents, purging), std::pair(purging, contents)}) {
    MemoryStorage storage;
    storage.files["meta/device.json"] = R"({"by":"anna","device":"000000000000002a"})";
    storage.files["seg/000001.log"] = store::frame_line(first) + "\n" + store::frame_line(second) + "\n";
    store::Book book;
    REQUIRE(book.open(storage));
    CHECK(book.problems().empty());
    CHECK(customers(book) == 0);
    save(book, storage);
    CHECK_FALSE(holds(storage, telltale));
  }
}

TEST_CASE("an id that a twin claims for another type is of that type at once, as after opening anew") {
  MemoryStorage storage;
  store::Book book = annas_book();
  REQUIRE(book.receive(line({77, 1}, {set(kept, "Chen")})));
  REQUIRE(book.receive(line({77, 2}, {set(kept, "Suzhou", "customer", "city")})));
  REQUIRE(*book.receive(line({77, 2}, {set(kept, "too late", "complaint", "original_words")})) == store::Applied::fork);
  book.catch_up();
  CHECK_FALSE(book.document().is_stale());
  CHECK(customers(book) == 0);
  CHECK(book.document().table<schema::Complaint>().visible_count == 1);
  save(book, storage);
  store::Book again;
  REQUIRE(again.open(storage));
  CHECK(store::state_hash(again.document()) == store::state_hash(book.document()));
}

TEST_CASE("erased contents leave a checkpoint whose file is still on its way to the storage") {
  SlowStorage storage;
  store::Book book = annas_book();
  book.write(change({}, {set(erased, std::string(telltale))}));
  book.write(change({}, {set(kept, "neighbour")}));
  save(book, storage);
  storage.carry_out();
  REQUIRE(book.begin_checkpoint(storage));
  for (int i = 0; i < 1000; ++i) REQUIRE(book.checkpoint_step(storage));  // its first file is made and waits
  REQUIRE(storage.list()->size() == 2);
  book.write(change({}, {purge(erased)}));
  save(book, storage);
  storage.carry_out();
  while (book.checkpoint_step(storage)) storage.carry_out();
  storage.carry_out();
  CHECK_FALSE(holds(storage, telltale));
}

TEST_CASE("a merge that claimed a record for another type gives it back when it is taken out") {
  MemoryStorage storage;
  store::Book book = annas_book();
  book.write(change({}, {set(kept, "Chen")}));
  const std::string before = store::state_hash(book.document());
  const auto number = merge(book, {{{77, 1}, line({77, 1}, {set(kept, "too late", "complaint", "original_words")})}});
  CHECK(customers(book) == 0);
  turn(book, number, store::MergeState::out);
  CHECK(customers(book) == 1);
  CHECK(store::state_hash(book.document()) == before);
  save(book, storage);
  REQUIRE(book.begin_checkpoint(storage));
  while (book.checkpoint_step(storage)) {
  }
  store::Book again;
  REQUIRE(again.open(storage));
  CHECK(store::state_hash(again.document()) == before);
}

TEST_CASE("a purge that is taken out and in again erases what was written meanwhile") {
  MemoryStorage storage;
  store::Book book = annas_book();
  const auto number =
      merge(book, {{{77, 1}, line({77, 1}, {set(kept, "neighbour")})}, {{77, 2}, line({77, 2}, {purge(erased)})}});
  turn(book, number, store::MergeState::out);
  CHECK_FALSE(book.document().is_purged(erased));
  book.write(change({}, {set(erased, std::string(telltale))}));  // the same row of the same list, imported
  CHECK(customers(book) == 1);
  turn(book, number, store::MergeState::in);
  CHECK(book.document().is_purged(erased));
  CHECK(customers(book) == 1);
  save(book, storage);
  CHECK_FALSE(holds(storage, telltale));
  store::Book again;
  REQUIRE(again.open(storage));
  CHECK(store::state_hash(again.document()) == store::state_hash(book.document()));
}

TEST_CASE("a damaged line found on opening is not kept once its record is erased, stored yet or not") {
  for (const bool is_stored : {false, true}) {
    MemoryStorage storage;
    store::Book book = annas_book();
    book.write(change({}, {set(erased, std::string(telltale))}));
    save(book, storage);
    storage.files["seg/000001.log"][0] = '?';
    store::Book damaged;
    REQUIRE(damaged.open(storage));
    damaged.set_identity({43, "anna"});
    if (is_stored) save(damaged, storage);
    damaged.write(change({}, {purge(erased)}));
    save(damaged, storage);
    CHECK_FALSE(holds(storage, telltale));
  }
}
