#include "web/views/secrets.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/views/room_bench.h"
#include "web/views/data_backup.h"
#include "web/views/settings_keys.h"

using namespace zhike;
using namespace zhike::views;
using tests::RoomBench;

namespace {

constexpr const char* public_key = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";

struct Bench : RoomBench {
  SecretDialogs state;
  KeyDrafts keys;
  SecretStatus& secrets = status.secrets;
  Room dialogs = [this](const ViewInput& in, Requests& out) { secret_dialogs(in, state, out); };
  Room shut = [this](const ViewInput& in, Requests& out) { shut_view(in, state, out); };
  Room backup = [](const ViewInput& in, Requests& out) {
    const ui::Page page("room.data");
    backup_part(in, out);
  };
  Room settings = [this](const ViewInput& in, Requests& out) {
    const ui::Page page("room.settings");
    headquarters_part(in, keys, out);
    lock_part(in, out);
  };

  template <class Kind>
  std::vector<Kind> secret_asked() const {
    std::vector<Kind> found;
    for (const SecretRequest& request : asked<SecretRequest>())
      if (const Kind* each = std::get_if<Kind>(&request)) found.push_back(*each);
    return found;
  }
};

}  // namespace

TEST_CASE("a fresh passphrase is shown with its strength and saved from there", "[views][secrets]") {
  Bench bench;
  bench.secrets.words = "seven-wild-horses-cross-green-water";
  bench.show(bench.dialogs);
  CHECK(bench.ui().has_text("seven-wild-horses-cross-green-water"));
  CHECK(bench.ui().has_text("66 bits"));
  REQUIRE(bench.ui().click("secret.words.save"));
  REQUIRE(bench.secret_asked<SaveSealed>().size() == 1);
  CHECK(bench.secret_asked<SaveSealed>()[0].to == SaveSealed::To::words);
  bench.ui().press("escape");
  CHECK(bench.secret_asked<ForgetSecrets>().size() == 1);
}

TEST_CASE("a lock is set only after the words are said to be written down", "[views][secrets]") {
  Bench bench;
  bench.secrets.words = "seven-wild-horses-cross-green-water";
  bench.secrets.is_for_lock = true;
  bench.show(bench.dialogs);
  bench.ui().click("secret.lock_words.set");
  CHECK(bench.secret_asked<SetLock>().empty());
  REQUIRE(bench.ui().click("secret.words.kept"));
  REQUIRE(bench.ui().click("secret.lock_words.set"));
  REQUIRE(bench.secret_asked<SetLock>().size() == 1);
  CHECK(bench.secret_asked<SetLock>()[0].passphrase == bench.secrets.words);
}

TEST_CASE("a new key must be saved before it is used", "[views][secrets]") {
  Bench bench;
  bench.secrets.key_public = public_key;
  bench.secrets.key_secret = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
  bench.show(bench.dialogs);
  CHECK(bench.ui().has_text(public_key));
  CHECK(bench.ui().count(ui::Role::img) == 2);
  bench.ui().click("secret.key.use");
  CHECK(bench.secret_asked<UseKey>().empty());
  REQUIRE(bench.ui().click("secret.key.save"));
  CHECK(bench.secret_asked<SaveKey>().size() == 1);
  bench.secrets.is_key_saved = true;
  bench.ui().frames();
  REQUIRE(bench.ui().click("secret.key.use"));
  CHECK(bench.secret_asked<UseKey>().size() == 1);
}

TEST_CASE("an encrypted file asks for what opens it, says what was wrong, and keeps nothing typed",
          "[views][secrets]") {
  Bench bench;
  bench.secrets.asks_for = "today.zhike.json.age";
  bench.secrets.asks_for_passphrase = true;
  bench.show(bench.dialogs);
  CHECK(bench.ui().has_text("today.zhike.json.age opens with a passphrase"));
  bench.ui().click("secret.ask.open");
  CHECK(bench.secret_asked<GiveSecret>().empty());
  REQUIRE(bench.ui().type("secret.passphrase", "six words"));
  CHECK(bench.ui().find("secret.passphrase")->value.empty());  // never announced
  REQUIRE(bench.ui().click("secret.ask.open"));
  REQUIRE(bench.secret_asked<GiveSecret>().size() == 1);
  CHECK(bench.secret_asked<GiveSecret>()[0].secret == "six words");
  CHECK(bench.state.typed.empty());
  bench.secrets.ask_error = {"age.wrong_passphrase", "today.zhike.json.age", {}};
  bench.ui().frames();
  CHECK(bench.ui().find("secret.passphrase")->description.contains("does not open this file"));
  bench.ui().press("escape");
  CHECK(bench.asked<DropPreview>().size() == 1);
}

