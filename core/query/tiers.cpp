// Call flow: compute_tiers → tier_rules (own or default) → cuts (each rule's lowest value) → place (each customer, its
// override) → ranks → sums.
#include "core/query/tiers.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/decimal.h"
#include "core/base/text.h"
#include "core/query/cache.h"
#include "core/query/columns.h"
#include "core/stats/concentration.h"

namespace zhike::query {
namespace {

using schema::Customer;
using schema::Rule;

TierMeasure measure_of(std::string_view key) {
  for (const TierMeasure m : {TierMeasure::share_of_customers, TierMeasure::share_of_value, TierMeasure::yearly_value})
    if (tier_measure_key(m) == key) return m;
  return TierMeasure::rest;
}

TierRow default_row(std::string_view tier, TierMeasure measure, double threshold) {
  TierRow row;
  row.tier = tier;
  row.default_rule = "default." + row.tier;
  row.measure = measure;
  row.threshold = threshold;
  return row;
}

std::vector<TierRow> own_rules(const store::Document& document) {
  const store::Table& table = document.table<Rule>();
  std::vector<std::pair<Rule, Handle>> found;
  for (store::Row row = 0; row < table.rows(); ++row) {
    if (!table.visible[row]) continue;
    const Rule rule = document.read<Rule>(table.handles[row]);
    if (rule.kind.text == "tier" && !rule.tier.empty()) found.emplace_back(rule, table.handles[row]);
  }
  std::ranges::sort(found, {}, [](const auto& pair) {
    return std::pair(pair.first.position.value_or(INT64_MAX), pair.first.key.text);
  });
  std::vector<TierRow> rows;
  for (const auto& [rule, handle] : found) {
    TierRow row;
    row.tier = rule.tier.text;
    row.name = rule.name.text;
    row.rule = handle;
    row.measure = measure_of(rule.measure.text);
    row.threshold = base::to_double({rule.threshold.value_or(0)});
    const bool is_share = row.measure == TierMeasure::share_of_customers || row.measure == TierMeasure::share_of_value;
    if (is_share && row.threshold > 1) row.threshold /= 100;
    rows.push_back(std::move(row));
  }
  return rows;
}

// Sets each rule's cut: the lowest value, in units, that passes it.
void set_cuts(std::vector<TierRow>& rows, const stats::Concentration& values) {
  for (TierRow& row : rows) {
    row.cut = schema::unset;
    if (row.measure == TierMeasure::yearly_value) row.cut = base::from_double(row.threshold).units;
    if (row.measure != TierMeasure::share_of_customers && row.measure != TierMeasure::share_of_value) continue;
    const std::array shares{row.threshold};
    const double cut = row.measure == TierMeasure::share_of_customers ? values.headcount_cuts(shares).front()
                                                                      : values.value_cuts(shares).front();
    if (std::isfinite(cut)) row.cut = static_cast<std::int64_t>(cut);
  }
}

bool passes(const TierRow& row, std::int64_t value, std::int32_t purchases) {
  switch (row.measure) {
    case TierMeasure::rest:
      return true;
    case TierMeasure::any_purchase:
      return purchases > 0;
    case TierMeasure::yearly_value:
      return value >= row.cut;
    case TierMeasure::share_of_customers:
    case TierMeasure::share_of_value:
      return value > 0 && row.cut != schema::unset && value >= row.cut;
  }
  return false;
}

class Placer {
 public:
  Placer(const store::Document& document, const Totals& totals, Tiers& out, base::Day today)
      : document_(document), totals_(totals), out_(out), today_(today), rule_count_(out.tiers.size()) {}

  void run() {
    const store::Table& table = document_.table<Customer>();
    const store::Column& overrides = document_.column<&Customer::tier_override>();
    const store::Column& from = document_.column<&Customer::tier_from>();
    out_.by_row.resize(table.rows());
    for (store::Row row = 0; row < table.rows(); ++row) {
      if (!table.visible[row]) continue;
      TierOf& of = out_.by_row[row];
      of.value = totals_.value[row];
      of.tier = of.rule_tier = by_rules(row);
      const base::Day since = day_or_none(from.raw(row));
      if (overrides.is_set(row) && since <= today_) {  // no_day lies before every day
        const std::string_view asked = base::trim(overrides.text(row));
        if (!asked.empty()) {
          of.tier = index_of(asked, "override");
          of.is_override = true;
          of.effective_from = since;
        }
      }
      add(of);
    }
  }

