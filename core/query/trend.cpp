#include "core/query/trend.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/query/cache.h"
#include "core/query/columns.h"
#include "core/query/score_counts.h"
#include "core/stats/nps.h"

namespace zhike::query {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double significant_below = 0.05;
constexpr std::int64_t longest = 2400;  // periods of one series: 200 years of months

ScoreGroupBy group_by(Step step) {
  return step == Step::month ? ScoreGroupBy::month : step == Step::quarter ? ScoreGroupBy::quarter : ScoreGroupBy::year;
}

// Mean and variance of its error, of ces answers 1..7.
struct Mean {
  double mean = 0, error_squared = 0, df = 0;
};
Mean mean_of(const ScoreCounts& counts) {
  const double n = static_cast<double>(counts.n);
  double sum = 0;
  for (std::size_t v = 1; v < counts.by_point.size(); ++v)
    sum += static_cast<double>(v) * static_cast<double>(counts.by_point[v]);
  const double mean = sum / n;
  double squares = 0;
  for (std::size_t v = 1; v < counts.by_point.size(); ++v) {
    const double off = static_cast<double>(v) - mean;
    squares += off * off * static_cast<double>(counts.by_point[v]);
  }
  return {mean, squares / (n - 1) / n, n - 1};
}

// Difference of two means with unequal variances (Welch 1947, Biometrika 34:28). Both need two answers or more.
stats::Change welch(const ScoreCounts& now, const ScoreCounts& then, double level) {
  const Mean a = mean_of(now);
  const Mean b = mean_of(then);
  const double squared = a.error_squared + b.error_squared;
  const double difference = a.mean - b.mean;
  stats::Change out{{difference, difference, difference, now.n + then.n, level}, 0, 1};
  if (!(squared > 0)) {
    if (difference != 0) {
      out.z = difference > 0 ? HUGE_VAL : -HUGE_VAL;
      out.p = 0;
    }
    return out;
  }
  const double df =
      squared * squared / (a.error_squared * a.error_squared / a.df + b.error_squared * b.error_squared / b.df);
  const double error = std::sqrt(squared);
  const double half = stats::student_quantile((1 + level) / 2, df) * error;
  out.difference.low = difference - half;
  out.difference.high = difference + half;
  out.z = difference / error;
  out.p = 2 * stats::student_cdf(-std::abs(out.z), df);
  return out;
}

stats::Change change_of(ScoreKind kind, const ScoreCounts& now, const ScoreCounts& then, double level) {
  if (kind == ScoreKind::nps)
    return stats::nps_change({now.low_n, now.middle_n, now.high_n}, {then.low_n, then.middle_n, then.high_n}, level);
  if (kind == ScoreKind::csat) return stats::newcombe({now.high_n, now.n}, {then.high_n, then.n}, level);
  return welch(now, then, level);
}

stats::Change no_change() { return {stats::no_interval(stats::default_level), nan, nan}; }

TrendRow empty_row(std::int64_t index, Step step) {
  TrendRow row;
  row.index = index;
  row.label = step_label(index, step);
  row.first_day = step_first_day(index, step);
  row.figure = stats::no_interval(stats::default_level);
  row.change = no_change();
  return row;
}

void add_scores(const store::Document& document, Cache& cache, const TrendParams& params, ScoreKind kind,
                base::Day today, Trend& out) {
  ScoreParams scores;
  scores.kind = kind;
  scores.survey = params.survey;
  scores.wave = params.wave;
  scores.customer = params.customer;
  scores.tier = params.tier;
  scores.owner = params.owner;
  scores.period = params.period;
  scores.group_by = group_by(params.step);
  const CountedScores counted = count_scores(document, cache, scores, today);
  out.method = score_method(kind);
  const ScoreCounts* last = nullptr;
  for (const CountedGroup& group : counted.groups) {
    if (group.key == INT64_MAX) break;  // undated
    if (!out.rows.empty() && group.key - out.rows.back().index > longest) break;
    while (!out.rows.empty() && out.rows.back().index + 1 < group.key)
      out.rows.push_back(empty_row(out.rows.back().index + 1, params.step));
    TrendRow row = empty_row(group.key, params.step);
    const Score score = score_of(kind, group.counts, stats::default_level);
    row.n = score.n;
    row.figure = score.figure;
    row.is_withheld = score.is_withheld;
    if (!score.is_withheld) {
      if (last) row.change = change_of(kind, group.counts, *last, stats::default_level);
      row.is_significant = last && row.change.p < significant_below;
      last = &group.counts;
    }
    out.rows.push_back(std::move(row));
  }
}

struct Count {
  std::int64_t n = 0, amount = 0;
};

// Calls add(day, customer row, amount) for each purchase or complaint that passes.
class EventScan {
 public:
  EventScan(const store::Document& document, Cache& cache, const TrendParams& params, base::Day today)
      : document_(document),
        params_(params),
        today_(today),
        tiers_(params.tier.empty() ? nullptr : &cache.tiers(document, today)) {}

