// Tiers: which class every customer is in, and why. The rules are the book's own `rule` records of kind tier, in order
// of position: a customer is in the first tier whose cut its value reaches. Without rules, the default below is used.
// Used by lists, cards, cadence and reports. Customers of equal value are never split; nothing is stored.
//
// Measures: share_of_customers 0.2: the best 20 % of customers with value, counted from the top (cumulative);
// share_of_value 0.8: the best customers that bring 80 %; yearly_value 50000: from this value on, in the book's
// currency. Shares above 1 are read as per cent. A rule without measure takes everybody who is left.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/query/totals.h"

namespace zhike::query {

enum class TierMeasure : std::uint8_t { share_of_customers, share_of_value, yearly_value, any_purchase, rest };
std::string_view tier_measure_key(TierMeasure measure);

// The default: A the best 20 %, B the next 30 % (to 50 %), C everybody else who bought, D nobody bought.
inline constexpr std::string_view default_tiers[]{"A", "B", "C", "D"};
// Where own rules leave somebody over.
inline constexpr std::string_view no_tier = "none";

struct TierRow {
  std::string tier;          // key: "A"
  std::string name;          // the rule's name, or empty
  Handle rule = 0;           // 0: default rule, or a tier that only overrides use
  std::string default_rule;  // "default.A" … when rule is 0; "override" for a tier only set by hand, "none" for who is
                             // left over
  TierMeasure measure = TierMeasure::rest;
  double threshold = 0;    // as measured: share 0..1, or money in the book's currency
  std::int64_t cut = 0;    // lowest value that gets in, in units of 10^-4; unset when nobody can
  std::int64_t n = 0;      // customers in it, overrides included
  std::int64_t value = 0;  // their value, units of 10^-4
  double share_of_value = 0, share_of_customers = 0;  // 0..1
  std::int64_t overrides = 0;                         // how many are here by hand
};

struct TierOf {
  std::uint16_t tier = 0;       // index into Tiers::tiers
  std::uint16_t rule_tier = 0;  // where the rules alone would put it
  bool is_override = false;
  std::int32_t rank = 0;                    // 1 = highest value; equal values share a rank; 0 without value
  std::int64_t value = 0;                   // in the period, units of 10^-4
  base::Day effective_from = base::no_day;  // of an override
};

struct TiersParams {
  TotalsParams totals{};
  bool operator==(const TiersParams&) const = default;
};

struct Tiers {
  Period period;
  PeriodWhy why = PeriodWhy::today;
  std::string currency;
  bool is_default = true;      // no own rules
  std::vector<TierRow> tiers;  // best first
  std::vector<TierOf> by_row;  // along the rows of the customer table
  std::int64_t customer_count = 0;
  std::int64_t total_value = 0;
  double top_share_asked = 0.2;  // the share watched (setting top_share) …
  double top_share = 0;          // … and what it really brings, 0..1; NaN without value
  double gini = 0;               // NaN without value

  const TierRow& row_of(const TierOf& of) const { return tiers[of.tier]; }
  // Index of a tier key, or tiers.size().
  std::size_t find(std::string_view tier) const;
};

// The rules in force, best tier first, without counts: one row a rule (a tier may have several).
std::vector<TierRow> tier_rules(const store::Document& document);
Tiers compute_tiers(const store::Document& document, Cache& cache, const TiersParams& params, base::Day today);
// One customer's place; nullptr when the handle is no visible customer.
const TierOf* tier_of(const store::Document& document, const Tiers& tiers, Handle customer);
// All customers of a tier, highest value first.
std::vector<Handle> customers_in_tier(const store::Document& document, const Tiers& tiers, std::string_view tier);

}  // namespace zhike::query
