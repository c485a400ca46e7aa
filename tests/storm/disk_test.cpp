// The vault on a disk that loses power at every call, fails at every call, and is damaged at any bit: what was
// acknowledged is there, what was not is whole or absent.
#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "core/cli/native_ports.h"
#include "core/exchange/bundle.h"
#include "core/store/book.h"
#include "tests/storm/scale.h"
#include "tests/support/memory_disk.h"
#include "tests/support/memory_ports.h"

using namespace zhike;
using test::Loss;
using test::MemoryDisk;

namespace {

constexpr std::string_view secret = "must be forgotten";

// The storage owns its disk; the test keeps the disk beyond it.
class Borrowed final : public cli::Disk {
 public:
  explicit Borrowed(MemoryDisk& disk) : disk_(disk) {}
  base::Result<std::vector<std::string>> names(const std::string& f) override { return disk_.names(f); }
  base::Result<std::string> read(const std::string& p) override { return disk_.read(p); }
  base::Status make_folder(const std::string& f) override { return disk_.make_folder(f); }
  base::Status write(const std::string& p, std::string_view b) override { return disk_.write(p, b); }
  base::Status flush(const std::string& p) override { return disk_.flush(p); }
  base::Status rename(const std::string& a, const std::string& b) override { return disk_.rename(a, b); }
  base::Status flush_folder(const std::string& f) override { return disk_.flush_folder(f); }
  base::Status remove(const std::string& p) override { return disk_.remove(p); }

