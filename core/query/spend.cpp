#include "core/query/spend.h"

#include <algorithm>
#include <limits>

#include "core/base/decimal.h"
#include "core/base/sort.h"
#include "core/query/cache.h"

namespace zhike::query {
namespace {

constexpr double shown_share = 0.95;
constexpr std::size_t most_bins = 24;

}  // namespace

Spend compute_spend(const store::Document& document, Cache& cache, base::Day today) {
  const Totals& totals = cache.totals(document, {}, today);
  Spend out{totals.period, totals.why, totals.currency, {}, 0, 0, std::numeric_limits<double>::quiet_NaN()};
  std::vector<double> values;
  for (const std::int64_t value : totals.value)
    if (value > 0) values.push_back(base::to_double({value}));
  if (values.empty()) return out;
  base::sort(values);
  out.n = static_cast<std::int64_t>(values.size());
  out.median = (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
  const std::size_t last =
      std::min(values.size() - 1, static_cast<std::size_t>(shown_share * static_cast<double>(values.size())));
  const auto shown = std::span(values).first(last + 1);
  out.bins = stats::histogram(shown, most_bins);
  if (out.bins.edges.size() < 2) return out;
  const auto beyond = std::ranges::upper_bound(values, out.bins.edges.back());
  out.beyond = values.end() - beyond;
  out.bins = stats::histogram(values, out.bins.edges);
  return out;
}

std::vector<Handle> customers_spending(const store::Document& document, Cache& cache, base::Day today,
                                       const Spend& spend, std::size_t bin) {
  if (bin + 1 >= spend.bins.edges.size()) return {};
  const Totals& totals = cache.totals(document, {}, today);
  const store::Table& table = document.table<schema::Customer>();
  const double low = spend.bins.edges[bin], high = spend.bins.edges[bin + 1];
  const bool is_last = bin + 2 == spend.bins.edges.size();
  std::vector<std::pair<std::int64_t, Handle>> found;
  for (store::Row row = 0; row < table.rows() && row < totals.value.size(); ++row) {
    const double value = base::to_double({totals.value[row]});
    if (totals.value[row] > 0 && value >= low && (value < high || (is_last && value <= high)))
      found.emplace_back(-totals.value[row], table.handles[row]);
  }
  base::sort(found);
  std::vector<Handle> out;
  for (const auto& [value, handle] : found) out.push_back(handle);
  return out;
}

}  // namespace zhike::query
