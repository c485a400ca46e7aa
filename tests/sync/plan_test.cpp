// What a sync would do, from a listing and a book alone.
#include "core/sync/plan.h"

#include <catch2/catch_test_macros.hpp>

using namespace zhike;

namespace {

const std::string file_hash(64, 'a');

store::Change named(int number) {
  store::Change c;
  c.at = {number, 0};
  c.command = "create";
  c.records.push_back({"customer",
                       {9, static_cast<std::uint64_t>(number)},
                       {{"name", {schema::Value{"customer " + std::to_string(number)}, {}}, {}}}});
  return c;
}

store::Book filled(base::DeviceId device, int count) {
  store::Book book;
  book.set_identity({device, "anna"});
  for (int i = 1; i <= count; ++i) book.write(named(i));
  return book;
}

std::string head(const store::Book& book, std::uint32_t seq) { return base::to_hex(book.hash(seq - 1)).substr(0, 16); }
std::string name_of(const store::Book& book, std::uint32_t first, std::uint32_t last,
                    const std::string& sha = file_hash) {
  return sync::write_name({book.identity().device, first, last, head(book, last), sha, sync::Cover::sealed});
}
sync::Listing listing(const std::vector<std::string>& names, base::InstantMs now = 0) {
  std::vector<ports::SharedFile> files;
  for (const std::string& name : names) files.push_back({name, 100});
  return sync::read_listing(files, 1, now);
}

}  // namespace

TEST_CASE("everything of the book is written into an empty folder, and then nothing more") {
  const store::Book book = filled(1, 7);
  const auto runs = sync::runs_to_write(book, listing({}), {});
  REQUIRE(runs.size() == 1);
  CHECK(runs[0].device == 1);
  CHECK(runs[0].first == 1);
  CHECK(runs[0].last == 7);
  CHECK(runs[0].changes.size() == 7);
  CHECK(runs[0].head == head(book, 7));
  const sync::Listing full = listing({name_of(book, 1, 7)});
  CHECK(sync::runs_to_write(book, full, {}).empty());
  CHECK(sync::files_to_fetch(book, full, {}).empty());
}

TEST_CASE("only the numbers that no file holds are written, each stretch in a file of its own") {
  const store::Book book = filled(1, 9);
  const auto runs = sync::runs_to_write(book, listing({name_of(book, 2, 3), name_of(book, 6, 6)}), {});
  REQUIRE(runs.size() == 3);
  CHECK((runs[0].first == 1 && runs[0].last == 1));
  CHECK((runs[1].first == 4 && runs[1].last == 5));
  CHECK((runs[2].first == 7 && runs[2].last == 9));
  SECTION("a file whose content is not what it says does not count") {
    CHECK(sync::runs_to_write(book, listing({name_of(book, 1, 9)}), {name_of(book, 1, 9)}).size() == 1);
  }
}

TEST_CASE("files of others are fetched once, and not at all when their change-sets are here") {
  const store::Book theirs = filled(2, 5);
  store::Book book = filled(1, 3);
  const std::string first = name_of(theirs, 1, 3), second = name_of(theirs, 4, 5);
  const std::string twice = name_of(theirs, 1, 3, std::string(64, 'b'));
  const sync::Listing both = listing({second, first, twice});
  auto wanted = sync::files_to_fetch(book, both, {});
  REQUIRE(wanted.size() == 2);
  CHECK(sync::write_name(wanted[0]) == first);
  CHECK(sync::write_name(wanted[1]) == second);
  CHECK(sync::write_name(sync::files_to_fetch(book, both, {first, second})[0]) == twice);
  for (store::ChangeIndex i = 0; i < 3; ++i) REQUIRE(book.receive(theirs.line(i)));
  wanted = sync::files_to_fetch(book, both, {});
  REQUIRE(wanted.size() == 1);
  CHECK(sync::write_name(wanted[0]) == second);
  // What came by mail and lies in no file is passed on.
  const auto runs = sync::runs_to_write(book, listing({}), {});
  REQUIRE(runs.size() == 2);
  CHECK(runs[1].device == 2);
}

TEST_CASE("the same numbers with other contents are fetched and written, until both are on both sides") {
  const store::Book theirs = filled(1, 4);
  store::Book ours;
  ours.set_identity({1, "anna"});
  for (int i = 1; i <= 2; ++i) ours.write(named(i));
  for (int i = 30; i <= 31; ++i) ours.write(named(i));  // as a copied profile would
  const sync::Listing one = listing({name_of(theirs, 1, 4)});
  CHECK(sync::files_to_fetch(ours, one, {}).size() == 1);
  REQUIRE(sync::runs_to_write(ours, one, {}).size() == 1);
  for (store::ChangeIndex i = 0; i < 4; ++i) REQUIRE(ours.receive(theirs.line(i)));
  ours.catch_up();
  CHECK(sync::files_to_fetch(ours, one, {}).empty());
  // Numbers 3 and 4 exist twice now; those that no name ends with go out one by one.
  const auto runs = sync::runs_to_write(ours, one, {});
  REQUIRE_FALSE(runs.empty());
  std::vector<std::string> names{name_of(theirs, 1, 4)};
  for (const sync::Run& run : runs) {
    CHECK(run.changes.size() == run.last - run.first + 1u);
    names.push_back(sync::write_name({run.device, run.first, run.last, run.head, file_hash, sync::Cover::sealed}));
  }
  CHECK(sync::runs_to_write(ours, listing(names), {}).empty());
  CHECK(sync::files_to_fetch(ours, listing(names), {}).empty());
}

TEST_CASE("a listing is cut into ours, old leftovers of this device, and the rest") {
  const base::InstantMs now = 1'795'255'200'000, day = 86'400'000;
  const store::Book book = filled(1, 1);
  const auto sorted =
      listing({name_of(book, 1, 1), "readme.txt", sync::write_temporary({1, now - 2 * day, 5}),
               sync::write_temporary({1, now - 60'000, 6}), sync::write_temporary({2, now - 2 * day, 7})},
              now);
  CHECK(sorted.files.size() == 1);
  CHECK(sorted.others == 1);
  REQUIRE(sorted.leftovers.size() == 1);
  CHECK(sorted.leftovers[0].random == 5);
  const ports::SharedFile large{name_of(book, 1, 1), sync::file_limit_bytes + 1};
  CHECK(sync::read_listing(std::span(&large, 1), 1, now).too_large.size() == 1);
}

TEST_CASE("a large book is cut into files") {
  store::Book book;
  book.set_identity({1, "anna"});
  const std::string note(1 << 20, 'n');
  for (int i = 1; i <= 40; ++i) {
    store::Change c = named(i);
    c.records[0].sets.push_back({"notes", {schema::Value{note}, {}}, {}});
    book.write(c);
  }
  const auto runs = sync::runs_to_write(book, listing({}), {});
  REQUIRE(runs.size() == 3);
  CHECK((runs[0].first == 1 && runs[1].first == runs[0].last + 1 && runs[2].first == runs[1].last + 1));
  CHECK(runs[2].last == 40);
}
