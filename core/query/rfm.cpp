#include "core/query/rfm.h"

#include <algorithm>

#include "core/query/cache.h"

namespace zhike::query {

Rfm compute_rfm(const store::Document& document, Cache& cache, const RfmParams& params, base::Day today) {
  const Totals& totals = cache.totals(document, params.totals, today);
  const store::Table& table = document.table<schema::Customer>();
  Rfm out;
  out.period = totals.period;
  out.why = totals.why;
  out.reference = totals.why == PeriodWhy::asked && totals.period.to != base::no_day
                      ? totals.period.to
                      : year_period(document, today).period.to;
  std::vector<double> recency;
  std::vector<double> frequency;
  std::vector<double> money;
  for (store::Row row = 0; row < totals.purchases.size(); ++row) {
    if (totals.purchases[row] == 0) continue;
    RfmRow& r = out.rows.emplace_back();
    r.customer = table.handles[row];
    r.recency_days = out.reference - totals.last_day[row];
    r.purchases = totals.purchases[row];
    r.value = totals.value[row];
    recency.push_back(r.recency_days);
    frequency.push_back(r.purchases);
    money.push_back(static_cast<double>(r.value));
  }
  const stats::Rfm scored = stats::rfm(recency, frequency, money);
  for (std::size_t i = 0; i < out.rows.size(); ++i) out.rows[i].score = scored.scores[i];
  out.cells = scored.cells;
  return out;
}

std::vector<Handle> customers_in_cell(const Rfm& rfm, stats::RfmScore score) {
  std::vector<std::pair<std::int64_t, Handle>> order;
  for (const RfmRow& row : rfm.rows)
    if (row.score == score) order.emplace_back(-row.value, row.customer);
  std::ranges::sort(order);
  std::vector<Handle> out;
  out.reserve(order.size());
  for (const auto& pair : order) out.push_back(pair.second);
  return out;
}

}  // namespace zhike::query
