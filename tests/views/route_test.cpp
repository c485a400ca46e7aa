#include "web/views/route.h"

#include <catch2/catch_test_macros.hpp>

using namespace zhike;
using namespace zhike::views;

namespace {
constexpr std::string_view id = "0192f0c4-1111-7222-8333-444455556666";
}

TEST_CASE("a route reads what it writes", "[views][route]") {
  const Route route{
      .room = "customers", .rec = *base::read_id(id), .query = {{"tier", "A & B"}, {"search", "王芳 100%"}}};
  const std::string text = write_route(route);
  CHECK(text.starts_with("customers/0192f0c4-1111-7222-8333-444455556666?tier=A%20%26%20B&search=%E7%8E%8B"));
  CHECK(read_route(text) == route);
  CHECK(read_route("#/" + text) == route);
  CHECK(route.find("tier") == "A & B");
  CHECK(route.find("owner").empty());
}

TEST_CASE("an address that cannot be read is today, or the room alone", "[views][route]") {
  CHECK(read_route("").room == "today");
  CHECK(read_route("#/nowhere/x").room == "today");
  const Route broken = read_route("complaints/not-an-id?status=open&&x");
  CHECK(broken.room == "complaints");
  CHECK_FALSE(broken.rec);
  CHECK(broken.find("status") == "open");
  CHECK(broken.query.size() == 2);
  CHECK(read_route("data?part=%zz%4").find("part") == "%zz%4");
}

TEST_CASE("every room of the rail has an address", "[views][route]") {
  for (std::size_t i = 0; i < std::size(rooms); ++i) {
    CHECK(find_room(rooms[i]) == static_cast<int>(i));
    CHECK(read_route(rooms[i]).room == rooms[i]);
  }
  CHECK(find_room("debug") == -1);
}
