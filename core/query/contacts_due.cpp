// Call flow: compute_contacts_due → cadence_rules → for each customer a row a clock (row_for) → filter, sort, limit.
#include "core/query/contacts_due.h"

#include <algorithm>
#include <array>

#include "core/base/sort.h"
#include "core/query/cache.h"
#include "core/query/columns.h"

namespace zhike::query {
namespace {

using schema::Customer;
using schema::Rule;

struct Days {
  std::int32_t ideal, latest;
};
constexpr std::array<Days, 3> manager_days{{{30, 45}, {60, 90}, {180, 270}}};  // by order of tiers
constexpr Days head_days{182, 213};  // the best tier: at least once per half-year
constexpr std::int32_t noted_grace_days = 7;

bool is_left_alone(std::string_view status) {
  return status == "paused" || status == "lost" || status == "not_pursued";
}

std::vector<std::string> tier_keys(const store::Document& document) {
  std::vector<std::string> keys;
  for (const TierRow& row : tier_rules(document))
    if (std::ranges::find(keys, row.tier) == keys.end()) keys.push_back(row.tier);
  return keys;
}

void add_own_rules(const store::Document& document, std::vector<CadenceRule>& rules) {
  const store::Table& table = document.table<Rule>();
  for (store::Row row = 0; row < table.rows(); ++row) {
    if (!table.visible[row]) continue;
    const Rule record = document.read<Rule>(table.handles[row]);
    if (record.kind.text != "cadence" || record.tier.empty() || !record.ideal_days.has()) continue;
    CadenceRule rule;
    const std::string_view key = record.key.text;
    rule.clock = key == "head" || key.starts_with("head.") ? Clock::department_head : Clock::account_manager;
    rule.tier = record.tier.text;
    rule.ideal_days = static_cast<std::int32_t>(record.ideal_days.value);
    rule.max_days = std::max(rule.ideal_days, static_cast<std::int32_t>(record.max_days.value_or(rule.ideal_days)));
    rule.rule = table.handles[row];
    rules.push_back(std::move(rule));
  }
}

void add_default(std::vector<CadenceRule>& rules, Clock clock, const std::string& tier, Days days) {
  const bool is_known =
      std::ranges::any_of(rules, [&](const CadenceRule& rule) { return rule.clock == clock && rule.tier == tier; });
  if (is_known) return;
  const std::string_view prefix = clock == Clock::account_manager ? "default.cadence." : "default.head.";
  rules.push_back({clock, tier, days.ideal, days.latest, 0, std::string(prefix) + tier});
}

class Planner {
 public:
  Planner(const store::Document& document, Cache& cache, const ContactsDueParams& params, base::Day today)
      : document_(document),
        params_(params),
        today_(today),
        tiers_(cache.tiers(document, today)),
        activity_(cache.activity(document, today)) {
    out_.rules = cadence_rules(document);
    for (const TierRow& tier : tiers_.tiers) {
      by_tier_.push_back({find_rule(Clock::account_manager, tier.tier), find_rule(Clock::department_head, tier.tier)});
    }
    noted_rule_ = static_cast<std::uint16_t>(out_.rules.size());
    out_.rules.push_back({Clock::account_manager, "", 0, noted_grace_days, 0, "noted"});
  }

  ContactsDue run() {
    const store::Table& table = document_.table<Customer>();
    if (params_.customer) {
      const store::Row row = row_of<Customer>(document_, params_.customer);
      if (row != store::no_row) add_customer(row);
    } else {
      for (store::Row row = 0; row < table.rows(); ++row)
        if (table.visible[row]) add_customer(row);
    }
    sort();
    out_.total = static_cast<std::int64_t>(out_.rows.size());
    for (const ContactDueRow& row : out_.rows) {
      out_.amber += row.state == DueState::amber;
      out_.red += row.state == DueState::red;
    }
    if (params_.limit && out_.rows.size() > params_.limit) out_.rows.resize(params_.limit);
    return std::move(out_);
  }

 private:
  static constexpr std::uint16_t no_rule = UINT16_MAX;
  struct TierRules {
    std::uint16_t manager = no_rule, head = no_rule;
  };

  std::uint16_t find_rule(Clock clock, std::string_view tier) const {
    for (std::size_t i = 0; i < out_.rules.size(); ++i)
      if (out_.rules[i].clock == clock && out_.rules[i].tier == tier) return static_cast<std::uint16_t>(i);
    return no_rule;
  }