TEST_CASE("a file for a key offers the key file", "[views][secrets]") {
  Bench bench;
  bench.secrets.asks_for = "today.age";
  bench.show(bench.dialogs);
  REQUIRE(bench.ui().click("secret.ask.key_file"));
  REQUIRE(bench.asked<PickFile>().size() == 1);
  CHECK(bench.asked<PickFile>()[0].purpose == FilePurpose::key);
}

TEST_CASE("the shut page shows nothing but the lock", "[views][secrets]") {
  Bench bench;
  bench.book.customer("C1", "Anna");
  bench.secrets.is_shut = bench.secrets.has_lock = true;
  bench.show(bench.shut);
  CHECK(!bench.ui().has_text("Anna"));
  REQUIRE(bench.ui().type("lock.passphrase", "six words"));
  bench.ui().press("enter");
  REQUIRE(bench.secret_asked<OpenLock>().size() == 1);
  CHECK(bench.secret_asked<OpenLock>()[0].passphrase == "six words");
  CHECK(bench.state.typed.empty());
  bench.secrets.lock_error = {"age.wrong_passphrase", {}, {}};
  bench.ui().frames();
  CHECK(bench.ui().find("lock.passphrase")->description.contains("does not open this file"));
}

TEST_CASE("the backup card saves for headquarters once its key is known, and tells what a check found",
          "[views][secrets]") {
  Bench bench;
  bench.show(bench.backup);
  bench.ui().click("backup.headquarters");
  CHECK(bench.secret_asked<SaveSealed>().empty());
  bench.book.setting("headquarters_key", public_key);
  bench.ui().frames();
  REQUIRE(bench.ui().click("backup.headquarters"));
  CHECK(bench.secret_asked<SaveSealed>().size() == 1);
  REQUIRE(bench.ui().click("backup.words"));
  CHECK(bench.secret_asked<MakeWords>().size() == 1);
  REQUIRE(bench.ui().click("backup.check"));
  CHECK(bench.asked<PickFile>().back().purpose == FilePurpose::check);
  bench.secrets.backup_check = commands::BackupCheck{.changes = 7, .records = 5, .customers = 2, .newer = 3};
  bench.ui().frames();
  CHECK(bench.ui().has_text("Changes: 7 · records: 5 · customers: 2"));
  CHECK(bench.ui().has_text("3 newer changes"));
}

TEST_CASE("settings show headquarters' key and set another", "[views][secrets]") {
  Bench bench;
  bench.book.setting("headquarters_key", public_key);
  bench.show(bench.settings);
  CHECK(bench.ui().find("keys.code")->description == public_key);
  REQUIRE(bench.ui().type("keys.recipient", "age1other"));
  REQUIRE(bench.ui().click("keys.recipient.save"));
  REQUIRE(bench.secret_asked<SetHeadquarters>().size() == 1);
  CHECK(bench.secret_asked<SetHeadquarters>()[0].recipient == "age1other");
  REQUIRE(bench.ui().click("keys.make"));
  CHECK(bench.secret_asked<MakeKey>().size() == 1);
}

TEST_CASE("settings set, shut, change and remove the lock", "[views][secrets]") {
  Bench bench;
  bench.show(bench.settings);
  REQUIRE(bench.ui().click("lock.set"));
  REQUIRE(bench.secret_asked<MakeWords>().size() == 1);
  CHECK(bench.secret_asked<MakeWords>()[0].is_for_lock);
  bench.secrets.has_lock = true;
  bench.ui().frames();
  REQUIRE(bench.ui().click("lock.now"));
  CHECK(bench.secret_asked<ShutNow>().size() == 1);
  REQUIRE(bench.ui().click("lock.remove"));
  CHECK(bench.secret_asked<RemoveLock>().size() == 1);
}

TEST_CASE("secrets fit every width and language", "[views][secrets]") {
  Bench bench;
  bench.book.setting("headquarters_key", public_key);
  bench.secrets.has_lock = true;
  bench.show_everywhere(bench.settings);
  bench.show_everywhere(bench.backup);
  bench.show_everywhere(bench.shut);
}
