// Team folder: several laptops, one folder, and everything that can go wrong in it.
#include <catch2/generators/catch_generators.hpp>

#include "core/app/sync_job.h"
#include "core/base/gzip.h"
#include "tests/support/laptop.h"
#include "tests/support/memory_folder.h"

using namespace zhike;
using test::Laptop;
using test::MemoryFolder;
using test::SharedDisk;

namespace {

const char* create_args(const std::string& name, std::string& buffer) {
  return (buffer = R"({"type":"customer","name":")" + name + "\"}").c_str();
}
void create(Laptop& laptop, const std::string& name) {
  std::string buffer;
  REQUIRE(laptop.run("create", create_args(name, buffer)));
}

sync::TeamKeys open_keys() {
  sync::TeamKeys keys;
  keys.cover = sync::Cover::open;
  return keys;
}
sync::TeamKeys team_keys(std::uint64_t seed) {
  test::TestRandom random(seed);
  sync::TeamKeys keys;
  keys.identities.push_back(age::make_identity(random));
  keys.recipients.push_back(age::recipient_of(keys.identities[0]));
  return keys;
}

struct Synced {
  app::SyncReport report;
  base::Error error;
};
Synced run_sync(Laptop& laptop, ports::SharedFolder& folder, sync::TeamKeys keys,
                app::Recheck recheck = app::Recheck::no) {
  app::SyncOptions options{std::move(keys), 3, recheck};
  auto job = std::make_unique<app::SyncJob>(folder, laptop.random, std::move(options));
  const app::SyncJob& syncing = *job;
  REQUIRE(laptop.session.start(std::move(job)));
  laptop.finish();
  laptop.save();
  return {syncing.report(), syncing.error()};
}
Synced sync_well(Laptop& laptop, SharedDisk& disk, sync::TeamKeys keys = open_keys()) {
  MemoryFolder folder(disk, 1, 0);
  Synced done = run_sync(laptop, folder, std::move(keys));
  CHECK(done.report.rejected.empty());
  CHECK(done.error == base::Error{});
  return done;
}

}  // namespace

TEST_CASE("two laptops meet in a folder and hold the same; nothing is fetched or written twice") {
  SharedDisk disk;
  Laptop anna(1), bo(2);
  create(anna, "宏图广告");
  create(bo, "Lin & Co");
  CHECK(sync_well(anna, disk).report.written == 1);
  const auto second = sync_well(bo, disk).report;
  CHECK(second.written == 1);
  CHECK(second.fetched == 1);
  CHECK(second.fresh == 1);
  CHECK(sync_well(anna, disk).report.fetched == 1);
  CHECK(anna.hash() == bo.hash());
  for (Laptop* laptop : {&anna, &bo}) {
    const auto idle = sync_well(*laptop, disk).report;
    CHECK((idle.fetched == 0 && idle.written == 0 && idle.rounds == 1 && idle.listed == 2));
  }
  // Opened anew, the book knows as much.
  Laptop again(anna.storage);
  CHECK(again.hash() == bo.hash());
  CHECK(sync_well(again, disk).report.fetched == 0);
}

TEST_CASE("files in the folder are sealed to the team's key; another key opens none and loses nothing") {
  SharedDisk disk;
  Laptop anna(1), bo(2), eve(3);
  create(anna, "宏图广告");
  CHECK(sync_well(anna, disk, team_keys(7)).report.written == 1);
  REQUIRE(disk.files.size() == 1);
  CHECK(disk.files.begin()->first.ends_with(".zhike.json.age"));
  CHECK(disk.files.begin()->second.find("宏图") == std::string::npos);
  MemoryFolder folder(disk, 1, 0);
  const auto shut_out = run_sync(eve, folder, team_keys(8));
  REQUIRE(shut_out.report.rejected.size() == 1);
  CHECK(shut_out.report.rejected[0].code.starts_with("age."));
  CHECK(shut_out.report.rejected[0].where == disk.files.begin()->first);
  const auto keyless = run_sync(eve, folder, open_keys());
  REQUIRE(keyless.report.rejected.size() == 1);
  CHECK(keyless.report.rejected[0].code == "bundle.encrypted");
  sync_well(bo, disk, team_keys(7));
  CHECK(anna.hash() == bo.hash());
}

