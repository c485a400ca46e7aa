// A large book opens from its checkpoint to the same state as from its journal, and whatever is wrong with the
// checkpoint costs time, never data.
#include "core/store/checkpoint.h"

#include <catch2/catch_test_macros.hpp>

#include "core/base/hash.h"
#include "core/base/random.h"
#include "core/store/book.h"
#include "tests/support/memory_ports.h"

using namespace zhike;
using test::MemoryStorage;

namespace {

constexpr int enough = 3000;  // change-sets: more than the two megabytes below which a checkpoint is not due

store::Change edit(int number, base::SeededRandom& random) {
  store::Change c;
  c.at = {number, 0};
  c.command = "edit";
  const base::RecId rec{9, random.next() % 1000 + 1};
  c.records.push_back({"customer",
                       rec,
                       {{"name", {schema::Value{"customer " + std::to_string(number) + std::string(500, 'x')}, {}}, {}},
                        {"owner", {schema::Value{"owner " + std::to_string(random.next() % 5)}, {}}, {}}}});
  if (number % 3 == 0)
    c.records.push_back({"purchase",
                         {7, static_cast<std::uint64_t>(number)},
                         {{"customer", {schema::Value{rec}, {}}, {}},
                          {"amount", {schema::Value{std::int64_t{number} * 100}, {}}, {}}}});
  if (number % 50 == 0)
    c.records.push_back({"later_type", {5, static_cast<std::uint64_t>(number)}, {{"a_field", {{}, "17"}, {}}}});
  if (number % 70 == 0) c.records.push_back({"customer", rec, {{"later_field", {{}, "[1,2]"}, {}}}});
  return c;
}

void save(store::Book& book, MemoryStorage& storage) {
  book.save(storage, [](const base::Status& status) { REQUIRE(status); });
}
bool checkpoint(store::Book& book, MemoryStorage& storage) {
  if (!book.begin_checkpoint(storage)) return false;
  while (book.checkpoint_step(storage)) {
  }
  return true;
}
store::Book filled(MemoryStorage& storage, int count, std::uint64_t seed) {
  store::Book book;
  book.set_identity({42, "anna"});
  base::SeededRandom random(seed);
  for (int i = 1; i <= count; ++i) book.write(edit(i, random));
  save(book, storage);
  return book;
}
std::size_t count_files(const MemoryStorage& storage, std::string_view part) {
  std::size_t n = 0;
  for (const auto& [path, bytes] : storage.files) n += path.starts_with(part);
  return n;
}
MemoryStorage without_checkpoints(MemoryStorage storage) {
  std::erase_if(storage.files, [](const auto& file) { return file.first.starts_with("ckpt/"); });
  return storage;
}

bool was_used(const store::Book& book) { return book.covered_bytes() > 0; }

}  // namespace

TEST_CASE("a book opens from its checkpoint as from its journal, then goes on") {
  MemoryStorage storage;
  auto book = filled(storage, enough, 1);
  CHECK(book.is_checkpoint_due());
  REQUIRE(checkpoint(book, storage));
  CHECK_FALSE(book.is_checkpoint_due());
  CHECK(count_files(storage, "ckpt/") > 2);

  store::Book again, replayed;
  REQUIRE(again.open(storage));
  MemoryStorage bare = without_checkpoints(storage);
  REQUIRE(replayed.open(bare));
  CHECK(was_used(again));
  CHECK_FALSE(was_used(replayed));
  CHECK(again.problems().empty());
  for (const store::Book* other : {&book, &replayed}) {
    CHECK(store::state_hash(again.document()) == store::state_hash(other->document()));
    CHECK(again.document().heads() == other->document().heads());
    CHECK(again.document().latest() == other->document().latest());
    CHECK(again.document().conflicts().size() == other->document().conflicts().size());
    CHECK(again.journal_bytes() == other->journal_bytes());
    REQUIRE(again.document().change_count() == other->document().change_count());
  }
  bool same = true;
  for (store::ChangeIndex i = 0; i < book.document().change_count(); ++i)
    same = same && again.line(i) == book.line(i) && again.hash(i) == book.hash(i);
  CHECK(same);

  // All go on in the same way, from the document to the bytes of the journal.
  base::SeededRandom one(5), two(5), three(5);
  for (int i = 1; i <= 50; ++i) {
    book.write(edit(enough + i, one));
    again.write(edit(enough + i, two));
    replayed.write(edit(enough + i, three));
  }
  CHECK(store::state_hash(again.document()) == store::state_hash(book.document()));
  CHECK(store::state_hash(again.document()) == store::state_hash(replayed.document()));
  save(book, storage);
  MemoryStorage other = without_checkpoints(storage);
  save(again, other);
  CHECK(other.files == without_checkpoints(storage).files);
}