  void add_customer(store::Row row) {
    const TierRow& tier = tiers_.row_of(tiers_.by_row[row]);
    if (!params_.tier.empty() && params_.tier != tier.tier) return;
    if (!params_.owner.empty() && document_.column<&Customer::owner>().text(row) != params_.owner) return;
    if (is_left_alone(document_.column<&Customer::status>().text(row))) return;
    const TierRules rules = by_tier_[tiers_.by_row[row].tier];
    const base::Day noted = activity_.next_contact[row];
    if (rules.manager != no_rule || noted != base::no_day)
      add_row(row, rules.manager, activity_.last_contact[row], noted);
    if (rules.head != no_rule) add_row(row, rules.head, activity_.last_head_contact[row], base::no_day);
  }

  void add_row(store::Row at, std::uint16_t rule_index, base::Day last, base::Day noted) {
    ContactDueRow row;
    row.customer = document_.table<Customer>().handles[at];
    row.rule = rule_index == no_rule ? noted_rule_ : rule_index;
    const CadenceRule& rule = out_.rules[row.rule];
    row.clock = rule.clock;
    row.last = last;
    const base::Day start = last != base::no_day ? last : day_or_none(document_.column<&Customer::since>().raw(at));
    if (rule_index == no_rule) {
      set_noted(row, noted, noted_grace_days);
    } else if (start != base::no_day && start <= today_) {
      row.due = start + rule.ideal_days;
      row.latest = start + rule.max_days;
    } else {  // never seen, and nobody knows since when
      row.due = today_;
      row.latest = today_ - 1;
    }
    if (rule_index != no_rule && noted != base::no_day && noted < row.due)
      set_noted(row, noted, rule.max_days - rule.ideal_days);
    row.days_late = today_ - row.due;
    row.state = today_ > row.latest ? DueState::red : today_ >= row.due ? DueState::amber : DueState::ideal;
    if (passes(row)) out_.rows.push_back(row);
  }

  static void set_noted(ContactDueRow& row, base::Day noted, std::int32_t grace_days) {
    row.is_noted = true;
    row.due = noted;
    row.latest = row.latest == base::no_day ? noted + grace_days : std::min(row.latest, noted + grace_days);
  }

  bool passes(const ContactDueRow& row) const {
    if (!params_.clock.empty() && params_.clock != clock_key(row.clock)) return false;
    if (!params_.state.empty()) return params_.state == due_state_key(row.state);
    return params_.customer != 0 || row.state != DueState::ideal;
  }

  // Red before amber, better tier first, latest first; rows come in table order, which settles the rest.
  void sort() {
    struct Key {
      std::uint64_t urgency;
      std::uint32_t row;
      auto operator<=>(const Key&) const = default;
    };
    std::vector<Key> keys;
    keys.reserve(out_.rows.size());
    for (std::uint32_t i = 0; i < out_.rows.size(); ++i) {
      const ContactDueRow& row = out_.rows[i];
      const std::uint64_t calm = 2 - static_cast<std::uint64_t>(row.state);
      const std::uint64_t tier = tiers_.by_row[document_.place(row.customer).row].tier;
      const auto days_left = static_cast<std::uint32_t>(std::int64_t{INT32_MAX} - row.days_late);
      keys.push_back({calm << 48 | tier << 32 | days_left, i});
    }
    base::sort(keys);
    std::vector<ContactDueRow> rows;
    rows.reserve(keys.size());
    for (const Key& key : keys) rows.push_back(out_.rows[key.row]);
    out_.rows = std::move(rows);
  }

  const store::Document& document_;
  const ContactsDueParams& params_;
  base::Day today_;
  const Tiers& tiers_;
  const Activity& activity_;
  ContactsDue out_;
  std::vector<TierRules> by_tier_;  // along Tiers::tiers
  std::uint16_t noted_rule_ = 0;
};

}  // namespace

std::string_view clock_key(Clock clock) {
  return clock == Clock::account_manager ? "account_manager" : "department_head";
}

std::string_view due_state_key(DueState state) {
  static constexpr std::array<std::string_view, 3> keys{"ideal", "amber", "red"};
  return keys[static_cast<std::size_t>(state)];
}

std::vector<CadenceRule> cadence_rules(const store::Document& document) {
  std::vector<CadenceRule> rules;
  add_own_rules(document, rules);
  const std::vector<std::string> tiers = tier_keys(document);
  for (std::size_t i = 0; i < tiers.size() && i < manager_days.size(); ++i)
    add_default(rules, Clock::account_manager, tiers[i], manager_days[i]);
  if (!tiers.empty()) add_default(rules, Clock::department_head, tiers.front(), head_days);
  return rules;
}

ContactsDue compute_contacts_due(const store::Document& document, Cache& cache, const ContactsDueParams& params,
                                 base::Day today) {
  return Planner(document, cache, params, today).run();
}

}  // namespace zhike::query
