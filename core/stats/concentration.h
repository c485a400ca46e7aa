// How unequally value is spread over customers: the 80/20 rule tested instead of assumed.
// Used by the concentration and tier queries and the 80/20 chart. One sort, then every question is cheap.
// Must never split customers of equal value, and never lets a refund hide in a share:
// a total below zero counts as a customer who brought nothing; its sum is kept apart in `negative_sum`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace zhike::stats {

struct LorenzPoint {
  double customer_share = 0;  // 0..1, customers counted from the smallest
  double value_share = 0;     // 0..1, what those customers brought
};

class Concentration {
 public:
  // One total per customer, in any unit, in any order. NaN and infinities are left out.
  explicit Concentration(std::span<const double> totals);

  std::int64_t n() const { return static_cast<std::int64_t>(ascending_.size()); }
  std::int64_t negative_n() const { return negative_n_; }
  double negative_sum() const { return negative_sum_; }  // <= 0
  double total() const { return total_; }                // of the totals above zero; all shares are shares of it

  // Share of the total brought by the best `share` (clamped to 0..1) of customers; when share × n is not whole,
  // the last customer counts in part. NaN when total is 0.
  double top_share(double share) const;

  // Least number of best customers that together bring at least `value_share` of the total. 0 when total is 0.
  std::int64_t customers_for(double value_share) const;

  // Gini coefficient 0 (all equal) .. 1 − 1/n: (2 Σ i·x_i)/(n Σ x) − (n + 1)/n with x ascending. NaN when total is 0.
  double gini() const;

  // The Lorenz curve from (0,0) to (1,1), thinned evenly to at most `max_points` (>= 2) points. Empty when total is 0.
  std::vector<LorenzPoint> lorenz(std::size_t max_points = 201) const;

  // Lowest value still in each class, best class first, for ABC by value: a customer belongs to the first class whose
  // cumulative share lies above what all better customers bring together (so {0.8, 0.95} makes A, B and the rest C).
  // Equal values share a class. A class nobody reaches, and every class when total is 0, has the cut of the one before
  // it (+infinity for the first). Customers without positive value never pass a cut.
  std::vector<double> value_cuts(std::span<const double> cumulative_shares) const;

  // The same by head count: {0.05, 0.20} puts in class 0 whoever has fewer than 5 % of the customers above them.
  std::vector<double> headcount_cuts(std::span<const double> cumulative_shares) const;

 private:
  // Invariant: ascending, finite, none below zero; total_ is their sum.
  std::vector<double> ascending_;
  std::int64_t negative_n_ = 0;
  double negative_sum_ = 0;
  double total_ = 0;
};

// Class of `value`, 0 (best) .. cuts.size() (none of them): the first whose cut it reaches.
std::size_t tier_of(double value, std::span<const double> cuts);

}  // namespace zhike::stats