TEST_CASE("change-sets behind the checkpoint are taken in on top of it") {
  MemoryStorage storage;
  auto book = filled(storage, enough, 2);
  REQUIRE(checkpoint(book, storage));
  base::SeededRandom random(3);
  for (int i = 1; i <= 300; ++i) book.write(edit(enough + i, random));
  save(book, storage);
  store::Book again;
  REQUIRE(again.open(storage));
  CHECK(was_used(again));
  CHECK(again.problems().empty());
  CHECK(store::state_hash(again.document()) == store::state_hash(book.document()));
}

TEST_CASE("a damaged, missing or half-written checkpoint falls back to the one before, then to the journal") {
  MemoryStorage storage;
  auto book = filled(storage, enough, 4);
  REQUIRE(checkpoint(book, storage));
  const MemoryStorage first = storage;
  base::SeededRandom random(9);
  for (int i = 1; i <= enough; ++i) book.write(edit(enough + i, random));
  save(book, storage);
  REQUIRE(checkpoint(book, storage));
  std::vector<std::string> paths = *storage.list();
  CHECK(store::checkpoint_heads(paths).size() == 2);
  const std::string expected = store::state_hash(book.document());

  const auto opens_alike = [&](const MemoryStorage& damaged) {
    MemoryStorage copy = damaged;
    store::Book again;
    REQUIRE(again.open(copy));
    CHECK(again.problems().empty());
    return store::state_hash(again.document()) == expected;
  };
  for (const std::string& path : paths) {
    if (!path.starts_with("ckpt/") || first.files.contains(path)) continue;
    INFO(path);
    MemoryStorage missing = storage;
    missing.files.erase(path);
    CHECK(opens_alike(missing));
    MemoryStorage flipped = storage;
    flipped.files[path][flipped.files[path].size() / 2] ^= 16;
    CHECK(opens_alike(flipped));
    MemoryStorage cut = storage;
    cut.files[path].resize(cut.files[path].size() / 2);
    CHECK(opens_alike(cut));
    for (const auto& [older, bytes] : first.files)  // now nothing but the journal is left
      if (older.starts_with("ckpt/")) cut.files[older].pop_back();
    CHECK(opens_alike(cut));
  }
}

TEST_CASE("the journal counts: what it has lost, no checkpoint brings back") {
  MemoryStorage storage;
  auto book = filled(storage, enough, 6);
  REQUIRE(checkpoint(book, storage));
  const auto same_as_replay = [](MemoryStorage damaged) {
    MemoryStorage bare = without_checkpoints(damaged);
    store::Book one, other;
    REQUIRE(one.open(damaged));
    REQUIRE(other.open(bare));
    CHECK(one.problems().size() == other.problems().size());
    CHECK(one.is_identity_doubtful());
    CHECK_FALSE(one.problems().empty());
    return store::state_hash(one.document()) == store::state_hash(other.document());
  };
  const auto last = std::prev(storage.files.end());
  REQUIRE(last->first.starts_with("seg/"));
  MemoryStorage torn = storage;
  torn.files[last->first].resize(last->second.size() / 2);
  CHECK(same_as_replay(torn));
  MemoryStorage flipped = storage;
  flipped.files["seg/000002.log"][5000] ^= 1;
  CHECK(same_as_replay(flipped));
  MemoryStorage missing = storage;
  missing.files.erase("seg/000002.log");
  CHECK(same_as_replay(missing));
}

TEST_CASE("a journal of other lines with the same numbers leaves the checkpoint aside") {
  MemoryStorage storage, other_storage;
  auto book = filled(storage, enough, 10);
  const auto other = filled(other_storage, enough, 11);
  REQUIRE(checkpoint(book, storage));
  for (const auto& [path, bytes] : storage.files)
    if (path.starts_with("ckpt/")) other_storage.files[path] = bytes;
  store::Book again;
  REQUIRE(again.open(other_storage));
  CHECK(store::state_hash(again.document()) == store::state_hash(other.document()));
}

