// Customers that may be one and the same: what counts, in which order, at once and in parts.
#include <catch2/catch_test_macros.hpp>

#include "core/query/cache.h"
#include "tests/support/doc_builder.h"

namespace zhike::query {
namespace {

using test::DocBuilder;

TEST_CASE("duplicates share a folded name, phone or e-mail, with reasons") {
  DocBuilder b;
  const Handle a = b.customer("1", "Acme  Ltd", {{"phone", "010-6552 9988"}, {"email", "A@x.cn"}});
  const Handle c = b.customer("2", "ＡＣＭＥ ltd", {{"phone", "+86-10-65529988"}});
  const Handle d = b.customer("3", "Other", {{"email", "a@X.cn"}});
  b.customer("4", "Third", {{"phone", "12345"}});
  b.customer("5", "Fourth", {{"phone", "12345"}});  // too short to mean anything
  const Duplicates found = compute_duplicates(b.doc(), {});
  REQUIRE(found.pairs.size() == 2);
  CHECK(found.pairs[0].first == a);
  CHECK(found.pairs[0].second == c);
  CHECK(found.pairs[0].score == 90);
  CHECK(found.pairs[0].has(Alike::name));
  CHECK(found.pairs[0].has(Alike::phone));
  CHECK_FALSE(found.pairs[0].has(Alike::email));
  CHECK(found.pairs[1].second == d);
  CHECK(compute_duplicates(b.doc(), {.customer = d}).pairs.size() == 1);
  for (int i = 0; i < 21; ++i)
    b.customer("s" + std::to_string(i), "Switch " + std::to_string(i), {{"phone", "99887766"}});
  CHECK(compute_duplicates(b.doc(), {}).total == 2);
}

TEST_CASE("duplicates looked for in parts are those found at once, and an edit makes it begin anew") {
  DocBuilder b;
  for (int i = 0; i < 30; ++i) b.customer("K" + std::to_string(i), "Name " + std::to_string(i % 25));
  for (const std::size_t rows : {std::size_t{1}, std::size_t{7}, std::size_t{30}, std::size_t{1000}}) {
    CAPTURE(rows);
    Cache cache;
    double share = -1, last = -1;
    int frames = 1;
    const Duplicates* found = cache.find_duplicates(b.doc(), rows, share);
    for (; !found && frames < 1000; ++frames) {
      CHECK(share >= last);
      last = share;
      CHECK(cache.find_duplicates(b.doc(), 0, share) == nullptr);  // looks at nothing
      found = cache.find_duplicates(b.doc(), rows, share);
    }
    CHECK((frames > 1) == (rows < 150));
    REQUIRE(found);
    const Duplicates once = compute_duplicates(b.doc(), {});
    REQUIRE(found->pairs.size() == once.pairs.size());
    CHECK(found->total == 5);
    for (std::size_t i = 0; i < once.pairs.size(); ++i) CHECK(found->pairs[i].second == once.pairs[i].second);
    CHECK(cache.find_duplicates(b.doc(), 0, share) == found);  // kept
    b.customer("T" + std::to_string(rows), "Another " + std::to_string(rows));
    CHECK(cache.find_duplicates(b.doc(), 1, share) == nullptr);
  }
}

TEST_CASE("a name in Pinyin or the other script is the same customer's, where something else agrees") {
  DocBuilder b;
  const Handle a = b.customer("1", "王芳", {{"city", "Suzhou"}});
  const Handle c = b.customer("2", "Wang Fang", {{"city", "Suzhou"}});
  b.customer("3", "WANG FANG", {{"city", "Wuxi"}, {"kind", "person"}});
  const Duplicates found = compute_duplicates(b.doc(), {.customer = a});
  REQUIRE(found.pairs.size() == 1);
  CHECK(found.pairs[0].second == c);
  CHECK(found.pairs[0].has(Alike::sound));
  CHECK(found.pairs[0].has(Alike::city));
  DocBuilder script;
  script.customer("1", "國華廣告");
  script.customer("2", "国华广告");
  CHECK(compute_duplicates(script.doc(), {}).pairs.at(0).has(Alike::name));
}

}  // namespace
}  // namespace zhike::query
