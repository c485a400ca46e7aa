// Age files made and opened here: keys, passphrases, pieces, damage.
#include "core/age/file.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/memory_ports.h"

namespace zhike {
namespace {

using age::Form;

std::string sample(std::size_t bytes) {
  std::string out(bytes, '\0');
  base::SeededRandom random(bytes + 7);
  for (char& c : out) c = static_cast<char>(random.next());
  return out;
}

std::vector<age::Identity> one(age::Identity identity) {
  std::vector<age::Identity> out;
  out.push_back(std::move(identity));
  return out;
}

}  // namespace

TEST_CASE("a file sealed to a key opens with it, at every size around a chunk and fed in any pieces") {
  test::TestRandom random(3);
  const auto keys = one(age::make_identity(random));
  for (const std::size_t size : {0u, 1u, 15u, 65'535u, 65'536u, 65'537u, 131'072u, 200'001u}) {
    const std::string plain = sample(size);
    for (const Form form : {Form::bytes, Form::armored}) {
      const age::SealTo to{.recipients = {age::recipient_of(keys[0])}, .passphrase = {}, .form = form};
      std::string sealed;
      auto sealer = age::Sealer::start(to, random, sealed);
      REQUIRE(sealer);
      const std::size_t piece = 1 + random.next() % 70'000;
      for (std::size_t at = 0; at < plain.size(); at += piece)
        sealer->update(std::string_view(plain).substr(at, piece), sealed);
      sealer->finish(sealed);
      INFO(size << " bytes in pieces of " << piece);
      CHECK(sealed.find(plain.substr(0, 12)) == (size < 12 ? sealed.find(plain) : std::string::npos));
      CHECK(age::lock_of(sealed) == age::Lock::keys);
      std::string opened;
      age::Opener opener({&keys, {}});
      for (std::size_t at = 0; at < sealed.size(); at += piece)
        REQUIRE(opener.update(std::string_view(sealed).substr(at, piece), opened));
      REQUIRE(opener.finish(opened));
      CHECK(opened == plain);
    }
  }
}

TEST_CASE("a file sealed with a passphrase opens with it alone") {
  test::TestRandom random(4);
  const auto sealed = age::seal_file("我们的客户", {.recipients = {}, .passphrase = "六个词", .log_n = 10}, random);
  REQUIRE(sealed);
  CHECK(age::lock_of(*sealed) == age::Lock::passphrase);
  CHECK(age::open_file(*sealed, {nullptr, "六个词"}).value() == "我们的客户");
  CHECK(age::open_file(*sealed, {nullptr, "六个字"}).error().code == "age.wrong_passphrase");
  CHECK(age::open_file(*sealed, {nullptr, {}}).error().code == "age.wrong_passphrase");
  const auto keys = one(age::make_identity(random));
  CHECK(age::open_file(*sealed, {&keys, {}}).error().code == "age.needs_passphrase");
}

TEST_CASE("the default passphrase work is 2^18 and says so in the file") {
  test::TestRandom random(5);
  const auto sealed = age::seal_file("x", {.recipients = {}, .passphrase = "words"}, random);
  REQUIRE(sealed);
  const std::string header = sealed->substr(0, sealed->find("\n---"));
  CHECK(header.substr(header.find("-> scrypt")).find(" 18\n") != std::string::npos);
  CHECK(age::open_file(*sealed, {nullptr, "words"}).value() == "x");
}

TEST_CASE("a key that is not ours, and a file that needs one") {
  test::TestRandom random(6);
  const auto ours = one(age::make_identity(random)), theirs = one(age::make_identity(random));
  const auto sealed = age::seal_file("x", {.recipients = {age::recipient_of(theirs[0])}, .passphrase = {}}, random);
  CHECK(age::open_file(*sealed, {&ours, {}}).error().code == "age.no_match");
  CHECK(age::open_file(*sealed, {nullptr, "words"}).error().code == "age.needs_key");
  CHECK(age::open_file(*sealed, {&theirs, {}}).value() == "x");
  CHECK(age::seal_file("x", {.recipients = {}, .passphrase = {}}, random).error().code == "key.none");
}

TEST_CASE("several recipients open one file, a quantum-safe one among them") {
  test::TestRandom random(8);
  const auto first = one(age::make_identity(random));
  const auto second = one({age::KeyKind::xwing, age::make_identity(random).bytes.copy()});
  const age::SealTo to{.recipients = {age::recipient_of(first[0]), age::recipient_of(second[0])}, .passphrase = {}};
  const auto sealed = age::seal_file("both", to, random);
  REQUIRE(sealed);
  CHECK(age::open_file(*sealed, {&first, {}}).value() == "both");
  CHECK(age::open_file(*sealed, {&second, {}}).value() == "both");
}

TEST_CASE("any changed or missing byte is noticed and nothing unauthenticated comes out") {
  test::TestRandom random(9);
  const auto keys = one(age::make_identity(random));
  const std::string plain = sample(300);
  const auto sealed = age::seal_file(plain, {.recipients = {age::recipient_of(keys[0])}, .passphrase = {}}, random);
  for (std::size_t i = 0; i < sealed->size(); ++i) {
    std::string changed = *sealed;
    changed[i] = static_cast<char>(changed[i] ^ (1 << random.next() % 8));
    std::string out;
    age::Opener opener({&keys, {}});
    auto status = opener.update(changed, out);
    if (status) status = opener.finish(out);
    INFO("byte " << i);
    CHECK(!status);
    CHECK(out.empty());
    CHECK(!age::open_file(sealed->substr(0, i), {&keys, {}}));
  }
  CHECK(!age::open_file(*sealed + "x", {&keys, {}}));
}

TEST_CASE("two files of the same content share nothing but the format") {
  test::TestRandom random(10);
  const auto keys = one(age::make_identity(random));
  const age::SealTo to{.recipients = {age::recipient_of(keys[0])}, .passphrase = {}};
  CHECK(*age::seal_file("x", to, random) != *age::seal_file("x", to, random));
}

TEST_CASE("keys are read as age writes them and refused with a reason") {
  // The pair of the age specification's example.
  constexpr std::string_view identity = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
  constexpr std::string_view recipient = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
  const auto read = age::read_identities("# created\n\n" + std::string(identity) + "\r\n");
  REQUIRE(read);
  REQUIRE(read->size() == 1);
  CHECK(age::write_recipient(age::recipient_of((*read)[0])) == recipient);
  CHECK(age::write_identity((*read)[0]).view() == identity);
  CHECK(age::write_recipient(age::read_recipient(recipient).value()) == recipient);

  std::string wrong(recipient);
  wrong[20] = wrong[20] == 'q' ? 'p' : 'q';
  CHECK(age::read_recipient(wrong).error().code == "key.recipient");
  CHECK(age::read_recipient(identity).error().code == "key.recipient");
  CHECK(age::read_recipient("").error().code == "key.recipient");
  CHECK(age::read_identities(recipient).error() == base::Error{"key.identity", "1", {}});
  CHECK(age::read_identities("# nothing\n").error().code == "key.none");
}

TEST_CASE("secrets are zeroed when they go") {
  std::string text = "seven horses";
  const char* place = text.data();
  const std::size_t size = text.size();
  age::wipe(text);
  CHECK(std::string_view(place, size) == std::string(size, '\0'));
  CHECK(text.empty());
  age::Secret secret("key");
  age::Secret moved = std::move(secret);
  CHECK(secret.empty());  // NOLINT(bugprone-use-after-move): that is what is tested
  CHECK(moved.view() == "key");
  moved.clear();
  CHECK(moved.empty());
}

}  // namespace zhike