TEST_CASE("a checkpoint is given up when the book changes under it or a commit fails") {
  MemoryStorage storage;
  auto book = filled(storage, enough, 8);
  base::SeededRandom random(1);
  REQUIRE(book.begin_checkpoint(storage));
  REQUIRE(book.checkpoint_step(storage));
  book.write(edit(enough + 1, random));
  CHECK_FALSE(book.checkpoint_step(storage));
  CHECK_FALSE(book.begin_checkpoint(storage));  // not before it is saved
  save(book, storage);
  storage.fail_from = 0;
  CHECK(checkpoint(book, storage));
  CHECK_FALSE(book.is_checkpoint_due());
  storage.fail_from = -1;
  CHECK(store::checkpoint_heads(*storage.list()).empty());
  store::Book again;
  REQUIRE(again.open(storage));
  CHECK(store::state_hash(again.document()) == store::state_hash(book.document()));
  REQUIRE(checkpoint(again, storage));
  CHECK(store::checkpoint_heads(*storage.list()).size() == 1);
}

TEST_CASE("the newest two generations are kept, and what never got a head goes") {
  MemoryStorage storage;
  auto book = filled(storage, 20, 12);
  base::SeededRandom random(2);
  for (int i = 1; i <= 5; ++i) {
    book.write(edit(20 + i, random));
    save(book, storage);
    if (i == 4) {  // cut off before its head
      REQUIRE(book.begin_checkpoint(storage));
      while (count_files(storage, "ckpt/000004.") == 0) REQUIRE(book.checkpoint_step(storage));
      book.write(edit(30, random));
      CHECK_FALSE(book.checkpoint_step(storage));
      save(book, storage);
    } else {
      REQUIRE(checkpoint(book, storage));
    }
  }
  const auto heads = store::checkpoint_heads(*storage.list());
  REQUIRE(heads.size() == 2);
  CHECK(heads[0].starts_with("ckpt/000005-"));
  CHECK(heads[1].starts_with("ckpt/000003-"));
  CHECK(count_files(storage, "ckpt/000004") == 0);
}

TEST_CASE("a merge taken out or in after the checkpoint leaves it aside; what was out before stays out") {
  MemoryStorage storage;
  auto book = filled(storage, 50, 14);
  store::Book other;
  other.set_identity({77, "bo"});
  base::SeededRandom random(15);
  for (int i = 1; i <= 5; ++i) other.write(edit(i, random));
  store::MergeEntry entry;
  entry.at = {100, 0};
  std::vector<base::ChangeId> brought;
  for (store::ChangeIndex i = 0; i < 5; ++i) brought.push_back(other.document().change(i).id);
  entry.bring(brought);
  const std::uint32_t number = book.begin_merge(entry);
  CHECK_FALSE(book.begin_checkpoint(storage));
  for (store::ChangeIndex i = 0; i < 5; ++i) REQUIRE(book.receive(other.line(i)));
  book.set_merge_state(number, store::MergeState::in);
  save(book, storage);
  REQUIRE(checkpoint(book, storage));
  const auto opened = [&](bool with_checkpoint) {
    MemoryStorage copy = storage;
    store::Book again;
    REQUIRE(again.open(copy));
    CHECK(was_used(again) == with_checkpoint);
    CHECK(store::state_hash(again.document()) == store::state_hash(book.document()));
    return again;
  };
  (void)opened(true);
  const auto turn = [&](store::MergeState state) {
    book.set_merge_state(number, state);
    while (book.settle(1)) {
    }
    save(book, storage);
  };
  turn(store::MergeState::out);
  (void)opened(false);
  REQUIRE(checkpoint(book, storage));
  store::Book out = opened(true);
  CHECK(out.document().change_count() == 50);
  out.set_merge_state(number, store::MergeState::in);
  while (out.settle(1)) {
  }
  CHECK(out.document().change_count() == 55);
  turn(store::MergeState::in);
  std::erase_if(storage.files, [](const auto& file) { return file.first.starts_with("ckpt/000001"); });
  (void)opened(false);
}

