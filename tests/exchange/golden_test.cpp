// The files of tests/cases/formats/golden, wherever the core runs: snapshots of every form end in the state they always
// ended in, and what is written from it is the file itself. The command line opens them in
// tests/scripts/formats_test.py.
#include <catch2/catch_test_macros.hpp>

#include "core/base/gzip.h"
#include "core/base/json.h"
#include "core/exchange/bundle.h"
#include "core/exchange/plain.h"
#include "core/exchange/verify.h"
#include "tests/support/files.h"

using namespace zhike;

namespace {

const std::string folder = std::string(ZHIKE_TESTS_DIR) + "/cases/formats/golden/";

std::string golden(const std::string& name) {
  auto text = test::read_file(folder + name);
  REQUIRE(text);
  REQUIRE(exchange::unpack(*text));
  return std::move(*text);
}

void receive(store::Book& book, const std::string& text) {
  auto reader = exchange::BundleReader::open(text);
  REQUIRE(reader);
  for (std::size_t i = 0; i < reader->count(); ++i) REQUIRE(book.receive(reader->line(i)));
  book.catch_up();
}

}  // namespace

TEST_CASE("snapshots of every earlier form end in the state they always ended in") {
  const auto list = base::parse_json(golden("golden.json"));
  REQUIRE(list);
  int opened = 0;
  for (const base::Json& one : list->items()) {
    const std::string& file = one["file"].as_string();
    if (one["opens"].as_string() != "merge" || file.ends_with(".age")) continue;
    INFO(file);
    store::Book book;
    book.set_identity({1, "test"});
    if (const std::string& after = one["after"].as_string(); !after.empty()) receive(book, golden(after));
    receive(book, golden(file));
    CHECK(store::state_hash(book.document()) == one["state"].as_string());
    CHECK(exchange::verify(golden(file)));
    ++opened;
  }
  CHECK(opened >= 8);
}

TEST_CASE("what is written is what was written then, byte for byte") {
  store::Book book;
  const std::string text = golden("bundle.zhike.json");
  const auto header = base::parse_json(text.substr(0, text.find('\n')) + "]}");
  REQUIRE(header);
  book.set_identity({*base::read_device((*header)["dev"].as_string()), (*header)["by"].as_string()});
  receive(book, text);
  CHECK(exchange::write_bundle(book) == text);
  CHECK(exchange::write_plain(book.document()).size() == golden("plain.json").size());
  CHECK(exchange::verify(exchange::write_plain(book.document())));
}

TEST_CASE("a snapshot that promises more than it holds is refused before anything is kept") {
  const std::string text = golden("bundle_two.zhike.json");
  const std::size_t at = text.find("\"count\":35");
  REQUIRE(at != std::string::npos);
  for (const char* count : {"34", "36", "-1", "999999999999"}) {
    std::string bad = text;
    bad.replace(at + 8, 2, count);
    CHECK(exchange::BundleReader::open(bad).error().code == "bundle.truncated");
  }
}
