#include "core/stats/concentration.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "core/stats/sorting.h"
#include "tests/stats/near.h"
#include "tests/support/files.h"

using namespace zhike::stats;
using zhike::tests::near;

namespace {

// Spend with many ties and zeros, a long tail and now and then a refund.
std::vector<double> random_totals(std::mt19937_64& random, std::size_t n) {
  std::vector<double> totals(n);
  for (double& total : totals) {
    const auto dice = random() % 10;
    if (dice == 0)
      total = 0;
    else if (dice == 1)
      total = -static_cast<double>(random() % 50);
    else if (dice < 6)
      total = static_cast<double>(random() % 8) * 10;
    else
      total = std::floor(1000 / (0.01 + static_cast<double>(random() >> 11) * 0x1p-53));
  }
  return totals;
}

double slow_gini(std::vector<double> x) {
  double pairs = 0;
  double sum = 0;
  for (double& v : x) v = std::max(v, 0.0);
  for (const double a : x) {
    sum += a;
    for (const double b : x) pairs += std::abs(a - b);
  }
  return pairs / (2 * static_cast<double>(x.size()) * sum);
}

}  // namespace

TEST_CASE("Gini, top share and head count of small known cases") {
  const Concentration steps(std::vector<double>{4, 1, 3, 2});
  CHECK(near(steps.gini(), 0.25, 1e-12));
  CHECK(near(steps.top_share(0.25), 0.4, 1e-12));
  CHECK(near(steps.top_share(0.2), 0.32, 1e-12));  // 0.8 of the best customer
  CHECK(near(steps.top_share(0.5), 0.7, 1e-12));
  CHECK(near(steps.top_share(0.6), 0.7 + 0.4 * 0.2, 1e-12));
  CHECK(steps.customers_for(0.7) == 2);
  CHECK(steps.customers_for(0.71) == 3);
  CHECK(steps.customers_for(1) == 4);
  CHECK(steps.customers_for(0) == 0);
  CHECK(near(Concentration(std::vector<double>{0, 0, 0, 1}).gini(), 0.75, 1e-12));
  const Concentration equal(std::vector<double>(100, 7.0));
  CHECK(near(equal.gini(), 0, 1e-12));
  CHECK(near(equal.top_share(0.2), 0.2, 1e-12));
  CHECK(equal.customers_for(0.8) == 80);
}

TEST_CASE("refunds count as customers who brought nothing, and are told apart") {
  const Concentration c(std::vector<double>{10, -4, 30, 0, std::numeric_limits<double>::quiet_NaN()});
  CHECK(c.n() == 4);
  CHECK(c.total() == 40);
  CHECK(c.negative_n() == 1);
  CHECK(c.negative_sum() == -4);
  CHECK(c.top_share(0.25) == 0.75);
  CHECK(c.customers_for(1) == 2);
}

TEST_CASE("nothing to divide gives NaN, zero and empty, not a crash") {
  for (const auto& totals : {std::vector<double>{}, std::vector<double>{0, 0}, std::vector<double>{-1}}) {
    const Concentration c(totals);
    CHECK(std::isnan(c.gini()));
    CHECK(std::isnan(c.top_share(0.2)));
    CHECK(c.customers_for(0.8) == 0);
    CHECK(c.lorenz().empty());
    CHECK(tier_of(0, c.value_cuts(std::vector<double>{0.8, 0.95})) == 2);
  }
}

TEST_CASE("cuts by value put a customer where the better ones leave off, and never split equals") {
  const std::vector<double> shares{0.8, 0.95};
  const auto cuts = Concentration(std::vector<double>{50, 30, 10, 5, 3, 2}).value_cuts(shares);
  CHECK(cuts == std::vector<double>{30, 5});  // before 10 stand 80 %, before 3 stand 95 %
  const auto tied = Concentration(std::vector<double>{10, 10, 10, 10, 10, 1}).value_cuts(shares);
  CHECK(tied == std::vector<double>{10, 10});
  CHECK(tier_of(10, tied) == 0);
  CHECK(tier_of(1, tied) == 2);
  const auto one = Concentration(std::vector<double>{96, 2, 2}).value_cuts(shares);
  CHECK(one == std::vector<double>{96, 96});  // nobody is B
  CHECK(tier_of(std::numeric_limits<double>::quiet_NaN(), one) == 2);
}

TEST_CASE("cuts by head count keep equals together and leave out who brought nothing") {
  const std::vector<double> shares{0.2, 0.5};
  const auto cuts = Concentration(std::vector<double>{9, 8, 8, 7, 6, 5, 4, 3, 2, 1}).headcount_cuts(shares);
  CHECK(cuts == std::vector<double>{8, 6});
  const auto poor = Concentration(std::vector<double>{5, 0, 0, 0, 0}).headcount_cuts(std::vector<double>{0.6});
  CHECK(tier_of(0, poor) == 1);
  CHECK(tier_of(5, poor) == 0);
}

