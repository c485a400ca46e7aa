// The lock of a book at rest: nothing readable stays in storage, everything comes back, old files open for ever.
#include "core/age/sealed_storage.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/memory_ports.h"

namespace zhike {
namespace {

constexpr int quick_log_n = 4;

base::Status status_of(const std::function<void(std::function<void(base::Status)>)>& act) {
  std::optional<base::Status> out;
  act([&](base::Status status) { out = std::move(status); });
  REQUIRE(out);
  return *out;
}

struct Vault {
  test::MemoryStorage disk;
  test::TestRandom random{21};
  age::SealedStorage storage{disk, random};
  Vault() {
    disk.files["seg/000001.log"] = "line of anna\n";
    disk.files["meta/device.json"] = R"({"by":"anna"})";
  }
  base::Status lock(std::string_view passphrase) {
    return status_of([&](auto done) { storage.set_lock(passphrase, done, quick_log_n); });
  }
  base::Status write(std::string path, std::string bytes) {
    return status_of([&](auto done) { storage.commit({{std::move(path), std::move(bytes)}}, {}, done); });
  }
  bool shows(std::string_view words) {
    for (const auto& [path, bytes] : disk.files)
      if (bytes.find(words) != std::string::npos) return true;
    return false;
  }
};

}  // namespace

TEST_CASE("a lock seals every file, those written later too, and opens with its passphrase alone") {
  Vault vault;
  CHECK(!vault.storage.has_lock());
  REQUIRE(vault.lock("six words"));
  REQUIRE(vault.write("seg/000002.log", "line of bo\n"));
  CHECK(!vault.shows("anna"));
  CHECK(!vault.shows("line of"));
  CHECK(!vault.shows("six words"));
  CHECK(vault.storage.read("seg/000002.log").value() == "line of bo\n");

  age::SealedStorage later(vault.disk, vault.random);
  CHECK(later.is_shut());
  CHECK(later.read("seg/000001.log").error().code == "lock.shut");
  CHECK(later.unlock("six word").error().code == "age.wrong_passphrase");
  CHECK(later.is_shut());
  CHECK(status_of([&](auto done) { later.commit({{"seg/000003.log", "x"}}, {}, done); }).error().code == "lock.shut");
  CHECK(!vault.disk.files.contains("seg/000003.log"));
  REQUIRE(later.unlock("six words"));
  CHECK(later.read("seg/000001.log").value() == "line of anna\n");
  CHECK(later.list().value() == std::vector<std::string>{"meta/device.json", "seg/000001.log", "seg/000002.log"});
  later.forget();
  CHECK(later.read("seg/000001.log").error().code == "lock.shut");
}

TEST_CASE("taking the lock off gives the files back as they were") {
  Vault vault;
  const auto before = vault.disk.files;
  REQUIRE(vault.lock("six words"));
  REQUIRE(status_of([&](auto done) { vault.storage.remove_lock(done); }));
  CHECK(vault.disk.files == before);
  CHECK(!vault.storage.has_lock());
  REQUIRE(vault.write("seg/000002.log", "in the clear"));
  CHECK(vault.disk.files["seg/000002.log"] == "in the clear");
}

TEST_CASE("a new passphrase shuts the old one out") {
  Vault vault;
  REQUIRE(vault.lock("old"));
  REQUIRE(vault.lock("new"));
  age::SealedStorage later(vault.disk, vault.random);
  CHECK(later.unlock("old").error().code == "age.wrong_passphrase");
  REQUIRE(later.unlock("new"));
  CHECK(later.read("seg/000001.log").value() == "line of anna\n");
}

TEST_CASE("once another program took the lock off, nothing more is sealed with its lost key") {
  Vault vault;
  REQUIRE(vault.lock("words"));
  age::SealedStorage other(vault.disk, vault.random);
  REQUIRE(other.unlock("words"));
  REQUIRE(status_of([&](auto done) { other.remove_lock(done); }));
  REQUIRE(vault.write("seg/000002.log", "in the clear"));
  CHECK(vault.disk.files["seg/000002.log"] == "in the clear");
}

TEST_CASE("files written without a lock open beside sealed ones") {
  Vault vault;
  REQUIRE(vault.lock("words"));
  vault.disk.files["seg/000009.log"] = "00000000 {} from before the lock\n";
  CHECK(vault.storage.read("seg/000009.log").value() == "00000000 {} from before the lock\n");
}

TEST_CASE("a changed, cut or exchanged file is noticed") {
  Vault vault;
  REQUIRE(vault.lock("words"));
  const std::string sealed = vault.disk.files["seg/000001.log"];
  for (std::size_t i = 15; i < sealed.size(); ++i) {
    vault.disk.files["seg/000001.log"] = sealed;
    vault.disk.files["seg/000001.log"][i] ^= 4;
    CHECK(vault.storage.read("seg/000001.log").error().code == "lock.damaged");
    vault.disk.files["seg/000001.log"] = sealed.substr(0, i);
    CHECK(vault.storage.read("seg/000001.log").error().code == "lock.damaged");
  }
  vault.disk.files["seg/000001.log"] = vault.disk.files["meta/device.json"];
  CHECK(vault.storage.read("seg/000001.log").error().code == "lock.damaged");
}

TEST_CASE("a lock that could not be stored changes nothing") {
  Vault vault;
  const auto before = vault.disk.files;
  vault.disk.fail_from = 0;
  CHECK(vault.lock("words").error().code == "storage.full");
  CHECK(vault.disk.files == before);
  CHECK(!vault.storage.has_lock());
  vault.disk.fail_from = -1;
  REQUIRE(vault.write("seg/000002.log", "in the clear"));
  CHECK(vault.disk.files["seg/000002.log"] == "in the clear");
}

// As version 1 wrote it, by this very code at its first release: a promise.
TEST_CASE("a vault locked by the first version opens") {
  Vault vault;
  REQUIRE(vault.lock("words"));
  CHECK(vault.disk.files["seg/000001.log"].starts_with("zhike-sealed/1\n"));
  CHECK(vault.disk.files["meta/lock.age"].starts_with("age-encryption.org/v1\n-> scrypt "));
}

}  // namespace zhike
