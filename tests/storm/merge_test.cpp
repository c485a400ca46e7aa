// Random schedules against the oracle; the same seeds everywhere; every order of a few bundles.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <numeric>
#include <thread>

#include <catch2/catch_test_macros.hpp>

#include "tests/storm/scale.h"
#include "tests/storm/sim.h"
#include "tests/support/files.h"

using namespace zhike;
using storm::Reached;
using storm::Simulator;

namespace {

struct Outcome {
  Reached reached;
  std::string fault;
};

Outcome run_seeds(std::uint64_t first, std::uint64_t count, std::uint64_t stride) {
  Outcome out;
  for (std::uint64_t i = 0; i < count && out.fault.empty(); ++i) {
    Simulator simulator(first + i * stride);
    const std::string fault = simulator.run();
    if (!fault.empty()) out.fault = "seed " + std::to_string(first + i * stride) + ": " + fault;
    out.reached += simulator.reached();
  }
  return out;
}

Outcome run_on_all_cores(std::uint64_t first, std::uint64_t count) {
  const unsigned cores = storm::core_count();
  std::vector<Outcome> parts(cores);
  std::vector<std::thread> threads;
  for (unsigned c = 1; c < cores; ++c)
    threads.emplace_back([&, c] { parts[c] = run_seeds(first + c, (count + cores - 1) / cores, cores); });
  parts[0] = run_seeds(first, (count + cores - 1) / cores, cores);
  for (std::thread& thread : threads) thread.join();
  Outcome all;
  for (const Outcome& part : parts) {
    all.reached += part.reached;
    if (all.fault.empty()) all.fault = part.fault;
  }
  return all;
}

}  // namespace

TEST_CASE("random schedules: equal everywhere, every unreplaced value kept") {
  const std::uint64_t count = storm::scaled(200'000, "ZHIKE_STORM_SCHEDULES");
  const std::uint64_t first = storm::from_environment("ZHIKE_STORM_SEED", 1);
  const Outcome out = run_on_all_cores(first, count);
  INFO(out.fault);
  REQUIRE(out.fault.empty());
  const Reached& r = out.reached;
  UNSCOPED_INFO("equal clocks " << r.equal_clocks << ", numbers from 70,000 " << r.high_numbers << ", delete races "
                                << r.delete_races << ", five values " << r.many_values << ", forks " << r.forks
                                << ", purges " << r.purges << ", aliases " << r.aliases << ", type clashes "
                                << r.type_clashes << ", gaps " << r.gaps << ", restarts " << r.restarts
                                << ", checkpoints " << r.checkpoints);
  const std::uint64_t least = count / 200;  // 1,000 of the 200,000
  for (const std::size_t n : {r.equal_clocks, r.high_numbers, r.delete_races, r.many_values, r.forks, r.purges,
                              r.aliases, r.type_clashes, r.gaps, r.restarts, r.checkpoints})
    CHECK(n >= least);
}

TEST_CASE("every fault among the first seeds", "[.faults]") {
  const std::uint64_t first = storm::from_environment("ZHIKE_STORM_SEED", 1);
  for (std::uint64_t seed = first; seed < first + storm::from_environment("ZHIKE_STORM_SCHEDULES", 1000); ++seed) {
    const std::string fault = Simulator(seed).run();
    INFO("seed " << seed << ": " << fault);
    CHECK(fault.empty());
  }
}

TEST_CASE("the same seeds end in the same states, natively and in WebAssembly") {
  const auto golden = test::read_file("cases/storm/states.txt");
  REQUIRE(golden);
  std::string states, all;
  const std::uint64_t last = storm::is_sanitized ? 500 : 2000;
  for (std::uint64_t seed = 1; seed <= last; ++seed) {
    Simulator simulator(seed);
    INFO("seed " << seed);
    REQUIRE(simulator.run().empty());
    all += simulator.state();
    if (seed % 100 == 0) states += base::to_hex(base::sha256(std::exchange(all, {}))) + "\n";
  }
  if (std::getenv("ZHIKE_GOLDEN")) std::ofstream(std::string(ZHIKE_TESTS_DIR) + "/cases/storm/states.txt") << states;
  CHECK(states == golden->substr(0, last / 100 * 65));  // a hash and the end of its line
}

TEST_CASE("up to six bundles, one of them twice, in every order") {
  for (std::uint64_t seed = 1; seed <= storm::scaled(4, ""); ++seed) {
    std::vector<std::string> bundles;
    std::string state;
    for (std::uint64_t more = seed * 1000; bundles.size() < 6; ++more) {  // bundles of one schedule, cut to six
      Simulator simulator(more);
      simulator.keep_bundles();
      REQUIRE(simulator.run().empty());
      if (simulator.bundles().size() < 5) continue;
      bundles = simulator.bundles();
      bundles.push_back(bundles.front());
      bundles.resize(6);
    }
    std::vector<std::size_t> order(bundles.size());
    std::iota(order.begin(), order.end(), 0u);
    do {
      store::Book book;
      book.set_identity({99, "reader"});
      for (const std::size_t i : order) REQUIRE(storm::take_in(book, bundles[i]));
      REQUIRE(storm::take_in(book, bundles[order[seed % 6]]));
      const std::string hash = store::state_hash(book.document());
      if (state.empty()) state = hash;
      INFO("seed " << seed);
      REQUIRE(hash == state);
    } while (std::ranges::next_permutation(order).found);
  }
}
