// Recency, frequency and monetary value as scores 1 (worst) to 5 (best), and how many customers share each cell.
// Used by the rfm query and customer lists. Scores are relative to the customers given.
// Must never split customers of equal value by their order: groups may then be of unequal size, and some may be empty.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace zhike::stats {

enum class Better : std::uint8_t { higher, lower };

// Score 1..5 of each value by its average rank r among n: 1 + floor(5 (r − 1/2) / n). Ties get equal scores, and when
// all are equal everybody gets 3. Values that are not finite get 0 and count for nobody's rank.
std::vector<std::uint8_t> quintile_scores(std::span<const double> values, Better better);

struct RfmScore {
  std::uint8_t recency = 0;  // each 1..5, or 0 when the input was not a number
  std::uint8_t frequency = 0;
  std::uint8_t monetary = 0;

  bool operator==(const RfmScore&) const = default;
};

struct Rfm {
  std::vector<RfmScore> scores;           // one per customer, in the order given
  std::array<std::int64_t, 125> cells{};  // index rfm_cell(score); customers with a 0 are in no cell
};

// 0..124 for scores 1..5 each: 25 (recency − 1) + 5 (frequency − 1) + (monetary − 1).
constexpr std::size_t rfm_cell(RfmScore score) {
  const int cell = 25 * (score.recency - 1) + 5 * (score.frequency - 1) + (score.monetary - 1);
  return static_cast<std::size_t>(cell);
}

// Scores from days since the last purchase (fewer is better), number of purchases and amount.
// The three spans have one entry per customer; extra entries of the longer ones are ignored.
Rfm rfm(std::span<const double> recency_days, std::span<const double> frequency, std::span<const double> monetary);

}  // namespace zhike::stats
