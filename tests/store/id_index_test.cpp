// Every id is found while the index grows under it, and none that was never put in.
#include "core/store/id_index.h"

#include <catch2/catch_test_macros.hpp>

#include "core/base/random.h"

using namespace zhike;

TEST_CASE("ids are found at every size of the index") {
  base::SeededRandom random(1);
  store::IdIndex index;
  std::vector<base::RecId> ids{{}};
  for (std::uint32_t handle = 1; handle <= 50'000; ++handle) {
    ids.push_back({random.next(), handle});
    index.insert(ids, handle);
    const auto earlier = static_cast<std::uint32_t>(1 + random.next() % handle);
    REQUIRE(index.find(ids, ids[handle]) == handle);
    REQUIRE(index.find(ids, ids[earlier]) == earlier);
    REQUIRE(index.find(ids, {random.next(), 0}) == 0);
  }
  for (std::uint32_t handle = 1; handle < ids.size(); ++handle) REQUIRE(index.find(ids, ids[handle]) == handle);
}