 private:
  std::uint16_t by_rules(store::Row row) {
    for (std::uint16_t i = 0; i < rule_count_; ++i)
      if (passes(out_.tiers[i], totals_.value[row], totals_.purchases[row])) return i;
    return index_of(no_tier, "none");
  }
  std::uint16_t index_of(std::string_view tier, std::string_view why) {
    const std::size_t known = out_.find(tier);
    if (known == out_.tiers.size()) {
      TierRow row;
      row.tier = tier;
      row.default_rule = why;
      row.cut = schema::unset;
      out_.tiers.push_back(std::move(row));
    }
    return static_cast<std::uint16_t>(known);
  }
  void add(const TierOf& of) {
    TierRow& row = out_.tiers[of.tier];
    ++row.n;
    row.value += of.value;
    row.overrides += of.is_override;
    ++out_.customer_count;
    out_.total_value += of.value;
  }

  const store::Document& document_;
  const Totals& totals_;
  Tiers& out_;
  base::Day today_;
  std::size_t rule_count_;
};

void set_ranks(Tiers& tiers) {
  std::vector<std::pair<std::int64_t, store::Row>> order;
  for (store::Row row = 0; row < tiers.by_row.size(); ++row)
    if (tiers.by_row[row].value > 0) order.emplace_back(-tiers.by_row[row].value, row);
  std::ranges::sort(order);
  std::int32_t rank = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i == 0 || order[i].first != order[i - 1].first) rank = static_cast<std::int32_t>(i) + 1;
    tiers.by_row[order[i].second].rank = rank;
  }
}

}  // namespace

std::string_view tier_measure_key(TierMeasure measure) {
  static constexpr std::array<std::string_view, 5> keys{"share_of_customers", "share_of_value", "yearly_value",
                                                        "any_purchase", "rest"};
  return keys[static_cast<std::size_t>(measure)];
}

std::size_t Tiers::find(std::string_view tier) const {
  return static_cast<std::size_t>(std::ranges::find(tiers, tier, &TierRow::tier) - tiers.begin());
}

std::vector<TierRow> tier_rules(const store::Document& document) {
  std::vector<TierRow> rows = own_rules(document);
  if (!rows.empty()) return rows;
  rows.push_back(default_row(default_tiers[0], TierMeasure::share_of_customers, 0.2));
  rows.push_back(default_row(default_tiers[1], TierMeasure::share_of_customers, 0.5));
  rows.push_back(default_row(default_tiers[2], TierMeasure::any_purchase, 0));
  rows.push_back(default_row(default_tiers[3], TierMeasure::rest, 0));
  return rows;
}

Tiers compute_tiers(const store::Document& document, Cache& cache, const TiersParams& params, base::Day today) {
  const Totals& totals = cache.totals(document, params.totals, today);
  Tiers out;
  out.period = totals.period;
  out.why = totals.why;
  out.currency = totals.currency;
  out.tiers = tier_rules(document);
  out.is_default = out.tiers.front().rule == 0;
  std::vector<double> positive;
  for (const std::int64_t value : totals.value)
    if (value > 0) positive.push_back(static_cast<double>(value));
  const stats::Concentration spread(positive);
  set_cuts(out.tiers, spread);
  Placer(document, totals, out, today).run();
  set_ranks(out);
  for (TierRow& row : out.tiers) {
    row.share_of_value =
        out.total_value > 0 ? static_cast<double>(row.value) / static_cast<double>(out.total_value) : 0;
    row.share_of_customers =
        out.customer_count > 0 ? static_cast<double>(row.n) / static_cast<double>(out.customer_count) : 0;
  }
  out.top_share_asked = cache.settings(document).top_share;
  out.top_share = spread.top_share(out.top_share_asked);
  out.gini = spread.gini();
  return out;
}

const TierOf* tier_of(const store::Document& document, const Tiers& tiers, Handle customer) {
  const store::Row row = row_of<Customer>(document, customer);
  return row < tiers.by_row.size() ? &tiers.by_row[row] : nullptr;
}

std::vector<Handle> customers_in_tier(const store::Document& document, const Tiers& tiers, std::string_view tier) {
  const store::Table& table = document.table<Customer>();
  std::vector<std::pair<std::int64_t, Handle>> order;
  for (store::Row row = 0; row < table.rows() && row < tiers.by_row.size(); ++row)
    if (table.visible[row] && tiers.row_of(tiers.by_row[row]).tier == tier)
      order.emplace_back(-tiers.by_row[row].value, table.handles[row]);
  std::ranges::sort(order);
  std::vector<Handle> out;
  for (const auto& pair : order) out.push_back(pair.second);
  return out;
}

}  // namespace zhike::query
