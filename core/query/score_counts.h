// Score counts: answers counted by group, the step that scores and trends share. Used inside core/query only.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/query/scores.h"

namespace zhike::query {

struct ScoreCounts {
  std::int64_t n = 0, outside = 0;
  std::int64_t low_n = 0, middle_n = 0, high_n = 0;  // as in Score
  std::array<std::int64_t, 8> by_point{};            // ces: answers 0..7; index 0 stays empty
};

struct CountedGroup {
  std::int64_t key = 0;  // period index, tier index, arena index of the text, or handle of the wave
  ScoreCounts counts;
};

struct CountedScores {
  ScoreCounts total;
  std::vector<CountedGroup> groups;  // ascending by key; empty for ScoreGroupBy::none
};

// One pass over the responses, one over the answers.
CountedScores count_scores(const store::Document& document, Cache& cache, const ScoreParams& params, base::Day today);
// The visible answers that count_scores() counts on the scale.
std::vector<Handle> counted_answers(const store::Document& document, Cache& cache, const ScoreParams& params,
                                    base::Day today);
// The figure with its interval, withheld where it must be.
Score score_of(ScoreKind kind, const ScoreCounts& counts, double level);
std::string_view score_method(ScoreKind kind);

}  // namespace zhike::query
