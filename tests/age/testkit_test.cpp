// The age test kit of C2SP: files that must open, and files that must be refused for one stated reason.
#include <map>

#include <catch2/catch_test_macros.hpp>
#include <zlib.h>

#include "core/age/file.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "tests/support/files.h"

namespace zhike {
namespace {

struct Vector {
  std::map<std::string, std::string> said;  // what must happen, and with which key
  std::string file;
};

std::string inflate_all(std::string_view packed) {
  std::string out(32u << 20, '\0');
  uLongf size = out.size();
  REQUIRE(uncompress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(packed.data()),
                     packed.size()) == Z_OK);
  out.resize(size);
  return out;
}

Vector read_vector(std::string_view text) {
  Vector out;
  for (;;) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (line.empty()) break;
    const std::size_t colon = line.find(": ");
    std::string& value = out.said[std::string(line.substr(0, colon))];
    value += (value.empty() ? "" : "\n") + std::string(line.substr(colon + 2));
  }
  out.file = out.said.contains("compressed") ? inflate_all(text) : std::string(text);
  return out;
}

// Our error as the kit names it.
std::string outcome(const base::Status& status) {
  if (status) return "success";
  const std::string& code = status.error().code;
  if (code == "age.no_match" || code == "age.wrong_passphrase" || code == "age.needs_key") return "no match";
  if (code == "age.bad_mac") return "HMAC failure";
  if (code == "age.armor") return "armor failure";
  if (code == "age.damaged" || code == "age.truncated") return "payload failure";
  if (code == "age.header" || code == "age.not_age" || code == "age.newer" || code == "age.work_factor")
    return "header failure";
  return code;
}

struct Opened {
  std::string outcome, plain;
};
Opened open_in_pieces(const Vector& vector, std::size_t piece) {
  std::vector<age::Identity> identities;
  if (vector.said.contains("identity")) {
    auto read = age::read_identities(vector.said.at("identity"));
    REQUIRE(read);
    identities = std::move(*read);
  }
  age::OpenWith with;
  if (vector.said.contains("passphrase"))
    with.passphrase = vector.said.at("passphrase");
  else
    with.identities = &identities;
  age::Opener opener(with, vector.said.contains("armored") ? age::Form::armored : age::Form::bytes);
  Opened out;
  base::Status status;
  for (std::size_t at = 0; at < vector.file.size() && status; at += piece)
    status = opener.update(std::string_view(vector.file).substr(at, piece), out.plain);
  if (status) status = opener.finish(out.plain);
  out.outcome = outcome(status);
  return out;
}

}  // namespace

TEST_CASE("every file of the age test kit is opened or refused as it says") {
  const auto folder = test::shared_folder("data/age-testkit");
  if (!folder) SKIP("../shared/data/age-testkit is not here");
  const std::vector<std::string> names = test::list_files(*folder);
  CHECK(names.size() >= 143);
  for (const std::string& name : names) {
    const Vector vector = read_vector(*test::read_file(*folder + "/" + name));
    const bool is_costly = vector.said.contains("passphrase") && vector.said.at("expect") != "header failure";
    // Whole, and in small pieces as it would come from a slow disk.
    for (const std::size_t piece : {vector.file.size() + 1, std::size_t{61}}) {
      if (piece == 61 && (is_costly || vector.file.size() > 300'000)) continue;
      const Opened opened = open_in_pieces(vector, piece);
      INFO(name << ", pieces of " << piece);
      CHECK(opened.outcome == vector.said.at("expect"));
      if (vector.said.contains("payload")) CHECK(base::to_hex(base::sha256(opened.plain)) == vector.said.at("payload"));
      if (!vector.said.contains("payload")) CHECK(opened.plain.empty());
    }
  }
}

}  // namespace zhike
