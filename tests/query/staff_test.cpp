#include "core/query/staff.h"

#include <catch2/catch_test_macros.hpp>

#include "core/query/cache.h"
#include "tests/support/doc_builder.h"

using namespace zhike;

TEST_CASE("staff: what each colleague has in hand, named on records or not", "[query][staff]") {
  test::DocBuilder book;
  const base::Day today = *base::read_day("2026-11-22");
  book.add("staff", {{"name", "Li Na"}});
  const store::Handle a = book.customer("C1", "Anna", {{"owner", "Li Na"}});
  book.customer("C2", "Bert", {{"owner", "Zhao Lei"}});
  book.customer("C3", "Carl", {});
  book.customer("C4", "Dora", {{"owner", "Li Na"}, {"status", "lost"}});
  const auto promise = [&](const char* due, const char* status) {
    book.add("promise",
             {{"customer", book.ref(a)}, {"text", "call back"}, {"staff", "Li Na"}, {"due", due}, {"status", status}});
  };
  promise("2026-11-20", "open");
  promise("2026-12-01", "open");
  promise("2026-11-01", "kept");
  query::Cache cache;
  const query::Staff& staff = cache.staff(book.doc(), {}, today);
  REQUIRE(staff.rows.size() == 2);
  CHECK(staff.without_owner == 1);
  CHECK(staff.rows[0].name == "Li Na");
  CHECK(staff.rows[0].staff != 0);
  CHECK(staff.rows[0].customers == 1);
  CHECK(staff.rows[0].open_promises == 2);
  CHECK(staff.rows[0].overdue_promises == 1);
  CHECK(staff.rows[1].name == "Zhao Lei");
  CHECK(staff.rows[1].staff == 0);
  CHECK(staff.rows[1].customers == 1);
}
