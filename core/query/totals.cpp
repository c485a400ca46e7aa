#include "core/query/totals.h"

#include <algorithm>

#include "core/query/cache.h"
#include "core/query/columns.h"

namespace zhike::query {
namespace {

Period asked_period(const store::Document& document, const TotalsParams& params, base::Day today, PeriodWhy& why) {
  if (params.asked != Period{}) {
    why = PeriodWhy::asked;
    return params.asked;
  }
  if (params.range == Range::all) {
    why = PeriodWhy::all;
    return {};
  }
  const YearPeriod year = year_period(document, today);
  why = year.why;
  return year.period;
}

}  // namespace

Totals compute_totals(const store::Document& document, Cache& cache, const TotalsParams& params, base::Day today) {
  Totals out;
  out.currency = cache.settings(document).currency;
  out.period = asked_period(document, params, today, out.why);
  const std::size_t customers = document.table<schema::Customer>().rows();
  out.value.resize(customers);
  out.margin.resize(customers);
  out.purchases.resize(customers);
  out.with_cost.resize(customers);
  out.first_day.resize(customers, base::no_day);
  out.last_day.resize(customers, base::no_day);

  const store::Table& table = document.table<schema::Purchase>();
  const auto holders = document.column<&schema::Purchase::customer>().words();
  const auto dates = document.column<&schema::Purchase::date>().words();
  const auto amounts = document.column<&schema::Purchase::amount>().longs();
  const auto costs = document.column<&schema::Purchase::cost>().longs();
  const store::Column& currency = document.column<&schema::Purchase::currency>();
  const std::vector<std::uint8_t> is_ours =
      flag_texts(currency, [&](std::string_view text) { return text.empty() || text == out.currency; });
  Period seen;
  for (store::Row row = 0; row < table.rows(); ++row) {
    if (!table.visible[row]) continue;
    const base::Day day = dates[row];
    if (day == base::no_day || day > today) {
      ++out.undated_count;
      continue;
    }
    if (!out.period.contains(day)) continue;
    const store::Row at = row_of<schema::Customer>(document, static_cast<Handle>(holders[row]));
    if (at == store::no_row) {
      ++out.without_customer_count;
      continue;
    }
    if (!is_ours[static_cast<std::size_t>(currency.words()[row])]) {
      ++out.other_currency_count;
      continue;
    }
    const std::int64_t amount = amounts[row] == schema::unset ? 0 : amounts[row];
    ++out.purchase_count;
    ++out.purchases[at];
    out.value[at] += amount;
    if (costs[row] != schema::unset) {
      ++out.with_cost[at];
      ++out.with_cost_count;
      out.margin[at] += amount - costs[row];
      out.total_margin += amount - costs[row];
    }
    if (out.first_day[at] == base::no_day || day < out.first_day[at]) out.first_day[at] = day;
    out.last_day[at] = std::max(out.last_day[at], day);
    if (seen.from == base::no_day || day < seen.from) seen.from = day;
    seen.to = std::max(seen.to, day);
  }
  if (out.why == PeriodWhy::all) out.period = seen;
  for (std::size_t at = 0; at < customers; ++at) {
    out.total_value += out.value[at];
    out.buyer_count += out.purchases[at] > 0;
    out.positive_count += out.value[at] > 0;
  }
  return out;
}

}  // namespace zhike::query