  void add(base::Day day, Handle customer, std::int64_t amount) {
    const store::Row at = row_of<schema::Customer>(document_, customer);
    if (day == base::no_day || day > today_ || at == store::no_row || !params_.period.contains(day)) return;
    if (params_.customer && params_.customer != customer) return;
    if (!params_.owner.empty() && document_.column<&schema::Customer::owner>().text(at) != params_.owner) return;
    if (tiers_ && tiers_->row_of(tiers_->by_row[at]).tier != params_.tier) return;
    const std::int64_t index = step_index(day, params_.step);
    if (counts_.empty()) first_ = index;
    if (index < first_) {
      if (first_ - index > longest) return;
      counts_.insert(counts_.begin(), static_cast<std::size_t>(first_ - index), Count{});
      first_ = index;
    }
    const auto at_index = static_cast<std::size_t>(index - first_);
    if (at_index >= static_cast<std::size_t>(longest)) return;
    if (at_index >= counts_.size()) counts_.resize(at_index + 1);
    ++counts_[at_index].n;
    counts_[at_index].amount += amount;
  }

  void finish(Trend& out) const {
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      TrendRow row = empty_row(first_ + static_cast<std::int64_t>(i), params_.step);
      row.n = counts_[i].n;
      row.amount = counts_[i].amount;
      const bool is_money = params_.of == TrendOf::purchases;
      row.figure.n = row.n;
      row.figure.value = is_money ? static_cast<double>(row.amount) / 10'000 : static_cast<double>(row.n);
      if (i > 0) {
        row.change.difference.value = row.figure.value - out.rows.back().figure.value;
        row.change.difference.n = row.n + out.rows.back().n;
      }
      out.rows.push_back(std::move(row));
    }
  }

 private:
  const store::Document& document_;
  const TrendParams& params_;
  base::Day today_;
  const Tiers* tiers_;
  std::int64_t first_ = 0;
  std::vector<Count> counts_;
};

void add_purchases(const store::Document& document, Cache& cache, const TrendParams& params, base::Day today,
                   Trend& out) {
  using schema::Purchase;
  out.currency = cache.settings(document).currency;
  EventScan scan(document, cache, params, today);
  const store::Table& table = document.table<Purchase>();
  const auto holders = document.column<&Purchase::customer>().words();
  const auto dates = document.column<&Purchase::date>().words();
  const auto amounts = document.column<&Purchase::amount>().longs();
  const store::Column& currency = document.column<&Purchase::currency>();
  const auto is_ours =
      flag_texts(currency, [&](std::string_view text) { return text.empty() || text == out.currency; });
  for (store::Row row = 0; row < table.rows(); ++row)
    if (table.visible[row] && is_ours[static_cast<std::size_t>(currency.words()[row])])
      scan.add(dates[row], static_cast<Handle>(holders[row]), amounts[row] == schema::unset ? 0 : amounts[row]);
  scan.finish(out);
}

void add_complaints(const store::Document& document, Cache& cache, const TrendParams& params, base::Day today,
                    Trend& out) {
  using schema::Complaint;
  const int zone = cache.settings(document).zone_offset_minutes;
  EventScan scan(document, cache, params, today);
  const store::Table& table = document.table<Complaint>();
  const auto holders = document.column<&Complaint::customer>().words();
  const auto received = document.column<&Complaint::received>().longs();
  for (store::Row row = 0; row < table.rows(); ++row)
    if (table.visible[row] && received[row] != schema::unset)
      scan.add(base::day_of(received[row], zone), static_cast<Handle>(holders[row]), 0);
  scan.finish(out);
}

}  // namespace

std::string_view trend_of_key(TrendOf what) {
  static constexpr std::array<std::string_view, 5> keys{"nps", "csat", "ces", "purchases", "complaints"};
  return keys[static_cast<std::size_t>(what)];
}

Trend compute_trend(const store::Document& document, Cache& cache, const TrendParams& params, base::Day today) {
  Trend out;
  out.of = params.of;
  out.step = params.step;
  switch (params.of) {
    case TrendOf::nps:
      add_scores(document, cache, params, ScoreKind::nps, today, out);
      break;
    case TrendOf::csat:
      add_scores(document, cache, params, ScoreKind::csat, today, out);
      break;
    case TrendOf::ces:
      add_scores(document, cache, params, ScoreKind::ces, today, out);
      break;
    case TrendOf::purchases:
      add_purchases(document, cache, params, today, out);
      break;
    case TrendOf::complaints:
      add_complaints(document, cache, params, today, out);
      break;
  }
  return out;
}

}  // namespace zhike::query