TEST_CASE("concentration agrees with slow definitions on random totals") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    std::vector<double> totals = random_totals(random, 1 + random() % 400);
    totals.push_back(10);
    const Concentration c(totals);
    CHECK(near(c.gini(), slow_gini(totals), 1e-9));
    std::vector<double> best = totals;
    std::ranges::sort(best, std::greater{});
    for (double& v : best) v = std::max(v, 0.0);
    const double sum = std::accumulate(best.begin(), best.end(), 0.0);
    double running = 0;
    std::int64_t needed = 0;
    while (running < 0.8 * sum - 1e-9 * sum) running += best[static_cast<std::size_t>(needed++)];
    CHECK(c.customers_for(0.8) == needed);
    std::ranges::shuffle(totals, random);
    const Concentration shuffled(totals);
    CHECK(shuffled.gini() == c.gini());
    CHECK(shuffled.top_share(0.2) == c.top_share(0.2));
    double before = 0;
    for (double share = 0; share <= 1; share += 0.01) {
      const double top = c.top_share(share);
      CHECK(top >= before);
      CHECK(top >= share - 1e-9);
      before = top;
    }
  }
}

TEST_CASE("the Lorenz curve is convex, lies below the diagonal and is thinned") {
  for (std::uint64_t seed = 100; seed < 115; ++seed) {
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    std::vector<double> totals = random_totals(random, 2 + random() % 5000);
    totals.push_back(5);
    const auto curve = Concentration(totals).lorenz();
    CHECK(curve.size() <= 201);
    CHECK((curve.front().customer_share == 0 && curve.front().value_share == 0));
    CHECK((curve.back().customer_share == 1 && curve.back().value_share == 1));
    double slope = 0;
    for (std::size_t i = 1; i < curve.size(); ++i) {
      const double next =
          (curve[i].value_share - curve[i - 1].value_share) / (curve[i].customer_share - curve[i - 1].customer_share);
      CHECK(next >= slope - 1e-9);
      CHECK(curve[i].value_share <= curve[i].customer_share + 1e-9);
      slope = next;
    }
  }
}

TEST_CASE("every customer gets the tier its own slow definition gives") {
  const std::vector<double> shares{0.5, 0.8, 0.95};
  for (std::uint64_t seed = 200; seed < 220; ++seed) {
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    const std::vector<double> totals = random_totals(random, 300);
    const auto cuts = Concentration(totals).value_cuts(shares);
    double sum = 0;
    for (const double v : totals) sum += std::max(v, 0.0);
    for (const double mine : totals) {
      double above = 0;
      for (const double v : totals) above += v > mine ? std::max(v, 0.0) : 0;
      std::size_t tier = 0;
      while (tier < shares.size() && (mine <= 0 || above / sum >= shares[tier] - 1e-12)) ++tier;
      CHECK(tier_of(mine, cuts) == tier);
    }
  }
}

TEST_CASE("sorting numbers by their bits equals comparing them") {
  const std::uint64_t seed = 7;
  INFO("seed " << seed);
  std::mt19937_64 random(seed);
  std::vector<double> values;
  for (int i = 0; i < 20000; ++i) {
    const double u = static_cast<double>(random() >> 11) * 0x1p-53;
    values.push_back(i % 3 == 0 ? std::floor(u * 20) - 10 : (u - 0.5) * std::pow(10, static_cast<double>(i % 40)));
  }
  values.push_back(-0.0);
  values.push_back(std::numeric_limits<double>::denorm_min());
  values.push_back(-std::numeric_limits<double>::max());
  std::vector<double> expected = values;
  std::ranges::sort(expected);
  values.push_back(std::numeric_limits<double>::infinity());
  values.push_back(std::numeric_limits<double>::quiet_NaN());
  CHECK(sorted_finite(values) == expected);
}

TEST_CASE("CDNOW: the best fifth of 2,357 customers brought 67 %, not 80 %") {
  const auto folder = zhike::test::shared_folder("data");
  const auto bytes = folder ? zhike::test::read_file(*folder + "/purchases_cdnow_sample.csv") : std::nullopt;
  if (!bytes) SKIP("the folder of real data beside the checkout is absent");
  std::map<std::string, double> totals;
  for (std::size_t at = bytes->find('\n') + 1; at < bytes->size();) {
    const std::size_t end = std::min(bytes->find('\n', at), bytes->size());
    const std::string row = bytes->substr(at, end - at);
    totals[row.substr(0, row.find(','))] += std::strtod(row.c_str() + row.rfind(',') + 1, nullptr);
    at = end + 1;
  }
  std::vector<double> values;
  for (const auto& [customer, total] : totals) values.push_back(total);
  const Concentration c(values);
  // Worked out apart from this code.
  CHECK(c.n() == 2357);
  CHECK(near(c.total(), 244091.94, 1e-6));
  CHECK(near(c.top_share(0.2), 0.6742294153588193, 1e-10));
  CHECK(c.customers_for(0.8) == 777);
  CHECK(near(c.gini(), 0.6309171170162411, 1e-10));
}