TEST_CASE("forks and what later change-sets replaced unseen come back with the checkpoint") {
  MemoryStorage storage;
  auto book = filled(storage, 10, 16);
  const auto twin = [](const char* name, std::vector<base::ChangeId> over) {
    store::Change c;
    c.id = {77, 3};
    c.at = {500, 0};
    c.by = "bo";
    c.command = "edit";
    c.records.push_back({"customer", {9, 9000}, {{"name", {schema::Value{name}, {}}, std::move(over)}}});
    return store::write_change(c);
  };
  REQUIRE(book.receive(twin("one", {{77, 2}})));
  REQUIRE(book.receive(twin("two", {})));
  book.catch_up();
  REQUIRE(book.forks().list().size() == 1);
  save(book, storage);
  REQUIRE(checkpoint(book, storage));
  store::Book again;
  REQUIRE(again.open(storage));
  CHECK(was_used(again));
  CHECK(again.forks().list() == book.forks().list());
  CHECK(again.problems().size() == 1);
  CHECK(again.is_identity_doubtful());
  // What "one" had replaced arrives only now, and a third twin.
  store::Change before;
  before.id = {77, 2};
  before.at = {600, 0};
  before.by = "bo";
  before.command = "edit";
  before.records.push_back({"customer", {9, 9000}, {{"name", {schema::Value{"replaced"}, {}}, {}}}});
  for (store::Book* each : {&book, &again}) REQUIRE(each->receive(store::write_change(before)));
  CHECK(store::state_hash(again.document()) == store::state_hash(book.document()));
  for (store::Book* each : {&book, &again}) {
    REQUIRE(each->receive(twin("three", {})));
    CHECK(*each->receive(twin("two", {})) == store::Applied::duplicate);
    each->catch_up();
    CHECK(each->document().change_count() == 14);
  }
  CHECK(store::state_hash(again.document()) == store::state_hash(book.document()));
}

TEST_CASE("erased contents are in no checkpoint, stored or under way") {
  MemoryStorage storage;
  auto book = filled(storage, 100, 13);
  store::Change telltale;
  telltale.at = {1000, 0};
  telltale.command = "edit";
  telltale.records.push_back({"customer", {9, 5000}, {{"name", {schema::Value{"telltale"}, {}}, {}}}});
  book.write(telltale);
  save(book, storage);
  REQUIRE(checkpoint(book, storage));
  base::SeededRandom random(2);
  book.write(edit(200, random));
  save(book, storage);
  REQUIRE(book.begin_checkpoint(storage));
  while (count_files(storage, "ckpt/000002.") == 0) REQUIRE(book.checkpoint_step(storage));
  telltale.at = {1001, 0};
  telltale.records[0].sets = {{std::string(store::purge_key), {{}, "true"}, {}}};
  book.write(telltale);
  save(book, storage);
  while (book.checkpoint_step(storage)) {
  }
  for (const auto& [path, bytes] : storage.files) {
    INFO(path);
    CHECK(bytes.find("telltale") == std::string::npos);
  }
  REQUIRE(checkpoint(book, storage));
  store::Book again;
  REQUIRE(again.open(storage));
  CHECK(again.document().is_purged({9, 5000}));
  CHECK(store::state_hash(again.document()) == store::state_hash(book.document()));
}

TEST_CASE("numbers and texts come back from their bytes; what is cut off or too large is refused") {
  store::ByteWriter out;
  const std::vector<std::int64_t> integers{0, 1, -1, 63, -64, 64, INT64_MAX, INT64_MIN};
  for (const std::int64_t n : integers) out.integer(n);
  for (const std::uint64_t n : {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128}, UINT64_MAX}) out.number(n);
  out.text("一二");
  out.change_id({UINT64_MAX, UINT32_MAX});
  const std::string bytes = out.take();
  const auto read = [&](store::ByteReader& in) {
    bool same = true;
    for (const std::int64_t n : integers) same = same && in.integer() == n;
    for (const std::uint64_t n : {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128}, UINT64_MAX})
      same = same && in.number() == n;
    same = same && in.text() == "一二";
    return same && in.change_id() == base::ChangeId{UINT64_MAX, UINT32_MAX};
  };
  store::ByteReader whole(bytes);
  CHECK(read(whole));
  CHECK(whole.at_end());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    store::ByteReader cut(std::string_view(bytes).substr(0, size));
    (void)read(cut);
    CHECK_FALSE(cut.ok());
  }
  store::ByteReader large(std::string_view("\xff\xff\xff\xff\x1f", 5));
  CHECK(large.number32() == 0);
  CHECK_FALSE(large.ok());
  store::ByteReader endless(
      std::string_view("\x05"
                       "abc",
                       4));
  CHECK(endless.text().empty());
  CHECK_FALSE(endless.ok());
}
