#include "core/query/totals.h"

#include <algorithm>
#include <array>
#include <span>

#include "core/query/cache.h"
#include "core/query/columns.h"

namespace zhike::query {
namespace {

using schema::Purchase;

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

// One customer's sums side by side, so that a purchase touches one cache line.
struct Sum {
  std::int64_t value = 0, margin = 0;
  std::int32_t purchases = 0, with_cost = 0;
  base::Day first = INT32_MAX, last = INT32_MIN;
};

void spread(const std::vector<Sum>& sums, Totals& out) {
  out.value.reserve(sums.size());
  out.margin.reserve(sums.size());
  out.purchases.reserve(sums.size());
  out.with_cost.reserve(sums.size());
  out.first_day.reserve(sums.size());
  out.last_day.reserve(sums.size());
  for (const Sum& sum : sums) {
    out.value.push_back(sum.value);
    out.margin.push_back(sum.margin);
    out.purchases.push_back(sum.purchases);
    out.with_cost.push_back(sum.with_cost);
    out.first_day.push_back(sum.purchases > 0 ? sum.first : base::no_day);
    out.last_day.push_back(sum.purchases > 0 ? sum.last : base::no_day);
    out.total_value += sum.value;
    out.total_margin += sum.margin;
    out.purchase_count += sum.purchases;
    out.with_cost_count += sum.with_cost;
    out.buyer_count += sum.purchases > 0;
    out.positive_count += sum.value > 0;
  }
}

// One pass in blocks: first whose sum each purchase belongs to, then the adding, so that the sums have been fetched
// from memory by the time they are needed.
class Scan {
 public:
  Scan(const store::Document& document, base::Day today, Totals& out)
      : document_(document),
        today_(today),
        out_(out),
        table_(document.table<Purchase>()),
        holders_(document.column<&Purchase::customer>().words()),
        dates_(document.column<&Purchase::date>().words()),
        currencies_(document.column<&Purchase::currency>().words()),
        amounts_(document.column<&Purchase::amount>().longs()),
        costs_(document.column<&Purchase::cost>().longs()),
        is_ours_(flag_texts(document.column<&Purchase::currency>(),
                            [&](std::string_view text) { return text.empty() || text == out.currency; })),
        sums_(document.table<schema::Customer>().rows()) {}

  // Fills everything but period, why and currency, which must be there. Returns the first and last day that counted.
  Period run() {
    std::array<store::Row, 512> owners;
    Period seen{INT32_MAX, INT32_MIN};
    for (std::size_t from = 0; from < table_.rows(); from += owners.size()) {
      const std::size_t count = std::min(owners.size(), table_.rows() - from);
      for (std::size_t i = 0; i < count; ++i) {
        owners[i] = owner_of(static_cast<store::Row>(from + i));
        if (owners[i] != store::no_row) __builtin_prefetch(&sums_[owners[i]], 1);
      }
      for (std::size_t i = 0; i < count; ++i) {
        if (owners[i] == store::no_row) continue;
        const auto row = static_cast<store::Row>(from + i);
        add(sums_[owners[i]], row);
        seen.from = std::min(seen.from, dates_[row]);
        seen.to = std::max(seen.to, dates_[row]);
      }
    }
    spread(sums_, out_);
    return out_.purchase_count > 0 ? seen : Period{};
  }

 private:
  // The customer's row, or no_row (and counted) for a purchase that is left out.
  store::Row owner_of(store::Row row) {
    if (!table_.visible[row]) return store::no_row;
    const base::Day day = dates_[row];
    if (day == base::no_day || day > today_) {
      ++out_.undated_count;
      return store::no_row;
    }
    if (!out_.period.contains(day)) return store::no_row;
    const store::Row at = row_of<schema::Customer>(document_, static_cast<Handle>(holders_[row]));
    if (at == store::no_row) {
      ++out_.without_customer_count;
    } else if (!is_ours_[static_cast<std::size_t>(currencies_[row])]) {
      ++out_.other_currency_count;
      return store::no_row;
    }
    return at;
  }

  void add(Sum& sum, store::Row row) const {
    const std::int64_t amount = amounts_[row] == schema::unset ? 0 : amounts_[row];
    ++sum.purchases;
    sum.value += amount;
    if (costs_[row] != schema::unset) {
      ++sum.with_cost;
      sum.margin += amount - costs_[row];
    }
    sum.first = std::min(sum.first, dates_[row]);
    sum.last = std::max(sum.last, dates_[row]);
  }

  const store::Document& document_;
  base::Day today_;
  Totals& out_;
  const store::Table& table_;
  std::span<const std::int32_t> holders_, dates_, currencies_;
  std::span<const std::int64_t> amounts_, costs_;
  std::vector<std::uint8_t> is_ours_;
  std::vector<Sum> sums_;
};

}  // namespace

Totals compute_totals(const store::Document& document, Cache& cache, const TotalsParams& params, base::Day today) {
  Totals out;
  out.currency = cache.settings(document).currency;
  out.period = asked_period(document, params, today, out.why);
  const Period seen = Scan(document, today, out).run();
  if (out.why == PeriodWhy::all) out.period = seen;
  return out;
}

}  // namespace zhike::query
