// Encrypted files on their way in, the restore drill, and a session on a locked storage.
#include "core/app/encrypted.h"

#include <catch2/catch_test_macros.hpp>

#include "core/age/sealed_storage.h"
#include "core/app/backup_check.h"
#include "tests/support/laptop.h"

using namespace zhike;
using test::Laptop;

namespace {

struct Box {
  test::TestRandom random{5};
  Laptop anna{1};
  app::Keys keys;
  Box() {
    REQUIRE(anna.run("create", R"({"type":"customer","key":"C1","name":"Chen"})"));
    REQUIRE(anna.run("create", R"({"type":"customer","key":"C2","name":"Bo"})"));
    keys.identities.push_back(age::make_identity(random));
  }
  std::string sealed_to_key(const std::string& text) {
    return *age::seal_file(text, {.recipients = {age::recipient_of(keys.identities[0])}, .passphrase = {}}, random);
  }
  std::string sealed_by_words(const std::string& text) {
    return *age::seal_file(text, {.recipients = {}, .passphrase = "six words", .log_n = 4}, random);
  }
};

commands::BackupCheck check_backup(Laptop& laptop, const std::string& bytes) {
  REQUIRE(laptop.session.start(std::make_unique<app::BackupCheckJob>(bytes)));
  laptop.finish();
  REQUIRE(laptop.session.job()->state() == app::JobState::done);
  return static_cast<const app::BackupCheckJob*>(laptop.session.job())->check();
}

}  // namespace

TEST_CASE("encrypted files are opened in place, all or none", "[app][encrypted]") {
  Box box;
  const std::string bundle = box.anna.bundle();
  std::vector<app::BundleFile> files{{"plain", bundle}, {"key.age", box.sealed_to_key(bundle)}};
  CHECK(app::has_encrypted(files));
  CHECK(app::open_encrypted(files, {}).error() == base::Error{"bundle.encrypted", "key.age", {}});
  REQUIRE(app::open_encrypted(files, box.keys));
  CHECK(files[1].bytes == bundle);
  CHECK(!app::has_encrypted(files));

  files = {{"key.age", box.sealed_to_key(bundle)}, {"words.age", box.sealed_by_words(bundle)}};
  const std::string before = files[0].bytes;
  box.keys.passphrase = age::Secret("six wrong words");
  CHECK(app::open_encrypted(files, box.keys).error() == base::Error{"age.wrong_passphrase", "words.age", {}});
  CHECK(files[0].bytes == before);
  box.keys.passphrase = age::Secret("six words");
  REQUIRE(app::open_encrypted(files, box.keys));
  CHECK(files[0].bytes == bundle);
  CHECK(files[1].bytes == bundle);
}

TEST_CASE("the drill says what a backup would bring back", "[app][backup]") {
  Box box;
  const std::string backup = box.anna.bundle(), hash = box.anna.hash();
  commands::BackupCheck check = check_backup(box.anna, backup);
  CHECK(check.changes == 2);
  CHECK(check.records == 2);
  CHECK(check.customers == 2);
  CHECK(check.newer == 0);
  CHECK(check.is_equal);
  REQUIRE(box.anna.run("create", R"({"type":"customer","key":"C3","name":"Dai"})"));
  check = check_backup(box.anna, backup);
  CHECK(check.newer == 1);
  CHECK(!check.is_equal);
  CHECK(box.anna.hash() != hash);  // the third customer is still there

  std::string damaged = backup;
  damaged.replace(damaged.find("Chen"), 4, "Chan");
  REQUIRE(box.anna.session.start(std::make_unique<app::BackupCheckJob>(damaged)));
  box.anna.finish();
  CHECK(box.anna.session.job()->state() == app::JobState::failed);
  CHECK(box.anna.session.job()->error().code == "bundle.damaged");
}

TEST_CASE("a session on locked storage saves sealed files and opens them again", "[app][lock]") {
  test::MemoryStorage disk;
  test::FixedClock clock;
  test::TestRandom random(7);
  age::SealedStorage sealed(disk, random);
  const auto save = [](app::Session& session) {
    base::Status saved = base::fail("not called");
    session.save([&](base::Status status) { saved = std::move(status); });
    REQUIRE(saved);
  };
  app::Session first({&sealed, &clock, &random});
  REQUIRE(first.create("anna"));
  save(first);
  sealed.set_lock("six words", [](const base::Status& status) { REQUIRE(status); }, 4);
  REQUIRE(first.execute(commands::CreateRecord{"customer", {{"name", std::string("Chen")}}, {}}));
  save(first);
  for (const auto& [path, bytes] : disk.files) {
    CHECK(bytes.find("Chen") == std::string::npos);
    CHECK(bytes.find("anna") == std::string::npos);
  }
  age::SealedStorage later(disk, random);
  CHECK(later.is_shut());
  CHECK(later.read("meta/device.json").error().code == "lock.shut");
  REQUIRE(later.unlock("six words"));
  app::Session third({&later, &clock, &random});
  REQUIRE(third.open());
  CHECK(third.book().problems().empty());
  CHECK(store::state_hash(third.document()) == store::state_hash(first.document()));
}
