// Queries against slow, plain re-computations on generated books (the seed is printed when one fails), and against the
// real purchases of the CDNow sample where that file is at hand.
#include <algorithm>
#include <cstdio>
#include <map>
#include <random>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "core/base/decimal.h"
#include "core/base/text.h"
#include "core/query/cache.h"
#include "tests/support/doc_builder.h"
#include "tests/support/files.h"

namespace zhike::query {
namespace {

using Catch::Approx;
using test::DocBuilder;

const base::Day today = *base::read_day("2026-06-30");

struct Sale {
  std::size_t customer;
  base::Day day;
  std::int64_t units;
};

struct Generated {
  DocBuilder b;
  std::vector<Handle> customers;
  std::vector<Sale> sales;
  std::vector<std::int8_t> answers;  // of `answered`, in order
  std::vector<std::size_t> answered;
  std::vector<std::string> owners;

  explicit Generated(std::uint32_t seed) {
    std::mt19937 random(seed);
    const auto below = [&](std::uint32_t n) { return static_cast<std::size_t>(random() % n); };
    const std::size_t count = 1 + below(60);
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < count; ++i) {
      owners.push_back(below(3) == 0 ? "" : "o" + std::to_string(below(3)));
      rows.push_back({"C" + std::to_string(i), "Name " + std::to_string(below(30)), owners.back()});
    }
    customers = b.add_rows("customer", {"key", "name", "owner"}, rows);
    rows.clear();
    for (std::size_t i = 0, n = below(300); i < n; ++i) {
      const Sale sale{below(static_cast<std::uint32_t>(count)), today - static_cast<base::Day>(below(800)),
                      (static_cast<std::int64_t>(below(40)) - 4) * 2'500};
      sales.push_back(sale);
      rows.push_back({b.ref(customers[sale.customer]), base::write_day(sale.day), base::write_decimal({sale.units})});
    }
    b.add_rows("purchase", {"customer", "date", "amount"}, rows);
    const Handle nps = b.question("nps");
    for (std::size_t i = 0, n = below(60); i < n; ++i) {
      answered.push_back(below(static_cast<std::uint32_t>(count)));
      answers.push_back(static_cast<std::int8_t>(below(11)));
      b.answer(nps, std::to_string(answers.back()), customers[answered.back()], "2026-01-01");
    }
  }