 private:
  MemoryDisk& disk_;
};
cli::FolderStorage storage_on(MemoryDisk& disk) {
  return cli::FolderStorage("vault", cli::FolderStorage::Access::write, std::make_unique<Borrowed>(disk));
}

store::Change edit(std::uint64_t record, std::string_view field, std::string value) {
  store::Change change;
  change.at = {1'795'255'200'000 + static_cast<std::int64_t>(record), 0};
  change.command = "edit";
  change.records.push_back(
      {"customer", {7, record}, {{std::string(field), {schema::Value{std::move(value)}, {}}, {}}}});
  return change;
}

struct Script {  // what was written, and what of it was acknowledged
  std::vector<std::string> written, acknowledged;
  bool is_purged = false, is_purge_acknowledged = false;
};

// A life of a book: small changes, large ones that fill segments, checkpoints, a purge, notes, a new identity; a save
// after each.
// Goes on after failed saves, as a person does.
Script live(MemoryDisk& disk) {
  Script script;
  auto storage = storage_on(disk);
  store::Book book;
  book.set_identity({42, "anna"});
  const auto save = [&] {
    book.save(storage, [&](const base::Status& status) {
      if (!status) return;
      script.acknowledged = script.written;
      script.is_purge_acknowledged = script.is_purged;
    });
  };
  const auto write = [&](store::Change change) {
    const std::string line(book.line(book.write(std::move(change))));
    script.written.push_back(line);
    save();
  };
  const auto checkpoint = [&] {
    if (book.begin_checkpoint(storage))
      while (book.checkpoint_step(storage)) {
      }
  };
  save();
  write(edit(1, "name", std::string(secret)));
  checkpoint();
  for (std::uint64_t i = 2; i <= 5; ++i) write(edit(i, "name", "n" + std::to_string(i)));
  for (std::uint64_t i = 6; i <= 8; ++i) write(edit(i, "notes", std::string(88'000, static_cast<char>('a' + i))));
  checkpoint();
  book.set_note("peers", "{}");
  save();
  store::Change purge = edit(1, "name", {});
  purge.records[0].sets = {{std::string(store::purge_key), {{}, "true"}, {}}};
  book.write(std::move(purge));
  script.is_purged = true;
  save();
  checkpoint();
  book.set_identity({43, "anna"});
  write(edit(9, "phone", "9"));
  save();
  checkpoint();
  write(edit(10, "phone", "10"));
  save();
  return script;
}

// Whatever of checkpoints lies there, the book is the one its journal tells.
std::string compare_with_replay(const store::Book& book, ports::Storage& storage) {
  test::MemoryStorage bare;
  const auto paths = storage.list();
  for (const std::string& path : *paths)
    if (auto bytes = storage.read(path); bytes && !path.starts_with("ckpt/")) bare.files[path] = std::move(*bytes);
  store::Book replayed;
  if (!replayed.open(bare)) return "the journal does not open";
  return store::state_hash(replayed.document()) == store::state_hash(book.document()) ? "" : "another state by replay";
}

// Every acknowledged change-set is there, as it was or as the stub the purge made of it; nothing else is.
enum class Depth { quick, replay };
std::string check(MemoryDisk& disk, const Script& script, Depth depth = Depth::quick) {
  auto storage = storage_on(disk);
  store::Book book;
  const auto status = book.open(storage);
  if (!status) return script.acknowledged.empty() && status.error().code == "book.missing" ? "" : status.error().code;
  if (!book.problems().empty()) return book.problems()[0].code + " " + book.problems()[0].where;
  const auto has = [&](const std::string& line) {
    const auto change = store::read_change(std::string_view(line));
    const auto at = book.document().find_change(change->id);
    return at && base::to_hex(book.hash(*at)) == base::to_hex(base::sha256(line));
  };
  for (const std::string& line : script.acknowledged)
    if (!has(line)) return "lost: " + line.substr(0, 120);
  std::size_t known = 0;
  for (const std::string& line : script.written) known += has(line) ? 1 : 0;
  const std::size_t purges = book.document().purged().size();
  if (book.document().change_count() > known + 1 || book.document().change_count() < known)
    return "more than was written";
  if (depth == Depth::replay)
    if (std::string fault = compare_with_replay(book, storage); !fault.empty()) return fault;
  if (script.is_purge_acknowledged && (purges != 1 || disk.holds_text(secret))) return "not forgotten";
  // Life goes on.
  book.set_identity({44, "bo"});
  book.write(edit(99, "name", "after"));
  base::Status saved = base::fail("storage.failed");
  book.save(storage, [&](base::Status s) { saved = std::move(s); });
  store::Book again;
  if (!saved || !again.open(storage) || !again.problems().empty()) return "cannot go on";
  return store::state_hash(again.document()) == store::state_hash(book.document()) ? "" : "another state after that";
}

int count_calls() {
  MemoryDisk disk;
  live(disk);
  return disk.calls;
}

}  // namespace

TEST_CASE("power lost at every call: what was acknowledged is there, the rest whole or absent") {
  const int calls = count_calls();
  REQUIRE(calls > 60);
  const auto cases = static_cast<int>(storm::scaled(5'000, "ZHIKE_STORM_CRASHES"));
  int done = 0;
  for (std::uint64_t seed = storm::from_environment("ZHIKE_STORM_SEED", 1); done < cases; ++seed) {
    for (int call = 0; call < calls; ++call) {
      for (const Loss loss : {Loss::clean, Loss::torn, Loss::dropped, Loss::reordered}) {
        MemoryDisk disk;
        disk.crash_at = call;
        const Script script = live(disk);
        REQUIRE(disk.has_crashed());
        disk.restart(loss, seed * 1'000'003 + static_cast<std::uint64_t>(call));
        INFO("call " << call << " loss " << static_cast<int>(loss) << " seed " << seed);
        REQUIRE(check(disk, script, done % 5 == 0 ? Depth::replay : Depth::quick) == "");
        ++done;
      }
    }
    if (seed > 100'000) break;
  }
}

TEST_CASE("power lost in the one save of a long import: what is there is a sound beginning of the book") {
  std::vector<std::string> lines;
  const auto import_into = [&lines](MemoryDisk& disk) {
    auto storage = storage_on(disk);
    store::Book book;
    book.set_identity({42, "anna"});
    lines.clear();
    for (std::uint64_t i = 1; i <= 8; ++i) {
      store::Change row = edit(i, "notes", std::string(88'000, static_cast<char>('a' + i)));
      lines.emplace_back(book.line(book.write(std::move(row))));
    }
    book.save(storage, [](const base::Status&) {});
  };
  MemoryDisk whole;
  import_into(whole);
  REQUIRE(whole.file("vault/seg/000003.log"));
  for (int call = 0; call < whole.calls; ++call) {
    for (const Loss loss : {Loss::clean, Loss::torn, Loss::dropped, Loss::reordered}) {
      MemoryDisk disk;
      disk.crash_at = call;
      import_into(disk);
      disk.restart(loss, static_cast<std::uint64_t>(call));
      INFO("call " << call << " loss " << static_cast<int>(loss));
      auto storage = storage_on(disk);
      store::Book book;
      if (const auto status = book.open(storage); !status) {
        REQUIRE(status.error().code == "book.missing");
        continue;
      }
      REQUIRE(book.problems().empty());
      for (store::ChangeIndex i = 0; i < book.document().change_count(); ++i) REQUIRE(book.line(i) == lines[i]);
    }
  }
}

TEST_CASE("power lost again while the book is put in order after a crash") {
  const int calls = count_calls();
  for (int call = 0; call < calls; call += 3) {
    for (int again = 0; again < 8; ++again) {
      MemoryDisk disk;
      disk.crash_at = call;
      const Script script = live(disk);
      disk.restart(Loss::reordered, static_cast<std::uint64_t>(call));
      disk.crash_at = again;
      (void)check(disk, script);
      disk.restart(Loss::dropped, static_cast<std::uint64_t>(again));
      INFO("call " << call << " again " << again);
      auto storage = storage_on(disk);
      store::Book book;
      const auto status = book.open(storage);
      REQUIRE((status || script.acknowledged.empty()));
      for (const std::string& line : script.acknowledged)
        REQUIRE(book.document().find_change(store::read_change(std::string_view(line))->id));
    }
  }
}

TEST_CASE("every call fails once, or all from one on: no acknowledged change is lost, the next save has all") {
  const int calls = count_calls();
  for (int call = 0; call < calls; ++call) {
    for (const bool goes_on : {false, true}) {
      MemoryDisk disk;
      disk.fail_at = call;
      disk.fails_on = goes_on;
      const Script script = live(disk);
      if (!goes_on) CHECK(script.acknowledged.size() == script.written.size());
      disk.restart(Loss::dropped, 1);
      INFO("call " << call << (goes_on ? " and all later" : ""));
      REQUIRE(check(disk, script) == "");
    }
  }
}

TEST_CASE("a life without a crash opens from its last checkpoint") {
  MemoryDisk disk;
  live(disk);
  auto storage = storage_on(disk);
  store::Book book;
  REQUIRE(book.open(storage));
  CHECK(book.covered_bytes() > 0);
}

namespace {

store::Book small_book(std::vector<std::string>& lines) {
  store::Book book;
  book.set_identity({42, "anna"});
  for (std::uint64_t i = 1; i <= 12; ++i)
    lines.emplace_back(book.line(book.write(edit(i, "name", "值 " + std::to_string(i)))));
  return book;
}

// Everything in the book is one of these lines.
bool is_part(const store::Book& book, const std::vector<std::string>& lines) {
  for (store::ChangeIndex i = 0; i < book.document().change_count(); ++i)
    if (std::ranges::find(lines, book.line(i)) == lines.end()) return false;
  return true;
}

}  // namespace

TEST_CASE("bits flipped and bytes cut off in a journal cost the lines they touch and no other") {
  std::vector<std::string> lines;
  store::Book book = small_book(lines);
  MemoryDisk sound;
  auto storage = storage_on(sound);
  book.save(storage, [](const base::Status& status) { REQUIRE(status); });
  const std::string text = *sound.file("vault/seg/000001.log");
  base::SeededRandom random(storm::from_environment("ZHIKE_STORM_SEED", 5));
  for (std::uint64_t i = 0; i < storm::scaled(5'000, "ZHIKE_STORM_FLIPS"); ++i) {
    const bool cuts = i % 5 == 4;
    const auto at = random.below(static_cast<std::uint32_t>(text.size()));
    std::string damaged = text;
    if (cuts)
      damaged.resize(at);
    else
      damaged[at] ^= static_cast<char>(1 << random.below(8));
    MemoryDisk disk;
    REQUIRE(disk.write("vault/meta/device.json", *sound.file("vault/meta/device.json")));
    REQUIRE(disk.write("vault/seg/000001.log", damaged));
    auto on = storage_on(disk);
    store::Book again;
    INFO("at " << at << (cuts ? " cut" : " flipped"));
    REQUIRE(again.open(on));
    REQUIRE(is_part(again, lines));
    const auto whole = static_cast<std::size_t>(std::count(damaged.begin(), damaged.end(), '\n'));
    REQUIRE(again.document().change_count() + 2 >= (cuts ? whole + 2 : lines.size()));
    const bool is_complete = again.document().change_count() == lines.size();
    REQUIRE((is_complete || cuts || !again.problems().empty()));
    if (!again.problems().empty()) REQUIRE(again.is_identity_doubtful());
  }
}

TEST_CASE("bits flipped and bytes cut off in a checkpoint change nothing that is shown") {
  std::vector<std::string> lines;
  store::Book book = small_book(lines);
  test::MemoryStorage sound;
  book.save(sound, [](const base::Status& status) { REQUIRE(status); });
  REQUIRE(book.begin_checkpoint(sound));
  while (book.checkpoint_step(sound)) {
  }
  std::vector<std::string> paths;
  for (const auto& [path, bytes] : sound.files)
    if (path.starts_with("ckpt/")) paths.push_back(path);
  REQUIRE(paths.size() == 2);
  const std::string expected = store::state_hash(book.document());
  base::SeededRandom random(storm::from_environment("ZHIKE_STORM_SEED", 7));
  for (std::uint64_t i = 0; i < storm::scaled(5'000, "ZHIKE_STORM_FLIPS"); ++i) {
    test::MemoryStorage damaged = sound;
    std::string& file = damaged.files[paths[random.below(2)]];
    const auto at = random.below(static_cast<std::uint32_t>(file.size()));
    if (i % 5 == 4)
      file.resize(at);
    else
      file[at] ^= static_cast<char>(1 << random.below(8));
    store::Book again;
    INFO("at " << at << (i % 5 == 4 ? " cut" : " flipped"));
    REQUIRE(again.open(damaged));
    REQUIRE(again.problems().empty());
    REQUIRE(again.covered_bytes() == 0);
    REQUIRE(store::state_hash(again.document()) == expected);
  }
}

TEST_CASE("bits flipped and bytes cut off in a bundle: refused, or what was sent") {
  std::vector<std::string> lines;
  const store::Book book = small_book(lines);
  const std::string text = exchange::write_bundle(book);
  base::SeededRandom random(storm::from_environment("ZHIKE_STORM_SEED", 6));
  std::size_t accepted = 0;
  for (std::uint64_t i = 0; i < storm::scaled(5'000, "ZHIKE_STORM_FLIPS"); ++i) {
    const auto at = random.below(static_cast<std::uint32_t>(text.size()));
    std::string damaged = text;
    if (i % 5 == 4)
      damaged.resize(at);
    else
      damaged[at] ^= static_cast<char>(1 << random.below(8));
    auto reader = exchange::BundleReader::open(damaged);
    if (!reader) continue;
    std::vector<std::string> hashes, found;
    for (std::size_t k = 0; k < reader->count(); ++k) {
      found.emplace_back(reader->line(k));
      hashes.push_back(base::to_hex(base::sha256(found.back())));
    }
    if (reader->root() != "sha256:" + exchange::bundle_root(std::move(hashes))) continue;
    INFO("at " << at);
    REQUIRE(found == lines);  // only the header's own words were touched
    ++accepted;
  }
  CHECK(accepted < storm::scaled(5'000, "ZHIKE_STORM_FLIPS") / 2);
}
