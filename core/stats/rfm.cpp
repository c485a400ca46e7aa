#include "core/stats/rfm.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/stats/sorting.h"

namespace zhike::stats {
namespace {

// Equal positions a..b−1 have average rank (a + b + 1) / 2, so 1 + floor(5 (r − 1/2) / n) needs no fractions.
int score_at(std::uint64_t begin, std::uint64_t end, std::uint64_t n) {
  return static_cast<int>(std::min<std::uint64_t>(5, 1 + 5 * (begin + end) / (2 * n)));
}

// Lowest value with score 2, 3, 4 and 5; scores rise with the value, so these say everything.
std::array<double, 4> score_thresholds(const std::vector<double>& ascending) {
  std::array<double, 4> thresholds;
  thresholds.fill(std::numeric_limits<double>::infinity());
  const std::size_t n = ascending.size();
  int seen = 1;
  for (std::size_t begin = 0; begin < n && seen < 5;) {
    std::size_t end = begin + 1;
    while (end < n && ascending[end] == ascending[begin]) ++end;
    const int score = score_at(begin, end, n);
    for (; seen < score; ++seen) thresholds[static_cast<std::size_t>(seen - 1)] = ascending[begin];
    begin = end;
  }
  return thresholds;
}

}  // namespace

std::vector<std::uint8_t> quintile_scores(std::span<const double> values, Better better) {
  // Fewer-is-better is ranked on the negated values, so that a boundary falls the same way in both directions.
  std::vector<double> directed(values.begin(), values.end());
  if (better == Better::lower) {
    for (double& value : directed) value = 0.0 - value;
  }
  const std::array<double, 4> thresholds = score_thresholds(sorted_finite(directed));
  std::vector<std::uint8_t> scores(values.size(), 0);
  for (std::size_t i = 0; i < directed.size(); ++i) {
    if (!std::isfinite(directed[i])) continue;
    int score = 1;
    for (const double threshold : thresholds) score += directed[i] >= threshold ? 1 : 0;
    scores[i] = static_cast<std::uint8_t>(score);
  }
  return scores;
}

Rfm rfm(std::span<const double> recency_days, std::span<const double> frequency, std::span<const double> monetary) {
  const std::size_t n = std::min({recency_days.size(), frequency.size(), monetary.size()});
  const auto recency_scores = quintile_scores(recency_days.first(n), Better::lower);
  const auto frequency_scores = quintile_scores(frequency.first(n), Better::higher);
  const auto monetary_scores = quintile_scores(monetary.first(n), Better::higher);
  Rfm result;
  result.scores.reserve(n);
  for (std::size_t i = 0; i < n; ++i) {
    const RfmScore score{recency_scores[i], frequency_scores[i], monetary_scores[i]};
    result.scores.push_back(score);
    if (score.recency != 0 && score.frequency != 0 && score.monetary != 0) ++result.cells[rfm_cell(score)];
  }
  return result;
}

}  // namespace zhike::stats
