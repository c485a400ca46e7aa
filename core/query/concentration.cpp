#include "core/query/concentration.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/query/cache.h"
#include "core/query/columns.h"

namespace zhike::query {
namespace {

// Everybody whose value reaches the cut of the best `share`, best first; equal values are not split.
std::vector<Handle> best_customers(const store::Document& document, const Totals& totals,
                                   const stats::Concentration& spread, double share) {
  const std::array shares{share};
  const double cut = spread.headcount_cuts(shares).front();
  std::vector<std::pair<std::int64_t, Handle>> order;
  if (share <= 0 || !std::isfinite(cut)) return {};
  const store::Table& table = document.table<schema::Customer>();
  for (store::Row row = 0; row < totals.value.size(); ++row)
    if (totals.value[row] > 0 && static_cast<double>(totals.value[row]) >= cut)
      order.emplace_back(-totals.value[row], table.handles[row]);
  std::ranges::sort(order);
  std::vector<Handle> out;
  for (const auto& pair : order) out.push_back(pair.second);
  return out;
}

}  // namespace

Concentration compute_concentration(const store::Document& document, Cache& cache, const ConcentrationParams& params,
                                    base::Day today) {
  const Totals& totals = cache.totals(document, params.totals, today);
  Concentration out;
  out.period = totals.period;
  out.why = totals.why;
  out.currency = totals.currency;
  out.share = std::clamp(params.share, 0.0, 1.0);
  std::vector<double> buyers;  // a buyer whose purchases come to nothing is a buyer all the same
  for (store::Row row = 0; row < totals.value.size(); ++row) {
    if (totals.purchases[row] == 0) continue;
    buyers.push_back(static_cast<double>(totals.value[row]));
    if (totals.value[row] > 0)
      out.total += totals.value[row];
    else
      ++out.refunded_n;
  }
  const stats::Concentration spread(buyers);
  out.n = spread.n();
  out.top_share = spread.top_share(out.share);
  out.n_for_80 = spread.customers_for(0.8);
  out.gini = spread.gini();
  out.lorenz = spread.lorenz();
  out.top = best_customers(document, totals, spread, out.share);
  return out;
}

}  // namespace zhike::query