TEST_CASE("a damaged file is reported and left alone; a recheck writes anew what it held") {
  SharedDisk disk;
  Laptop anna(1), bo(2), cai(3);
  create(anna, "first");
  sync_well(anna, disk);
  create(bo, "second");
  sync_well(bo, disk);
  const std::string name =
      disk.files.begin()->first.find(base::write_device(anna.session.book().identity().device)) == 0
          ? disk.files.begin()->first
          : disk.files.rbegin()->first;
  std::string& bytes = disk.files[name];
  const std::string sound = bytes;
  const auto damage = GENERATE(as<std::string>(), "cut short, as half-synchronised files are", "one bit", "empty");
  INFO(damage);
  if (damage == "empty")
    bytes.clear();
  else if (damage == "one bit")
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
  else
    bytes.resize(bytes.size() / 2);
  const std::string damaged = bytes;
  MemoryFolder folder(disk, 1, 0);
  const auto done = run_sync(cai, folder, open_keys());
  REQUIRE(done.report.rejected.size() == 1);
  CHECK(done.report.rejected[0].code == "sync.damaged");
  CHECK(done.report.rejected[0].where == name);
  CHECK(done.report.merged == 1);
  CHECK(disk.files[name] == damaged);
  if (GENERATE(true, false)) {  // the rest of it arrives
    disk.files[name] = sound;
    sync_well(cai, disk);
  } else {  // its sender looks again
    anna.clock.at += 5000;
    const auto renewed = run_sync(anna, folder, open_keys(), app::Recheck::everything);
    CHECK(renewed.report.written == 1);
    run_sync(cai, folder, open_keys());
  }
  MemoryFolder later(disk, 1, 0);
  run_sync(anna, later, open_keys());
  CHECK(cai.hash() == anna.hash());
}

TEST_CASE("a file that holds something else than its name says is refused") {
  SharedDisk disk;
  Laptop anna(1), bo(2);
  create(anna, "first");
  create(anna, "second");
  sync_well(anna, disk);
  const auto name = sync::read_name(disk.files.begin()->first);
  REQUIRE(name);
  const std::string bytes = disk.files.begin()->second;
  const auto put_as = [&](sync::FileName wrong, std::string content) {
    disk.files.clear();
    wrong.sha256 = base::to_hex(base::sha256(content));
    disk.files[sync::write_name(wrong)] = std::move(content);
    MemoryFolder folder(disk, 1, 0);
    const auto done = run_sync(bo, folder, open_keys());
    REQUIRE(done.report.rejected.size() == 1);
    return done.report.rejected[0].code;
  };
  sync::FileName more = *name, other = *name, head = *name;
  more.last = 3;
  other.device ^= 1;
  head.head = "0000000000000000";
  CHECK(put_as(more, bytes) == "sync.damaged");
  CHECK(put_as(other, bytes) == "sync.damaged");
  CHECK(put_as(head, bytes) == "sync.damaged");
  CHECK(put_as(*name, base::gzip("{\"format\":\"other/1\"}", 0)) == "bundle.other_program");
  CHECK(put_as(*name, "not packed") == "bundle.not_json");
  CHECK(bo.session.document().change_count() == 0);
}

TEST_CASE("what goes missing in the folder is written again, never deleted here") {
  SharedDisk disk;
  Laptop anna(1), bo(2);
  create(anna, "first");
  sync_well(anna, disk);
  sync_well(bo, disk);
  const std::string hash = bo.hash();
  disk.files.clear();
  CHECK(sync_well(bo, disk).report.written == 1);
  CHECK(bo.hash() == hash);
  Laptop cai(3);
  sync_well(cai, disk);
  CHECK(cai.hash() == hash);
}

