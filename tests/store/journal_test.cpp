// What is stored comes back: through a clean close, a torn last line, a damaged line, a failed commit.
#include <catch2/catch_test_macros.hpp>

#include "core/store/book.h"
#include "tests/support/memory_ports.h"

using namespace zhike;
using test::MemoryStorage;

namespace {

store::Change named(int number) {
  store::Change c;
  c.at = {number, 0};
  c.command = "create";
  c.records.push_back({"customer",
                       {9, static_cast<std::uint64_t>(number)},
                       {{"name", {schema::Value{"customer " + std::to_string(number)}, {}}, {}}}});
  return c;
}
store::Book filled(MemoryStorage& storage, int count) {
  store::Book book;
  book.set_identity({42, "anna"});
  for (int i = 1; i <= count; ++i) book.write(named(i));
  book.save(storage, [](const base::Status& status) { REQUIRE(status); });
  return book;
}

}  // namespace

TEST_CASE("a book opens as it was saved, with its hash chain") {
  MemoryStorage storage;
  const auto book = filled(storage, 5000);
  CHECK(storage.files.size() > 2);  // several sealed segments
  store::Book again;
  REQUIRE(again.open(storage));
  CHECK(again.problems().empty());
  CHECK(store::state_hash(again.document()) == store::state_hash(book.document()));
  CHECK(again.identity().device == 42);
  again.write(named(5001));
  const auto last = store::read_change(again.line(5000));
  REQUIRE(last);
  CHECK(last->id.seq == 5001);
  CHECK(last->prev == base::to_hex(again.hash(4999)));
}

TEST_CASE("a torn last line is dropped and named; the rest stays") {
  MemoryStorage storage;
  filled(storage, 10);
  std::string& segment = storage.files["seg/000001.log"];
  segment.resize(segment.size() - 20);
  store::Book book;
  REQUIRE(book.open(storage));
  CHECK(book.document().table<schema::Customer>().visible_count == 9);
  REQUIRE(book.problems().size() == 1);
  CHECK(book.problems()[0].code == "journal.torn");
}

TEST_CASE("after a newline that was cut off the book goes on in lines of their own") {
  MemoryStorage storage;
  filled(storage, 10);
  storage.files["seg/000001.log"].pop_back();
  store::Book book;
  REQUIRE(book.open(storage));
  book.set_identity({43, "anna"});
  book.write(named(11));
  book.save(storage, [](const base::Status& status) { REQUIRE(status); });
  store::Book again;
  REQUIRE(again.open(storage));
  CHECK(again.problems().empty());
  CHECK(store::state_hash(again.document()) == store::state_hash(book.document()));
}

TEST_CASE("a damaged line goes to quarantine; lines around it stay") {
  MemoryStorage storage;
  filled(storage, 10);
  std::string& segment = storage.files["seg/000001.log"];
  segment[segment.find("customer 4") + 3] ^= 1;
  store::Book book;
  REQUIRE(book.open(storage));
  CHECK(book.document().table<schema::Customer>().visible_count == 9);
  REQUIRE(book.problems().size() == 1);
  CHECK(book.problems()[0].code == "journal.damaged_line");
  CHECK(book.problems()[0].where == "seg/000001.log:4");
  book.save(storage, [](const base::Status& status) { REQUIRE(status); });
  const bool has_quarantine = storage.files.lower_bound("quarantine/")->first.starts_with("quarantine/");
  CHECK(has_quarantine);
}

TEST_CASE("a damaged line is told of once: what was saved after that opens without a word, its bytes kept") {
  MemoryStorage storage;
  filled(storage, 10);
  std::string& segment = storage.files["seg/000001.log"];
  const std::size_t at = segment.find("customer 4");
  segment[at] = '?';
  store::Book book;
  REQUIRE(book.open(storage));
  CHECK(book.problems().size() == 1);
  book.save(storage, [](const base::Status& status) { REQUIRE(status); });
  CHECK(storage.files.lower_bound("quarantine/")->second.find("?ustomer 4") != std::string::npos);
  store::Book again;
  REQUIRE(again.open(storage));
  CHECK(again.problems().empty());
  CHECK(store::state_hash(again.document()) == store::state_hash(book.document()));
}

TEST_CASE("every flipped bit of a segment is noticed and costs at most its own line") {
  MemoryStorage storage;
  const auto book = filled(storage, 6);
  const std::string sound = storage.files["seg/000001.log"];
  for (std::size_t bit = 0; bit < sound.size() * 8; bit += 3) {
    MemoryStorage damaged = storage;
    damaged.files["seg/000001.log"][bit / 8] ^= static_cast<char>(1 << bit % 8);
    store::Book again;
    REQUIRE(again.open(damaged));
    INFO("bit " << bit);
    REQUIRE_FALSE(again.problems().empty());
    REQUIRE(again.document().table<schema::Customer>().visible_count >= 4);  // a newline lost joins two lines
  }
}

TEST_CASE("saved means saved: a failed commit leaves the changes unsaved and the next one carries them") {
  MemoryStorage storage;
  auto book = filled(storage, 3);
  const auto saved = book.saved_revision();
  storage.fail_from = 0;
  book.write(named(4));
  bool failed = false;
  book.save(storage, [&](const base::Status& status) { failed = !status; });
  CHECK(failed);
  CHECK(book.saved_revision() == saved);
  CHECK(book.has_unsaved());
  storage.fail_from = -1;
  book.save(storage, [](const base::Status& status) { REQUIRE(status); });
  CHECK(book.saved_revision() == book.document().revision());
  store::Book again;
  REQUIRE(again.open(storage));
  CHECK(again.document().table<schema::Customer>().visible_count == 4);
}

TEST_CASE("what a failed save did not store goes out with the next one: identity, notes, the log of merges") {
  MemoryStorage storage;
  store::Book book;
  book.set_identity({42, "anna"});
  book.set_note("peers", "{}");
  book.set_merge_state(book.begin_merge({}), store::MergeState::in);
  book.write(named(1));
  storage.fail_from = 0;
  book.save(storage, [](const base::Status& status) { CHECK_FALSE(status); });
  CHECK(storage.files.empty());
  CHECK(book.has_unsaved());
  storage.fail_from = -1;
  book.save(storage, [](const base::Status& status) { REQUIRE(status); });
  CHECK_FALSE(book.has_unsaved());
  store::Book again;
  REQUIRE(again.open(storage));
  CHECK(again.problems().empty());
  CHECK(again.identity().device == 42);
  CHECK(again.identity().by == "anna");
  CHECK(again.note("peers") == "{}");
  CHECK(again.merges().entries().size() == 1);
  CHECK(again.document().change_count() == 1);
}
