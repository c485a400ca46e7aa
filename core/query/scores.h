// Scores: NPS, CSAT and CES from the answers, with intervals, whole or by group. Which answers count: those to visible
// questions of type nps, csat or ces, of visible responses; csat also to a plain scale that is named. Used by insights,
// cards and reports. Reads answers as columns. A figure from fewer than five answers is withheld: n is given, value,
// low and high are NaN.
//
// Units: nps in points −100..100 (0–10 scale); csat a share 0..1 of answers in the top boxes of the question's own
// scale (1–5 when none is given); ces the mean on 1–7.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/query/period.h"
#include "core/stats/interval.h"

namespace zhike::query {

enum class ScoreKind : std::uint8_t { nps, csat, ces };
std::string_view score_kind_key(ScoreKind kind);

enum class ScoreGroupBy : std::uint8_t { none, wave, tier, owner, month, quarter, year, mode };

struct ScoreParams {
  ScoreKind kind = ScoreKind::nps;
  Handle survey = 0, wave = 0, question = 0, customer = 0;  // 0: any
  std::string tier{}, owner{}, mode{};                      // empty: any
  Period period{};                                          // of the response's date
  ScoreGroupBy group_by = ScoreGroupBy::none;
  double level = stats::default_level;
  bool operator==(const ScoreParams&) const = default;
};

struct Score {
  stats::Interval figure;    // NaN where withheld
  std::string_view method;   // "adjusted_wald", "wilson", "student"
  bool is_withheld = true;   // n below stats::withheld_below
  std::int64_t n = 0;        // answers that counted
  std::int64_t outside = 0;  // answers off the scale, not counted
  // nps: detractors, passives, promoters. csat: not satisfied, 0, satisfied. ces: 1–3, 4, 5–7. Zeros where withheld.
  std::int64_t low_n = 0, middle_n = 0, high_n = 0;
  // ces: share of answers 5–7 with Wilson's interval; NaN otherwise and where withheld.
  stats::Interval easy_share;
};

struct ScoreGroup {
  std::string key;    // tier, owner, "2026-11", mode; for waves the wave's key or name; empty: none given
  Handle record = 0;  // the wave
  Score score;
};

struct Scores {
  Score total;
  std::vector<ScoreGroup> groups;  // by time, by tier order, or by key; empty for none
};

Scores compute_scores(const store::Document& document, Cache& cache, const ScoreParams& params, base::Day today);
// The answers behind the total, newest response first; empty where the figure is withheld. At most `limit`.
std::vector<Handle> answers_behind(const store::Document& document, Cache& cache, const ScoreParams& params,
                                   base::Day today, std::size_t limit);

}  // namespace zhike::query