TEST_CASE("what a person took out of the book is not brought back by the next sync") {
  SharedDisk disk;
  Laptop anna(1), bo(2);
  create(anna, "wrong customer");
  sync_well(anna, disk);
  sync_well(bo, disk);
  REQUIRE(bo.session.document().table<schema::Customer>().visible_count == 1);
  REQUIRE(bo.session.execute(commands::Undo{}));
  CHECK(bo.session.document().table<schema::Customer>().visible_count == 0);
  const auto idle = sync_well(bo, disk).report;
  CHECK((idle.fetched == 0 && idle.written == 0));
  CHECK(bo.session.document().table<schema::Customer>().visible_count == 0);
}

TEST_CASE("old leftovers of this laptop are cleared away, nobody else's and no young ones") {
  SharedDisk disk;
  Laptop anna(1);
  create(anna, "first");
  const base::DeviceId own = anna.session.book().identity().device;
  const base::InstantMs old = anna.clock.at - 2 * 86'400'000;
  disk.files[sync::write_temporary({own, old, 1})] = "half";
  disk.files[sync::write_temporary({own, anna.clock.at - 1000, 2})] = "half";
  disk.files[sync::write_temporary({own ^ 1, old, 3})] = "half";
  disk.files["readme.txt"] = "hello";
  const auto done = sync_well(anna, disk).report;
  CHECK(done.cleaned == 1);
  CHECK(done.others == 1);
  CHECK(disk.files.size() == 4);
  CHECK_FALSE(disk.files.contains(sync::write_temporary({own, old, 1})));
}

TEST_CASE("nothing leaves before it is saved here") {
  SharedDisk disk;
  Laptop anna(1);
  create(anna, "first");
  anna.storage.fail_from = 0;
  MemoryFolder folder(disk, 1, 0);
  auto job = std::make_unique<app::SyncJob>(folder, anna.random, app::SyncOptions{open_keys()});
  REQUIRE(anna.session.start(std::move(job)));
  anna.finish();
  CHECK(anna.session.job()->state() == app::JobState::failed);
  CHECK(disk.files.empty());
}

TEST_CASE("a folder that does not answer changes nothing and says so") {
  SharedDisk disk;
  Laptop anna(1);
  create(anna, "first");
  MemoryFolder folder(disk, 1, 1);
  CHECK(run_sync(anna, folder, open_keys()).error.code == "sync.unreachable");
  CHECK(disk.files.empty());
}

TEST_CASE("many laptops with a folder that fails one time in ten lose nothing and end equal") {
  constexpr std::size_t laptops = 6;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    INFO("seed " << seed);
    SharedDisk disk;
    std::vector<std::unique_ptr<Laptop>> team;
    for (std::uint64_t i = 0; i < laptops; ++i) team.push_back(std::make_unique<Laptop>(seed * 100 + i));
    base::SeededRandom random(seed);
    std::size_t faults = 0, made = 0;
    for (int turn = 0; turn < 60; ++turn) {
      Laptop& laptop = *team[random.below(laptops)];
      for (std::uint32_t k = random.below(4); k > 0; --k) create(laptop, "customer " + std::to_string(++made));
      if (random.chance(0.05) && !disk.files.empty()) disk.files.erase(disk.files.begin());
      MemoryFolder folder(disk, random.next(), 0.1);
      run_sync(laptop, folder, open_keys());
      faults += folder.faults;
    }
    CHECK(faults > 20);
    for (int round = 0; round < 2; ++round)
      for (const auto& laptop : team) sync_well(*laptop, disk);
    for (const auto& laptop : team) {
      CHECK(laptop->hash() == team[0]->hash());
      CHECK(laptop->session.document().table<schema::Customer>().visible_count == made);
    }
  }
}