  // Value of each customer from `from` on.
  std::vector<std::int64_t> values(base::Day from) const {
    std::vector<std::int64_t> out(customers.size());
    for (const Sale& sale : sales)
      if (sale.day >= from) out[sale.customer] += sale.units;
    return out;
  }
};

// By the definition: who has fewer than this share of the buyers above.
std::string expected_tier(const std::vector<std::int64_t>& values, std::size_t customer, bool has_bought) {
  std::int64_t buyers = 0;
  std::int64_t above = 0;
  for (const std::int64_t value : values) {
    buyers += value > 0;
    above += value > values[customer];
  }
  if (values[customer] > 0 && above * 10 < buyers * 2) return "A";
  if (values[customer] > 0 && above * 10 < buyers * 5) return "B";
  return has_bought ? "C" : "D";
}

// Mean absolute difference over all pairs, over twice the mean.
double slow_gini(const std::vector<double>& x) {
  double differences = 0;
  double sum = 0;
  for (const double a : x) {
    sum += a;
    for (const double b : x) differences += std::abs(a - b);
  }
  return differences / (2 * static_cast<double>(x.size()) * sum);
}

double slow_top_share(std::vector<double> x, double share) {
  std::ranges::sort(x, std::greater<>());
  double left = share * static_cast<double>(x.size());
  double top = 0;
  double sum = 0;
  for (const double value : x) {
    sum += value;
    top += value * std::clamp(left, 0.0, 1.0);
    left -= 1;
  }
  return top / sum;
}

TEST_CASE("tiers, concentration and scores agree with their definitions on generated books") {
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    const Generated g(seed);
    Cache cache;
    const Tiers& tiers = cache.tiers(g.b.doc(), today);
    const std::vector<std::int64_t> year = g.values(tiers.period.from);
    std::vector<bool> has_bought(g.customers.size());
    for (const Sale& sale : g.sales)
      if (sale.day >= tiers.period.from) has_bought[sale.customer] = true;
    for (std::size_t i = 0; i < g.customers.size(); ++i) {
      const TierOf& of = *tier_of(g.b.doc(), tiers, g.customers[i]);
      CHECK(of.value == year[i]);
      CHECK(tiers.row_of(of).tier == expected_tier(year, i, has_bought[i]));
    }
    std::vector<double> all;  // one figure a buyer; more given back than bought counts as nothing
    const std::vector<std::int64_t> ever = g.values(INT32_MIN);
    for (std::size_t i = 0; i < g.customers.size(); ++i)
      if (std::ranges::any_of(g.sales, [&](const Sale& sale) { return sale.customer == i; }))
        all.push_back(std::max(0.0, static_cast<double>(ever[i])));
    const Concentration& c = cache.concentration(g.b.doc(), {.share = 0.3}, today);
    CHECK(c.n == static_cast<std::int64_t>(all.size()));
    if (!all.empty()) {
      CHECK(c.gini == Approx(slow_gini(all)).margin(1e-12));
      CHECK(c.top_share == Approx(slow_top_share(all, 0.3)));
    }
    for (const std::string owner : {"o0", "o1", "o2"}) {
      std::int64_t n = 0;
      std::int64_t balance = 0;
      for (std::size_t i = 0; i < g.answers.size(); ++i) {
        if (g.owners[g.answered[i]] != owner) continue;
        ++n;
        balance += g.answers[i] >= 9 ? 1 : g.answers[i] <= 6 ? -1 : 0;
      }
      const Score& score = cache.scores(g.b.doc(), {.owner = owner}, today).total;
      CHECK(score.n == n);
      if (n >= 5) CHECK(score.figure.value == Approx(100.0 * static_cast<double>(balance) / static_cast<double>(n)));
    }
    for (const std::string word : {"1", "name 2", "c1 name"}) {
      std::vector<Handle> expected;
      for (const Handle h : g.customers) {
        const auto record = g.b.doc().read<schema::Customer>(h);
        const std::string key = base::fold_for_search(record.key.text);
        const std::string name = base::fold_for_search(record.name.text);
        const bool has_all = std::ranges::all_of(
            base::split(word, ' '), [&](std::string_view w) { return key.contains(w) || name.contains(w); });
        if (has_all) expected.push_back(h);
      }
      std::vector<Handle> found = cache.customers(g.b.doc(), {.search = word}, today).handles;
      std::ranges::sort(found);
      CHECK(found == expected);
    }
  }
}

TEST_CASE("the CDNow sample: every purchase counts, and the best fifth brings what the slow way says") {
  const auto folder = test::shared_folder("data");
  const auto text = folder ? test::read_file(*folder + "/purchases_cdnow_sample.csv") : std::nullopt;
  if (!text) SKIP("the folder of shared data is not at hand");
  DocBuilder b;
  std::map<std::string, std::size_t> index;
  std::vector<std::vector<std::string>> people;
  std::vector<std::vector<std::string>> rows;
  std::vector<double> spent;
  for (const std::string_view line : base::split(*text, '\n')) {
    const std::vector<std::string_view> cells = base::split(base::trim(line), ',');
    if (cells.size() != 4 || cells[0] == "customer_id") continue;
    const auto [known, is_new] = index.try_emplace(std::string(cells[0]), people.size());
    if (is_new) {
      people.push_back({known->first, known->first});
      spent.push_back(0);
    }
    rows.push_back({known->first, std::string(cells[1]), std::string(cells[3])});
    spent[known->second] += std::strtod(rows.back()[2].c_str(), nullptr);
  }
  const std::vector<Handle> customers = b.add_rows("customer", {"key", "name"}, people);
  for (auto& row : rows) row[0] = b.ref(customers[index[row[0]]]);
  b.add_rows("purchase", {"customer", "date", "amount"}, rows);

  Cache cache;
  const Totals& all = cache.totals(b.doc(), {.range = Range::all}, today);
  CHECK(all.purchase_count == 6919);
  CHECK(b.doc().table<schema::Customer>().visible_count == 2357);
  CHECK(all.buyer_count == 2357);
  CHECK(base::write_day(all.period.from) == "1997-01-01");
  CHECK(base::write_day(all.period.to) == "1998-06-30");
  const Concentration& c = cache.concentration(b.doc(), {}, today);
  CHECK(c.n == 2357);
  CHECK(c.top_share == Approx(slow_top_share(spent, 0.2)));
  CHECK(c.gini == Approx(slow_gini(spent)));
  std::printf("CDNow: n %lld, top 20 %% bring %.4f, Gini %.4f, 80 %% come from %lld\n", static_cast<long long>(c.n),
              c.top_share, c.gini, static_cast<long long>(c.n_for_80));
  const Tiers& tiers = cache.tiers(b.doc(), today);
  CHECK(tiers.why == PeriodWhy::newest_purchase);
  CHECK(base::write_day(tiers.period.from) == "1997-07-01");
  CHECK(tiers.tiers[0].n > 0);
  CHECK(tiers.tiers[3].n > 0);
  CHECK(tiers.tiers[0].n + tiers.tiers[1].n + tiers.tiers[2].n + tiers.tiers[3].n == 2357);
}

}  // namespace
}  // namespace zhike::query
